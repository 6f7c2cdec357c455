import ArgumentParser
import Daemon
import Glibc
import Inbox

/// The daemon.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watches an inbox and judges every dump that is dropped into it.",
    discussion: """
      Makes inbox/ work/ verdicts/ done/ rejected/ state/ in its tree. A dump that is moved into inbox/ is judged: its \
      verdicts go to verdicts/, the dump to done/; what cannot be read goes to rejected/ with the reason beside it.
      SIGTERM stops it, SIGHUP makes it read rules and maps of formats again. It exits with 78 when the tree cannot be used.
      """)

  @Option(
    help: ArgumentHelp(
      "The folder that holds inbox/ and the others. Default: the service manager's STATE_DIRECTORY.",
      valueName: "folder"))
  var tree: String?

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions

  @Option(help: ArgumentHelp("Dumps judged side by side.", valueName: "number"))
  var workers: Int = 1

  @Option(
    help: ArgumentHelp("How long a dump must stand still that is written in place.", valueName: "milliseconds"))
  var settle: Int = 500

  @Option(
    help: ArgumentHelp("How often all of the inbox is looked at, beside the kernel's hints.", valueName: "seconds"))
  var scanInterval: Int = 30

  @OptionGroup var limitOptions: LimitOptions

  @Option(
    help: ArgumentHelp(
      "Clear away dumps in done/ and rejected/ and verdicts this long after they came there. Default: never.",
      valueName: "days"))
  var keepDays: Int?

  @Option(
    help: ArgumentHelp(
      "Clear away the oldest of done/, of rejected/ and of verdicts/ when one of them holds more, like 20G. Default: never.",
      valueName: "bytes"))
  var keepBytes: String?

  @Option(
    help: ArgumentHelp(
      "Write the metrics for Prometheus' textfile collector into this file. Default: state/saring.prom in the tree.",
      valueName: "file"))
  var metricsFile: String?

  @Option(
    help: ArgumentHelp(
      "Answer GET /metrics and /healthz on this port of the loopback address. Default: no network at all.",
      valueName: "port"))
  var metricsPort: UInt16?

  func validate() throws {
    guard workers >= 1, workers <= 1024 else { throw ValidationError("--workers must be between 1 and 1024.") }
    guard settle >= 0, settle <= 3_600_000 else {
      throw ValidationError("--settle must be between 0 and 3600000 milliseconds.")
    }
    guard scanInterval >= 1, scanInterval <= 86_400 else {
      throw ValidationError("--scan-interval must be between 1 and 86400 seconds.")
    }
    guard keepDays ?? 1 >= 1, keepDays ?? 1 <= 36_500 else {
      throw ValidationError("--keep-days must be between 1 and 36500.")
    }
    guard keepBytes == nil || keepBytes.flatMap({ number($0[...]) }) ?? 0 > 0 else {
      throw ValidationError("--keep-bytes must be a number of bytes, like 500M or 20G.")
    }
  }

  func run() async throws {
    // Until the daemon listens to it; the rules are only just being loaded.
    signal(SIGHUP, SIG_IGN)
    let stateFolder = unsafe getenv("STATE_DIRECTORY").map { unsafe String(cString: $0) }
    guard let folder = tree ?? stateFolder, !folder.isEmpty else {
      printError("saring: say which folder to watch: saring watch --tree FOLDER; it is made where it is missing")
      throw ExitCode(2)
    }
    var options = Daemon.Options(
      tree: folder, ruleFolders: ruleOptions.folders, formatFolders: formatOptions.used)
    options.formats = try formatOptions.load()
    options.workers = workers
    options.settleTime = settle
    options.scanInterval = scanInterval
    options.limits = try limitOptions.load()
    options.metricsFile = metricsFile
    options.metricsPort = metricsPort
    options.retention.days = keepDays
    options.retention.bytes = keepBytes.flatMap { number($0[...]) }
    do {
      try await Daemon(options, rules: try ruleOptions.load(), version: Version.text).run()
    } catch let error as TreeError {
      printError("saring: \(terminalSafe(error.description))")
      throw ExitCode(78)
    }
  }
}
