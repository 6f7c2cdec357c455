import Bytes
import Rules
import Signals
import Synchronization
import Verdicts

/// What is filled anew for each batch. The lines of a batch are megabytes, what it adds to the survey is one: asked for
/// again and again, that memory would cost more than what is written into it.
final class Spares: Sendable {
  let lines = Pool { OutputBuffer() }
  let judgements = Pool { Judgements() }
  let slices: Pool<SurveySlice>

  /// - Parameter windows: what the rules want counted over the dump.
  init(windows: [WindowRequest]) { slices = Pool { SurveySlice(windows: windows) } }
}

/// Values that are done with, to be filled anew.
final class Pool<Value: Refillable>: Sendable {
  private let spare = Mutex<[Value]>([])
  private let make: @Sendable () -> Value

  /// - Parameter make: an empty one.
  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// An empty one.
  func take() -> Value { spare.withLock { $0.popLast() } ?? make() }

  /// Takes one back, and leaves an empty one in its place.
  func put(_ value: inout Value) {
    var used = make()
    swap(&used, &value)
    used.removeAll()
    spare.withLock { [used] in $0.append(used) }
  }

  /// To be called when none will be asked for any more.
  func drop() { spare.withLock { $0 = [] } }
}

/// What can be emptied, and keeps its memory.
protocol Refillable: Sendable {
  mutating func removeAll()
}

extension OutputBuffer: Refillable {}
extension Judgements: Refillable {}
extension SurveySlice: Refillable {}
