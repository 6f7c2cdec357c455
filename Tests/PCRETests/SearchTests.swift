import Testing

@testable import PCRE

/// Searches a text given as a string or as bytes.
func search(_ pattern: Pattern, _ bytes: [UInt8], _ scratch: MatchScratch = MatchScratch()) -> SearchResult {
  pattern.search(bytes.span, with: scratch)
}

func limits(slice: Int, singleSlice: Int = 0) -> SearchLimits {
  var limits = SearchLimits()
  limits.slice = slice
  limits.singleSlice = singleSlice
  return limits
}

struct SearchTests {
  @Test(arguments: [
    ("kek", "jual kek lapis", 5..<8), ("^jual", "jual kek", 0..<4), ("lapis$", "kek lapis", 4..<9), ("", "kek", 0..<0),
    (#"\bkék\b"#, "jual kék", 5..<9), (#"\w+"#, "…çelik", 3..<9), (#"\d+"#, "rm٢٥", 2..<6),
    ("(?i)ÉPICE", "épice", 0..<6),
    (#"\p{Cyrillic}"#, "mєkar", 1..<3), ("a|b", "xxb", 2..<3), (#"(?<=rm)\d+"#, "rm25", 2..<4), ("k", "", nil),
    (#"\R"#, "satu\r\ndua", 4..<6), ("🍰+", "kek 🍰🍰", 4..<12),
  ]) func finds(pattern: String, text: String, range: Range<Int>?) throws {
    let result = search(try Pattern(pattern), Array(text.utf8))
    #expect(result == range.map { .match($0) } ?? .none)
  }

  private static let classes = [
    #"\w+"#, #"\W+"#, #"\b."#, #"\B."#, #"\d"#, #"\D"#, #"\s+"#, #"\S+"#, #"\h"#, #"\v"#, #"\R"#, #"\X"#, #"\p{L}"#,
    #"\p{Lu}"#, #"\p{Xwd}"#, #"\N"#, "[[:punct:]]", "[[:alpha:]]", "[[:^graph:]]", "[[:print:]]", "[[:cntrl:]]",
    "[[:space:]]", "[[:word:]]", ".", "[a-f]", "K", "(?i)K", "(?i)[^s]", "(?i)[a-f]", #"[^\x{E9}]"#, "(?i)ſ|K",
  ]

  /// ASCII texts are searched by code of their own. The same text with a letter beyond ASCII far behind it is not.
  @Test(arguments: classes) func findsTheSameInASCIIWithoutProperties(pattern: String) throws {
    let pattern = try Pattern(pattern)
    let scratch = MatchScratch()
    for first in UInt8(0)..<128 {
      for second in UInt8(0)..<128 {
        let alone = search(pattern, [first, second, 0x20], scratch)
        let beside = search(pattern, [first, second, 0x20, 0x20, 0xC3, 0xA9], scratch)
        if case .match(let range) = beside, range.upperBound >= 3 { continue }
        try #require(alone == beside, "\(first) \(second)")
      }
    }
  }

  /// Slices are a way to look at the clock and must not be seen in what is found.
  @Test func findsTheSameInSlicesOfAnySize() throws {
    let patterns = [
      "b", "ab+c", "(?:a|b)*c", "^a", "c$", #"\bé"#, "(?<=a)é", "é.{0,5}b", "a(?=.*c)", "(?m)^b", "🍰|c{2}", "z",
      #"(a)\1"#, "(?s)a.+b$",
    ]
    var seed: UInt64 = 7
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let pieces = ["a", "b", "c", "é", " ", "\n", "🍰", "ab", "abbc"]
    let whole = MatchScratch(limits: limits(slice: 32, singleSlice: 1_000_000))
    let sliced = [1, 2, 7, 32].map { MatchScratch(limits: limits(slice: $0)) }
    for pattern in try patterns.map({ try Pattern($0) }) {
      for _ in 0..<60 {
        let text = Array((0..<random(90)).map { _ in pieces[random(pieces.count)] }.joined().utf8)
        let expected = search(pattern, text, whole)
        for scratch in sliced {
          #expect(search(pattern, text, scratch) == expected, "\(pattern.text) in slices of \(scratch.limits.slice)")
        }
      }
    }
  }

  /// Nor are texts whose only signs beyond ASCII are no letters.
  @Test(arguments: classes) func findsTheSameAmongSignsWithoutProperties(pattern: String) throws {
    let pattern = try Pattern(pattern)
    let scratch = MatchScratch()
    let signs = "‐―‘’“”†•‧‰‾←↹⌚⏎␣─█☀❤❵➔⟶⬛⯿🌀🔥😀🙏🚀🤣🫶".unicodeScalars.map { Array(String($0).utf8) }
    for sign in signs {
      for neighbour in UInt8(0x20)..<0x7F {
        let text = [neighbour] + sign + [neighbour]
        try #require(TextKind(of: text.span) == .signs)
        #expect(
          pattern.search(text.span, with: scratch) == pattern.search(text.span, of: .any, with: scratch),
          "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test(
    arguments: [
      ("kek", .ascii), ("", .ascii), ("kek 🔥", .signs), ("“kek” → ❤", .signs), ("é", .any), ("٢", .any),
      ("\u{A0}", .any), ("❤\u{FE0F}", .any), ("①", .any), ("❶", .any), ("🅰", .any), ("‿", .any), ("\u{2003}", .any),
      ("\u{2028}", .any), ("𝐤", .any), ("꧁", .any),
    ] as [(String, TextKind)]) func tellsKinds(text: String, kind: TextKind)
  {
    #expect(TextKind(of: Array(text.utf8).span) == kind)
  }

  @Test(
    arguments: [[0xE2, 0x80], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x94], [0x9F, 0x94], [0xF0, 0x82, 0x86, 0x90]]
      as [[UInt8]])
  func invalidBytesAreOfAnyKind(bytes: [UInt8]) {
    #expect(TextKind(of: bytes.span) == .any)
  }

  /// In one slice and in many.
  @Test(arguments: [1, 1_000_000]) func findsWhatBeginsInAWindow(singleSlice: Int) throws {
    let scratch = MatchScratch(limits: limits(slice: 2, singleSlice: singleSlice))
    let (pattern, text) = (try Pattern(#"\bkek \w+"#), Array("kek a kek b kek c".utf8))
    #expect(pattern.search(text.span, from: 1, through: 6, with: scratch) == .match(6..<11))
    #expect(pattern.search(text.span, from: 1, through: 5, with: scratch) == .none)
    #expect(pattern.search(text.span, from: 7, through: .max, with: scratch) == .match(12..<17))
    #expect(pattern.search(text.span, from: 17, through: 17, with: scratch) == .none)
  }

  @Test(arguments: [0, 255, 256, 257, 300, 5_000]) func findsBehindLongBeginnings(count: Int) throws {
    let text = Array((String(repeating: "é ", count: count) + "kek").utf8)
    #expect(search(try Pattern("kek"), text) == .match(3 * count..<3 * count + 3))
  }

  // MARK: Invalid UTF-8

  @Test(arguments: [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF8, 0x88], [0xC0, 0xAF]] as [[UInt8]])
  func looksAtInvalidBytesOnlyWhereAsked(bytes: [UInt8]) throws {
    let text = Array("kek ".utf8) + bytes + Array(" lapis".utf8)
    #expect(search(try Pattern("lapis"), text) == .couldNotFinish(.invalidText))
    let tolerant = try Pattern("lapis", takesInvalidUTF8: true)
    #expect(search(tolerant, text) == .match(5 + bytes.count..<10 + bytes.count))
    #expect(search(try Pattern("kek.+lapis", takesInvalidUTF8: true), text) == .none)
    let scratch = MatchScratch(limits: limits(slice: 1))
    #expect(search(tolerant, text, scratch) == .match(5 + bytes.count..<10 + bytes.count))
  }

  @Test func notesInvalidBytesFarBehind() throws {
    let text = [UInt8](repeating: 0x61, count: 5_000) + [0xFF]
    #expect(search(try Pattern("b"), text) == .couldNotFinish(.invalidText))
  }

  // MARK: Groups

  @Test func keepsTheRangesOfGroups() throws {
    let pattern = try Pattern("(?<amount>[0-9]+)(?<unit>k)?(?<end>x)")
    let scratch = MatchScratch()
    #expect(search(pattern, Array("rm 25x".utf8), scratch) == .match(3..<6))
    let numbers = Dictionary(uniqueKeysWithValues: pattern.captureNames.map { ($0.name, $0.number) })
    #expect(numbers == ["amount": 1, "unit": 2, "end": 3])
    #expect((0...3).map { scratch.capture($0) } == [3..<6, 3..<5, nil, 5..<6])
    #expect(scratch.capture(-1) == nil)
    #expect(scratch.capture(MatchScratch.maximumCaptures) == nil)
    // Another pattern's groups are gone with its match.
    #expect(search(try Pattern("rm"), Array("rm".utf8), scratch) == .match(0..<2))
    #expect(scratch.capture(0) == 0..<2 && scratch.capture(1) == nil && scratch.capture(3) == nil)
    #expect(search(try Pattern("z"), Array("rm".utf8), scratch) == .none)
    #expect(scratch.capture(0) == nil)
  }

  @Test func takesMoreGroupsThanItKeeps() throws {
    let pattern = try Pattern(String(repeating: "(a)", count: 40))
    let scratch = MatchScratch()
    #expect(search(pattern, Array(String(repeating: "a", count: 41).utf8), scratch) == .match(0..<40))
    #expect(scratch.capture(31) == 30..<31)
  }
}
