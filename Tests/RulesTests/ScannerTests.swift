import Bytes
import Testing

@testable import RuleFiles
@testable import Rules

struct ScannerTests {
  private static func words(_ entry: String) throws -> Fixture {
    try Fixture("rules:\n  - id: test.words\n    weight: 1\n    words: [\"\(entry)\"]\n")
  }

  /// An entry, a comment, and the part of the comment that is found.
  @Test(arguments: [
    ("gacor", "slot gacor lagi", "gacor"), ("gacor", "GACOR!", "GACOR"), ("gacor", "gacornya", "gacornya"),
    ("gacor", "gacooorrr", "gacooorrr"), ("gacor", "gacorkan", nil),
    ("gacor", "pegacor", nil),
    ("slot gacor", "slot  gacor", "slot  gacor"), ("slot gacor", "slot\ngacor", "slot\ngacor"),
    ("slot gacor", "gacor slot", nil),
    ("slot gacor", "slot yang gacor", nil), ("slot gacor", "slot", nil),
    ("slot slot gacor", "slot slot slot gacor", "slot slot gacor"),
    // Both words of the pair that the phrase is looked up by in another form, or one of them.
    ("promosi gacor", "promosinya gacornya", "promosinya gacornya"),
    ("promosi gacor", "promoosii gacooor", "promoosii gacooor"),
    ("promosi gacor", "promosinya gacooor lagi", "promosinya gacooor"),
    ("main promosi gacor", "main promoosiinyaa gacor", "main promoosiinyaa gacor"),
    ("main promosi gacor hari ini", "jom main promosi gacornya hari ini", "main promosi gacornya hari ini"),
    ("main promosi gacor", "main promosi besar", nil),
    ("gac*", "gacornya!", "gacornya"), ("gac*", "gac", "gac"), ("gac*", "ga", nil), ("gac*", "pegacor", nil),
    ("slot gac*", "slot gacoran", "slot gacoran"), ("slot gac*", "slot", nil), ("slot gac*", "slot main gacor", nil),
    ("jumat", "solat jum'at", "jum'at"), ("jum'at", "jumat berkat", "jumat"), ("jum'at", "jum’at", "jum’at"),
    ("jumat*", "jum'atan", "jum'atan"), ("jum'at*", "jumatan", "jumatan"), ("café", "cafe", "cafe"),
    ("cafe", "CAFÉ", "CAFÉ"),
    ("918kiss", "main 918kiss kak", "918kiss"), ("kek", "", nil), ("çelik", "ÇELİK", "ÇELİK"),
  ]) func findsWords(entry: String, comment: String, expected: String?) throws {
    #expect(try Self.words(entry).found(comment) == (expected.map { [$0] } ?? []))
  }

  /// Of what one list finds, the first is shown, and the longest of those that begin there; a word that is listed itself is
  /// looked for in its other forms, too.
  @Test(arguments: [
    ("cari free money sini", "free money"), ("now or free", "now"), ("money now or free", "money now"),
    ("free, then free money", "free"), ("harganya berapa", "harganya"),
  ]) func showsTheFirstAndLongest(comment: String, expected: String) throws {
    let fixture = try Fixture(
      "rules:\n  - id: test.words\n    weight: 1\n    words: [free, money now, now, free money, harganya murah, harga]\n"
    )
    #expect(fixture.found(comment) == [expected])
  }

