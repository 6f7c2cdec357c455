package import Rules
import Verdicts

/// Weights proposed from labelled dumps, and whether they can be trusted on dumps that they have not seen.
///
/// Each set is judged once with the weights tuned on all the others. Verdicts are computed anew from the rules that hit,
/// as they hit at the present weights; that the survey of a dump learns from other examples when weights change is left
/// aside here.
package struct Tuning: Sendable {
  /// One set, judged with the present weights and with those tuned on the other sets.
  package struct Fold: Sendable {
    package let name: String
    package let before: TuningOutcome
    package let after: TuningOutcome
    /// Rules whose weight the other sets would change.
    package let changes: Int
  }

  /// A rule's present and proposed weight.
  package struct Proposal: Sendable {
    package let rule: String
    package let before: Double
    package let after: Double
  }

  /// Why the proposals are not to be used.
  package enum Refusal: String, Sendable {
    case noGain = "on sets held out, the proposed weights are on average no better than the present ones"
    case falseAlarms = "on sets held out, more genuine comments would be flagged"
    case leads = "on sets held out, more genuine comments that ask to buy something would be flagged"
    case nothing = "no weight would change"
  }

  /// One per set that holds labels.
  package let folds: [Fold]
  /// Tuned on all sets, in the order of the rules' ids.
  package let proposals: [Proposal]

  /// - Parameter strength: how hard present weights are held on to, from 0.
  package init(_ sets: [JudgedSet], _ rules: RuleSet, strength: Double) {
    let sets = sets.filter { $0.items.contains { $0.label != nil } }
    let data = TuningData(sets, rules)
    var present = Scoring(rules)
    folds = sets.indices.map { held in
      let search = WeightSearch(
        data, sets: sets.indices.filter { $0 != held }, rules, strength: strength)
      var tuned = Scoring(rules)
      for (rule, factor) in search.factors.enumerated() {
        tuned.setWeight(WeightSearch.weight(rules.rules[rule].weight, times: factor), of: rule)
      }
      return Fold(
        name: sets[held].name, before: data.outcome(of: held, &present), after: data.outcome(of: held, &tuned),
        changes: search.factors.count { $0 != 1 })
    }
    let search = WeightSearch(data, sets: Array(sets.indices), rules, strength: strength)
    proposals = search.factors.enumerated().compactMap { index, factor in
      let rule = rules.rules[index]
      let weight = WeightSearch.weight(rule.weight, times: factor)
      return weight == rule.weight ? nil : Proposal(rule: rule.id, before: rule.weight, after: weight)
    }
  }

  /// The mean over the sets of what tuning is to raise.
  package var meanBefore: Double { mean(\.before) }
  package var meanAfter: Double { mean(\.after) }

  private func mean(_ outcome: KeyPath<Fold, TuningOutcome>) -> Double {
    folds.isEmpty ? 0 : folds.reduce(0) { $0 + $1[keyPath: outcome].goal } / Double(folds.count)
  }

  /// Gains below this are noise, and rounding.
  private static let leastGain = 0.0005

  package var refusal: Refusal? {
    if proposals.isEmpty { return .nothing }
    if meanAfter - meanBefore < Self.leastGain { return .noGain }
    let alarms = { (outcome: KeyPath<Fold, TuningOutcome>) in
      folds.reduce(0) { $0 + ($1[keyPath: outcome].confusion.falsePositiveRate ?? 0) }
    }
    if alarms(\.after) > alarms(\.before) { return .falseAlarms }
    let leads = { (outcome: KeyPath<Fold, TuningOutcome>) in folds.reduce(0) { $0 + $1[keyPath: outcome].flaggedLeads }
    }
    return leads(\.after) > leads(\.before) ? .leads : nil
  }

  /// A rule file that gives the proposed weights, for a folder above those of the rules.
  package var ruleFile: String {
    var lines = [
      "# Weights that saring tune proposes from labelled comments of \(folds.map(\.name).joined(separator: ", ")).",
      "# Mean over the sets, each judged with weights tuned on the others: F1 \(fixed(meanBefore, 3)) before, "
        + "\(fixed(meanAfter, 3)) after.",
      "overrides:",
    ]
    for proposal in proposals {
      lines.append(
        "  - { rule: \(proposal.rule), weight: \(fixed(proposal.after, 2)) } # \(fixed(proposal.before, 2)) before")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
