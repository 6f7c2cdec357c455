import Dumps
import FormatFiles
import Foundation
import RuleFiles
import Rules
import Signals
import Testing
import Verdicts

@testable import Classifier

/// The project's own rules and sample dumps.
enum Stock {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let rulesFolder = root.appendingPathComponent("rules").path
  static let demo = root.appendingPathComponent("Tests/Demo").path

  static func load() -> RuleLoad { loadRules(directories: [rulesFolder], signals: Signal.names) }

  static func rules() throws -> RuleSet {
    let load = load()
    return try #require(load.rules, "\(load.diagnostics.map(\.description))")
  }

  /// Rules of a group `g`, written to a scratch file.
  static func rules(_ yaml: String) throws -> RuleSet {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = "policy: { suspicious: 2.5, bot: 4 }\ngroup: g\ncap: 9\nrules:\n\(yaml)"
    try Data(text.utf8).write(to: folder.appendingPathComponent("g.yaml"))
    let load = loadRules(directories: [folder.path], signals: Signal.names)
    return try #require(load.rules, "\(load.diagnostics.map(\.withSourceLine).joined(separator: "\n"))")
  }

  static func demoDumps() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: demo).sorted().map { "\(demo)/\($0)" }
  }
}

/// A dump judged in memory.
struct Judged {
  var verdicts = Data()
  var summary: Data

  init(_ path: String, _ rules: RuleSet, workers: Int = 1, recall: PostRecall? = nil) throws {
    var verdicts = Data()
    let formats = try #require(loadFormats().formats)
    let result = try Classifier(rules: rules, formats: formats, workers: workers, recall: recall).classify(
      DumpInput.opening(path: path)
    ) { lines in
      unsafe lines.withUnsafeBufferPointer { unsafe verdicts.append($0) }
    }
    self.verdicts = verdicts
    summary = Data(result.encoded(rules))
  }

  /// A dump written to a scratch file first.
  init(text: Data, name: String, _ rules: RuleSet, workers: Int = 1, recall: PostRecall? = nil) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try text.write(to: file)
    try self.init(file.path, rules, workers: workers, recall: recall)
  }

  var summaryObject: [String: Any] {
    get throws { try #require(JSONSerialization.jsonObject(with: summary) as? [String: Any]) }
  }

  var lines: [[String: Any]] {
    get throws {
      try verdicts.split(separator: UInt8(ascii: "\n")).map {
        try #require(JSONSerialization.jsonObject(with: $0) as? [String: Any])
      }
    }
  }
}
