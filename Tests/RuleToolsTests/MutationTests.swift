import Foundation
import ProgramRuns
import RuleFiles
import Rules
import Testing
import Text

@testable import RuleTools

struct MutationTests {
  @Test(arguments: [
    (Mutation.bold, "Slot 4d!", "𝐒𝐥𝐨𝐭 𝟒𝐝!"),
    (.smallCaps, "Slot 4d!", "ꜱʟᴏᴛ 4ᴅ!"),
    (.fullwidth, "Slot 4d!", "Ｓｌｏｔ ４ｄ！"),
    (.spaced, "slot ke wa.me/1 (gacor)", "s l o t  ke  wa.me/1  (g a c o r)"),
    (.zeroWidth, "ok @toko", "o\u{200B}k @toko"),
    (.override, "slot, 88", "\u{202E}tols\u{202C}, 88"),
    (.leet, "slot gas", "5l0t gas"),
    (.repeated, "slot ya", "slotttt ya"),
    (.affixes, "kuih lapis sedap kak", "kuihlah dilapis tersedap kak"),
    (.slang, "sangat sedap resipi", "sgt sedap rspi"),
    (.drawn, "kak sedap", "kakkkk sedapppp"),
  ]) func writesOtherwise(mutation: Mutation, text: String, expected: String) {
    #expect(mutation.apply(text) == expected)
  }

  @Test func leavesAloneWhatItCannotChange() {
    #expect(Mutation.bold.apply("😀 !") == nil)
    #expect(Mutation.leet.apply("wa.me/abcdef @kedai 2024") == nil)
    #expect(Mutation.slang.apply("好 kek") == nil)
    let suffixed = Mutation.suffix.apply("kek")
    #expect(suffixed?.count == 10 && suffixed == Mutation.suffix.apply("kek"))
  }

  private static let yaml = """
    group: shops
    cap: 2
    rules:
      - id: shops.raw
        weight: 1
        pattern: 'kedai melati'
        in: comment.raw
        tests:
          hit: [{ text: kedai melati murah }]
          miss: [{ text: kedai bunga }]
      - id: shops.folded
        weight: 1
        match:
          shop: { words: [kedai melati] }
          licensed: { words: [melati], in: post }
        when: shop and not licensed
        tests:
          hit: [{ text: kedai melati murah, post: Kek }]
          miss: [{ text: pasar malam, post: Kek }]
      - id: shops.stem
        weight: 1
        pattern: 'pasar\\w'
        tests:
          miss: [{ text: di pasar malam }]
    """

  @Test func countsWhatSurvives() throws {
    let load = try Bench.load(Self.yaml)
    let report = try MutationReport(RuleTests(#require(load.rules)), load.tests)
    #expect(report.rules.map(\.rule) == ["shops.folded", "shops.raw", "shops.stem"])
    func kept(_ rule: Int, _ mutation: Mutation) -> [Int] {
      (report.rules[rule].hits + report.rules[rule].misses).filter { $0.mutation == mutation.rawValue }
        .flatMap { [$0.kept, $0.of] }
    }
    for mutation in [Mutation.bold, .smallCaps, .fullwidth, .spaced, .zeroWidth, .override, .suffix] {
      #expect(kept(0, mutation) == [1, 1], "\(mutation)")
    }
    for mutation in [Mutation.bold, .spaced, .zeroWidth, .override, .leet] { #expect(kept(1, mutation) == [0, 1]) }
    #expect(kept(1, .suffix) == [1, 1])
    // “pasar” with anything behind it is no longer a miss.
    #expect(kept(2, .drawn) == [0, 1] && kept(0, .drawn) == [1, 1])
    #expect(report.hits.first { $0.mutation == "bold" }.map { [$0.kept, $0.of] } == [1, 2])
    #expect(
      report.losses.contains {
        $0.rule == "shops.raw" && $0.mutation == "zero-width" && $0.text.hasPrefix("k\\u{200B}e")
      })
    let lines = report.lines(losses: true)
    #expect(lines.count == 2 + 3 + 1 + report.losses.count)
    #expect(Set(lines[1...5].map(\.count)).count == 1)
  }

  @Test func aFailingTestShowsTheRulesEvaluation() throws {
    let yaml = Self.yaml.replacingOccurrences(of: "murah, post: Kek", with: "murah, post: Melati")
    let load = try Bench.load(yaml)
    let failures = try RuleTests(#require(load.rules)).failures(of: load.tests)
    #expect(failures.count == 1)
    let lines = try #require(failures.first?.lines)
    #expect(lines[0].hasSuffix("r.yaml:19:13: shops.folded does not hit: kedai melati murah"))
    #expect(lines[1].hasPrefix("  shops.folded: does not hit ("))
    #expect(lines[2] == "    when     shop and not licensed")
    #expect(lines[3] == "      shop     yes        words in comment.folded: “kedai melati” at bytes 0–12")
    #expect(lines[4] == "      licensed yes        words in post.folded: “Melati” at bytes 0–6")
  }

  @Test func theCommandMutatesTheStockRules() throws {
    let run = try Program(["rules", "test", "--rules", Bench.stock, "--mutate", "--json"])
    #expect(run.status == 0)
    let json = run.json
    let hits = try #require(json["hits"] as? [[String: Any]])
    #expect(hits.map { $0["mutation"] as? String } == Mutation.disguises.map(\.rawValue))
    for entry in hits.prefix(3) {
      let (kept, of) = (try #require(entry["kept"] as? Int), try #require(entry["of"] as? Int))
      #expect(of > 40 && kept * 10 >= of * 9)
    }
    #expect(try Program(["rules", "test", "--losses"]).status == 64)
  }
}
