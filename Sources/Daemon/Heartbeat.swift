import Logging
import ServiceLifecycle

/// Feeds the service manager's watchdog as long as the workers get on, and asks for time while the start takes long.
struct Heartbeat: Service {
  let notifier: Notifier
  let board: StatusBoard
  let pulse: Pulse
  let logger: Logger

  func run() async throws {
    let interval = min(notifier.watchdogInterval ?? .seconds(10), .seconds(10))
    var wasAlive = true
    repeat {
      let isAlive = pulse.isAlive()
      if isAlive {
        notifier.alive()
        if !board.isReady { notifier.starting(seconds: 60) }
      } else if wasAlive {
        logger.error("a worker has not got on for \(Pulse.patience / 1000) s; the watchdog is no longer fed")
      }
      wasAlive = isAlive
    } while (try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }) != nil
  }
}

/// Says that the daemon stops, as the first of the services that are stopped.
struct Farewell: Service {
  let notifier: Notifier
  let logger: Logger

  func run() async throws {
    try? await gracefulShutdown()
    notifier.stopping()
    logger.info("stopping")
  }
}
