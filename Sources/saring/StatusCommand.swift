import ArgumentParser
import Foundation
import Inbox

/// How the daemon is.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says how the daemon of a tree is, whether it runs or not.",
    discussion: """
      Reads the tree's folders and what the daemon wrote into state/, and changes nothing. Exits with 3 when no daemon \
      is running.
      """)

  @Option(
    help: ArgumentHelp(
      "The folder that holds inbox/ and the others. Default: STATE_DIRECTORY, then /var/lib/saring.",
      valueName: "folder"))
  var tree: String?

  @Flag(help: "Print JSON.")
  var json = false

  /// Rejected files whose reasons are told.
  private static let toldReports = 5

  func run() throws {
    let folder = tree ?? ProcessInfo.processInfo.environment["STATE_DIRECTORY"] ?? "/var/lib/saring"
    let found: TreeReport
    do {
      found = try TreeReport(path: folder, reports: Self.toldReports)
    } catch {
      let advice = error.code == EACCES ? "; ask as root or as the daemon's user" : "; give the daemon's --tree"
      printError("saring: \(terminalSafe(error.description))\(advice)")
      throw ExitCode(2)
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let account = TreeAccount(
      running: found.isRunning, inInbox: found.inbox, inWork: found.work, inRejected: found.rejected,
      daemon: found.status.flatMap { try? decoder.decode(DaemonStatus.self, from: Data($0)) },
      lastRejected: found.lastReports.compactMap { try? decoder.decode(RejectedFile.self, from: Data($0)) })
    if json { try printJSON(account) } else { account.print(folder) }
    if !account.running { throw ExitCode(3) }
  }
}

/// `NAME.error.json`, as far as it is told.
struct RejectedFile: Codable {
  var dump: String
  var code: String
  var message: String
}

/// `state/status.json`. Times are seconds since 1970.
struct DaemonStatus: Codable {
  struct Last: Codable {
    var dump: String
    var time: Int
    var comments: Int
    /// Milliseconds.
    var took: Int
  }

  struct UnfinishedRule: Codable {
    var rule: String
    var comments: Int
  }

  var status: String
  var started: Int
  var judged: Int
  var known: Int
  var rejected: Int
  var comments: Int
  var bot: Int
  var suspicious: Int
  var badRecords: Int
  var busyMilliseconds: Int
  var rules: Int
  var rulesLoaded: Int
  var ruleSet: String
  var trouble: String?
  var last: Last?
  var brokenRuleFiles: [String]
  var unfinishedRules: [UnfinishedRule]
  /// Nil in what an older daemon has written.
  var suspendedRules: [String]?
}

/// All that is told of a tree.
struct TreeAccount: Codable {
  var running: Bool
  var inInbox: Int
  var inWork: Int
  var inRejected: Int
  var daemon: DaemonStatus?
  var lastRejected: [RejectedFile]

  func print(_ folder: String) {
    func line(_ head: String, _ text: String) {
      Swift.print(padded(head.isEmpty ? "" : "\(head):", to: 14) + terminalSafe(text))
    }
    line("Daemon", running ? daemon?.status ?? "starting" : "not running")
    line("Queue", "\(inInbox) in inbox/, \(inWork) in work/ of \(folder)")
    if let daemon {
      line(running ? "Since" : "Ran from", time(daemon.started))
      line("Dumps", "\(daemon.judged) judged, \(daemon.known) known already, \(daemon.rejected) rejected")
      let seconds = Double(daemon.busyMilliseconds) / 1000
      let rate = seconds > 0 ? ", \(Int((Double(daemon.comments) / seconds).rounded())) a second of work" : ""
      line(
        "Comments",
        "\(daemon.comments)\(rate); \(daemon.bot) bot, \(daemon.suspicious) suspicious; "
          + "\(daemon.badRecords) records could not be read")
      if let last = daemon.last {
        line("Last dump", "\(last.dump), \(last.comments) comments in \(last.took) ms, at \(time(last.time))")
      }
      line("Rules", "\(daemon.rules) of \(time(daemon.rulesLoaded)), \(daemon.ruleSet)")
      for file in daemon.brokenRuleFiles { line("Broken rules", file) }
      for rule in daemon.unfinishedRules {
        line("Slow rule", "\(rule.rule) could not be held against \(rule.comments) comments")
      }
      for rule in daemon.suspendedRules ?? [] {
        line("Suspended", "\(rule) is too slow; dumps are judged without it from the third text on that it fails on")
      }
      if let trouble = daemon.trouble { line("Trouble", trouble) }
    }
    line("Rejected", "\(inRejected) in rejected/\(lastRejected.isEmpty ? "" : "; the last:")")
    for file in lastRejected { line("", "\(file.dump): \(file.message) [\(file.code)]") }
  }

  private func time(_ seconds: Int) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd HH:mm:ss"
    return format.string(from: Date(timeIntervalSince1970: Double(seconds)))
  }
}
