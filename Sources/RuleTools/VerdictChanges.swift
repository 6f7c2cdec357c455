import Rules
import Verdicts

/// Which rules a verdict hangs on: for every other verdict the smallest sets of rules that hit without which it would have
/// come to that.
struct VerdictChanges {
  /// Rules, or groups, of one set.
  static let mostRules = 4
  /// Sets that are tried; beyond it, larger sets are left out.
  static let mostTries = 50_000
  /// Sets that are told of each verdict.
  static let mostTold = 20

  /// Smaller sets first.
  let smallest: [Explanation.Change]

  init(_ judgement: Judgement, _ rules: RuleSet) {
    let hits = judgement.reasons.map(\.rule)
    // A rule that neither weighs nor labels changes nothing.
    let able = hits.filter { rules.rules[$0].weight != 0 || !rules.rules[$0].labels.isEmpty }
    let byRules = Self.search(among: able, rules, hits, isLeftOut: { $0 == $1 }) { without in
      (without.map { rules.rules[$0].id }, [])
    }
    // The evidence may be so much that no few rules matter.
    let groups = Set(hits.map { rules.rules[$0].group }).sorted()
    smallest =
      !byRules.isEmpty
      ? byRules
      : Self.search(among: groups, rules, hits, isLeftOut: { rules.rules[$0].group == $1 }) { without in
        ([], without.map { rules.groups[$0].name })
      }
  }

  /// - Parameters:
  ///   - choices: what sets are made of.
  ///   - isLeftOut: whether a rule that hit is left out with a choice.
  ///   - named: the names of the rules, or groups, of a set.
  private static func search(
    among choices: [Int], _ rules: RuleSet, _ hits: [Int], isLeftOut: (_ rule: Int, _ choice: Int) -> Bool,
    named: ([Int]) -> (rules: [String], groups: [String])
  ) -> [Explanation.Change] {
    var scoring = Scoring(rules)
    let verdict = scoring.weigh(hits).verdict
    var found: [Explanation.Change] = []
    var sizes: [Verdict: (size: Int, count: Int)] = [:]
    var tries = 0
    for size in 1...mostRules where size <= choices.count {
      var chosen = Array(0..<size)
      repeat {
        tries += 1
        let without = chosen.map { choices[$0] }
        let other = scoring.weigh(hits.filter { rule in !without.contains { isLeftOut(rule, $0) } })
        let known = sizes[other.verdict] ?? (size, 0)
        if other.verdict == verdict || known.size < size || known.count >= mostTold { continue }
        sizes[other.verdict] = (size, known.count + 1)
        let names = named(without)
        found.append(
          Explanation.Change(
            without: names.rules, withoutGroups: names.groups, verdict: "\(other.verdict.name)", score: other.score))
      } while tries < mostTries && advance(&chosen, below: choices.count)
    }
    return found
  }

  /// The next choice of so many numbers below a bound, in order; false after the last.
  private static func advance(_ chosen: inout [Int], below bound: Int) -> Bool {
    for place in chosen.indices.reversed() where chosen[place] < bound - (chosen.count - place) {
      chosen[place] += 1
      for later in (place + 1)..<chosen.count { chosen[later] = chosen[later - 1] + 1 }
      return true
    }
    return false
  }
}
