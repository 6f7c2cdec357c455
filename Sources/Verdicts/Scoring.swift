import Bytes
import Text
package import Rules
package import Signals

/// Evidence to score to verdict.
///
/// Weights add up inside their group up to the group's cap, so that ten ways of saying one thing do not count ten
/// times; the caps' sums make the score. A score alone makes nobody a bot: evidence from as many groups as the policy
/// asks for must speak against the comment, and what carries a protected label is not called a bot on the groups that
/// label is protected from.
package struct Scoring: Sendable {
  private let rules: RuleSet
  /// What is asked of a rule for every comment it speaks of; its whole description is many references.
  private struct Brief {
    let group: Int
    let cap: Double
    let isPart: Bool
    /// Whether it counts for nothing.
    let isSilent: Bool
    let hasLabels: Bool
    /// What it weighs.
    var weight: Double
  }

  private var briefs: [Brief]
  /// By rule.
  private let labels: [[String]]
  /// Reused per comment: what each group has counted so far.
  private var totals: [Double]

  package init(_ rules: RuleSet) {
    self.rules = rules
    briefs = rules.rules.map {
      Brief(
        group: $0.group, cap: rules.groups[$0.group].cap, isPart: $0.isPart, isSilent: $0.isSilent,
        hasLabels: !$0.labels.isEmpty, weight: $0.weight)
    }
    labels = rules.rules.map(\.labels)
    totals = Array(repeating: 0, count: rules.groups.count)
  }

  /// - Parameters:
  ///   - outcomes: the scanner's, in rule order.
  ///   - unfinished: rules with a pattern that ran out of its bounds.
  package mutating func judge(
    _ outcomes: RuleOutcomes, unfinished: [Int], signals: SignalMeter, post: PostProfile,
    into judgement: inout Judgement
  ) {
    judgement.removeAll()
    if !unfinished.isEmpty { judgement.unfinished.append(contentsOf: unfinished) }
    judgement.matches.append(contentsOf: outcomes.matches)
    for index in totals.indices { totals[index] = 0 }
    for outcome in outcomes.all { count(outcome, into: &judgement) }
    judgement.score = totals.reduce(0, +)
    judgement.fit = fit(signals, post: post)
    judgement.verdict = verdict(of: judgement, signals: signals)
  }

  /// The score alone, when nothing else is asked.
  package mutating func score(_ outcomes: RuleOutcomes) -> Double {
    for index in totals.indices { totals[index] = 0 }
    for outcome in outcomes.all where outcome.isHit && !briefs[outcome.rule].isSilent { _ = add(outcome.rule) }
    return totals.reduce(0, +)
  }

  /// Makes a rule weigh something else than it says, for trying out weights.
  package mutating func setWeight(_ weight: Double, of rule: Int) { briefs[rule].weight = weight }

  /// What a comment would be if just these rules hit: its score, and `genuine` where that speaks against nobody.
  ///
  /// - Parameter hits: indices of rules, parts left out.
  package mutating func weigh(_ hits: [Int]) -> (score: Double, verdict: Verdict) {
    let score = score(of: hits)
    if isBot(score, hasLabel: { label in hits.contains { rules.rules[$0].labels.contains(label) } }) {
      return (score, .bot)
    }
    return (score, score >= rules.policy.suspicious ? .suspicious : .genuine)
  }

  /// The score alone, if just these rules hit.
  package mutating func score(of hits: [Int]) -> Double {
    for index in totals.indices { totals[index] = 0 }
    for rule in hits { _ = add(rule) }
    return totals.reduce(0, +)
  }

  /// Adds a rule's weight to its group, and returns what the cap left of it.
  private mutating func add(_ index: Int) -> Double {
    let brief = briefs[index]
    let before = totals[brief.group]
    let sum = before + brief.weight
    let after = brief.cap < 0 ? max(sum, brief.cap) : min(sum, brief.cap)
    totals[brief.group] = after
    return after - before
  }

  private mutating func count(_ outcome: RuleOutcome, into judgement: inout Judgement) {
    let rule = outcome.rule
    if briefs[rule].isSilent {
      if outcome.isHit, !briefs[rule].isPart { judgement.silent.append(rule) }
      return
    }
    guard outcome.isHit else {
      if !judgement.unfinished.contains(rule) { judgement.unknown.append(rule) }
      return
    }
    let counted = add(rule)
    if briefs[rule].hasLabels {
      for label in labels[rule] where !judgement.labels.contains(label) { judgement.labels.append(label) }
    }
    let shown = Self.shown(outcome.matches, of: judgement.matches)
    judgement.reasons.append(
      Reason(
        rule: rule, counted: counted, field: shown?.field ?? .comment, span: shown?.source, matches: outcome.matches))
  }

  /// The first match that has a place in the comment, else in another field.
  private static func shown(_ range: Range<Int>, of matches: [LeafMatch]) -> LeafMatch? {
    if range.isEmpty { return nil }
    var shown = matches[range.lowerBound]
    for index in range where matches[index].source != nil {
      if matches[index].isPlacedInComment { return matches[index] }
      if shown.source == nil { shown = matches[index] }
    }
    return shown
  }

  private func verdict(of judgement: Judgement, signals: SignalMeter) -> Verdict {
    if isBot(judgement.score, hasLabel: judgement.labels.contains) { return .bot }
    if judgement.score >= rules.policy.suspicious { return .suspicious }
    if !judgement.unfinished.isEmpty || signals[.emptinessLetters].value == 0 { return .unsure }
    return .genuine
  }

  private func isBot(_ score: Double, hasLabel: (String) -> Bool) -> Bool {
    score >= rules.policy.bot && againstGroups >= rules.policy.botGroups && !isProtected(hasLabel)
  }

  /// Groups that speak against the comment.
  private var againstGroups: Int { totals.count { $0 > 0 } }

  /// Whether the evidence is of kinds that the policy lets make nobody, or not this comment, a bot.
  private func isProtected(_ hasLabel: (String) -> Bool) -> Bool {
    let against = totals.indices.filter { totals[$0] > 0 }
    if against.allSatisfy(rules.policy.weakGroups.contains) { return true }
    return rules.policy.protections.contains { protection in
      hasLabel(protection.label) && against.allSatisfy(protection.groups.contains)
    }
  }

  /// From how much unlikeness on a comment is called mismatched, and from how much likeness on it fits.
  private static let mismatched = 0.5
  private static let fitsPost = 0.1
  private static let fitsThread = 0.3

  private func fit(_ signals: SignalMeter, post: PostProfile) -> FitAxis {
    guard post.hasText else { return .unknown }
    // The insert decides, the rest is camouflage.
    if signals[.brandHidden].value >= 3 { return .mismatched }
    if signals[.fitMismatch].value >= Self.mismatched { return .mismatched }
    if signals[.fitParent].value >= Self.fitsPost, signals[.parentCampaign].value == 0 { return .fits }
    return Self.fits(post: signals[.fitPost].value, thread: signals[.fitThread].value) ? .fits : .unclear
  }

  /// Whether a comment in which nothing is out of place is said to fit.
  ///
  /// - Parameters:
  ///   - post: the reading of `fit.post`.
  ///   - thread: the reading of `fit.thread`.
  package static func fits(post: Double, thread: Double) -> Bool { post >= fitsPost || thread >= fitsThread }
}
