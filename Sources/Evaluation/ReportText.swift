/// A report as people read it: tables, each with a line that says what its columns are. Names and comments are as they
/// stand in the dump; whoever prints them to a terminal makes them harmless.
package struct ReportText {
  package private(set) var lines: [String] = []

  package init(_ report: Report) {
    let rows = report.sets + (report.sets.count > 1 ? [report.total] : [])
    let isBoth = rows.contains { $0.withoutPosts != nil }
    quality(rows, "verdict bot or suspicious", isBoth ? ", post texts known" : "") { $0.withPosts.flagged }
    quality(rows, "verdict bot alone", isBoth ? ", post texts known" : "") { $0.withPosts.bot }
    if isBoth {
      quality(rows, "verdict bot or suspicious", ", post texts left out") { $0.withoutPosts?.flagged }
      quality(rows, "verdict bot alone", ", post texts left out") { $0.withoutPosts?.bot }
    }
    unlabelled(rows)
    unseenNames(rows)
    fit(rows)
    for row in rows { rules(row) }
    for row in rows { errors(row) }
  }

  private mutating func table(_ title: String, _ explanation: [String], _ table: TextTable) {
    if !lines.isEmpty { lines.append("") }
    lines.append(title)
    lines += explanation.map { "  " + $0 }
    lines += table.lines
  }

  private mutating func quality(
    _ rows: [SetReport], _ verdict: String, _ posts: String, _ figure: (SetReport) -> Quality?
  ) {
    var table = TextTable([
      "set", "bots", "genuine", "precision", "recall", "F1", "false positives", "of 1,000 genuine", "precision at 5 %",
      "F1 at 5 %",
    ])
    for row in rows where row.bots + row.genuine > 0 {
      guard let quality = figure(row) else { continue }
      table.add([
        row.name, "\(row.bots)", "\(row.genuine)", shown(quality.precision, 3), shown(quality.recall, 3),
        shown(quality.f1, 3), percent(quality.falsePositiveRate), shown(quality.perThousandGenuine, 1),
        shown(quality.precisionAtPrevalence, 3), shown(quality.f1AtPrevalence, 3),
      ])
    }
    if table.isEmpty { return }
    self.table(
      "Flagged by \(verdict)\(posts)",
      [
        "precision: share of the flagged that are bots; recall: share of bots flagged; false positives: share of genuine",
        "flagged; at 5 %: if one comment in twenty were a bot; in brackets 95 % intervals",
      ], table)
  }

  private mutating func unlabelled(_ rows: [SetReport]) {
    var table = TextTable(["set", "comments", "flagged of 1,000", "bot of 1,000"])
    for row in rows where row.unlabelled > 0 {
      table.add([
        row.name, "\(row.unlabelled)", shown(row.withPosts.unlabelledFlaggedPerThousand, 1),
        shown(row.withPosts.unlabelledBotPerThousand, 1),
      ])
    }
    if table.isEmpty { return }
    self.table("Comments without a label", ["how many are called bot or suspicious, and how many bot"], table)
  }

  private mutating func unseenNames(_ rows: [SetReport]) {
    var table = TextTable([
      "set", "named bots", "in no other set", "flagged", "bot", "in no other comment", "flagged", "bot",
    ])
    for row in rows {
      guard let unseen = row.unseenNames, unseen.named > 0 else { continue }
      let elsewhere = unseen.inNoOtherSet
      table.add([
        row.name, "\(unseen.named)", elsewhere.map { "\($0.bots)" } ?? "–",
        elsewhere.map { shown($0.flagged, 3) } ?? "–", elsewhere.map { shown($0.bot, 3) } ?? "–",
        "\(unseen.unique.bots)", shown(unseen.unique.flagged, 3), shown(unseen.unique.bot, 3),
      ])
    }
    if table.isEmpty { return }
    self.table(
      "Recall on bots with unseen names",
      [
        "bots with a coined, hidden or unknown word that stands in none of the other sets, or in no other comment of their",
        "own; share of them flagged, and called bot",
      ], table)
  }

  private mutating func fit(_ rows: [SetReport]) {
    var table = TextTable([
      "set", "words", "comments", "nothing said", "own post", "against bots", "said: own", "said: other",
    ])
    for row in rows {
      for fit in row.fit where fit.comments > 0 {
        table.add([
          fit.words == "1-3" ? row.name : "", fit.words, "\(fit.comments)",
          percent(fit.abstained), fit.swapAUC.map { fixed($0, 3) } ?? "–", fit.botAUC.map { fixed($0, 3) } ?? "–",
          percent(fit.fitsOwn), percent(fit.fitsOther),
        ])
      }
    }
    if table.isEmpty { return }
    self.table(
      "Fit to the post, genuine comments by their number of words",
      [
        "own post: chance that a comment fits its own post better than one fits a post it was put under (0.5: a coin);",
        "against bots: chance that it fits better than a bot does; said: share called fitting, under either post",
      ], table)
  }

  private mutating func rules(_ row: SetReport) {
    guard let rules = row.rules, !rules.isEmpty else { return }
    var table = TextTable([
      "rule", "weight", "bots", "genuine", "unlabelled", "precision", "decided bots", "decided genuine", "counted",
    ])
    for rule in rules {
      table.add([
        rule.rule, fixed(rule.weight, 2), "\(rule.bots)", "\(rule.genuine)", "\(rule.unlabelled)",
        rule.precision.map { fixed($0, 3) } ?? "–", "\(rule.decisiveBots)", "\(rule.decisiveGenuine)",
        rule.meanCounted.map { fixed($0, 2) } ?? "–",
      ])
    }
    self.table(
      "Rules on \(row.name)",
      [
        "comments that each rule hit; decided: flagged, and would not be without this rule; counted: what the group's cap",
        "left of the weight, on average",
      ], table)
  }

  private mutating func errors(_ row: SetReport) {
    guard let errors = row.errors, !errors.isEmpty else { return }
    lines += ["", "Errors on \(row.name)"]
    for error in errors {
      lines.append(
        "  record \(error.record), \(error.label), judged \(error.verdict) at \(fixed(error.score, 2)) by "
          + "\(error.rules.isEmpty ? "no rule" : error.rules.joined(separator: ", ")): \(error.text)")
    }
  }
}

