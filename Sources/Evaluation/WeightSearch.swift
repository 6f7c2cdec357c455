import Glibc
import Rules
import Verdicts

/// Looks for weights that judge some sets better than the present ones.
///
/// What is made small is a logistic loss on the real scores, group caps included: for a comment of score `s`, with the
/// threshold of suspicion `t`,
///
///     ln(1 + exp(∓(s − t) / 0.5))
///
/// averaged over the bots and over the genuine comments of each set, so that a large set has no louder voice; a genuine
/// comment counts `falseAlarm` times a bot. To that comes, per rule, `strength` times the square of the binary logarithm
/// of its multiplier: present weights are somebody's judgement, and few hits are no reason to change them. Caps make the
/// loss piecewise, so it is searched rule by rule over a few multipliers, again and again until nothing changes.
struct WeightSearch {
  /// Between half and twice, so no weight changes its sign or vanishes.
  static let multipliers = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.6, 1.8, 2]
  private static let scale = 0.5
  private static let falseAlarm = 4.0
  private static let mostRounds = 10

  private let data: TuningData
  private let threshold: Double
  private let strength: Double
  private let present: [Double]
  /// What one bot and one genuine comment count for, by set; 0 for sets that are left out.
  private let botShares: [Double]
  private let genuineShares: [Double]
  private var scoring: Scoring
  /// The loss of each pattern with the weights so far.
  private var losses: [Double]
  /// By rule: what its weight is multiplied by.
  private(set) var factors: [Double]

  /// - Parameters:
  ///   - sets: those to learn from.
  ///   - strength: how hard present weights are held on to.
  init(_ data: TuningData, sets: [Int], _ rules: RuleSet, strength: Double) {
    self.data = data
    self.strength = strength
    threshold = rules.policy.suspicious
    present = rules.rules.map(\.weight)
    scoring = Scoring(rules)
    factors = Array(repeating: 1, count: present.count)
    let shareOfOne = { (set: Int, count: Int) in sets.contains(set) && count > 0 ? 1 / Double(count) : 0 }
    botShares = data.totals.enumerated().map { shareOfOne($0, $1.bots) }
    genuineShares = data.totals.enumerated().map { shareOfOne($0, $1.genuine) * Self.falseAlarm }
    losses = []
    losses = data.patterns.indices.map { loss(ofPattern: $0) }
    search()
  }

  /// The weight that a rule has with a factor, in hundredths as people write weights.
  static func weight(_ present: Double, times factor: Double) -> Double { (present * factor * 100).rounded() / 100 }

  private mutating func search() {
    let rules = present.indices.filter { present[$0] != 0 && !data.patternsOfRule[$0].isEmpty }
    for _ in 0..<Self.mostRounds {
      var hasChanged = false
      for rule in rules where improve(rule) { hasChanged = true }
      if !hasChanged { return }
    }
  }

  /// Gives a rule the factor of the least loss, and returns whether that is another than before.
  private mutating func improve(_ rule: Int) -> Bool {
    let patterns = data.patternsOfRule[rule]
    let before = factors[rule]
    var best = before
    var least = patterns.reduce(penalty(before)) { $0 + losses[$1] }
    for factor in Self.multipliers where factor != before {
      scoring.setWeight(Self.weight(present[rule], times: factor), of: rule)
      let sum = patterns.reduce(penalty(factor)) { $0 + loss(ofPattern: $1) }
      if sum < least - 1e-12 {
        least = sum
        best = factor
      }
    }
    factors[rule] = best
    scoring.setWeight(Self.weight(present[rule], times: best), of: rule)
    if best != before {
      for pattern in patterns { losses[pattern] = loss(ofPattern: pattern) }
    }
    return best != before
  }

  private func penalty(_ factor: Double) -> Double { strength * log2(factor) * log2(factor) }

  private mutating func loss(ofPattern index: Int) -> Double {
    let pattern = data.patterns[index]
    var bots = 0.0
    var genuine = 0.0
    for (set, count) in pattern.counts.enumerated() {
      bots += Double(count.bots) * botShares[set]
      genuine += Double(count.genuine) * genuineShares[set]
    }
    if bots + genuine == 0 { return 0 }
    let margin = (scoring.score(of: pattern.hits) - threshold) / Self.scale
    return bots * log1p(exp(-margin)) + genuine * log1p(exp(margin))
  }
}
