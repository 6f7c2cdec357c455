package import Rules

/// What rules there are, of every stage, with where they come from.
package struct RuleListing: Sendable, Encodable {
  package struct Row: Sendable, Encodable {
    package var rule: String
    package var group: String
    package var stage: String
    /// What it counts for, overrides taken in; 0 for parts.
    package var weight: Double
    package var isPart: Bool
    package var labels: [String]
    package var definedAt: String
    /// The rule of a folder below whose place it takes.
    package var replaces: String?
    /// The weight that it gives itself, where a folder above gives it another, and where that stands.
    package var ownWeight: Double?
    package var overriddenAt: String?
    package var title: String?
  }

  package private(set) var v = 1
  /// In the order of their ids.
  package private(set) var rules: [Row] = []

  /// - Parameter source: of rules that load.
  package init(_ source: RuleSetSource) {
    let byID = Dictionary(grouping: source.rules) { $0.id.text }
    for (id, layers) in byID {
      let sorted = layers.sorted { $0.layer < $1.layer }
      guard let rule = sorted.last else { continue }
      let override = source.overrides.filter { $0.rule.text == id && $0.layer > rule.layer }
        .max { $0.layer < $1.layer }
      let own = rule.weight?.value ?? 0
      let title = rule.title["en"] ?? rule.title[""] ?? rule.title.min { $0.key < $1.key }?.value
      rules.append(
        Row(
          rule: id, group: rule.group.text, stage: rule.stage.rawValue, weight: override?.weight.value ?? own,
          isPart: rule.isPart, labels: Set(rule.labels.map(\.text)).sorted(), definedAt: "\(rule.id.position)",
          replaces: sorted.dropLast().last.map { "\($0.id.position)" }, ownWeight: override.map { _ in own },
          overriddenAt: override.map { "\($0.rule.position)" }, title: title?.text))
    }
    rules.sort { $0.rule < $1.rule }
  }

  /// Leaves only the rules for which every filter that is given holds one of their values.
  package mutating func filter(groups: [String], stages: [String], labels: [String]) {
    rules.removeAll { rule in
      (!groups.isEmpty && !groups.contains(rule.group)) || (!stages.isEmpty && !stages.contains(rule.stage))
        || (!labels.isEmpty && !labels.contains(where: rule.labels.contains))
    }
  }

  /// One line for each rule, and below it what came from another folder.
  package var lines: [String] {
    let ids = rules.map(\.rule.count).max() ?? 0
    let groups = rules.map(\.group.count).max() ?? 0
    return rules.flatMap { rule in
      let weight = rule.isPart ? "part" : decimal(rule.weight)
      let labels = rule.labels.isEmpty ? "" : "  [\(rule.labels.joined(separator: ", "))]"
      var lines = [
        "\(column(rule.rule, ids)) \(column(rule.group, groups)) \(column(rule.stage, 7)) "
          + "\(column(weight, 6, right: true))  \(rule.definedAt)\(labels)"
      ]
      if let place = rule.replaces { lines.append("  takes the place of \(place)") }
      if let place = rule.overriddenAt, let own = rule.ownWeight {
        lines.append("  weighs \(weight) in place of \(decimal(own)): \(place)")
      }
      return lines
    }
  }
}
