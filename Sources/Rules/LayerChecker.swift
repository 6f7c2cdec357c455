/// What folders say of the rules of folders below: rules in the place of others, overrides, exceptions.
extension RuleSetCompiler {
  /// Gives folders' exceptions to the rules they speak of, those of the same folder and of folders below.
  mutating func assign(_ exceptions: [ExceptionSource]) {
    for exception in exceptions {
      for name in exception.rules {
        guard let found = rules(named: name) else { continue }
        let below = found.filter { winners[$0].layer <= exception.layer }
        if below.isEmpty {
          report("excepts-nothing", name.position, "“\(name.text)” stands in a folder above; make the exception there")
        }
        for index in below { exceptionsOf[index, default: []].append(exception) }
      }
    }
  }

  mutating func resolveLayers(_ sources: [RuleSource]) -> [RuleSource] {
    var winners: [RuleSource] = []
    var indexes: [String: Int] = [:]
    for rule in sources {
      let id = rule.id.text
      guard let index = indexes[id] else {
        if rule.replaces {
          report(
            "replaces-nothing", rule.id.position, "no earlier folder has a rule “\(id)” to replace",
            suggestion: nearest(id, among: indexes.keys))
        }
        indexes[id] = winners.count
        winners.append(rule)
        continue
      }
      if rule.replaces, rule.layer > winners[index].layer {
        winners[index] = rule
      } else {
        let hint =
          rule.layer > winners[index].layer
          ? "; change single keys of it under “overrides”, or write “replaces: true” to put this one in its place" : ""
        report(
          "duplicate-rule", rule.id.position,
          "rule “\(id)” is already defined at \(winners[index].id.position)\(hint)")
      }
    }
    return winners
  }

  /// The rules with what folders above theirs override. A weight's sign is checked with its rule.
  mutating func overridden(_ winners: [RuleSource], _ source: RuleSetSource) -> [RuleSource] {
    var result = winners
    let indexes = Dictionary(winners.enumerated().map { ($1.id.text, $0) }) { first, _ in first }
    var given: [String: OverrideSource] = [:]
    for override in source.overrides {
      let id = override.rule.text
      guard let index = indexes[id], let lowest = source.rules.first(where: { $0.id.text == id })?.layer else {
        report(
          "overrides-nothing", override.rule.position, "no earlier folder has a rule “\(id)” to override",
          suggestion: nearest(id, among: indexes.keys))
        continue
      }
      if let first = given[id], first.layer == override.layer {
        report(
          "duplicate-override", override.rule.position,
          "this folder already overrides rule “\(id)” at \(first.rule.position)")
        continue
      }
      given[id] = override
      // A rule that a folder still higher puts in this one's place has a weight of its own.
      if winners[index].layer > override.layer, lowest < override.layer { continue }
      guard winners[index].layer < override.layer else {
        report(
          "overrides-nothing", override.rule.position,
          "rule “\(id)” is defined at \(winners[index].id.position), in no earlier folder; change it there")
        continue
      }
      if let weight = override.weight { result[index].weight = weight }
      if let stage = override.stage { result[index].stage = stage }
      if let labels = override.labels { result[index].labels = labels }
      if let title = override.title { result[index].title = translated(result[index].title, anew: title) }
      if let because = override.because { result[index].because = translated(result[index].because, anew: because) }
    }
    return result
  }

  /// One text for all languages takes the place of all.
  private func translated(_ own: [String: LocatedText], anew: [String: LocatedText]) -> [String: LocatedText] {
    anew[""] == nil ? own.merging(anew) { $1 } : anew
  }
}
