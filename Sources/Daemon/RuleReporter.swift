import Classifier
import Dispatch
import Dumps
import Inbox
import Logging
import Rules
import ServiceLifecycle
import Synchronization

/// Writes `state/rules-report.md` after rules were saved: when no dump waits or is judged, and it gives way to the first
/// that comes. A report that cannot be written is no trouble for anything else.
final class RuleReporter: Service {
  static let fileName = "rules-report.md"
  /// Between looks whether there is nothing else to do.
  private static let pause = Duration.seconds(1)

  private let spool: Spool
  private let memory: PostMemory
  private let formats: Keeper<FormatSet>
  private let logger: Logger
  private let wanted: Mutex<RuleReport?>
  private let isStopping = Atomic(false)
  private let requests: AsyncStream<Void>
  private let request: AsyncStream<Void>.Continuation

  init(_ spool: Spool, memory: PostMemory, formats: Keeper<FormatSet>, logger: Logger) {
    self.spool = spool
    self.memory = memory
    self.formats = formats
    self.logger = logger
    wanted = Mutex(nil)
    (requests, request) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Asks for a report. Rules that were saved before and not reported yet are reported together with these.
  func report(old: RuleSet, new: RuleSet, saved: String) {
    let isWanted = wanted.withLock { wanted in
      let report = RuleReport(old: wanted?.old ?? old, new: new, saved: saved)
      wanted = report.isWorthIt ? report : nil
      return report.isWorthIt
    }
    if isWanted { request.yield() }
  }

  func run() async throws {
    let queue = DispatchQueue(label: "saring.report", qos: .background)
    await withGracefulShutdownHandler {
      for await _ in requests.cancelOnGracefulShutdown() {
        while wanted.withLock({ $0 != nil }), !isStopping.load(ordering: .relaxed) {
          if isIdle { await blocking(on: queue) { self.write() } }
          if wanted.withLock({ $0 != nil }) {
            _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
          }
        }
      }
    } onGracefulShutdown: {
      self.isStopping.store(true, ordering: .relaxed)
    }
  }

  /// Whether nothing waits to be judged, and nothing is being judged.
  private var isIdle: Bool {
    let counts = spool.counts
    return counts.busy == 0 && counts.waiting == counts.held
  }

  private func write() {
    guard var report = wanted.withLock({ $0 }) else { return }
    do {
      try report.make(from: spool, formats: formats.current, memory: memory) {
        !self.isIdle || self.isStopping.load(ordering: .relaxed)
      }
      // It quotes comments.
      try spool.tree.writeState(Self.fileName, Array(report.text.utf8), mode: 0o600)
      logger.info("state/\(Self.fileName) tells what the saved rules would do")
    } catch is Cancelled {
      return
    } catch {
      logger.warning("\(error); no report on the saved rules")
    }
    // Rules that were saved meanwhile are still to be reported.
    wanted.withLock { if $0?.new === report.new { $0 = nil } }
  }
}
