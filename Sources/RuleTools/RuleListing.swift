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
    /// The weight that it gives itself, where a folder above gives it another, and where what overrides it stands.
    package var ownWeight: Double?
    package var overriddenAt: String?
    /// What else the override gives anew: `stage`, `labels`, `title`, `because`.
    package var overrides: [String] = []
    /// Where exceptions to it stand, in the rule itself and elsewhere.
    package var exceptions: [String] = []
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
      let labels = override?.labels ?? rule.labels
      let titles = rule.title.merging(override?.title ?? [:]) { $1 }
      let title = titles["en"] ?? titles[""] ?? titles.min { $0.key < $1.key }?.value
      rules.append(
        Row(
          rule: id, group: rule.group.text, stage: (override?.stage ?? rule.stage).rawValue,
          weight: override?.weight?.value ?? own,
          isPart: rule.isPart, labels: Set(labels.map(\.text)).sorted(), definedAt: "\(rule.id.position)",
          replaces: sorted.dropLast().last.map { "\($0.id.position)" }, ownWeight: override?.weight.map { _ in own },
          overriddenAt: override.map { "\($0.rule.position)" },
          overrides: override?.others ?? [], exceptions: exceptions(to: rule, in: source), title: title?.text))
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
      if let place = rule.overriddenAt {
        if let own = rule.ownWeight { lines.append("  weighs \(weight) in place of \(decimal(own)): \(place)") }
        if !rule.overrides.isEmpty { lines.append("  \(rule.overrides.joined(separator: ", ")) given anew: \(place)") }
      }
      for place in rule.exceptions { lines.append("  exception: \(place)") }
      return lines
    }
  }
}

/// Where exceptions to a rule stand.
private func exceptions(to rule: RuleSource, in source: RuleSetSource) -> [String] {
  let others = source.exceptions.filter { exception in
    exception.layer >= rule.layer
      && exception.rules.contains { name in
        name.text.hasSuffix("*")
          ? rule.id.text.hasPrefix(name.text.dropLast()) : name.text == rule.id.text || name.text == rule.group.text
      }
  }
  return (rule.exceptions + others).map { "\($0.position): \($0.reason.text)" }
}

extension OverrideSource {
  /// The keys it gives anew, the weight aside.
  fileprivate var others: [String] {
    [
      stage == nil ? nil : "stage", labels == nil ? nil : "labels", title == nil ? nil : "title",
      because == nil ? nil : "because",
    ].compactMap { $0 }
  }
}
