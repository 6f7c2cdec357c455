extension RuleSetCompiler {
  mutating func collectPolicy(_ sources: [PolicySource], labels: Set<String>) -> Policy {
    var policy = Policy()
    // Given key by key, so that a folder of one's own need not repeat the stock's policy to change one number.
    for source in sources.sorted(by: { $0.layer < $1.layer }) {
      if let first = sources.first(where: { $0.layer == source.layer }), first.position != source.position {
        report("duplicate-policy", source.position, "a policy is already given at \(first.position)")
      }
      if let value = source.suspicious { policy.suspicious = value.value }
      if let value = source.bot { policy.bot = value.value }
      if let value = source.botGroups { policy.botGroups = value.value }
      if let language = source.language { policy.language = language }
      if policy.suspicious <= 0 {
        report("bad-policy", source.suspicious?.position ?? source.position, "“suspicious” must be above 0")
      }
      if policy.bot < policy.suspicious {
        report("bad-policy", source.bot?.position ?? source.position, "“bot” must not be below “suspicious”")
      }
      if policy.botGroups < 1 {
        report("bad-policy", source.botGroups?.position ?? source.position, "“bot-groups” must be 1 or more")
      }
      if let weak = source.weakGroups { policy.weakGroups = groupIndexes(weak) }
      if let protections = source.protections {
        policy.protections = protections.map { protection in
          if !labels.contains(protection.label.text) {
            report(
              "unknown-label", protection.label.position, "no rule has the label “\(protection.label.text)”",
              suggestion: nearest(protection.label.text, among: labels))
          }
          return Policy.Protection(label: protection.label.text, groups: groupIndexes(protection.groups))
        }
      }
    }
    return policy
  }

  private mutating func groupIndexes(_ names: [LocatedText]) -> [Int] {
    var indexes: Set<Int> = []
    for name in names {
      if let index = groupIndex(name) { indexes.insert(index) }
    }
    return indexes.sorted()
  }
}
