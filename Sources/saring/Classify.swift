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

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions
  @OptionGroup var limitOptions: LimitOptions

  @Option(
    help: ArgumentHelp(
      "Read every input as this format instead of recognising it (see `saring formats`).", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("Batches judged side by side. Default: the machine's cores.", valueName: "number"))
  var workers: Int = sysconf(Int32(_SC_NPROCESSORS_ONLN))

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write NAME.verdicts.ndjson and NAME.summary.json into this folder; - is standard output, without summaries.",
      valueName: "folder"))
  var output: String = "-"

  @Option(
    help: ArgumentHelp(
      "A file or folder in any format that holds posts; comments whose posts have no text in their own dump find it there. May be given again.",
      valueName: "file"))
  var posts: [String] = []

  @Argument(
    help: ArgumentHelp("Comment dumps: files, folders read as one dump, or - for standard input.", valueName: "file"))
  var inputs: [String]

  func validate() throws {
    guard workers >= 1, workers <= 1024 else { throw ValidationError("--workers must be between 1 and 1024.") }
  }

  func run() throws {
    let limits = try limitOptions.load()
    let formats = try formatOptions.load()
    let texts = try postTexts(limits, formats)
    let classifier = Classifier(
      rules: try ruleOptions.load(), formats: formats, limits: limits, workers: workers,
      recall: { names in names.lazy.compactMap { texts[$0] }.first })
    var wasRejected = false
    for path in inputs {
      do {
        let input = try path == "-" ? DumpInput.standardInput(limits: limits) : DumpInput.opening(path: path)
        let summary = try output == "-" ? toStandardOutput(input, classifier) : toFolder(input, classifier)
        report(summary)
        if summary.rejectCount > 0 { wasRejected = true }
      } catch let error as DumpError {
        printError("saring: \(terminalSafe(error.description))")
        wasRejected = true
      }
    }
    if wasRejected { throw ExitCode(1) }
  }

  /// The texts of the posts in the files named by `--posts`, under all their names.
  private func postTexts(_ limits: DumpLimits, _ formats: FormatSet) throws -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for path in posts {
      do {
        let reader = try DumpReader(.opening(path: path), limits: limits, formats: formats)
        while try reader.next() != nil {}
        for number in 0..<reader.posts.count {
          guard let text = reader.posts.text(of: number) else { continue }
          for name in reader.posts[number].names { texts[name] = text }
        }
      } catch let error as DumpError {
        printError("saring: \(terminalSafe(error.description))")
        throw ExitCode(2)
      }
    }
    return texts
  }

  private func toStandardOutput(_ input: DumpInput, _ classifier: Classifier) throws -> Summary {
    try classifier.classify(input, format: format) { writeAll($0, to: 1) }
  }

  private func toFolder(_ input: DumpInput, _ classifier: Classifier) throws -> Summary {
    let results = try ResultFiles(in: Folder(making: output, mode: 0o777))
    let summary = try classifier.classify(input, format: format) { try results.write($0) }
    try results.publish(as: input.name, summary: summary.encoded(classifier.rules))
    return summary
  }

  private func report(_ summary: Summary) {
    for note in summary.notes { printError("saring: \(terminalSafe(summary.dump)): \(terminalSafe(note))") }
    for reject in summary.rejects { printError("saring: \(terminalSafe(reject.description))") }
    let more = summary.rejectCount - summary.rejects.count
    if more > 0 { printError("saring: \(terminalSafe(summary.dump)): \(more) more records rejected") }
    printError("\(terminalSafe(summary.dump)): \(summary.line)")
  }
}
