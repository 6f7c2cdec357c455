import Foundation
import RuleFiles
import Rules
import Testing

@testable import Classifier

struct StockRuleTests {
  @Test func stockRulesLoadWithoutDiagnostics() {
    let load = Stock.load()
    #expect(load.diagnostics.map(\.description) == [])
    #expect(load.rules != nil)
  }

  @Test func everyReasonIsGivenInThreeLanguages() throws {
    for rule in try Stock.rules().rules {
      #expect(Set(rule.becauses.keys) == ["en", "ms", "id"], "\(rule.id)")
      // The same findings are quoted in each.
      let quoted = rule.becauses.values.map { because in
        Set(because.parts.filter { if case .text = $0 { false } else { true } })
      }
      #expect(Set(quoted).count == 1, "\(rule.id)")
    }
  }

  /// What the sample dumps were written to show: bots by comment id, everybody else genuine.
  @Test(arguments: [
    (
      "kedai-kek.ndjson",
      ["18074837038342703", "18074837038342705", "18074837038342707", "18074837038342709", "18074837038342711"]
    ),
    ("surau-al-ikhlas", ["17900000000000003", "17900000000000004", "17900000000000006"]),
    ("jalan-bandung.info.json", ["Ugx0005", "Ugx0006", "Ugx0007", "Ugx0008", "Ugx0010"]),
    ("mugs-graph-api.json", ["18011111111111113", "18011111111111115"]),
    ("rock-cover", ["Ugz2", "Ugz4"]),
    ("konsert.csv.gz", ["c2", "c4", "c5"]),
  ]) func tellsBotsFromPeopleInTheSampleDumps(dump: String, bots: [String]) throws {
    let judged = try Judged("\(Stock.demo)/\(dump)", Stock.rules())
    for line in try judged.lines {
      let id = try #require(line["comment"] as? String)
      let verdict = try #require(line["verdict"] as? String)
      let isFlagged = verdict == "bot" || verdict == "suspicious"
      #expect(isFlagged == bots.contains(id), "\(id): \(verdict), \(line["reasons"] ?? "")")
    }
  }
}
