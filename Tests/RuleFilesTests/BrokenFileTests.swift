import Foundation
import Rules
import Testing

@testable import RuleFiles

/// Each file of the folder `Broken`, loaded above a small good layer, against the diagnostics in the file of its name
/// that ends in `.expected`. `SARING_REWRITE_EXPECTED=1` writes these anew, to be read before they are kept.
struct BrokenFileTests {
  private static let base = """
    policy: { suspicious: 2.5, bot: 5 }
    group: base
    cap: 3
    lists:
      greetings: [hai, salam]
    rules:
      - id: base.greeting
        weight: 0
        labels: [greeting]
        words: "@greetings"
    """

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: Folders.broken.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func theCorpusIsThere() { #expect(Self.names.count >= 60) }

  @Test(arguments: names) func says(name: String) throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: base) }
    let low = base.appendingPathComponent("low")
    let high = base.appendingPathComponent("high")
    for folder in [low, high] { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    try Data(Self.base.utf8).write(to: low.appendingPathComponent("base.yaml"))
    try FileManager.default.copyItem(
      at: Folders.broken.appendingPathComponent(name), to: high.appendingPathComponent(name))
    try FileManager.default.copyItem(
      at: Folders.broken.appendingPathComponent("lists"), to: high.appendingPathComponent("lists"))

    let load = loadRules(directories: [low.path, high.path], signals: Folders.signals)
    #expect(load.rules == nil)
    #expect(load.tests.isEmpty)
    let said =
      load.diagnostics.map(\.withSourceLine).joined(separator: "\n")
      .replacingOccurrences(of: high.path + "/", with: "").replacingOccurrences(of: low.path + "/", with: "")
      + "\n"
    let expected = Folders.broken.appendingPathComponent(name.replacingOccurrences(of: ".yaml", with: ".expected"))
    if ProcessInfo.processInfo.environment["SARING_REWRITE_EXPECTED"] != nil {
      try Data(said.utf8).write(to: expected)
    }
    #expect(try said == String(decoding: Data(contentsOf: expected), as: UTF8.self))
  }
}
