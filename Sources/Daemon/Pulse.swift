import Synchronization

/// When each busy worker last got on.
final class Pulse: Sendable {
  private let last: Mutex<[Int: Int]> = Mutex([:])

  /// Milliseconds without progress after which a worker is taken for stuck.
  static let patience = 120_000

  /// A worker has come to the next piece of its work.
  func beat(_ worker: Int, now: Int = milliseconds()) { last.withLock { $0[worker] = now } }
  /// A worker has nothing to do.
  func rest(_ worker: Int) { last.withLock { $0[worker] = nil } }

  func isAlive(now: Int = milliseconds()) -> Bool {
    last.withLock { $0.values.allSatisfy { now - $0 < Self.patience } }
  }
}
