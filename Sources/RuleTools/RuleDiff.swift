package import Classifier
package import Dumps
package import Rules
import Verdicts

/// What another rule set changes in the verdicts on dumps, and which rules did it.
package struct RuleDiff: Sendable, Encodable {
  package enum Kind: String, CaseIterable, Sendable, Encodable {
    /// Flagged by the new rules only: suspicious or bot.
    case new
    /// Flagged by the old rules only.
    case lost
    /// Flagged by both or by neither, with another verdict.
    case changed
  }

  /// A comment with another verdict.
  package struct Change: Sendable, Encodable {
    package var kind: Kind
    package var dump: String
    package var comment: String?
    package var record: Int
    /// With what nobody can see written out.
    package var text: String
    package var old: String
    package var new: String
    package var oldScore: Double
    package var newScore: Double
    /// What rules count for now and did not before, or count for otherwise: `+2` from nothing, `1 → 2`, `1 → nothing`.
    package var rules: [RuleChange]
  }

  package struct RuleChange: Sendable, Encodable, Equatable {
    package var rule: String
    /// Nil where the rule did not hit.
    package var old: Double?
    package var new: Double?
  }

  /// What a rule finds that counts for nothing yet.
  package struct Trial: Sendable, Encodable {
    package var rule: String
    package var stage: String
    package var hits = 0
    /// Hits on comments that other rules flag.
    package var onFlagged = 0
    /// Some of the comments that nothing else flags, with what nobody can see written out.
    package var examples: [String] = []
  }

  package struct RuleCount: Sendable, Encodable {
    package var rule: String
    /// Comments whose verdict changed and on which the rule counts for something else.
    package var comments: Int
  }

  package private(set) var v = 1
  package private(set) var oldRuleset: String
  package private(set) var newRuleset: String
  package private(set) var comments = 0
  package private(set) var counts: [String: Int]
  /// `genuine → bot` and the like, with the number of comments.
  package private(set) var verdicts: [String: Int] = [:]
  /// Those with most comments first.
  package private(set) var rules: [RuleCount] = []
  package private(set) var changes: [Change] = []
  /// Draft and shadow rules of the new rules, in the order of their ids.
  package private(set) var trials: [Trial] = []
  /// Comments that are kept of changes, and of each rule on trial; the rest are counted.
  private let most: Int
  private var differing: [String: Int] = [:]

  private enum CodingKeys: String, CodingKey {
    case v, oldRuleset, newRuleset, comments, counts, verdicts, rules, changes, trials
  }

  /// - Parameter most: comments that are kept of changes, and of each rule on trial.
  package init(old: RuleSet, new: RuleSet, keeping most: Int = .max) {
    self.most = most
    oldRuleset = old.digest
    newRuleset = new.digest
    trials = new.rules.filter { $0.stage.isSilent && !$0.isPart }.map { Trial(rule: $0.id, stage: $0.stage.rawValue) }
    counts = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, 0) })
  }

  /// What is kept of a judgement until the other rule set has judged the same comment.
  private struct Kept {
    let verdict: Verdict
    let score: Double
    let counted: [String: Double]

    init(_ judgement: Judgement, _ rules: RuleSet) {
      verdict = judgement.verdict
      score = judgement.score
      counted = Dictionary(uniqueKeysWithValues: judgement.reasons.map { (rules.rules[$0.rule].id, $0.counted) })
    }

    var isFlagged: Bool { verdict.isFlagged }
  }

  /// Judges a dump by both rule sets. The old judgements are held in memory, some hundred bytes for each comment.
  ///
  /// - Throws: `DumpError` when it cannot be read.
  package mutating func add(
    _ input: DumpInput, old: Classifier, new: Classifier, isCancelled: @escaping () -> Bool = { false }
  ) throws {
    var kept: [Kept] = []
    _ = try old.judge(input, isCancelled: isCancelled) { kept.append(Kept($0.judgement, old.rules)) }
    var index = 0
    try new.cases(in: input, isCancelled: isCancelled) { found in
      defer { index += 1 }
      guard index < kept.count else { return }
      comments += 1
      note(found, new.rules)
      add(found, kept[index], Kept(found.judgement, new.rules), dump: input.name)
    }
    rules = differing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      RuleCount(rule: $0.key, comments: $0.value)
    }
  }

  private mutating func add(_ found: CommentCase, _ old: Kept, _ new: Kept, dump: String) {
    guard old.verdict != new.verdict else { return }
    let kind = old.isFlagged == new.isFlagged ? Kind.changed : new.isFlagged ? .new : .lost
    counts[kind.rawValue, default: 0] += 1
    verdicts["\(old.verdict.name) → \(new.verdict.name)", default: 0] += 1
    let ids = Set(old.counted.keys).union(new.counted.keys).sorted()
    let rules = ids.filter { old.counted[$0] != new.counted[$0] }.map {
      RuleChange(rule: $0, old: old.counted[$0], new: new.counted[$0])
    }
    for rule in rules { differing[rule.rule, default: 0] += 1 }
    guard changes.count < most else { return }
    changes.append(
      Change(
        kind: kind, dump: dump, comment: found.id.map(visible), record: found.record, text: visible(found.text),
        old: "\(old.verdict.name)", new: "\(new.verdict.name)", oldScore: old.score, newScore: new.score,
        rules: rules))
  }

  private mutating func note(_ found: CommentCase, _ rules: RuleSet) {
    let isFlagged = found.judgement.verdict.isFlagged
    for rule in found.judgement.silent {
      guard let index = trials.firstIndex(where: { $0.rule == rules.rules[rule].id }) else { continue }
      trials[index].hits += 1
      if isFlagged { trials[index].onFlagged += 1 }
      if !isFlagged, trials[index].examples.count < min(most, Self.mostExamples) {
        trials[index].examples.append(visible(found.text))
      }
    }
  }

  private static let mostExamples = 20

  /// Counts, then rules, then so many comments of each kind.
  package func lines(showing most: Int) -> [String] {
    var lines = [
      "\(comments) comments: "
        + Kind.allCases.map { "\(counts[$0.rawValue] ?? 0) \($0.rawValue)" }.joined(separator: ", ")
    ]
    for (pair, count) in verdicts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("  \(column("\(count)", 6, right: true))  \(pair)")
    }
    if !rules.isEmpty { lines.append("Rules that did it") }
    for rule in rules { lines.append("  \(column("\(rule.comments)", 6, right: true))  \(rule.rule)") }
    for trial in trials {
      lines.append(
        "\(trial.rule), a \(trial.stage), would hit \(trial.hits) comments, \(trial.onFlagged) of them flagged already")
      for text in trial.examples.prefix(most) {
        lines.append("    \(text.count > 160 ? text.prefix(160) + "…" : text[...])")
      }
    }
    for kind in Kind.allCases {
      let some = changes.filter { $0.kind == kind }
      if some.isEmpty || most == 0 { continue }
      lines.append("\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst())")
      for change in some.prefix(most) { lines += change.lines }
      let more = (counts[kind.rawValue] ?? 0) - min(most, some.count)
      if more > 0 { lines.append("  and \(more) more; see them with --show \(more + most)") }
    }
    return lines
  }
}

extension RuleDiff.Change {
  fileprivate var lines: [String] {
    let name = comment ?? "record \(record)"
    let shown = text.count > 160 ? text.prefix(160) + "…" : text[...]
    let head = "  \(dump) \(name): \(old) \(decimal(oldScore)) → \(new) \(decimal(newScore))"
    let causes =
      rules.isEmpty
      ? ["thresholds, groups or bounds of the policy, not a rule"]
      : rules.map { rule in
        "\(rule.rule) \(rule.old.map(decimal) ?? "nothing") → \(rule.new.map(decimal) ?? "nothing")"
      }
    return [head, "    \(shown)"] + causes.map { "    " + $0 }
  }
}
