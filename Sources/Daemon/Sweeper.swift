import Classifier
import Dispatch
import Glibc
import Inbox
import Logging
import ServiceLifecycle
import Synchronization

/// Clears away every hour what is no longer to be kept.
final class Sweeper: Service {
  private let spool: Spool
  private let retention: Retention
  private let logger: Logger
  private let isStopping = Atomic(false)

  init(_ spool: Spool, _ retention: Retention, logger: Logger) {
    self.spool = spool
    self.retention = retention
    self.logger = logger
  }

  func run() async throws {
    let queue = DispatchQueue(label: "saring.sweeper")
    await withGracefulShutdownHandler {
      repeat {
        await blocking(on: queue) { self.sweep() }
      } while (try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(3600)) }) != nil
    } onGracefulShutdown: {
      self.isStopping.store(true, ordering: .relaxed)
    }
  }

  private func sweep() {
    do {
      let count = try spool.sweep(retention, now: time(nil)) {
        if isStopping.load(ordering: .relaxed) { throw Cancelled() }
      }
      if count > 0 { logger.info("\(Status.count(count, "old file")) cleared away") }
    } catch is Cancelled {
    } catch {
      logger.warning("\(error); clearing old files away again in an hour")
    }
  }
}
