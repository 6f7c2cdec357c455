import Rules
import Verdicts

/// Which rules a verdict hangs on: the smallest sets of rules that hit without which it would have been another.
struct VerdictChanges {
  /// Rules, or groups, of one set.
  static let mostRules = 4
  /// Sets that are tried; beyond it, larger sets are left out.
  static let mostTries = 50_000
  /// Sets that are told.
  static let mostTold = 20

  /// Smaller sets first, each without rules that do not matter.
  let smallest: [Explanation.Change]

  init(_ judgement: Judgement, _ rules: RuleSet) {
    let hits = judgement.reasons.map(\.rule)
    // A rule that neither weighs nor labels changes nothing.
    let able = hits.filter { rules.rules[$0].weight != 0 || !rules.rules[$0].labels.isEmpty }
    var scoring = Scoring(rules)
    let verdict = scoring.weigh(hits).verdict
    var found: [(without: [Int], change: Explanation.Change)] = []
    var tries = 0
    for size in 1...Self.mostRules where size <= able.count {
      var chosen = Array(0..<size)
      repeat {
        tries += 1
        let without = chosen.map { able[$0] }
        if found.contains(where: { $0.without.allSatisfy(without.contains) }) { continue }
        let other = scoring.weigh(hits.filter { !without.contains($0) })
        if other.verdict != verdict {
          found.append(
            (
              without,
              Explanation.Change(
                without: without.map { rules.rules[$0].id }, withoutGroups: [], verdict: "\(other.verdict.name)",
                score: other.score)
            ))
        }
      } while tries < Self.mostTries && found.count < Self.mostTold && Self.advance(&chosen, below: able.count)
    }
    let byRules = found.map(\.change)
    smallest = byRules.isEmpty ? Self.byGroups(hits, verdict, rules) : byRules
  }

  /// The same for whole groups, where the evidence is so much that no few rules matter.
  private static func byGroups(_ hits: [Int], _ verdict: Verdict, _ rules: RuleSet) -> [Explanation.Change] {
    let groups = Set(hits.map { rules.rules[$0].group }).sorted()
    var scoring = Scoring(rules)
    var found: [(without: [Int], change: Explanation.Change)] = []
    for size in 1...max(1, min(mostRules, groups.count)) where size <= groups.count {
      var chosen = Array(0..<size)
      repeat {
        let without = chosen.map { groups[$0] }
        if found.contains(where: { $0.without.allSatisfy(without.contains) }) { continue }
        let other = scoring.weigh(hits.filter { !without.contains(rules.rules[$0].group) })
        if other.verdict != verdict {
          found.append(
            (
              without,
              Explanation.Change(
                without: [], withoutGroups: without.map { rules.groups[$0].name }, verdict: "\(other.verdict.name)",
                score: other.score)
            ))
        }
      } while found.count < mostTold && advance(&chosen, below: groups.count)
    }
    return found.map(\.change)
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
