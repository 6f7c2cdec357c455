import Classifier
import Dumps
import Foundation
import RuleFiles
import Rules
import Signals
import Testing

@testable import RuleTools

/// Rule files and dumps in a scratch folder, and the project's own.
enum Bench {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let stock = root.appendingPathComponent("rules").path
  static func demo(_ name: String) -> String { root.appendingPathComponent("Tests/Demo/\(name)").path }

  static let policy = "policy: { suspicious: 2.5, bot: 4 }\n"

  /// Loads one rule file; its `policy` is given.
  static func load(_ yaml: String) throws -> RuleLoad {
    try inScratch { folder in
      try Data((policy + yaml).utf8).write(to: folder.appendingPathComponent("r.yaml"))
      return loadRules(directories: [folder.path], signals: Signal.names)
    }
  }

  /// Loads files, in a folder of their own, above other folders.
  static func load(_ files: [String: String], above lower: [String]) throws -> RuleLoad {
    try inScratch { folder in
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("lists"), withIntermediateDirectories: true)
      for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
      return loadRules(directories: lower + [folder.path], signals: Signal.names)
    }
  }

  static func rules(_ yaml: String) throws -> RuleSet {
    let load = try load(yaml)
    return try #require(load.rules, "\(load.diagnostics.map(\.withSourceLine).joined(separator: "\n"))")
  }

  static func stockRules() throws -> RuleSet {
    try #require(loadRules(directories: [stock], signals: Signal.names).rules)
  }

  static func inScratch<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Writes a dump of lines and opens it while `body` runs.
  static func dump<Result>(_ lines: [String], _ body: (DumpInput) throws -> Result) throws -> Result {
    try inScratch { folder in
      let file = folder.appendingPathComponent("dump.ndjson")
      try Data(lines.joined(separator: "\n").utf8).write(to: file)
      return try body(DumpInput.opening(path: file.path))
    }
  }
}