/// Columns under headings: the first to the left, the others to the right.
struct TextTable {
  private let headings: [String]
  private var rows: [[String]] = []

  init(_ headings: [String]) { self.headings = headings }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ row: [String]) { rows.append(row) }

  var lines: [String] {
    let all = [headings] + rows
    let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      var line = " "
      for (column, text) in row.enumerated() {
        let pad = String(repeating: " ", count: widths[column] - text.count)
        line += column == 0 ? " " + text + pad : "  " + pad + text
      }
      return line
    }
  }
}

private func shown(_ estimate: Estimate, _ places: Int, times factor: Double = 1) -> String {
  guard let value = estimate.value else { return "–" }
  guard let low = estimate.low, let high = estimate.high else { return fixed(value * factor, places) }
  return "\(fixed(value * factor, places)) (\(fixed(low * factor, places))–\(fixed(high * factor, places)))"
}

private func percent(_ share: Double?) -> String { share.map { "\(fixed($0 * 100, 1)) %" } ?? "–" }

private func percent(_ estimate: Estimate) -> String {
  estimate.value == nil ? "–" : shown(estimate, 2, times: 100) + " %"
}

/// A number with so many places behind the point.
func fixed(_ value: Double, _ places: Int) -> String {
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let rounded = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && rounded > 0 ? "-" : ""
  if places == 0 { return sign + "\(rounded)" }
  let fraction = "\(rounded % scale)"
  return sign + "\(rounded / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
}
