package import Dumps
import Glibc
import Inbox
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
    /// The maps of formats in use.
    package var formats = FormatSet()
    /// Dumps judged side by side, from 1.
    package var workers = 1
    /// Milliseconds that a dump must stand still which is written in place.
    package var settleTime = 500
    /// Seconds between looks at all of the inbox and of the rule files.
    package var scanInterval = 30

    package init(tree: String, ruleFolders: [String]) {
      self.tree = tree
      self.ruleFolders = ruleFolders
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
    let spool = Spool(try Tree(path: options.tree), settleTime: options.settleTime)
    let begun = try spool.recover()
    logger.info("\(version); watching \(options.tree)/inbox; \(rules.rules.count) rules, \(rules.digest)")
    if begun > 0 { logger.info("\(begun) begun before and judged again first") }

    let notifier = Notifier()
    let keeper = RuleKeeper(rules, folders: options.ruleFolders)
    // The first look at the inbox, and what was begun before.
    let board = StatusBoard(notifier, rulesOf: localTime("%H:%M"), outstanding: 2)
    let bell = Bell()
    let pulse = Pulse()
    // They are stopped in the opposite order.
    let services: [any Service] = [
      Heartbeat(notifier: notifier, board: board, pulse: pulse, logger: logger),
      RuleReloader(keeper, board: board, logger: logger, interval: options.scanInterval),
      Intake(spool, board: board, bell: bell, logger: logger, interval: options.scanInterval),
      Workers(
        count: options.workers, spool: spool, keeper: keeper, formats: options.formats, board: board, bell: bell,
        pulse: pulse, logger: logger),
      Farewell(notifier: notifier, logger: logger),
    ]
    var quiet = logger
    quiet.logLevel = .warning
    try await ServiceGroup(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet).run()
  }
}