  /// What is found is shown as it was written, disguise and all.
  @Test(arguments: [
    ("main 𝗴𝗮𝗰𝗼𝗿 yuk", "𝗴𝗮𝗰𝗼𝗿"), ("main ｇａｃｏｒ yuk", "ｇａｃｏｒ"), ("main gаcоr yuk", "gаcоr"),
    ("main ga\u{200B}cor yuk", "ga\u{200B}cor"),
    ("🍰 g\u{301}a\u{301}cor 🍰", "g\u{301}a\u{301}cor"), ("main gac0r yuk", "gac0r"),
    ("mari g a c o r kak", "g a c o r"),
    ("kak ⓖⓐⓒⓞⓡ", "ⓖⓐⓒⓞⓡ"), ("x \u{202E}rocag\u{202C} y", "rocag"),
  ]) func showsDisguisedWordsAsWritten(comment: String, expected: String) throws {
    #expect(try Self.words("gacor").found(comment) == [expected])
    let pattern = try Fixture("rules:\n  - id: test.pattern\n    weight: 1\n    pattern: gac\\w+\n")
    #expect(pattern.found(comment) == [expected])
  }

  @Test(arguments: [
    ("raw", "GACOR", true), ("raw", "gacor", false), ("clean", "GA\u{200B}COR", true), ("folded", "GACOR", false),
  ]) func looksAtTheViewAskedFor(view: String, comment: String, isFound: Bool) throws {
    let fixture = try Fixture("rules:\n  - { id: test.rule, weight: 1, pattern: 'GACOR', in: comment.\(view) }\n")
    #expect(fixture.found(comment) == (isFound ? [comment] : []))
  }

  @Test func rawPatternsSeeInvalidBytes() throws {
    let fixture = try Fixture("rules:\n  - { id: test.rule, weight: 1, pattern: 'kek', in: comment.raw }\n")
    let outcomes = fixture.outcomes([0xFF, 0x6B, 0x65, 0x6B, 0xC3] as [UInt8])
    #expect(outcomes.matches.first?.source?.range == 1..<4)
  }

  /// Several patterns whose literals occur, of which some match.
  @Test(arguments: [
    ("jual kek9 rm5", ["test.all", "test.any", "test.without"]),
    ("jual kekx rm5", ["test.any", "test.unless", "test.without"]), ("jual kekx rmx", ["test.unless"]),
    ("jualan kek9 rmx", ["test.any"]), ("jual kek9 rmx", ["test.any"]), ("jualan kekx rm5", ["test.any"]),
    ("jualan", []),
  ]) func runsEveryPatternThatMatters(comment: String, ids: [String]) throws {
    let matches = #"match: { sale: { pattern: 'jual\b' }, cake: { pattern: 'kek\d' }, price: { pattern: 'rm\d' } }"#
    let fixture = try Fixture(
      """
      rules:
        - { id: test.all, weight: 1, \(matches) }
        - { id: test.any, weight: 1, \(matches), when: cake or price }
        - { id: test.without, weight: 1, \(matches), when: sale and not (cake and not price) and price }
        - { id: test.unless, weight: 1, \(matches), when: sale unless cake }
      """)
    #expect(fixture.ids(comment) == ids)
    #expect(try Fixture(fixture.source, prefilter: false).ids(comment) == ids)
  }

  // MARK: Fields

  private static let fields = """
    lists:
      brands: [mekar]
    rules:
      - id: test.off-post
        weight: 1
        match:
          brand: { words: "@brands" }
          licensed: { words: "@brands", in: post }
        when: brand and not licensed
      - id: test.parent
        weight: 1
        match:
          asked: { pattern: 'berapa', in: parent }
          answer: { words: rm }
      - id: test.author
        weight: 1
        match:
          name: { pattern: 'b[o0]t', in: author }
      - id: test.silent
        weight: 1
        match:
          word: { words: kek }
        when: not word
    """

  @Test(
    arguments: [
      ("jom mekar", "resipi", nil, nil, ["test.author?", "test.off-post", "test.silent"]),
      ("jom mekar", "promosi mekar", nil, "siti", ["test.silent"]),
      ("jom mekar", nil, nil, "b0t99", ["test.author", "test.off-post?", "test.silent"]),
      ("rm 5", "", "berapa kak?", "", ["test.parent", "test.silent"]),
      ("rm 5", "", nil, "", ["test.parent?", "test.silent"]),
      ("kek", nil, nil, "", []),
      ("", "", "", "", ["test.silent"]),
    ] as [(String, String?, String?, String?, [String])])
  func judgesWhatIsMissingAsUnknown(comment: String, post: String?, parent: String?, author: String?, ids: [String])
    throws
  {
    let fixture = try Fixture(Self.fields)
    for _ in 0..<2 {
      #expect(fixture.ids(comment, post: post, parent: parent, author: author) == ids)
    }
  }

