import ArgumentParser
import Classifier
import Dumps
import Foundation
import Inbox
import Reports
import Rules
import Verdicts

/// The daemon's work, once, for people instead of programs.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Judges dumps and writes one page to read, or one table for a spreadsheet.",
    discussion: """
      The page shows how many comments are real, who wants to buy, which campaigns the rest belongs to, who really takes \
      part, and every flagged comment with the reasons. It holds no script and fetches nothing. The table has a row for \
      each comment.
      """)

  @OptionGroup var judging: JudgingOptions

  @Option(
    help: ArgumentHelp(
      "Language of the page and, where rules have it, of their reasons: en, ms or id. Default: the policy's."))
  var language: CommentLanguage?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write; the name must end in .html or .csv.", valueName: "file"))
  var output: String

  @Argument(help: ArgumentHelp("Comment dumps: files, or folders read as one dump.", valueName: "dump"))
  var inputs: [String]

  func validate() throws {
    guard output.hasSuffix(".html") || output.hasSuffix(".csv") else {
      throw ValidationError("--output must name a file that ends in .html or .csv.")
    }
  }

  func run() throws {
    let classifier = try judging.classifier(workers: max(1, ProcessInfo.processInfo.activeProcessorCount))
    let language = language ?? classifier.rules.policy.language
    let file = try ResultFile(output)
    let isTable = output.hasSuffix(".csv")
    var table = CSVTable()
    var reports: [DumpReport] = []
    var wasRejected = false
    for path in inputs {
      do {
        let input = try DumpInput.opening(path: path)
        var report = DumpReport()
        let summary = try classifier.cases(in: input, format: judging.format) { subject in
          let row = ReportRow(subject, classifier.rules, language)
          if isTable {
            table.add(row, dump: input.name)
            try file.write(table.take().span)
          } else {
            report.add(row)
          }
        }
        report.summary = summary
        reports.append(report)
        printOutcome(summary)
        if summary.rejectCount > 0 { wasRejected = true }
      } catch let error as DumpError {
        printError("saring: \(terminalSafe(error.description))")
        wasRejected = true
      }
    }
    try file.write((isTable ? table.take() : HTMLPage(reports, classifier.rules, language).bytes).span)
    try file.publish()
    if wasRejected { throw ExitCode(1) }
  }
}

extension CommentLanguage: ExpressibleByArgument {}
