import Rules
import Verdicts

/// How a score came about, and what stands between it and the verdicts above.
struct Account {
  /// The groups that any rule spoke for, in the order of their names.
  let groups: [Explanation.Group]
  let thresholds: [Explanation.Threshold]
  let obstacles: [String]

  init(_ judgement: Judgement, _ rules: RuleSet) {
    var sums = [Double](repeating: 0, count: rules.groups.count)
    var counted = sums
    var spoke = Set<Int>()
    for reason in judgement.reasons {
      let rule = rules.rules[reason.rule]
      sums[rule.group] += rule.weight
      counted[rule.group] += reason.counted
      spoke.insert(rule.group)
    }
    groups = spoke.sorted().map {
      Explanation.Group(group: rules.groups[$0].name, sum: sums[$0], cap: rules.groups[$0].cap, counted: counted[$0])
    }
    let policy = rules.policy
    thresholds = [(Verdict.suspicious, policy.suspicious), (.bot, policy.bot)].map { verdict, score in
      Explanation.Threshold(verdict: "\(verdict.name)", score: score, missing: score - judgement.score)
    }
    let against = counted.indices.filter { counted[$0] > 0 }
    obstacles =
      judgement.score < policy.bot
      ? [] : Self.obstacles(against, judgement.labels, policy, names: rules.groups.map(\.name))
  }

  private static func obstacles(_ against: [Int], _ labels: [String], _ policy: Policy, names: [String]) -> [String] {
    var obstacles: [String] = []
    let list = against.map { names[$0] }.joined(separator: ", ")
    if against.count < policy.botGroups {
      obstacles.append(
        "evidence from \(policy.botGroups) groups is needed, and only \(list.isEmpty ? "none" : list) speaks against it"
      )
    }
    if against.allSatisfy(policy.weakGroups.contains) {
      obstacles.append("the policy calls all groups that speak against it weak: \(list)")
    }
    for protection in policy.protections
    where labels.contains(protection.label) && against.allSatisfy(protection.groups.contains) {
      obstacles.append("the label “\(protection.label)” protects it from \(list)")
    }
    return obstacles
  }
}