  /// One comment leaves nothing behind for the next.
  @Test func forgetsTheCommentBefore() throws {
    let used = try Fixture(Self.fields)
    let comments = ["jom mekar", "kek", "rm 5", "", "mekar rm kek"]
    var dice = Dice(seed: 5)
    for _ in 0..<100 {
      let comment = dice.pick(comments)
      let post = dice.pick([nil, "", "mekar"])
      let author = dice.pick([nil, "bot", "siti"])
      let fresh = try Fixture(used.source)
      #expect(used.ids(comment, post: post, author: author) == fresh.ids(comment, post: post, author: author))
    }
  }

  @Test func namesTheFieldOfAMatch() throws {
    let fixture = try Fixture(Self.fields)
    let matches = fixture.outcomes("rm 5", post: "", parent: "eh, berapa?", author: "").matches
    #expect(matches.map(\.field) == [.parent, .comment])
    #expect(matches.map { $0.source?.range } == [4..<10, 0..<2])
  }

  // MARK: Signals

  @Test(arguments: [
    ("at-least: 2", [false, false, true, true]), ("above: 2", [false, false, false, true]),
    ("at-most: 2", [true, true, true, false]),
    ("below: 2", [true, true, false, false]), ("at-least: 1, below: 2", [false, true, false, false]),
  ]) func boundsHold(bounds: String, expected: [Bool]) throws {
    let fixture = try Fixture("rules:\n  - { id: test.rule, weight: 1, signal: emptiness.emoji, \(bounds) }\n")
    for (value, isHit) in expected.enumerated() {
      #expect(
        fixture.ids("kek", signals: ["emptiness.emoji": Double(value)]) == (isHit ? ["test.rule"] : []), "\(value)")
    }
    #expect(fixture.ids("kek", signals: ["emptiness.emoji": .nan]) == ["test.rule?"])
  }

  // MARK: What cannot finish

  @Test func longTextsAreSearchedToTheirEnd() throws {
    let fixture = try Fixture(
      """
      rules:
        - { id: test.comment, weight: 1, pattern: 'kek\\d' }
        - { id: test.post, weight: 1, pattern: 'kek\\d', in: post }
      """)
    let text = String(repeating: "kek lapis ", count: 1_000) + "kek7"
    #expect(fixture.ids(text, post: text) == ["test.comment", "test.post"])
    #expect(fixture.scanner.unfinished.isEmpty)
  }

  @Test func tellsRulesThatCouldNotFinish() throws {
    let fixture = try Fixture(
      """
      rules:
        - { id: test.a-calm, weight: 1, words: aman }
        - { id: test.explosive, weight: 1, pattern: '^(?:a+)+$' }
        - id: test.guarded
          weight: 1
          match:
            word: { words: kek }
            explosive: { pattern: '^(?:a+)+$' }
        - id: test.on-post
          weight: 1
          match:
            explosive: { pattern: '^(?:a+)+$', in: post }
      """)
    let text = String(repeating: "a", count: 200) + "!"
    #expect(fixture.ids(text, post: "kek") == ["test.explosive?"])
    #expect(fixture.scanner.unfinished.map { fixture.rules.rules[$0].id } == ["test.explosive"])
    #expect(fixture.ids("aman", post: text) == ["test.a-calm", "test.on-post?"])
    #expect(fixture.scanner.unfinished.map { fixture.rules.rules[$0].id } == ["test.on-post"])
    #expect(fixture.ids("aman", post: "kek") == ["test.a-calm"])
    #expect(fixture.scanner.unfinished.isEmpty)
  }
}
