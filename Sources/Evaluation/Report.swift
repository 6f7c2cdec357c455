import Dumps
package import Rules
import Verdicts

/// All figures on some sets. Encoded, its keys are the documented ones of `saring evaluate --json`.
package struct Report: Sendable, Encodable {
  /// Version of the keys.
  package let v = 1
  package let ruleset: String
  package let resampling: Resampling
  package let sets: [SetReport]
  /// All sets' comments together.
  package let total: SetReport

  package init(
    _ sets: [JudgedSet], withoutPosts: [JudgedSet]?, _ rules: RuleSet, _ resampling: Resampling, perRule: Bool,
    errors: Int
  ) {
    ruleset = rules.digest
    self.resampling = resampling
    let unseen = UnseenNames.all(sets, resampling)
    self.sets = sets.indices.map {
      SetReport(
        sets[$0].name, [sets[$0]], (withoutPosts?[$0]).map { [$0] }, unseen[$0], rules, resampling, perRule: perRule,
        errors: errors)
    }
    total = SetReport("total", sets, withoutPosts, nil, rules, resampling, perRule: perRule, errors: 0)
  }

  private enum CodingKeys: CodingKey { case v, ruleset, resampling, sets, total }
}

/// The figures on one set, or on all together.
package struct SetReport: Sendable, Encodable {
  package let name: String
  package let bots: Int
  package let genuine: Int
  package let unlabelled: Int
  package let withPosts: Figures
  /// Where it was asked for: the same, judged as if no post had a text.
  package let withoutPosts: Figures?
  /// Of single sets.
  package let unseenNames: UnseenNames?
  package let fit: [FitFigures]
  /// Where they were asked for.
  package let rules: [RuleFigures]?
  package let errors: [EvaluationError]?

  init(
    _ name: String, _ sets: [JudgedSet], _ bare: [JudgedSet]?, _ unseen: UnseenNames?, _ rules: RuleSet,
    _ resampling: Resampling, perRule: Bool, errors: Int
  ) {
    let items = sets.flatMap(\.items)
    self.name = name
    bots = items.count { $0.label == .bot }
    genuine = items.count { $0.label == .genuine }
    unlabelled = items.count - bots - genuine
    withPosts = Figures(items, resampling)
    withoutPosts = bare.map { Figures($0.flatMap(\.items), resampling) }
    unseenNames = unseen
    fit = FitFigures.all(items, sets.flatMap { $0.fit?.pairs ?? [] })
    self.rules = perRule ? RuleFigures.all(items, rules) : nil
    self.errors = errors > 0 ? EvaluationError.first(errors, of: items, rules) : nil
  }
}

/// A comment on which verdict and label disagree.
package struct EvaluationError: Hashable, Sendable, Encodable {
  package let record: Int
  package let label: String
  package let verdict: String
  package let score: Double
  package let rules: [String]
  package let text: String

  /// The first so many bots that were let be, then as many genuine comments that were flagged.
  static func first(_ most: Int, of items: [JudgedSet.Item], _ rules: RuleSet) -> [EvaluationError] {
    let missed = items.lazy.filter { $0.label == .bot && !$0.isFlagged }.prefix(most)
    let wrong = items.lazy.filter { $0.label == .genuine && $0.isFlagged }.prefix(most)
    return (Array(missed) + Array(wrong)).map { item in
      EvaluationError(
        record: item.record, label: item.label == .bot ? "bot" : "genuine", verdict: "\(item.verdict.name)",
        score: item.score, rules: item.hits.map { rules.rules[$0].id },
        text: String(decoding: item.text, as: UTF8.self))
    }
  }
}
