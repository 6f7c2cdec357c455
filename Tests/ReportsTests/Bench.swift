import Bytes
import Classifier
import Dumps
import Foundation
import RuleFiles
import Rules
import Signals

@testable import Reports

/// A small rule set over a dump written on the spot.
struct Bench {
  let rules: RuleSet

  private static let file = """
    group: names
    cap: 9
    rules:
      - id: names.said
        weight: 9
        match: { said: { pattern: 'mekar\\w*|<|=', in: comment.folded } }
        because: { en: "“{said.raw}” is said", ms: "“{said.raw}” disebut" }
        tests: { hit: [{ text: mekar88 }], miss: [{ text: sedap }] }
      - id: names.asks
        weight: 0
        labels: [lead]
        match: { asks: { pattern: 'harga' } }
        tests: { hit: [{ text: harga }], miss: [{ text: sedap }] }
    """

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.file.utf8).write(to: folder.appendingPathComponent("names.yaml"))
    try Data("policy: { suspicious: 2, bot: 4, bot-groups: 1 }\n".utf8).write(
      to: folder.appendingPathComponent("policy.yaml"))
    let load = loadRules(directories: [folder.path], signals: Signal.names)
    guard let rules = load.rules else {
      throw CocoaError(.fileReadCorruptFile, userInfo: ["why": "\(load.diagnostics)"])
    }
    self.rules = rules
  }

  /// Judges comments, each by its own author, under one post, and hands over what a report takes in.
  func report(_ texts: [String], post: String = "Kek batik", language: CommentLanguage = .en) throws -> (
    report: DumpReport, table: [UInt8]
  ) {
    let lines = try texts.enumerated().map { number, text in
      let row = ["post_id": "p", "post_text": post, "id": "\(number)", "author": "a\(number)", "text": text]
      return String(decoding: try JSONSerialization.data(withJSONObject: row), as: UTF8.self)
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString).ndjson")
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var report = DumpReport()
    var table = CSVTable()
    report.summary = try Classifier(rules: rules).cases(in: DumpInput.opening(path: file.path)) { subject in
      let row = ReportRow(subject, rules, language)
      report.add(row)
      table.add(row, dump: "d")
    }
    return (report, table.take())
  }

  func page(_ texts: [String], post: String = "Kek batik", language: CommentLanguage = .en) throws -> String {
    let report = try report(texts, post: post, language: language).report
    return String(decoding: HTMLPage([report], rules, language).bytes, as: UTF8.self)
  }
}
