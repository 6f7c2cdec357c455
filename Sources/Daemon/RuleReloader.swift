import Dispatch
import Inbox
import Logging
import Rules
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Takes changed rules into use: when the kernel reports a change in their folders, on SIGHUP, and, because reports can
/// be lost, when a look from time to time finds a change.
struct RuleReloader: Service {
  let keeper: RuleKeeper
  let board: StatusBoard
  let logger: Logger
  /// Seconds between looks.
  let interval: Int

  /// Time that must pass after a change, so that a save in several steps is one.
  private static let settleTime = Duration.milliseconds(200)
  /// Errors that are logged one by one.
  private static let loggedErrors = 20

  private enum Cause: Sendable { case hint, signal, clock }

  func run() async throws {
    let queue = DispatchQueue(label: "saring.rules")
    let (causes, continuation) = AsyncStream.makeStream(of: Cause.self)
    let watch = try? DirectoryWatch(queue: queue) { _ in continuation.yield(.hint) }
    let signals = await UnixSignalsSequence(trapping: .sighup)
    watchFolders(watch)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in signals { continuation.yield(.signal) }
      }
      group.addTask {
        while (try? await Task.sleep(for: .seconds(interval))) != nil { continuation.yield(.clock) }
      }
      for await cause in causes.cancelOnGracefulShutdown() {
        if cause == .hint { try? await Task.sleep(for: Self.settleTime) }
        watchFolders(watch)
        await blocking(on: queue) { reload(isForced: cause == .signal) }
      }
      group.cancelAll()
    }
  }

  /// Folders that have been replaced are watched anew; a folder that is missing is found by the next look.
  private func watchFolders(_ watch: DirectoryWatch?) {
    for path in RuleKeeper.watched(keeper.folders) { try? watch?.add(path) }
  }

  private func reload(isForced: Bool) {
    switch keeper.reload(isForced: isForced, begin: board.reloading) {
    case .untouched: break
    case .loaded(let rules):
      logger.info("\(rules.rules.count) rules loaded, \(rules.digest)")
      board.reloaded {
        $0.rulesOf = localTime("%H:%M")
        $0.brokenRuleFiles = 0
      }
    case .broken(let diagnostics):
      for diagnostic in diagnostics.prefix(Self.loggedErrors) { logger.error("\(diagnostic.description)") }
      let files = Set(diagnostics.map(\.position.file)).count
      logger.error("\(diagnostics.count) errors in \(files) rule files; the rules in use stay")
      board.reloaded { $0.brokenRuleFiles = files }
    }
  }
}
