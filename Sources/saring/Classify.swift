import ArgumentParser
import Bytes
import Classifier
import Dumps
import Glibc
import Inbox
import Rules
import Verdicts

/// The daemon's work, once.
struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judges dumps once and writes verdict lines to standard output or into a folder.")

  @OptionGroup var judging: JudgingOptions

  @Option(help: ArgumentHelp("Batches judged side by side. Default: the machine's cores.", valueName: "number"))
  var workers: Int = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write NAME.verdicts.ndjson and NAME.summary.json into this folder; - is standard output, without summaries.",
      valueName: "folder"))
  var output: String = "-"

  @Argument(
    help: ArgumentHelp("Comment dumps: files, folders read as one dump, or - for standard input.", valueName: "file"))
  var inputs: [String]

  func validate() throws {
    guard workers >= 1, workers <= 1024 else { throw ValidationError("--workers must be between 1 and 1024.") }
  }

  func run() throws {
    let classifier = try judging.classifier(workers: workers)
    var wasRejected = false
    for path in inputs {
      do {
        let input = try path == "-" ? DumpInput.standardInput(limits: classifier.limits) : DumpInput.opening(path: path)
        let summary = try output == "-" ? toStandardOutput(input, classifier) : toFolder(input, classifier)
        printOutcome(summary)
        if summary.rejectCount > 0 { wasRejected = true }
      } catch let error as DumpError {
        printError("saring: \(terminalSafe(error.description))")
        wasRejected = true
      }
    }
    if wasRejected { throw ExitCode(1) }
  }

  private func toStandardOutput(_ input: DumpInput, _ classifier: Classifier) throws -> Summary {
    try classifier.classify(input, format: judging.format) { writeAll($0, to: 1) }
  }

  private func toFolder(_ input: DumpInput, _ classifier: Classifier) throws -> Summary {
    let results = try ResultFiles(in: Folder(making: output, mode: 0o777))
    let summary = try classifier.classify(input, format: judging.format) { try results.write($0) }
    try results.publish(as: input.name, summary: summary.encoded(classifier.rules))
    return summary
  }
}
