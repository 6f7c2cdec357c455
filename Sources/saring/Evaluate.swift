import ArgumentParser
import Bytes
import Classifier
import Dumps
import Foundation
import Glibc
import Verdicts

/// How well the rules do on dumps that people labelled.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares verdicts with the labels in labelled dumps: precision, recall, F1, false-positive rate.",
    discussion: "Labels are read here alone; the classifier never sees them.")

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions

  @Flag(help: "Also list, per rule, how many labelled bots and genuine comments it hit.")
  var perRule = false

  @Option(help: ArgumentHelp("Also list this many errors of each kind.", valueName: "number"))
  var errors: Int = 0

  @Argument(help: ArgumentHelp("Labelled dumps.", valueName: "file"))
  var inputs: [String]

  func run() throws {
    let rules = try ruleOptions.load()
    let formats = try formatOptions.load()
    let classifier = Classifier(rules: rules, formats: formats, workers: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    print(
      "\(padded("set", to: 34))    bots genuine | bot:  prec  recall   F1     FPR    | flagged: prec  recall   F1     FPR   per 1,000"
    )
    for path in inputs {
      let set = try EvaluatedSet(path: path, classifier: classifier, formats: formats)
      print(set.row)
      if perRule { for line in set.ruleLines { print(line) } }
      if errors > 0 { for line in set.errorLines(errors) { print(terminalSafe(line)) } }
    }
  }
}

/// One labelled dump with its verdicts.
private struct EvaluatedSet {
  private struct Row {
    var label: Label
    var text: String
    var line: VerdictLine
  }

  private let name: String
  private var rows: [Row] = []

  init(path: String, classifier: Classifier, formats: FormatSet) throws {
    let input = try DumpInput.opening(path: path)
    name = input.name
    var labelled: [(Label?, String)] = []
    let reader = try DumpReader(input, limits: DumpLimits(), formats: formats)
    while let batch = try reader.next() {
      labelled += batch.comments.map { ($0.label, String(decoding: batch.bytes[$0.text.range], as: UTF8.self)) }
    }
    var data = Data()
    _ = try classifier.classify(input) { lines in
      unsafe lines.withUnsafeBufferPointer { unsafe data.append($0) }
    }
    for ((label, text), line) in zip(labelled, try VerdictFiles.lines(in: data)) {
      if let label { rows.append(Row(label: label, text: text, line: line)) }
    }
  }

  private func isFlagged(_ row: Row) -> Bool { row.line.verdict == "bot" || row.line.verdict == "suspicious" }

  var row: String {
    let bots = rows.count { $0.label == .bot }
    let genuine = rows.count - bots
    let onlyBot = scores { $0.line.verdict == "bot" }
    let flagged = scores(isFlagged)
    let perThousand =
      genuine == 0 ? 0 : Double(rows.count { $0.label == .genuine && isFlagged($0) }) * 1000 / Double(genuine)
    return padded(name, to: 34) + padded("\(bots)", to: 8, right: true) + padded("\(genuine)", to: 8, right: true)
      + " |      \(onlyBot)  |          \(flagged)  \(number(perThousand, 1))"
  }

  private func scores(_ isPositive: (Row) -> Bool) -> String {
    var hits: InlineArray<4, Int> = .init(repeating: 0)
    for row in rows { hits[(row.label == .bot ? 2 : 0) + (isPositive(row) ? 1 : 0)] += 1 }
    let precision = Double(hits[3]) / Double(max(1, hits[3] + hits[1]))
    let recall = Double(hits[3]) / Double(max(1, hits[3] + hits[2]))
    let f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    let falsePositives = Double(hits[1]) / Double(max(1, hits[0] + hits[1]))
    return "\(number(precision, 3))  \(number(recall, 3))  \(number(f1, 3))  \(number(falsePositives, 4))"
  }

  private func number(_ value: Double, _ places: Int) -> String {
    value.formatted(.number.precision(.fractionLength(places)).grouping(.never).locale(Locale(identifier: "en_US")))
  }

  var ruleLines: [String] {
    var counts: [String: (bot: Int, genuine: Int)] = [:]
    for row in rows {
      for reason in row.line.reasons {
        if row.label == .bot {
          counts[reason.rule, default: (0, 0)].bot += 1
        } else {
          counts[reason.rule, default: (0, 0)].genuine += 1
        }
      }
    }
    return counts.sorted { $0.key < $1.key }.map {
      "    \(padded($0.key, to: 34)) bots \(padded("\($0.value.bot)", to: 6, right: true))  genuine \(padded("\($0.value.genuine)", to: 6, right: true))"
    }
  }

  func errorLines(_ most: Int) -> [String] {
    let missed = rows.filter { $0.label == .bot && !isFlagged($0) }.prefix(most).map {
      "    missed: \($0.line.score) \($0.line.reasons.map(\.rule)) \($0.text)"
    }
    let wrong = rows.filter { $0.label == .genuine && isFlagged($0) }.prefix(most).map {
      "    wrong \($0.line.verdict): \($0.line.score) \($0.line.reasons.map(\.rule)) \($0.text)"
    }
    return missed + wrong
  }
}
