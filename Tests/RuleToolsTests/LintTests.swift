import Foundation
import ProgramRuns
import RuleFiles
import Rules
import Signals
import Testing
import Text

@testable import RuleTools

struct LintTests {
  /// A lint with rules that it warns of, and rules of the same kind that it does not.
  struct Case: CustomTestStringConvertible {
    let lint: Lint
    let bad: String
    /// Where the warning points, after the policy's line.
    let place: (line: Int, column: Int)
    let good: String
    var testDescription: String { lint.rawValue }
  }

  static let cases: [Case] = [
    Case(lint: .noLiteral, bad: one(#"pattern: '\d+\s?k'"#), place: (6, 14), good: one(#"pattern: '\d+\s?juta'"#)),
    Case(
      lint: .noLiteral, bad: one("match: { sum: { pattern: '\\d+k' }, b: { words: [zus] } }\n    when: sum or b"),
      place: (6, 30), good: one("match: { sum: { pattern: '\\d+k' }, b: { words: [zus] } }")),
    Case(
      lint: .noLiteral, bad: one("match: { sum: { pattern: '\\d+k', in: post }, b: { words: [zus] } }"), place: (6, 30),
      good: one("words: [zus]\n    except: [{ pattern: '\\d+k', \(review) }]")),
    Case(lint: .shortLiteral, bad: one("pattern: 'wa\\d+'"), place: (6, 14), good: one("pattern: '\\bwa\\d+'")),
    Case(
      lint: .capitalInFolded, bad: one("pattern: 'klik Bio'"), place: (6, 20), good: one("pattern: '(?i)klik Bio'")),
    Case(
      lint: .smallLettersOnly, bad: one("match: { a: { pattern: '\\d klik', in: comment.clean } }"), place: (6, 32),
      good: one("match: { a: { pattern: '\\d Klik', in: comment.clean } }")),
    Case(
      lint: .explosivePattern, bad: one("pattern: 'klik(\\w+\\s?)*!klik'"), place: (6, 14),
      good: one("pattern: 'klik(?:\\w++\\s?+)*+!klik'")),
    Case(
      lint: .quadraticPattern, bad: one("pattern: '\\w+\\s*=\\s*bio'"), place: (6, 14),
      good: one("pattern: '\\b\\w{1,20}\\s?=\\s?bio'")),
    Case(
      lint: .equalPatterns,
      bad: rules(["match: { link: { pattern: 'klik bio' } }", "pattern: 'klik bio'"]), place: (9, 14),
      good: rules(["match: { link: { pattern: 'klik bio', in: post } }", "pattern: 'klik bio'"])),
    Case(
      lint: .equalPatterns,
      bad: rules([
        "match: { a: { pattern: 'klik bio' }, b: { words: [zus] } }\n    when: not (b and not a)",
        "pattern: 'klik bio'",
      ]),
      place: (10, 14),
      good: rules([
        "match: { a: { pattern: 'klik bio' }, b: { words: [zus] } }\n    when: b and not a", "pattern: 'klik bio'",
      ])),
    Case(lint: .pieceOfWord, bad: one("pattern: 'nak\\d'"), place: (6, 14), good: one("pattern: '\\bnak\\d'")),
    Case(
      lint: .pieceOfWord, bad: one("pattern: '\\bklik|[a-z]{3}bet'"), place: (6, 14),
      good: one("pattern: '(?:\\bklik|\\b[a-z]{3}bet)\\d?'")),
    Case(lint: .pieceOfWord, bad: one("words: [zus, sel*]"), place: (6, 18), good: one("words: [zus, selkup*]")),
    Case(
      lint: .commonWord, bad: one("match: { sell: { words: [jualan, harga] } }"), place: (6, 38),
      good: one("match: { sell: { words: [harga] }, bulk: { words: [borong] } }")),
    Case(lint: .alwaysTrue, bad: two(when: "a or not a"), place: (7, 11), good: two(when: "a or b")),
    Case(lint: .alwaysFalse, bad: two(when: "a and not (a or b)"), place: (7, 11), good: two(when: "a and not b")),
    Case(
      lint: .alwaysFalse, bad: one("signal: contact.links\n    above: 2\n    at-most: 2"), place: (5, 9),
      good: one("signal: contact.links\n    at-least: 2\n    at-most: 2")),
    Case(
      lint: .alwaysFalse, bad: part + "  - { id: g.all, weight: 1, rules: [g.*], at-least: 2 }\n", place: (6, 36),
      good: part + "  - { id: g.all, weight: 1, rules: [g.*], at-least: 1 }\n"),
    Case(
      lint: .alwaysFalse,
      bad: part + "  - { id: g.try, stage: draft, weight: 1, words: bika }\n"
        + "  - { id: g.all, weight: 1, rules: [g.*], above: 1 }\n", place: (7, 36),
      good: part + "  - { id: g.two, weight: 1, words: bika }\n  - { id: g.all, weight: 1, rules: [g.*], above: 1 }\n"),
    Case(lint: .trueOfNothing, bad: two(when: "not a or not b"), place: (7, 11), good: two(when: "b and not a")),
    Case(lint: .unusedMatch, bad: two(when: "a"), place: (6, 35), good: two(when: "a unless b")),
    Case(
      lint: .unusedList, bad: "lists: { sweets: [kuih] }\n" + one("words: [zus]"), place: (2, 10),
      good: "lists: { sweets: [kuih] }\n" + one(#"words: "@sweets""#)),
    Case(
      lint: .unusedPart, bad: one("words: [zus]").replacingOccurrences(of: "weight: 1", with: "part: true"),
      place: (5, 9), good: one("words: [zus]")),
    Case(
      lint: .unusedPart, bad: part + "  - { id: g.all, weight: 1, words: bika }\n", place: (5, 11),
      good: part + "  - { id: g.all, weight: 1, rules: g.p* }\n"),
    Case(
      lint: .unusedMacro, bad: "macros: { sweet: { words: [kuih] } }\n" + one("words: [zus]"), place: (2, 11),
      good: "macros: { sweet: { words: [kuih] } }\n" + one("macro: sweet")),
    Case(
      lint: .alwaysFalse,
      bad: "macros: { m: { match: { a: { words: [zus] } }, when: a and not a } }\n" + one("macro: m"), place: (2, 54),
      good: "macros: { m: { match: { a: { words: [zus] } }, when: a } }\n" + one("macro: m")),
    Case(
      lint: .alwaysTrue,
      bad: one("words: [zus]\n    except: [{ match: { a: { words: [bika] } }, when: a or not a, \(review) }]"),
      place: (7, 55), good: one("words: [zus]\n    except: [{ words: [bika], \(review) }]")),
    Case(
      lint: .alwaysFalse, bad: one("field: comment.likes\n    above: 2\n    at-most: 2"), place: (5, 9),
      good: one("field: comment.likes\n    at-least: 2\n    at-most: 2")),
    Case(
      lint: .noLiteral, bad: "macros: { m: { pattern: '\\d+\\s?k' } }\n" + one("macro: m"), place: (2, 25),
      good: "macros: { m: { pattern: '\\d+\\s?juta' } }\n" + one("macro: m")),
    Case(
      lint: .expiredReview, bad: one("words: [zus]\n    except: [{ words: [bika], reason: r, review-by: 2020-02-29 }]"),
      place: (7, 53), good: one("words: [zus]\n    except: [{ words: [bika], reason: r, review-by: 2098-02-28 }]")),
    Case(
      lint: .noMissTest, bad: one("words: [zus]\n    tests: { hit: [{ text: zus }] }"), place: (5, 9),
      good: one("words: [zus]\n    tests: { miss: [{ text: bus }] }")),
  ]

  private static let part = "group: g\ncap: 1\nrules:\n  - { id: g.part, part: true, words: zus }\n"
  private static let review = "reason: r, review-by: 2099-01-01"

  private static func one(_ leaf: String) -> String { rules([leaf]) }
  private static func two(when: String) -> String {
    rules(["match: { a: { words: [zus] }, b: { words: [bika] } }\n    when: \(when)"])
  }
  private static func rules(_ leaves: [String]) -> String {
    let rules = leaves.enumerated().map { "  - id: g.r\($0)\n    \($1)\n    weight: 1\n" }
    return "group: g\ncap: 1\nrules:\n" + rules.joined()
  }

  private func warnings(_ yaml: String) throws -> [Diagnostic] {
    let load = try Bench.load(yaml)
    try #require(load.diagnostics.map(\.description) == [])
    return Linter.warnings(load)
  }

  @Test(arguments: cases) func warnsWhereItShould(_ test: Case) throws {
    let found = try warnings(test.bad).filter { $0.id == test.lint.rawValue }
    #expect(found.count == 1)
    let warning = try #require(found.first)
    #expect(warning.severity == .warning && warning.sourceLine != nil)
    #expect("\(warning.position.line):\(warning.position.column)" == "\(test.place.line):\(test.place.column)")
    #expect(try warnings(test.good).filter { $0.id == test.lint.rawValue } == [])
  }

  @Test func everyLintHasACaseAndASection() throws {
    #expect(Set(Self.cases.map(\.lint)) == Set(Lint.allCases))
    let page = Bench.root.appendingPathComponent("Sources/saring/Saring.docc/LintRules.md")
    let text = try String(decoding: Data(contentsOf: page), as: UTF8.self)
    let sections = text.components(separatedBy: "\n### `").dropFirst().map { $0.components(separatedBy: "`")[0] }
    #expect(sections.sorted() == Lint.allCases.map(\.rawValue).sorted())
  }

  @Test func longConditionsAreJudgedInTime() throws {
    let names = (0..<40).map { "m\($0)" }
    let matches = names.map { "\($0): { words: [\($0)x] }" }.joined(separator: ", ")
    let pairs = names.map { "(\($0) or not \($0))" }.joined(separator: " and ")
    let yaml = Self.rules(["match: { \(matches) }\n    when: \(pairs)"])
    let clock = ContinuousClock()
    let began = clock.now
    #expect(try warnings(yaml).contains { $0.id == "always-true" })
    let time = clock.now - began
    #expect(time < .seconds(10))
  }

  @Test(arguments: [
    (#"\w+\s*=\s*bio"#, true), (#"\w++="#, true), (#"\s*\S*!!$"#, true), (".*klik.*bio", true), (#"[a-z]+\d+!"#, true),
    (#"\b\w{1,20}="#, false), (#"\b\w++="#, false), ("^.*klik", false), (#"klik\s*$"#, false), (".{0,40}klik", false),
  ]) func whatGrowsWithTheSquareIsCounted(pattern: String, isQuadratic: Bool) {
    guard case .quadratic = HostileProbe().probe(pattern, in: .clean) else { return #expect(!isQuadratic) }
    #expect(isQuadratic)
  }

  @Test func stockPatternsAreMeasuredOnWhatTheViewGives() {
    let probe = HostileProbe()
    // Letters standing more than twice in a row stand twice in a skeleton, which takes this one's sting.
    guard case .explosive = probe.probe("(a|aa)+!x", in: .clean) else { return #expect(Bool(false)) }
    #expect(probe.probe("(a|aa)+!x", in: .skeleton) == .safe)
    #expect(probe.probe(#"\bslot gacor\b"#, in: .folded) == .safe)
  }

  @Test func theStockRulesGiveNoCauseForWarning() {
    let warnings = Linter.warnings(
      loadRules(directories: [Bench.stock], signals: Signal.names), measuring: true, today: 20_000)
    #expect(warnings.map(\.description) == [])
  }

  @Test func readsPatternsRoughly() {
    #expect(PatternPieces(#"a\d[x-z](?<Name>b){2,3}\.[^q]"#).examples == ["a", "7", "x", "b", ".", "a"])
    #expect(PatternPieces(#"\W\PL(?#Note)\QA\E"#).capital?.offset == 15)
    #expect(PatternPieces("(?:a)(?P<B>c)[^D]").capital?.letter == "D")
    #expect(PatternPieces("(?si)A").ignoresCase && !PatternPieces("(?s-i)A").ignoresCase)
  }

  @Test func theCommandReportsInThreeForms() throws {
    try Bench.inScratch { folder in
      let yaml = Bench.policy + Self.rules(["pattern: 'klik Bio'\n    wieght: 2"])
      try Data(yaml.utf8).write(to: folder.appendingPathComponent("r ü.yaml"))
      let broken = try Program(["rules", "check", "--rules", folder.path, "--format", "sarif"])
      #expect(broken.status == 2)
      let result = try #require(
        ((broken.json["runs"] as? [[String: Any]])?.first?["results"] as? [[String: Any]])?.first)
      #expect(result["ruleId"] as? String == "unknown-key" && result["level"] as? String == "error")
      #expect(broken.output.contains("/r%20%C3%BC.yaml\""))

      try Data(yaml.replacingOccurrences(of: "wieght: 2", with: "labels: [a]").utf8)
        .write(to: folder.appendingPathComponent("r ü.yaml"))
      let text = try Program(["rules", "check", "--rules", folder.path])
      #expect(text.status == 0 && text.errors.contains("r ü.yaml:6:20: warning: “B” never stands"))
      #expect(text.output.contains("1 rules in 1 groups, 2 warnings, sha256:"))
      #expect(try Program(["rules", "check", "--rules", folder.path, "--strict"]).status == 1)
      let json = try Program(["rules", "check", "--rules", folder.path, "--format", "json", "--no-measure"])
      let list = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
      #expect(list.map { $0["id"] as? String } == ["no-miss-test", "capital-in-folded"])
      #expect(list.map { $0["severity"] as? String } == ["warning", "warning"])
    }
  }
}
