import Bytes
package import Text
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
    /// Whether its reason tells what was measured.
    let quotesReadings: Bool
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
        hasLabels: !$0.labels.isEmpty, quotesReadings: $0.because(rules.policy.language.rawValue).quotesReadings,
        weight: $0.weight)
    }
    labels = rules.rules.map(\.labels)
    totals = Array(repeating: 0, count: rules.groups.count)
  }

  /// Appends the judgement of a comment.
  ///
  /// - Parameters:
  ///   - outcomes: the scanner's, in rule order.
  ///   - unfinished: rules with a pattern that ran out of its bounds.
  ///   - readings: by the raw value of `Signal`, then measures; kept with the judgement where its reasons tell them.
  ///   - keepsReadings: keeps them with every judgement.
  /// - Returns: the verdict that was appended.
  @discardableResult package mutating func judge(
    _ outcomes: RuleOutcomes, unfinished: [Int], readings: [Reading], keepsReadings: Bool = false,
    post: PostProfile, into judgements: inout Judgements
  ) -> Verdict {
    var entry = judgements.begun()
    if !unfinished.isEmpty { judgements.unfinished.append(contentsOf: unfinished) }
    let firstMatch = judgements.matches.count
    judgements.matches.append(contentsOf: outcomes.matches)
    for index in totals.indices { totals[index] = 0 }
    var quotesReadings = false
    for outcome in outcomes.all {
      guard counts(outcome, unfinished, into: &judgements) else { continue }
      count(outcome, firstMatch, entry, into: &judgements)
      if briefs[outcome.rule].quotesReadings { quotesReadings = true }
    }
    entry.score = totals.reduce(0, +)
    entry.fit = fit(readings, post: post)
    entry.verdict = verdict(entry, judgements, readings, isFinished: unfinished.isEmpty)
    judgements.append(entry)
    if keepsReadings || quotesReadings { judgements.keep(readings) }
    return entry.verdict
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

  /// Whether a rule hit and counts; where it does not, says what else became of it.
  private func counts(_ outcome: RuleOutcome, _ unfinished: [Int], into judgements: inout Judgements) -> Bool {
    let rule = outcome.rule
    if briefs[rule].isSilent {
      if outcome.isHit, !briefs[rule].isPart { judgements.silent.append(rule) }
      return false
    }
    if !outcome.isHit, !unfinished.contains(rule) { judgements.unknown.append(rule) }
    return outcome.isHit
  }

  /// - Parameter entry: the judgement that was begun.
  private mutating func count(
    _ outcome: RuleOutcome, _ firstMatch: Int, _ entry: Judgements.Entry, into judgements: inout Judgements
  ) {
    let rule = outcome.rule
    let counted = add(rule)
    if briefs[rule].hasLabels {
      for label in labels[rule] where !judgements.labels[entry.labels.lowerBound...].contains(label) {
        judgements.labels.append(label)
      }
    }
    let matches = (firstMatch + outcome.matches.lowerBound)..<(firstMatch + outcome.matches.upperBound)
    let shown = Self.shown(matches, of: judgements.matches)
    judgements.reasons.append(
      Reason(rule: rule, counted: counted, field: shown?.field ?? .comment, span: shown?.source, matches: matches))
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

  private func verdict(
    _ entry: Judgements.Entry, _ judgements: Judgements, _ readings: [Reading], isFinished: Bool
  ) -> Verdict {
    let labels = judgements.labels[entry.labels.lowerBound...]
    if isBot(entry.score, hasLabel: { labels.contains($0) }) { return .bot }
    if entry.score >= rules.policy.suspicious { return .suspicious }
    if !isFinished || readings[.emptinessLetters].value == 0 { return .unsure }
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

  private func fit(_ readings: [Reading], post: PostProfile) -> FitAxis {
    guard post.hasText else { return .unknown }
    // The insert decides, the rest is camouflage.
    if readings[.brandHidden].value >= 3 { return .mismatched }
    if readings[.fitMismatch].value >= Self.mismatched { return .mismatched }
    if readings[.fitParent].value >= Self.fitsPost, readings[.parentCampaign].value == 0 { return .fits }
    return Self.fits(post: readings[.fitPost].value, thread: readings[.fitThread].value) ? .fits : .unclear
  }

  /// Whether a comment in which nothing is out of place is said to fit.
  ///
  /// - Parameters:
  ///   - post: the reading of `fit.post`.
  ///   - thread: the reading of `fit.thread`.
  package static func fits(post: Double, thread: Double) -> Bool { post >= fitsPost || thread >= fitsThread }
}
