import Dispatch
import Dumps
import Glibc
import Inbox
import Logging
import Rules
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Takes changed rules and maps of formats into use: when the kernel reports a change in their folders, on SIGHUP, and,
/// because reports can be lost, when a look from time to time finds a change.
final class Reloader: Service {
  private let rules: Keeper<RuleSet>
  private let formats: Keeper<FormatSet>
  private let board: StatusBoard
  private let reporter: RuleReporter
  private let logger: Logger
  private let interval: Int
  /// Whether SIGHUP has asked for a reload.
  private let isForced = Atomic(false)

  /// Time that must pass after a change, so that a save in several steps is one.
  private static let settleTime = Duration.milliseconds(200)
  /// Errors that are logged one by one.
  private static let loggedErrors = 20

  /// - Parameter interval: seconds between looks.
  init(
    _ rules: Keeper<RuleSet>, _ formats: Keeper<FormatSet>, board: StatusBoard, reporter: RuleReporter, logger: Logger,
    interval: Int
  ) {
    self.rules = rules
    self.formats = formats
    self.board = board
    self.reporter = reporter
    self.logger = logger
    self.interval = interval
  }

  func run() async throws {
    let queue = DispatchQueue(label: "saring.rules")
    // However many causes come together, they are one.
    let (causes, cause) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watch = try? DirectoryWatch(queue: queue) { _ in cause.yield() }
    let signals = await UnixSignalsSequence(trapping: .sighup)
    watchFolders(watch)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in signals {
          self.isForced.store(true, ordering: .relaxed)
          cause.yield()
        }
      }
      group.addTask {
        while (try? await Task.sleep(for: .seconds(self.interval))) != nil { cause.yield() }
      }
      for await _ in causes.cancelOnGracefulShutdown() {
        try? await Task.sleep(for: Self.settleTime)
        watchFolders(watch)
        await blocking(on: queue) { self.reload(isForced: self.isForced.exchange(false, ordering: .relaxed)) }
      }
      group.cancelAll()
    }
  }

  /// Folders that have been replaced are watched anew; a folder that is missing is found by the next look.
  private func watchFolders(_ watch: DirectoryWatch?) {
    for path in WatchedFile.places(rules.folders + formats.folders) { try? watch?.add(path) }
  }

  private func reload(isForced: Bool) {
    let old = rules.current
    switch rules.reload(isForced: isForced, begin: board.reloading) {
    case .untouched: break
    case .loaded(let rules):
      logger.info("\(rules.rules.count) rules loaded, \(rules.digest)")
      board.count {
        $0.reloads += 1
        $0.brokenFiles = []
        $0.rules = Figures.RulesInUse(digest: rules.digest, count: rules.rules.count, loaded: time(nil))
        $0.keepSuspended(of: rules)
      }
      board.updateSuspended()
      board.reloaded {
        $0.rulesOf = localTime("%H:%M")
        $0.brokenRuleFiles = 0
      }
      reporter.report(old: old, new: rules, saved: localTime("%Y-%m-%d %H:%M"))
    case .broken(let diagnostics):
      let files = tell(diagnostics, of: "rule file", staying: "the rules")
      board.count {
        $0.failedReloads += 1
        $0.brokenFiles = files
      }
      board.reloaded { $0.brokenRuleFiles = files.count }
    }
    switch formats.reload(isForced: isForced, begin: board.reloading) {
    case .untouched: break
    case .loaded(let formats):
      logger.info("\(formats.maps.count) maps of formats loaded, \(formats.digest)")
      board.reloaded { $0.brokenFormatFiles = 0 }
    case .broken(let diagnostics):
      let files = tell(diagnostics, of: "format file", staying: "the maps of formats")
      board.reloaded { $0.brokenFormatFiles = files.count }
    }
  }

  /// Logs what is wrong with files that are not taken into use.
  ///
  /// - Returns: their paths, in order.
  private func tell(_ diagnostics: [Diagnostic], of kind: String, staying: String) -> [String] {
    for diagnostic in diagnostics.prefix(Self.loggedErrors) { logger.error("\(diagnostic.description)") }
    let files = Set(diagnostics.map(\.position.file)).sorted()
    logger.error(
      "\(Status.count(diagnostics.count, "error")) in \(Status.count(files.count, kind)); \(staying) in use stay")
    return files
  }
}
