import Bytes
import Testing

@testable import RuleFiles
@testable import Rules

struct RuleSetTests {
  private static let plain = """
    lists:
      goods: [kek, roti]
    rules:
      - id: test.b
        weight: 2
        words: "@goods"
      - id: test.a
        title: { en: Sells, ms: Menjual }
        weight: 0.5
        labels: [shop, lead]
        match:
          sale: { pattern: 'jual' }
          links: { signal: contact.links, at-least: 1, at-most: 3 }
        because: "“{sale.raw}” with {links.value} links {{so}}"
    """

  @Test func describesItsRules() throws {
    let rules = try Fixture(Self.plain).rules
    #expect(rules.rules.map(\.id) == ["test.a", "test.b"])
    let rule = rules.rules[0]
    #expect(rule.title("ms") == "Menjual")
    #expect(rule.title("id") == "Sells")
    #expect(rules.rules[1].title("en") == nil)
    #expect(rules.rules[1].because("en") == BecauseTemplate(plain: "test.b"))
    #expect(rule.labels == ["lead", "shop"])
    #expect(rule.leaves.map(\.name) == ["sale", "links"])
    #expect(rules.groups.map(\.cap) == [10])
    #expect(rules.looks(at: .comment) && !rules.looks(at: .post))
    #expect(rules.neededSignals.count == 1)
  }

  @Test func takesReasonsApart() throws {
    let because = try Fixture(Self.plain).rules.rules[0].because("en")
    #expect(
      because.parts == [.text("“"), .source(leaves: [0]), .text("” with "), .value(leaf: 1), .text(" links {so}")])
  }

  /// Of several places the first that was found, and each of them must be there.
  @Test func reasonsTakeTheFirstOfSeveral() throws {
    let leaves = [(name: "sale", hasValue: false), (name: "links", hasValue: true), (name: "call", hasValue: false)]
    #expect(try BecauseTemplate("{sale.raw|call}!", leaves: leaves).parts == [.source(leaves: [0, 2]), .text("!")])
    for wrong in ["{sale|buy}", "{sale|links.value}", "{links.value|sale}", "{sale|}", "{|}", "{sale.raw|call.ra}"] {
      #expect(throws: ConditionError.self) { try BecauseTemplate(wrong, leaves: leaves) }
    }
  }

  /// The digest names what a rule set does, not how it is written down.
  @Test func theDigestDoesNotSeeTheLayout() throws {
    let other = """
      # a comment
      rules:
        - labels: ["lead", "shop"]
          id: test.a
          match:
            sale: { in: comment.folded, pattern: jual }
            links: { at-most: 3.0, signal: contact.links, at-least: 1 }
          when: sale and links
          weight: 0.50
          title: { ms: Menjual, en: Sells }
          because: '“{sale}” with {links.value} links {{so}}'
        - { id: test.b, weight: 2.0, words: [roti, "@baked"] }
        - { id: test.c, weight: 1, words: [mi], stage: retired }
      lists:
        baked: [kek]
      """
    #expect(try Fixture(Self.plain).rules.digest == Fixture(other).rules.digest)
  }

  @Test(arguments: [
    ("weight: 2", "weight: 2.5"), ("kek, roti", "kek, rotis"), ("'jual'", "'juala'"), ("at-most: 3", "below: 3"),
    ("en: Sells", "en: Sell"),
    ("[shop, lead]", "[shop]"), ("links {{so}}", "link {{so}}"), ("test.b", "test.c"),
    ("pattern: 'jual'", "pattern: 'jual', in: post"),
    ("words: \"@goods\"", "words: \"@goods\"\n    stage: shadow"),
  ]) func theDigestSeesEveryChange(old: String, new: String) throws {
    let changed = Self.plain.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    #expect(changed != Self.plain)
    let digests = try [Fixture(Self.plain).rules.digest, Fixture(changed).rules.digest]
    #expect(digests[0] != digests[1])
    #expect(digests.allSatisfy { $0.hasPrefix("sha256:") && $0.utf8.count == 71 })
  }

  @Test(arguments: [
    ("wieght", "weight"), ("weihgt", "weight"), ("WEIGHT", "weight"), ("capp", "cap"), ("zzzz", nil), ("", nil),
    ("id", "id"),
  ]) func suggestsTheNearestName(name: String, expected: String?) {
    #expect(nearest(name, among: ["cap", "id", "title", "weight"]) == expected)
  }

  @Test func showsAWindowOfALongLine() {
    var diagnostic = Diagnostic("x", at: SourcePosition(file: "a.yaml", line: 1, column: 500), "no")
    diagnostic.sourceLine = String(repeating: "a", count: 499) + "b" + String(repeating: "c", count: 300)
    let lines = diagnostic.withSourceLine.split(separator: "\n")
    #expect(lines[1].count < 150)
    let caret = lines[2].count - 1
    #expect(Array(lines[1])[caret] == "b")
    diagnostic.sourceLine = "\tkek"
    diagnostic.position.column = 2
    #expect(diagnostic.withSourceLine.hasSuffix("\n  \tkek\n  \t^"))
  }
}
