import Dumps
package import Rules
import Verdicts

/// What a rule did to labelled comments.
package struct RuleFigures: Hashable, Sendable, Encodable {
  package let rule: String
  package let group: String
  package let weight: Double
  /// Comments it hit.
  package internal(set) var bots = 0
  package internal(set) var genuine = 0
  package internal(set) var unlabelled = 0
  /// The share of bots among the labelled comments it hit; nil where it hit none.
  package var precision: Double? { share(bots, of: bots + genuine) }
  /// Comments that are flagged with it and would not be without it.
  package internal(set) var decisiveBots = 0
  package internal(set) var decisiveGenuine = 0
  /// What the group's cap left of its weight, on average.
  package var meanCounted: Double? { hits == 0 ? nil : counted / Double(hits) }

  private var hits: Int { bots + genuine + unlabelled }
  fileprivate var counted = 0.0

  private enum CodingKeys: CodingKey {
    case rule, group, weight, bots, genuine, unlabelled, precision, decisiveBots, decisiveGenuine, meanCounted
  }

  package func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(rule, forKey: .rule)
    try keys.encode(group, forKey: .group)
    try keys.encode(weight, forKey: .weight)
    try keys.encode(bots, forKey: .bots)
    try keys.encode(genuine, forKey: .genuine)
    try keys.encode(unlabelled, forKey: .unlabelled)
    try keys.encode(precision, forKey: .precision)
    try keys.encode(decisiveBots, forKey: .decisiveBots)
    try keys.encode(decisiveGenuine, forKey: .decisiveGenuine)
    try keys.encode(meanCounted, forKey: .meanCounted)
  }

  /// The rules that hit anything, in the order of their ids.
  package static func all(_ items: some Collection<JudgedSet.Item>, _ rules: RuleSet) -> [RuleFigures] {
    var figures = rules.rules.map {
      RuleFigures(rule: $0.id, group: rules.groups[$0.group].name, weight: $0.weight)
    }
    var scoring = Scoring(rules)
    for item in items {
      for (rule, counted) in zip(item.hits, item.counted) {
        figures[rule].counted += counted
        let isDecisive = item.isFlagged && scoring.weigh(item.hits.filter { $0 != rule }).verdict == .genuine
        switch item.label {
        case .bot:
          figures[rule].bots += 1
          if isDecisive { figures[rule].decisiveBots += 1 }
        case .genuine:
          figures[rule].genuine += 1
          if isDecisive { figures[rule].decisiveGenuine += 1 }
        case nil: figures[rule].unlabelled += 1
        }
      }
    }
    return figures.filter { $0.hits > 0 }
  }

  private init(rule: String, group: String, weight: Double) {
    self.rule = rule
    self.group = group
    self.weight = weight
  }
}
