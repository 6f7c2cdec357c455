import Dumps
import Foundation
import Rules
import Testing
import Verdicts

@testable import Classifier

/// The labelled comments of `Tests/Corpora`, judged once for all tests.
enum Corpora {
  struct Row {
    var id: String
    var text: String
    var isBot: Bool
    /// What kind of comment it is; see the corpora's README.
    var family: String
    var verdict: Verdict
    /// The rules that spoke.
    var rules: [String]

    var isFlagged: Bool { verdict == .bot || verdict == .suspicious }
  }

  static let leads = Result { try judged(lines("leads")) }
  static let people = Result { try judged(lines("people")) }
  /// All three files as one dump, shuffled the same way in every run.
  static let together = Result {
    var all = try lines("leads") + lines("people") + lines("bots")
    var state: UInt64 = 2
    for index in all.indices.dropFirst() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      all.swapAt(index, Int(state >> 33) % (index + 1))
    }
    return try judged(all)
  }

  private static func lines(_ name: String) throws -> [Data] {
    try Data(contentsOf: Stock.root.appendingPathComponent("Tests/Corpora/\(name).ndjson"))
      .split(separator: UInt8(ascii: "\n"))
  }

  private static func judged(_ lines: [Data]) throws -> [Row] {
    let rules = try Stock.rules()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString).ndjson")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(lines.joined(separator: [UInt8(ascii: "\n")])).write(to: file)
    var rows: [Row] = []
    _ = try Classifier(rules: rules, workers: 2).judge(DumpInput.opening(path: file.path)) { judged in
      let line = try #require(
        JSONSerialization.jsonObject(with: lines[judged.record - 1]) as? [String: Any], "record \(judged.record)")
      rows.append(
        Row(
          id: line["id"] as? String ?? "", text: String(decoding: judged.text, as: UTF8.self),
          isBot: judged.label == .bot, family: line["family"] as? String ?? "", verdict: judged.judgement.verdict,
          rules: judged.judgement.reasons.map { rules.rules[$0.rule].id }))
    }
    try #require(rows.count == lines.count)
    return rows
  }
}
