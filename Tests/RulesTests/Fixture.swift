import Bytes
import Signals
import Testing
import YAMLFiles
import Text

@testable import RuleFiles
@testable import Rules

/// Rules written as YAML, and a scanner over them.
final class Fixture {
  let source: RuleSetSource
  let rules: RuleSet
  let scanner: RuleScanner
  private var views = TextViews()

  /// - Parameter yaml: the `lists` and `rules` of one file in a group of evidence.
  convenience init(_ yaml: String, prefilter: Bool = true) throws {
    var reader = RuleFileReader()
    let text = SourceText(file: "test.yaml", text: "group: test\ncap: 10\n" + yaml)
    if let root = reader.problems.parse(text) { reader.file(root) }
    try #require(reader.problems.finished().map(\.description) == [])
    try self.init(reader.source, prefilter: prefilter)
  }

  init(_ source: RuleSetSource, prefilter: Bool = true) throws {
    let (rules, diagnostics) = RuleSet.compile(source, signals: Signal.names, prefilter: prefilter)
    try #require(diagnostics.map(\.description) == [])
    self.source = source
    self.rules = try #require(rules)
    scanner = RuleScanner(self.rules)
  }

  func facts(_ field: Field, _ text: String?) -> FieldFacts? {
    text.map {
      var views = TextViews()
      let bytes = Array($0.utf8)
      views.load(bytes.span)
      return scanner.facts(of: field, in: views)
    }
  }

  func outcomes(
    _ comment: String, post: String? = nil, parent: String? = nil, author: String? = nil,
    signals: [String: Double] = [:]
  ) -> RuleOutcomes {
    outcomes(Array(comment.utf8), post: post, parent: parent, author: author, signals: signals)
  }

  func outcomes(
    _ comment: [UInt8], post: String? = nil, parent: String? = nil, author: String? = nil,
    signals: [String: Double] = [:]
  ) -> RuleOutcomes {
    let facts = (facts(.post, post), facts(.parent, parent), facts(.author, author))
    views.load(comment.span)
    let readings = Signal.names.map { Reading(signals[$0] ?? 0) }
    var outcomes = RuleOutcomes()
    scanner.scan(
      comment: views, post: facts.0, parent: facts.1, author: facts.2, signals: readings, into: &outcomes)
    return outcomes
  }

  /// The ids of the rules that hit, with `?` behind those that are unknown.
  func ids(
    _ comment: String, post: String? = nil, parent: String? = nil, author: String? = nil,
    signals: [String: Double] = [:]
  ) -> [String] {
    outcomes(comment, post: post, parent: parent, author: author, signals: signals).all.map {
      rules.rules[$0.rule].id + ($0.result == .unknown ? "?" : "")
    }
  }

  /// The source text of each match of the first outcome.
  func found(_ comment: String) -> [String] {
    let outcomes = outcomes(comment)
    guard let first = outcomes.all.first else { return [] }
    return outcomes.matches[first.matches].map { match in
      match.source.map { String(decoding: Array(comment.utf8)[$0.range], as: UTF8.self) } ?? "–"
    }
  }
}

/// Numbers that look random and are the same in every run.
struct Dice {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func roll(_ bound: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) >> 1) % bound
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[roll(choices.count)] }
}
