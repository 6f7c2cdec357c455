import Foundation
import Testing

@testable import Rules

/// Matches that stand for others: macros, rules, exceptions. What they come to is held against the same written out.
struct ReuseTests {
  private static let leaves = """
    a: { words: [kek] }
          b: { words: [roti], in: post }
          c: { pattern: 'jual\\w*' }
          d: { signal: contact.links, at-least: 1 }
    """

  /// All ways in which a comment, its post and a signal can come: 2 × 2 × 3 × 3.
  private static let cases: [(comment: String, post: String?, links: Double)] = ["", "kek"].flatMap { kek in
    ["", "jualan"].flatMap { jual in
      [nil, "nasi", "roti"].flatMap { post in [0, 1, .nan].map { ("\(kek) \(jual) mi", post, $0) } }
    }
  }

  private static let conditions = [
    "a and not b", "b or d", "2 of them", "3 of (a, b, c and d, not d)", "not (b and d) and c", "c and d unless b",
    "a or b unless d", "all of them", "not (a or not b)",
  ]

  private func values(_ fixture: Fixture, _ id: String) -> [String] {
    Self.cases.map { item in
      let found = fixture.ids(item.comment, post: item.post, signals: ["contact.links": item.links])
      return found.contains(id) ? "yes" : found.contains(id + "?") ? "unknown" : "no"
    }
  }

  private func rule(_ id: String, _ body: String) -> String { "  - id: test.\(id)\n    weight: 1\n\(body)\n" }
  private func match(_ leaves: String, when: String) -> String {
    "    match:\n      \(leaves)\n    when: \(when)"
  }

  @Test(arguments: conditions) func macrosComeToWhatTheySay(when: String) throws {
    let yaml = """
      macros:
        whole:
          match:
            \(Self.leaves.replacingOccurrences(of: "\n      ", with: "\n      "))
          when: \(when)
      rules:
      \(rule("out", match(Self.leaves, when: when)))
      \(rule("in", "    macro: whole"))
      \(rule("not", match("m: { macro: whole }\n      e: { words: [mi] }", when: "e and not m")))
      """
    let fixture = try Fixture(yaml)
    let out = values(fixture, "test.out")
    #expect(values(fixture, "test.in") == out)
    let opposite = ["yes": "no", "no": "yes", "unknown": "unknown"]
    #expect(values(fixture, "test.not") == out.map { opposite[$0] ?? "" })
    #expect(Set(out).count > 1)
  }

  @Test(arguments: conditions) func rulesComeToWhatTheySay(when: String) throws {
    let yaml = """
      rules:
      \(rule("out", match(Self.leaves, when: when)))
      \(rule("z", "    rules: test.out"))
      \(rule("b", "    rules: [test.out]\n    at-least: 1"))
      \(rule("none", "    rules: [test.out]\n    at-most: 0"))
      \(rule("impossible", "    rules: [test.out]\n    above: 1"))
      """
    let fixture = try Fixture(yaml)
    let out = values(fixture, "test.out")
    #expect(values(fixture, "test.z") == out && values(fixture, "test.b") == out)
    let opposite = ["yes": "no", "no": "yes", "unknown": "unknown"]
    #expect(values(fixture, "test.none") == out.map { opposite[$0] ?? "" })
    #expect(Set(values(fixture, "test.impossible")) == ["no"])
  }

  @Test(arguments: conditions) func exceptionsCountWhereTheyAreKnown(when: String) throws {
    let yaml = """
      rules:
      \(rule("out", match(Self.leaves + "\n      mi: { words: [mi] }", when: "mi unless (\(when.replacingOccurrences(of: " unless ", with: ") or not (")))")))
      """
    // `unless` cannot stand inside a condition, so those are left to the tests above.
    if when.contains("unless") || when.contains("them") { return }
    let fixture = try Fixture(
      yaml + """
        \(rule("except", "    words: [mi]\n    except:\n      - reason: r\n        review-by: 2099-01-01\n        match:\n          \(Self.leaves.replacingOccurrences(of: "\n", with: "\n    "))\n        when: \(when)"))
        """)
    #expect(values(fixture, "test.except") == values(fixture, "test.out"))
  }

  @Test func countsHowManyRulesHit() throws {
    let fixture = try Fixture(
      """
      rules:
        - { id: test.one, weight: 1, words: kek }
        - { id: test.two, weight: 1, words: roti }
        - { id: test.three, part: true, words: nasi, in: post }
        - { id: test.off, stage: retired, weight: 1, words: mi }
        - { id: test.trial, stage: shadow, weight: 1, words: mi }
        - { id: test.z-two, weight: 1, rules: [test.one, test.t*], at-least: 2 }
        - { id: test.z-all, weight: 1, rules: test, at-least: 3, at-most: 3 }
        - { id: test.z-trial, weight: 1, rules: [test.off, test.trial] }
        - { id: test.z-trial-too, stage: draft, weight: 1, rules: [test.off, test.trial] }
      """)
    #expect(fixture.ids("kek", post: "mi") == ["test.one"])
    #expect(fixture.ids("kek roti", post: "mi") == ["test.one", "test.two", "test.z-all", "test.z-two"])
    #expect(fixture.ids("kek", post: nil) == ["test.one", "test.three?", "test.z-all?", "test.z-two?"])
    #expect(fixture.ids("mi", post: "kek") == ["test.trial", "test.z-trial-too"])
  }

  @Test func showsWhatMadeThemTrue() throws {
    let fixture = try Fixture(
      """
      macros:
        offer: { match: { who: { words: [kedai] }, sale: { words: [jual] } }, when: who or sale }
        here: { words: [kek] }
      rules:
        - id: test.a
          weight: 1
          match: { offer: { macro: offer }, cake: { macro: here }, licensed: { macro: here, in: post } }
          when: offer and cake unless licensed
          because: "{offer.raw} {cake.raw}"
      """)
    #expect(fixture.found("kek kami jual") == ["jual", "kek"])
    #expect(fixture.ids("kek kami jual", post: "kek") == [])
    let rule = fixture.rules.rules[0]
    #expect(rule.leaves.map(\.name) == ["offer", "cake", "licensed"])
    #expect(rule.leaves.map(\.kind) == [.compound("macro offer"), .words, .words])
  }

  @Test func theDigestSeesThroughMacros() throws {
    let plain = "rules:\n  - { id: test.a, weight: 1, match: { m: { words: [kek, roti] } } }\n"
    let macro =
      "macros: { sweets: { words: [roti, kek] } }\nrules:\n  - { id: test.a, weight: 1, match: { m: { macro: sweets } } }\n"
    #expect(try Fixture(plain).rules.digest == Fixture(macro).rules.digest)
    let other = macro.replacingOccurrences(of: "roti,", with: "mi,")
    #expect(try Fixture(plain).rules.digest != Fixture(other).rules.digest)
    let shadow = plain.replacingOccurrences(of: "weight", with: "stage: shadow, weight")
    #expect(try Fixture(plain).rules.digest != Fixture(shadow).rules.digest)
  }
}
