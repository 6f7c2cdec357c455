import Foundation
import Signals
import Testing

/// The manual's page about signals tells of every signal what the program tells of it, in the same order.
struct ManualTests {
  @Test func theTableOfSignalsIsTheCatalogue() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/saring/Saring.docc/Signals.md")
    let lines = String(decoding: try Data(contentsOf: page), as: UTF8.self).split(separator: "\n")
    let rows = lines.filter { $0.hasPrefix("| `") }.map(String.init)
    #expect(rows == Signal.allCases.map { "| `\($0.name)` | \($0.summary) |" })
  }
}
