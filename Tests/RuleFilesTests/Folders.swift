import Foundation
import Rules
import Signals

@testable import RuleFiles

/// Where the test's files lie.
enum Folders {
  static var signals: [String] { Signal.names }
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()
  static let stock = root.appendingPathComponent("rules").path
  static let broken = tests.appendingPathComponent("Broken")
  static let good = tests.appendingPathComponent("Good").path

  /// Writes files into a folder of their own for each layer, loads them above other folders, and removes them.
  static func load(_ layers: [[String: String]], above lower: [String] = []) throws -> RuleLoad {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: base) }
    var folders: [String] = []
    for (index, files) in layers.enumerated() {
      let folder = base.appendingPathComponent("\(index)")
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("lists"), withIntermediateDirectories: true)
      for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
      folders.append(folder.path)
    }
    return loadRules(directories: lower + folders, signals: Signal.names)
  }
}
