import Foundation
import Testing

@testable import Reports

/// The table for spreadsheets.
struct TableTests {
  private static func table(_ texts: [String]) throws -> String {
    String(decoding: try Bench().report(texts).table, as: UTF8.self)
  }

  private static let formulas = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]

  @Test(arguments: formulas) func noCellIsAFormula(text: String) throws {
    let row = try #require(try Self.table([text]).split(separator: "\r\n").last)
    #expect(row.contains(",\"'"))
    #expect(!row.contains(",\"\(text)"))
  }

  @Test func quotesAndLineBreaksStayInTheirCell() throws {
    let table = try Self.table(["kata \"sedap\"\nbaris dua, dengan koma"])
    #expect(table.contains("\"kata \"\"sedap\"\"\nbaris dua, dengan koma\""))
    #expect(table.hasPrefix("\u{FEFF}\"dump\","))
  }

  @Test func marksThatTurnTextAreReplaced() throws {
    let table = try Self.table(["a\u{202E}b\u{1B}[31mc"])
    #expect(table.contains("a\u{FFFD}b\u{FFFD}[31mc"))
  }

  @Test func aRowHasTheVerdictAndItsReasons() throws {
    let row = try #require(try Self.table(["gas di mekar88"]).split(separator: "\r\n").last)
    #expect(row.contains(",\"bot\","))
    #expect(row.contains("names.said: “mekar88” is said"))
  }
}
