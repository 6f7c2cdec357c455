import Dumps
import Rules
import Verdicts

/// Labelled comments as tuning sees them: which rules hit them. Comments that the same rules hit are one pattern.
struct TuningData {
  /// Labelled comments of one set under one pattern.
  struct Count {
    var bots = 0
    var genuine = 0
  }

  struct Pattern {
    let hits: [Int]
    let isLead: Bool
    /// By set.
    var counts: [Count]
  }

  private(set) var patterns: [Pattern] = []
  /// Labelled comments of each set.
  private(set) var totals: [Count]
  /// The patterns that a rule hits, by rule.
  private(set) var patternsOfRule: [[Int]]

  init(_ sets: [JudgedSet], _ rules: RuleSet) {
    totals = Array(repeating: Count(), count: sets.count)
    patternsOfRule = Array(repeating: [], count: rules.rules.count)
    var indexes: [[Int]: Int] = [:]
    for (set, judged) in sets.enumerated() {
      for item in judged.items {
        guard let label = item.label else { continue }
        let index = indexes[item.hits] ?? patterns.count
        if index == patterns.count {
          indexes[item.hits] = index
          patterns.append(
            Pattern(hits: item.hits, isLead: item.isLead, counts: Array(repeating: Count(), count: sets.count)))
          for rule in item.hits { patternsOfRule[rule].append(index) }
        }
        switch label {
        case .bot:
          patterns[index].counts[set].bots += 1
          totals[set].bots += 1
        case .genuine:
          patterns[index].counts[set].genuine += 1
          totals[set].genuine += 1
        }
      }
    }
  }

  /// How a set's comments are judged.
  func outcome(of set: Int, _ scoring: inout Scoring) -> TuningOutcome {
    var confusion = Confusion()
    var leads = 0
    for pattern in patterns where pattern.counts[set].bots + pattern.counts[set].genuine > 0 {
      let count = pattern.counts[set]
      let isFlagged = scoring.weigh(pattern.hits).verdict != .genuine
      confusion.add(isBot: true, isFlagged: isFlagged, count: count.bots)
      confusion.add(isBot: false, isFlagged: isFlagged, count: count.genuine)
      if isFlagged, pattern.isLead { leads += count.genuine }
    }
    return TuningOutcome(confusion: confusion, flaggedLeads: leads)
  }
}

/// How the labelled comments of a set are judged with some weights.
package struct TuningOutcome: Hashable, Sendable {
  /// For `bot` or `suspicious`.
  package let confusion: Confusion
  /// Genuine comments that ask to buy something, and are flagged.
  package let flaggedLeads: Int

  /// What tuning is to raise: F1, or, in a set without bots, the share of genuine comments let be.
  package var goal: Double { confusion.f1 ?? confusion.falsePositiveRate.map { 1 - $0 } ?? 0 }
}
