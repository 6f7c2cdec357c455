import Foundation
import Rules
import Signals
import Testing

@testable import RuleFiles
@testable import YAMLFiles

struct LoadTests {
  @Test func loadsTheStockRules() throws {
    let load = loadRules(directories: [Folders.stock], signals: Signal.names)
    #expect(load.diagnostics.map(\.description) == [])
    let rules = try #require(load.rules)
    #expect(rules.rules.count > 50)
    #expect(load.tests.count > 20)
  }

  @Test func loadsEveryConstruct() throws {
    let load = loadRules(directories: [Folders.good], signals: Signal.names)
    #expect(load.diagnostics.map(\.description) == [])
    let rules = try #require(load.rules)
    #expect(
      rules.rules.map(\.id) == [
        "shop.draft", "shop.one-signal", "shop.part", "shop.pattern", "shop.shadow", "shop.word", "shop.words",
        "thanks.said",
      ])
    let rule = try #require(rules.rules.first { $0.id == "shop.words" })
    #expect(rule.titles == ["en": "Sells food", "ms": "Menjual makanan", "id": "Menjual makanan"])
    #expect(rule.weight == 1.5)
    #expect(rule.labels == ["lead", "shop"])
    #expect(
      rule.leaves.map { "\($0.name) \($0.field) \($0.view)" } == [
        "goods comment folded", "town comment folded", "asked post folded", "answer parent clean", "name author raw",
        "links comment folded", "few comment folded",
      ])
    #expect(rule.position.description == "\(Folders.good)/everything.yaml:10:9")
    #expect(rules.rules.first { $0.id == "shop.part" }?.isPart == true)
    #expect(rules.groups.map { "\($0.name) \($0.kind) \($0.cap)" } == ["shop evidence 4.0", "thanks trust -2.0"])
    #expect(rules.policy.suspicious == 2 && rules.policy.bot == 4.5 && rules.policy.botGroups == 2)
    #expect(rules.policy.weakGroups == [0])
    #expect(rules.policy.protections.map(\.label) == ["lead"])
    #expect(rules.policy.protections.map(\.groups) == [[0, 1]])

    #expect(load.tests.map(\.isHit) == [true, true, false, false, true])
    #expect(load.tests.map(\.rule) == Array(repeating: "shop.words", count: 4) + ["shop.draft"])
    #expect(load.tests[0].post == "Resipi" && load.tests[0].parent == nil && load.tests[0].author == nil)
    #expect(load.tests[1].parent == "ada stok?" && load.tests[1].author == "Siti Bakery")
    #expect(load.tests[2].text == "kek lapis sahaja" && load.tests[2].post == nil)
    #expect(load.tests[1].place.line == 32)
  }

  @Test func readsListFiles() throws {
    var reader = RuleFileReader()
    reader.read(directory: Folders.good, layer: 0)
    let towns = try #require(reader.source.lists.first { $0.name.text == "towns" })
    #expect(towns.entries.map(\.text) == ["Kota Melati", "Kampung Awan", "Pekan#1"])
    #expect(towns.entries.map(\.position.line) == [2, 3, 5])
    #expect(towns.entries.map(\.position.column) == [1, 3, 1])
    let numbers = try #require(reader.source.lists.first { $0.name.text == "numbers" })
    #expect(
      numbers.entries.map(\.text) == ["88", "012", "1_000", "1.50", "0x10", "yes", "no", "on", "off", "true", "null"])
  }

  /// What YAML 1.1 would make something else of, as a word and as a number.
  @Test(
    arguments: [
      ("no", "no", nil), ("on", "on", nil), ("y", "y", nil), ("012", "012", nil), ("1_000", "1_000", nil),
      ("0o17", "0o17", nil),
      ("0x1F", "0x1F", nil), ("1e3", "1e3", nil), ("12:30:45", "12:30:45", nil), ("2026-01-01", "2026-01-01", nil),
      (".5", ".5", nil),
      ("5.", "5.", nil), (".inf", ".inf", nil), (".NaN", ".NaN", nil), ("+1", "+1", nil), ("=", "=", nil),
      ("<<", "<<", nil),
      ("true", "true", nil), ("1", "1", 1), ("-0.25", "-0.25", -0.25), ("0", "0", 0), ("10", "10", 10),
      ("1.0", "1.0", 1),
      ("\"1\"", "1", nil), ("'1'", "1", nil), ("~", nil, nil), ("null", nil, nil), ("Null", nil, nil), ("", nil, nil),
      ("'~'", "~", nil),
      ("nullo", "nullo", nil), ("1234567890", "1234567890", 1_234_567_890),
      ("1234567890123456", "1234567890123456", nil),
    ] as [(String, String?, Double?)]) func scalarsNeverSurprise(written: String, text: String?, number: Double?) throws
  {
    var problems = Problems()
    let source = SourceText(file: "a.yaml", text: "a: \(written)\n")
    let parsed = problems.parse(source)
    let root = try #require(parsed)
    guard case .map(let pairs) = root.content, let value = pairs.first?.value else { return }
    #expect(problems.text(value)?.text == text)
    #expect(problems.number(value)?.value == number)
    #expect(problems.flag(value) == (written == "true" ? true : nil))
  }

  /// Places count characters, and lie inside the value they speak of.
  @Test(arguments: [
    ("🍰: kek", "1:4"), ("🍰: 'k(ek'", "1:6"), ("é: \"k(ek\"", "1:6"), ("a: |\n  ab\n  k(ek", "3:4"),
    ("a: >\n  k(ek", "1:4"),
    ("a: \"\\u006b(ek\"", "1:4"), ("a: 'it''s k(ek'", "1:12"),
  ]) func pointsInsideTexts(yaml: String, place: String) throws {
    var problems = Problems()
    let parsed = problems.parse(SourceText(file: "a.yaml", text: yaml))
    let root = try #require(parsed)
    guard case .map(let pairs) = root.content, let text = problems.text(pairs[0].value) else { return }
    let offset = text.text.utf8.firstIndex(of: UInt8(ascii: "("))
      .map { text.text.utf8.distance(from: text.text.startIndex, to: $0) }
    #expect(text.position(ofByte: offset ?? 0).description == "a.yaml:\(place)")
  }

  /// Signs that mean something else at the beginning of a value.
  @Test(arguments: [
    "a: b *c & d !e", "a: [b *c, d&e, f!]", "a: 'b: *c, [&d'", "a: \"*b \\\" &c\" # don't &e",
    "a: |\n  *b\n  &c\n\n  'd\nb: c",
    "a: >-\n  *b\n  - \"c\nb: c", "a: b\n  *c 'd\n  &e\nb: c", "a: b\n\n  *c\nb: c", "- - b *c\n  - |\n    *d\n- e",
    "a:\n- |\n *b\n- c",
    "a: [b\n  *c, 'd\n  *e']", "# 'a: *b\na: b", "a: don't [b", "'a': b\n\"b\":\n  - c: |\n      *d\n    e: 'f'",
    "a: {b: '*c', \"d\":e}",
    "---\na: b", "a: b#*c", "a: http://b/*c", "a: (*b)", "? a\n: b", "a: '---\n  ---'", "a: b # &c\n\n# *d\n",
  ]) func takesWhatOnlyLooksLikeAnAnchor(yaml: String) {
    var problems = Problems()
    let root = problems.parse(SourceText(file: "a.yaml", text: yaml))
    #expect(problems.finished().map(\.description) == [])
    #expect(root != nil)
  }

  @Test(arguments: [
    "a: *b", "a: &b c", "a: !b c", "[a, *b]", "{a: &b c}", "- *a", "- - &a b", "*a : b", "a:\n  *b", "a: [\n*b]",
    "a: 'b'\nc: *d",
    "a: |\n  b\nc: *d", "- a: |\n    b\n  c: *d", "a: b\n*c : d", "? *a\n: b", "a: \"b\"\n\nc: &d e", "a: {\"b\":*c}",
  ]) func refusesAnchorsAndTagsWhereverTheyStand(yaml: String) {
    let source = SourceText(file: "a.yaml", text: yaml)
    #expect(YAMLSyntax.refusals(in: source).count == 1)
  }

  /// Files cut short and mutilated: something is wrong with most, and nothing worse ever happens.
  @Test func anythingMayStandInAFile() throws {
    let whole = try String(
      decoding: Data(contentsOf: URL(fileURLWithPath: Folders.good + "/everything.yaml")), as: UTF8.self)
    let scalars = Array(whole.unicodeScalars)
    let junk: [Unicode.Scalar] = [
      "{", "}", "[", "]", ":", ",", "-", "?", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "#", "\n", "\t", " ",
      "\\", "é", "🍰",
    ]
    var state: UInt64 = 11
    func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<400 {
      var changed = scalars
      if round % 4 == 0 { changed.removeLast(roll(changed.count)) }
      for _ in 0..<1 + roll(4) where !changed.isEmpty {
        let place = roll(changed.count)
        if roll(2) == 0 {
          changed.insert(junk[roll(junk.count)], at: place)
        } else {
          changed[place] = junk[roll(junk.count)]
        }
      }
      var reader = RuleFileReader()
      reader.directory = Folders.good + "/"
      let source = SourceText(file: "a.yaml", text: String(String.UnicodeScalarView(changed)))
      reader.problems.keep(source)
      if let root = reader.problems.parse(source) { reader.file(root) }
      let (_, faults) = RuleSet.compile(reader.source, signals: Signal.names)
      reader.problems.add(faults: faults)
      for diagnostic in reader.problems.finished() where diagnostic.position.file == "a.yaml" {
        #expect(diagnostic.position.line >= 1 && diagnostic.position.line <= source.lineStarts.count + 1)
        #expect(diagnostic.position.column >= 1)
      }
    }
  }
}
