import Bytes
import Dumps
import Foundation
import RuleFiles
import Rules
import Signals
import Testing
import Text
import Verdicts

/// A few rules in a few groups, and comments judged by those that a test says have spoken.
struct Bench {
  let rules: RuleSet
  private var scoring: Scoring

  /// Groups `one` to `three` of evidence with caps 4, 3 and 2, and one of trust with cap -3. Rule `one.2` is of group `one`
  /// and weighs 2; `one.ask` carries the label `lead` and weighs nothing in particular.
  static let files = [
    "one.yaml": """
    group: one
    cap: 4
    rules:
      - { id: one.15, weight: 1.5, words: [satu] }
      - { id: one.2, weight: 2, words: [dua] }
      - { id: one.25, weight: 2.5, words: [tiga], labels: [campaign] }
      - { id: one.4, weight: 4, words: [empat] }
      - { id: one.part, part: true, words: [lima] }
    """,
    "two.yaml": """
    group: two
    cap: 3
    rules:
      - { id: two.1, weight: 1, words: [satu] }
      - { id: two.3, weight: 3, words: [tiga], labels: [campaign, shop] }
    """,
    "three.yaml": """
    group: three
    cap: 2
    rules:
      - { id: three.2, weight: 2, words: [dua] }
      - id: three.either
        weight: 1
        match: { first: { words: [satu] }, second: { words: [dua] } }
        when: first or second
        because: "“{first.raw|second.raw}” said"
    """,
    "trust.yaml": """
    group: trust
    kind: trust
    cap: -3
    rules:
      - { id: trust.1, weight: -1, words: [satu] }
      - { id: trust.2, weight: -2, words: [dua], labels: [lead] }
      - { id: trust.0, weight: 0, words: [kosong], labels: [lead] }
    """,
  ]

  init(policy: String = "policy: { suspicious: 2.5, bot: 5, bot-groups: 2 }") throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in Self.files.merging(["policy.yaml": policy], uniquingKeysWith: { $1 }) {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let load = loadRules(directories: [folder.path], signals: Signal.names)
    rules = try #require(load.rules, "\(load.diagnostics.map(\.withSourceLine))")
    scoring = Scoring(rules)
  }

  func index(of id: String) -> Int { rules.rules.firstIndex { $0.id == id } ?? -1 }

  /// Outcomes of the rules of these ids, a `?` behind one meaning that it is unknown; ordered as the scanner orders them.
  func outcomes(_ ids: [String]) -> RuleOutcomes {
    let rules = ids.map { id in
      let isUnknown = id.hasSuffix("?")
      return (index: index(of: isUnknown ? String(id.dropLast()) : id), isUnknown: isUnknown)
    }
    var outcomes = RuleOutcomes()
    for rule in rules.sorted(by: { $0.index < $1.index }) {
      outcomes.append(rule: rule.index, rule.isUnknown ? .unknown : .hit)
    }
    return outcomes
  }

  mutating func score(_ ids: [String]) -> Double { scoring.score(outcomes(ids)) }

  /// - Parameter post: the post's text, or nil where the dump holds none.
  mutating func judge(
    _ outcomes: RuleOutcomes, text: String = "kek batik sedap", post: String? = "Kek batik",
    unfinished: [String] = []
  ) -> Judgement {
    var batch = CommentBatch()
    let bytes = Array(text.utf8)
    let comment = Dumps.Comment(post: 0, record: 1, text: batch.store(bytes.span))
    var views = TextViews()
    let postBytes = Array((post ?? "").utf8)
    views.load(postBytes.span)
    let profile = PostProfile(Post(text: post.map { Array($0.utf8) }), views: &views)
    views.load(bytes.span)
    var meter = SignalMeter()
    meter.load(views)
    meter.measure(comment, in: batch, views: views, post: profile)
    var judgements = Judgements()
    scoring.judge(
      outcomes, unfinished: unfinished.map { index(of: $0) }, readings: meter.readings, post: profile,
      into: &judgements)
    return judgements[0]
  }
}
