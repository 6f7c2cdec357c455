import ArgumentParser
import Foundation
import Reports

/// Reads verdicts aloud.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows verdict files as a table, or one comment's verdict with its reasons.",
    discussion: "Without --comment: a table with one line per dump. With --worst: the comment with the highest score.")

  @Option(help: ArgumentHelp("Explain the verdict on this comment.", valueName: "id"))
  var comment: String?

  @Flag(help: "Explain the verdict with the highest score.")
  var worst = false

  @Argument(help: ArgumentHelp("Verdict folders or files.", valueName: "path"))
  var paths: [String]

  func run() throws {
    if comment == nil, !worst { return try table() }
    let lines = try paths.flatMap { path in
      try VerdictFiles.find(path, suffix: ".verdicts.ndjson").flatMap { try VerdictFiles.lines($0) }
    }
    let found = worst ? lines.max { $0.score < $1.score } : lines.first { $0.comment == comment }
    guard let found else {
      printError("saring: no verdict on \(terminalSafe(comment ?? "any comment")) in \(paths.joined(separator: ", "))")
      throw ExitCode(1)
    }
    explain(found)
  }

  private func table() throws {
    let summaries = try paths.flatMap { path in
      try VerdictFiles.find(path, suffix: ".summary.json").map { try VerdictFiles.summary($0) }
    }
    let verdicts = ["genuine", "suspicious", "bot", "unsure"]
    let header = ["dump", "comments"] + verdicts + ["leads", "rejected"]
    let rows = summaries.map { summary in
      [terminalSafe(summary.dump), "\(summary.comments)"] + verdicts.map { "\(summary.verdicts[$0] ?? 0)" }
        + ["\(summary.labels["lead"] ?? 0)", "\(summary.rejected)"]
    }
    let widths = header.indices.map { column in (rows + [header]).map { $0[column].count }.max() ?? 0 }
    for row in [header] + rows {
      print(row.indices.map { padded(row[$0], to: widths[$0], right: $0 > 0) }.joined(separator: "  "))
    }
  }

  private func explain(_ line: VerdictLine) {
    let author = line.author.map { " by \($0)" } ?? ""
    let post = line.post.map { " under post \($0)" } ?? ""
    print(terminalSafe("Comment \(line.comment ?? "number \(line.record)")\(author)\(post)"))
    print(terminalSafe("Verdict: \(line.verdict), score \(line.score.formatted()); fit: \(line.fit)"))
    if !line.labels.isEmpty { print(terminalSafe("Labels: \(line.labels.joined(separator: ", "))")) }
    for reason in line.reasons where reason.counted != 0 {
      let counted = (reason.counted > 0 ? "+" : "") + reason.counted.formatted()
      print(terminalSafe("  \(padded(counted, to: 5, right: true))  \(padded(reason.rule, to: 30)) \(reason.because)"))
    }
    let capped = line.reasons.filter { $0.counted == 0 }.map(\.rule)
    if !capped.isEmpty { print(terminalSafe("  Beyond the caps of their groups: \(capped.joined(separator: ", "))")) }
    if line.reasons.isEmpty { print("  No rule spoke.") }
    if !line.unknown.isEmpty {
      print(terminalSafe("Could not be judged: \(line.unknown.joined(separator: ", "))"))
    }
    if let rules = line.unfinished { print(terminalSafe("Could not finish: \(rules.joined(separator: ", "))")) }
  }
}
