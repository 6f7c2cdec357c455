package import Dumps
import Glibc
package import Inbox
import Logging
package import Rules
import ServiceLifecycle
import UnixSignals

/// Watches an inbox tree and judges what is dropped into it, until it is told to stop.
package struct Daemon: Sendable {
  /// What the user may choose.
  package struct Options: Sendable {
    /// The folder that holds `inbox/`, `work/`, `verdicts/`, `done/`, `rejected/` and `state/`.
    package var tree: String
    /// Layers of rule files, the later the higher.
    package var ruleFolders: [String]
    /// Folders of maps of formats.
    package var formatFolders: [String]
    /// What they hold at the start, and the program's own maps.
    package var formats = FormatSet()
    /// Dumps judged side by side, from 1.
    package var workers = 1
    /// Milliseconds that a dump must stand still which is written in place.
    package var settleTime = 500
    /// Seconds between looks at all of the inbox and of the rule files.
    package var scanInterval = 30
    /// What a dump may measure.
    package var limits = DumpLimits()
    /// What is kept of what has been judged.
    package var retention = Retention()
    /// Where the metrics for Prometheus' textfile collector go; nil: `state/saring.prom`.
    package var metricsFile: String?
    /// The port of the loopback address on which metrics are answered, too; nil for none.
    package var metricsPort: UInt16?
    /// The files as they were before rules and maps were read from them, so that no change in between is missed.
    let ruleFiles: [WatchedFile]
    let formatFiles: [WatchedFile]

    /// To be made before rules and maps are loaded.
    package init(tree: String, ruleFolders: [String], formatFolders: [String] = []) {
      self.tree = tree
      self.ruleFolders = ruleFolders
      self.formatFolders = formatFolders
      ruleFiles = WatchedFile.all(in: ruleFolders)
      formatFiles = WatchedFile.all(in: formatFolders)
    }
  }

  private let options: Options
  private let rules: RuleSet
  private let version: String

  /// - Parameters:
  ///   - rules: what the rule folders hold at the start.
  ///   - version: for the log.
  package init(_ options: Options, rules: RuleSet, version: String) {
    self.options = options
    self.rules = rules
    self.version = version
  }

  /// Works until SIGTERM or SIGINT.
  ///
  /// - Throws: `TreeError` when the tree cannot be used; `SystemError` when what an earlier daemon left cannot be
  ///   cleared away.
  package func run() async throws {
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
    let logger = Logger(label: "saring") { _ in LineLog() }
    let notifier = Notifier()
    let (spool, memory, begun) = try await open(notifier, logger)
    logger.info("\(version); watching \(options.tree)/inbox; \(rules.rules.count) rules, \(rules.digest)")
    if begun > 0 { logger.info("\(begun) begun before and judged again first") }

    let rules = Keeper(rules, folders: options.ruleFolders, files: options.ruleFiles)
    let formats = Keeper(options.formats, folders: options.formatFolders, files: options.formatFiles)
    // The first look at the inbox, and what was begun before.
    let inUse = Figures.RulesInUse(
      digest: self.rules.digest, count: self.rules.rules.count, loaded: time(nil))
    let board = StatusBoard(notifier, rulesOf: localTime("%H:%M"), rules: inUse, outstanding: 2)
    let bell = Bell()
    let pulse = Pulse()
    let reporter = RuleReporter(spool, memory: memory, formats: formats, logger: logger)
    // They are stopped in the opposite order.
    var services: [any Service] = [
      Heartbeat(notifier: notifier, board: board, pulse: pulse, logger: logger),
      Reloader(rules, formats, board: board, reporter: reporter, logger: logger, interval: options.scanInterval),
      reporter,
      Intake(spool, board: board, bell: bell, logger: logger, interval: options.scanInterval),
      Workers(
        count: options.workers, spool: spool, memory: memory, rules: rules, formats: formats, limits: options.limits,
        board: board,
        bell: bell, pulse: pulse, logger: logger),
      Sweeper(spool, options.retention, logger: logger),
      Reporter(tree: spool.tree, board: board, metricsFile: options.metricsFile, logger: logger),
    ]
    if let port = options.metricsPort {
      services.append(MetricsServer(port: port, board: board, pulse: pulse, logger: logger))
    }
    services.append(Farewell(notifier: notifier, logger: logger))
    var quiet = logger
    quiet.logLevel = .warning
    let configuration = ServiceGroupConfiguration(
      services: services.map { .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup) },
      gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    try await ServiceGroup(configuration: configuration).run()
  }

  /// Opens the tree and clears away what was left half done. Trouble that may pass is waited out.
  ///
  /// - Returns: the tree's spool, the posts it remembers, and how many dumps an earlier daemon had begun.
  private func open(_ notifier: Notifier, _ logger: Logger) async throws -> (Spool, PostMemory, begun: Int) {
    var limits = Inbox.Dump.Limits()
    (limits.fileBytes, limits.members) = (options.limits.fileBytes, options.limits.members)
    let backoff = Backoff()
    while true {
      let trouble: String
      do {
        let spool = Spool(try Tree(path: options.tree), settleTime: options.settleTime, limits: limits)
        return (spool, try PostMemory(spool.tree), try spool.recover())
      } catch let error as TreeError where error.mayPass {
        trouble = error.description
      } catch let error as SystemError where SystemError.isTransient(error.code) {
        trouble = error.description
      }
      let delay = backoff.failed()
      logger.warning("\(trouble); starting again in \(delay) s")
      notifier.starting(seconds: delay + 60)
      notifier.status("waiting for trouble to pass: \(trouble)")
      try await Task.sleep(for: .seconds(delay))
    }
  }
}
