import Bytes
import Foundation
import Signals
import Testing
import Text

@testable import PCRE
@testable import RuleFiles
@testable import Rules

struct PrefilterTests {
  private static let stock = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("rules").path

  /// The stock rules, and texts made of what they look for, whole and in pieces.
  @Test func findsTheSameWithAndWithoutIt() throws {
    var reader = RuleFileReader()
    reader.read(directory: Self.stock, layer: 0)
    let with = try Fixture(reader.source)
    let without = try Fixture(reader.source, prefilter: false)
    #expect(without.rules.alwaysRunPatterns > with.rules.alwaysRunPatterns)

    var pieces = reader.tests.flatMap { $0.test.text.split(separator: " ").map(String.init) }
    for rule in reader.source.rules {
      for leaf in rule.leaves {
        if case .pattern(let text) = leaf.kind {
          pieces += text.text.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "/" }.map(String.init)
        }
      }
    }
    pieces += [
      "@abcd", "#fxtrader", "$5000", "€20k", "wa.me/6281", "t.me/x", "\u{212A}", "ſ", "K", "S", "\n", "1.000 usd",
      "+60123456789",
    ]
    var dice = Dice(seed: 1)
    var hits = 0
    for _ in 0..<1_500 {
      let separator = dice.pick([" ", " ", " ", "", ", ", ". "])
      var text = (0..<1 + dice.roll(14)).map { _ in dice.pick(pieces) }.joined(separator: separator)
      if dice.roll(4) == 0 { text = text.uppercased() }
      let post = dice.roll(3) == 0 ? nil : dice.pick(pieces)
      let expected = without.outcomes(text, post: post)
      #expect(with.outcomes(text, post: post) == expected, "\(text)")
      hits += expected.all.count
    }
    #expect(hits > 300)
  }

  /// Whatever matches holds the literals that are said to be required of one of its branches, and begins where one of those
  /// stands that are said to lead.
  @Test func requiredLiteralsAreRequired() throws {
    let atoms = [
      "a", "b", "ab", "k", "s", "é", #"\."#, #"\w"#, #"\d"#, ".", "[ab]", "[^a]", "[a-c]", "[ks]", "[]a]", "[a-]",
      #"\b"#, "^", "$",
      "(?:a|b)", "(a|bc|)", "(?i)", "(?-i)", "(?i:ks)", "(?=a)", "(?!b)", "(?<=a)", "(?x) ", "#", " ", "(?#b)",
      "(?>ab)", "(?<n>k)", "|",
      #"\Qa.\E"#, #"\x61"#, #"\N{U+61}"#, "[[:alpha:]]", #"\p{L}"#, #"\s"#, "(?|a|b)", "A", "K", "(?s)", "(?^)",
      "(?xx:[a b])", #"\E"#,
      #"[\]a]"#, #"[\n ]"#, #"\Ka"#, #"\R"#, #"\1"#,
    ]
    let quantifiers = [
      "", "", "", "", "*", "+", "?", "{2}", "{0}", "{1,2}", "{0,1}", "{,2}", "??", "++", "{2,}", " *", "{2}{2}",
    ]
    let pieces = ["a", "b", "c", "k", "s", "A", "K", "S", "\u{212A}", "ſ", "é", ".", " ", "#", "]", "-", "1", "\n"]
    var dice = Dice(seed: 2)
    let scratch = MatchScratch()
    var known = 0
    var matches = 0
    var led = 0
    for _ in 0..<4_000 {
      let text = (0..<1 + dice.roll(6)).map { _ in dice.pick(atoms) + dice.pick(quantifiers) }.joined()
      guard let pattern = try? Pattern(text) else { continue }
      guard let branches = RequiredLiterals.find(in: text, viewHasOddLetters: true) else { continue }
      known += 1
      let sets = branches.flatMap(\.sets)
      #expect(sets.allSatisfy { !$0.isEmpty && $0.allSatisfy { !$0.bytes.isEmpty } })
      let filter = PatternFilter(branches)
      let automaton = try #require(
        LiteralAutomaton(
          branches.enumerated().flatMap { index, branch in
            branch.sets.enumerated().flatMap { place, set in
              set.map { ($0, PatternFilter.bit(branch: index, set: place)) }
            }
          }))
      for _ in 0..<40 {
        let subject = Array((0..<dice.roll(12)).map { _ in dice.pick(pieces) }.joined().utf8)
        let match = pattern.search(subject.span, with: scratch)
        guard case .match = match else { continue }
        matches += 1
        let found = automaton.all(in: subject)
        let met = found.reduce(filter.given) { $0 | 1 << $1.payload }
        let shown = "\(text) matches \(String(decoding: subject, as: UTF8.self))"
        #expect(PatternFilter.ready(met) != 0, "\(shown)")
        guard filter.isLed(met) else { continue }
        let starts = found.filter { filter.leading & 1 << $0.payload != 0 }.map { Int($0.start) }
        let (first, last) = (try #require(starts.min()), try #require(starts.max()))
        led += 1
        #expect(pattern.search(subject.span, from: first, through: last, with: scratch) == match, "\(shown)")
      }
    }
    #expect(known > 300 && matches > 300 && led > 100, "\(known) \(matches) \(led)")
  }

  @Test(
    arguments: [
      ("gacor", ["gacor"]), ("Gacor", ["gacor"]), ("(?:jual|beli) kek", ["beli kek", "jual kek"]),
      (#"\bwa\.me/\d+"#, ["‸wa.me/"]), (#"\b(?:di|in)\b\W"#, ["‸di‸", "‸in‸"]), (#"\b\.me\b"#, [".me‸"]),
      (#"di\b in"#, ["di in"]), (#"fol+ower"#, ["lower"]), ("f+o+l+", ["fo"]), ("[a-z]7{2,3}", ["77"]),
      ("(?:kek|kekabu|roti)!", ["kek!", "roti!", "kekabu!"]), ("(?:kek|kekabu|roti).", ["kek", "roti"]),
      (#"\w+(?:ke|k)\b"#, nil), (#"\bx\b"#, ["‸x‸"]),
      ("(?i)kad", ["ad"]), ("(?i)kas", nil), ("(?i)mad", ["mad"]), (#"\w+"#, nil), ("a", nil),
      ("kek(?:s|es)?", ["kek"]), ("kek*", ["ke"]),
      (#"ke\x6b"#, nil), ("kek|.", nil), ("(kek)\\1", ["kek"]), ("(kek)\\11", nil), ("[ab]c", ["ac", "bc"]),
      (#"[\n ]kek"#, ["\nkek", " kek"]), (#"[\w]kek"#, ["kek"]),
      ("(?:kek){3}", ["kekkekkek"]),
      (#"kek.*lapis"#, ["lapis"]), ("(?!kek)roti", ["roti"]), ("@", ["@"]),
    ] as [(String, [String]?)]) func finds(pattern: String, literals: [String]?)
  {
    let found = RequiredLiterals.find(in: pattern, viewHasOddLetters: true)
    let shown = found?.first?.sets.first?.map {
      ($0.startsWord ? "‸" : "") + String(decoding: $0.bytes, as: UTF8.self) + ($0.endsWord ? "‸" : "")
    }
    #expect(shown?.sorted() == literals?.sorted())
  }

  @Test func findsASecondSet() {
    let found = RequiredLiterals.find(in: #"(?:jual|sewa)\W+\w+ kek(?:lapis|batik)"#, viewHasOddLetters: true)
    let shown = found?.first?.sets.map { $0.map { String(decoding: $0.bytes, as: UTF8.self) } }
    #expect(shown == [[" kekbatik", " keklapis"], ["jual", "sewa"]])
    #expect(found?.first?.leading == 1)
  }

  /// A branch waits for its own sets: half of one and half of another are not enough.
  @Test func branchesWaitForTheirOwn() throws {
    let branches = try #require(
      RequiredLiterals.find(in: #"jual\W+\w+ kek|\w+ beli\W+roti"#, viewHasOddLetters: true))
    let filter = PatternFilter(branches)
    #expect(branches.map(\.sets.count) == [2, 2] && branches.map { $0.leading == nil } == [false, true])
    #expect(PatternFilter.ready(0b0101) == 0 && PatternFilter.ready(0b1010) == 0 && PatternFilter.ready(0b1001) == 0)
    #expect(PatternFilter.ready(0b0011) == 0b01 && PatternFilter.ready(0b1100) == 0b0100)
    #expect(filter.isLed(0b0011) && !filter.isLed(0b1111))
    let many = (0...PatternFilter.mostBranches).map { "kek\($0)x" }.joined(separator: "|")
    #expect(RequiredLiterals.find(in: many, viewHasOddLetters: true)?.count == 1)
  }

  /// Cells are numbered in 16 bits; more literals than that are shared out.
  @Test func manyLiteralsTakeSeveralAutomata() {
    var dice = Dice(seed: 4)
    let literals = (0..<8_000).map { number in
      "\(number)" + (0..<12).map { _ in dice.pick(["a", "b", "c", "d"]) }.joined()
    }
    let automata = LiteralAutomaton.automata(
      for: literals.enumerated().map { (RequiredLiteral(bytes: Array($1.utf8)), UInt32($0)) })
    #expect(automata.count == 2)
    for number in stride(from: 0, to: literals.count, by: 97) {
      let found = automata.flatMap { $0.all(in: Array(" \(literals[number]) ".utf8)) }
      #expect(found.contains { $0.payload == number && $0.start == 1 })
    }
  }

  @Test func theAutomatonFindsEveryOccurrence() throws {
    var dice = Dice(seed: 3)
    var occurrences = 0
    for _ in 0..<400 {
      let letters = ["a", "b", "c", "é", " ", "1"]
      let strings = Set(
        (0..<1 + dice.roll(6)).map { _ in (0..<1 + dice.roll(4)).map { _ in dice.pick(letters) }.joined() }
      )
      .sorted()
      let literals = strings.map { string in
        var literal = RequiredLiteral(bytes: Array(string.utf8))
        literal.startsWord = isWordByte(literal.bytes[0]) && dice.roll(2) == 0
        literal.endsWord = dice.roll(2) == 0
        return literal
      }
      let automaton = try #require(LiteralAutomaton(literals.enumerated().map { ($1, UInt32($0)) }))
      let text = Array((0..<dice.roll(30)).map { _ in dice.pick(letters + ["A", "x", "-", "_"]) }.joined().utf8)
      let found = automaton.all(in: text)
      let folded = text.map(asciiLowercase)
      let expected = literals.map { literal in
        folded.indices.filter { start in
          let end = start + literal.bytes.count
          return folded[start...].starts(with: literal.bytes)
            && !(literal.startsWord && start > 0 && isWordByte(folded[start - 1]))
            && !(literal.endsWord && end < folded.count && isWordByte(folded[end]))
        }
      }
      occurrences += found.count
      #expect(
        literals.indices.map { literal in found.filter { $0.payload == literal }.map { Int($0.start) } } == expected)
    }
    #expect(occurrences > 250, "\(occurrences)")
  }

  /// Texts of a few words again and again: most of them are recalled, wherever they stand.
  @Test func recallsWhatItFindsInWords() throws {
    var dice = Dice(seed: 5)
    let pieces = ["kek", "lapis", "jual", "beli", "é", "sudah", "ke", "k", "9"]
    let gaps = [" ", " ", " ", "  ", "-", "_", ".", "'", " é", "\n", ", "]
    var views = TextViews()
    var occurrences = 0
    for _ in 0..<60 {
      let literals = (0..<8).map { _ in
        let string = (0...dice.roll(3)).map { _ in dice.pick(pieces) + dice.pick(["", "", " ", "-"]) }.joined()
        var literal = RequiredLiteral(bytes: Array((dice.pick(["", "", " "]) + string).utf8))
        literal.startsWord = isWordByte(literal.bytes[0]) && dice.roll(2) == 0
        literal.endsWord = dice.roll(2) == 0
        return literal
      }
      let automaton = try #require(LiteralAutomaton(literals.enumerated().map { ($1, UInt32($0)) }))
      // So few words are remembered that they take each other's places.
      var memory = LiteralMemory(of: automaton, words: 8)
      for _ in 0..<40 {
        let text = (0..<dice.roll(9)).map { _ in dice.pick(pieces) + dice.pick(pieces) + dice.pick(gaps) }.joined()
        views.load(Array(text.utf8).span)
        let walked = automaton.all(in: views.foldedBytes)
        let recalled = automaton.all(in: views.foldedBytes, views.words, &memory)
        occurrences += walked.count
        #expect(walked.map { "\($0)" }.sorted() == recalled.map { "\($0)" }.sorted(), "\(text)")
      }
    }
    #expect(occurrences > 500, "\(occurrences)")
  }
}

extension LiteralAutomaton {
  /// All literals in a text, in the order of their ends.
  fileprivate func all(in text: [UInt8]) -> [(payload: UInt32, start: UInt32)] {
    var memory = LiteralMemory(of: self, words: 0)
    return all(in: text, [], &memory)
  }

  /// The same with the words of the text, in the order in which they are told.
  fileprivate func all(
    in text: [UInt8], _ words: [Word], _ memory: inout LiteralMemory
  ) -> [(payload: UInt32, start: UInt32)] {
    var found: [(payload: UInt32, start: UInt32)] = []
    var position = beginning()
    while true {
      let places = next(in: text.span, words.span, &memory, &position)
      if places.isEmpty { return found }
      found += places.map { (memory.reports[$0].payload, UInt32(position.end) - UInt32(memory.reports[$0].length)) }
    }
  }
}
