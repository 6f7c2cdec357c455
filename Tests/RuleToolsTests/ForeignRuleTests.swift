import Foundation
import RuleFiles
import Rules
import Signals
import Testing
import Text

@testable import RuleTools

/// Patterns that others wrote: they load, match what PCRE2 alone matches, and stay within their time.
///
/// `make test-spamassassin` sets `SARING_SPAMASSASSIN` to a folder with SpamAssassin's rule files, and `SARING_TEXTS` to one
/// with texts, line by line. Without them a selection in the same form is tried.
struct ForeignRuleTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let selection = #"""
    body   MEETS_DOCTOR   /\b(?:doctor|dr\.?) [A-Z][a-z]{2,20} (?:will|can) (?:cure|heal) you\b/
    body   LOTTERY        /\blott(?:o|ery)\W+(?:winner|prize|fund)s?\b/i
    body   SUM_OF_MONEY   m{\b(?:US\$|USD|EUR) ?\d{1,3}(?:[,.]\d{3}){1,4}\b}
    rawbody HIDDEN_LINK   /<a\s[^>]{0,99}href\s?=\s?["']?https?:[^"'>]{1,200}["']?[^>]{0,99}>\s*<\/a>/i
    body   GAPPY          /\b[a-z](?:[\W_]{1,3}[a-z]){5,12}\b/i
    body   BACK_REFERENCE /\b(\w{3,12})\W+\1\W+\1\b/i
    body   LOOK_AROUND    /(?<!no )\bguarantee(?!s? void)\b/i
    body   MANY_LINES     /^\s*(?:order|reply) now\s*$/im
    body   DOT_ALL        /dear.{0,40}friend/is   # a comment
    body   NOTHING_FIXED  /\d{3}[-. ]\d{4}/
    body   ACCENTED       /\bh\x{e9}ritage\b/i
    body   CALLS_A_FUNCTION eval:check_for_something()
    header SUBJECT_ONLY   Subject =~ /win/
    """#

  private static func foreign() throws -> ForeignRules {
    try environment["SARING_SPAMASSASSIN"].map { try ForeignRules(folder: $0) } ?? ForeignRules(selection)
  }

  private static func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "''") + "'" }

  private static func source(_ rules: [ForeignRules.Rule]) throws -> RuleSetSource {
    let lines = rules.enumerated().map { index, rule in
      "  - { id: foreign.r\(index), weight: 1, in: comment.raw, pattern: \(quoted(rule.pattern)) }\n"
    }
    let load = try Bench.load("group: foreign\ncap: 9\nrules:\n" + lines.joined())
    #expect(load.diagnostics.map(\.withSourceLine) == [])
    return load.source
  }

  private static func texts(_ rules: [ForeignRules.Rule]) throws -> [[UInt8]] {
    // What the patterns look for, whole and in pieces.
    let pieces = rules.flatMap { rule in
      rule.pattern.split { !$0.isLetter && !$0.isNumber && !"$@.-/".contains($0) }.map(String.init)
    }
    var state: UInt64 = 3
    func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var texts = (0..<1_500).map { _ in
      let separator = [" ", " ", " ", "", ", ", "\n", "-"][roll(7)]
      let text = (0..<1 + roll(20)).map { _ in pieces[roll(pieces.count)] }.joined(separator: separator)
      return Array((roll(3) == 0 ? text.uppercased() : text).utf8)
    }
    texts += [Array("Dr. Mira will heal you, reply now\n\nreply now\n dear old\nfriend b.i.t.c.o.i.n 555-0100".utf8)]
    texts += [Array("USD 1,500,000 lottery fund guarantee go go go HÉRITAGE".utf8), [0x67, 0xFF, 0x6F, 0xC3, 0x28]]
    guard let folder = environment["SARING_TEXTS"] else { return texts }
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.sorted() ?? []
    for file in files where ["ndjson", "tsv", "csv", "txt"].contains((file as NSString).pathExtension) {
      let lines = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")).split(separator: UInt8(ascii: "\n"))
      let step = max(1, lines.count / 1_000)
      texts += stride(from: 0, to: lines.count, by: step).map { Array(lines[$0].prefix(4_000)) }
    }
    return texts
  }

  @Test func readsTheForeignForm() {
    let rules = ForeignRules(Self.selection).rules
    #expect(rules.count == 11)
    #expect(rules[1].pattern == #"(?i)\blott(?:o|ery)\W+(?:winner|prize|fund)s?\b"#)
    #expect(rules[2].pattern == #"\b(?:US\$|USD|EUR) ?\d{1,3}(?:[,.]\d{3}){1,4}\b"#)
    #expect(rules[3].pattern.hasSuffix(#">\s*</a>"#))
    #expect(rules[8].pattern == "(?is)dear.{0,40}friend")
  }

  @Test func loadAndMatchWhatPCREAloneMatches() throws {
    let all = try Self.foreign().rules
    let plain = all.compactMap { rule in PlainPCRE(rule.pattern).map { (rule, $0) } }
    let source = try Self.source(plain.map(\.0))
    let scanners = try [true, false].map { prefilter in
      let (rules, faults) = RuleSet.compile(source, signals: Signal.names, prefilter: prefilter)
      #expect(faults.map(\.description) == [])
      return RuleScanner(try #require(rules))
    }
    let texts = try Self.texts(plain.map(\.0))
    var views = TextViews()
    var (hits, givenUp) = (0, 0)
    for text in texts {
      views.load(text.span)
      var found: [Set<String>] = []
      var unknown: Set<String> = []
      for scanner in scanners {
        var outcomes = RuleOutcomes()
        scanner.scan(comment: views, post: nil, parent: nil, author: nil, signals: [], into: &outcomes)
        let ids = { (result: RuleOutcome.Result) in
          Set(outcomes.all.filter { $0.result == result }.map { scanner.rules.rules[$0.rule].id })
        }
        found.append(ids(.hit))
        unknown.formUnion(ids(.unknown))
      }
      for (index, rule) in plain.enumerated() {
        let id = "foreign.r\(index)"
        // Either may give up on a text that is hard enough; neither then says anything false.
        guard let matches = rule.1.matches(text), !unknown.contains(id) else {
          givenUp += 1
          continue
        }
        #expect(found[0].contains(id) == matches, "\(rule.0.name), with prefilter")
        #expect(found[1].contains(id) == matches, "\(rule.0.name), without")
        if matches { hits += 1 }
      }
    }
    print(
      "\(all.count) foreign patterns, \(plain.count) compile and load; \(texts.count) texts, \(hits) matches, "
        + "\(givenUp) given up")
    #expect(plain.count * 100 >= all.count * 95)
    #expect(hits > 20 && givenUp * 1_000 <= plain.count * texts.count)
  }

  /// The pieces of each pattern again and again, as long as a comment may be.
  @Test func stayWithinTheirTime() throws {
    let rules = try Self.foreign().rules.filter { PlainPCRE($0.pattern) != nil }
    let set = try #require(RuleSet.compile(try Self.source(rules), signals: Signal.names).rules)
    let scanner = RuleScanner(set)
    var views = TextViews()
    let clock = ContinuousClock()
    var longest = (time: Duration.zero, name: "")
    for rule in rules {
      let pieces = rule.pattern.split { !$0.isLetter && !$0.isNumber && $0 != " " }.joined(separator: " ")
      for unit in [pieces + " ", pieces.replacingOccurrences(of: " ", with: ""), "a ", pieces.prefix(3) + "\n"]
      where !unit.isEmpty {
        var text: [UInt8] = []
        while text.count < 16_000 { text += Array(unit.utf8) }
        text.removeLast(max(0, text.count - 16_384))
        views.load(text.span)
        var outcomes = RuleOutcomes()
        let began = clock.now
        scanner.scan(comment: views, post: nil, parent: nil, author: nil, signals: [], into: &outcomes)
        let time = clock.now - began
        if time > longest.time { longest = (time, rule.name) }
      }
    }
    print("longest scan of \(rules.count) foreign patterns: \(longest.time) (\(longest.name))")
    // The budget of one comment is 50 ms; what a debug build and a busy machine add is not the patterns'.
    #expect(longest.time < .seconds(2))
  }
}
