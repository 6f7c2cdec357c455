import Digests

/// The rule set's digest: SHA-256 over a canonical form in which every piece carries its length, so that no two
/// rule sets share one.
func digest(of rules: [CheckedRule], groups: [RuleGroup], policy: Policy, signals: [String]) -> String {
  var form = CanonicalForm()
  form.add("saring rules 1")
  for group in groups { form.add("group", group.name, group.kind.rawValue, "\(group.cap)") }
  form.add("policy", "\(policy.suspicious)", "\(policy.bot)", "\(policy.botGroups)")
  form.add(policy.weakGroups.map { groups[$0].name })
  for protection in policy.protections.sorted(by: { ($0.label, $0.groups.count) < ($1.label, $1.groups.count) }) {
    form.add([protection.label] + protection.groups.map { groups[$0].name })
  }
  for rule in rules {
    let info = rule.info
    form.add("rule", info.id, groups[info.group].name, "\(info.weight)", info.isPart ? "part" : "rule")
    form.add(info.labels)
    form.add(info.titles.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    form.add(info.becauses.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.canonical] })
    form.add(info.leaves.map(\.name))
    form.add(rule.canonicalLeaves)
    form.add(rule.planned.condition.canonical)
  }
  return "sha256:" + form.hexDigest()
}

/// A leaf in words that do not depend on how its file is laid out: lists are replaced by their entries, and entries
/// sorted.
func canonicalLeaf(_ leaf: LeafSource, signals: [String], lists: [String: ListSource]) -> String {
  var form = CanonicalForm()
  form.add("\(leaf.field)", "\(leaf.view)")
  switch leaf.kind {
  case .pattern(let text): form.add("pattern", text.text)
  case .signal(let name, let bounds):
    form.add("signal", name.text)
    form.add(bounds.map { "\($0)" }.sorted())
  case .words(let entries):
    var words: Set<String> = []
    for entry in entries {
      if entry.text.hasPrefix("@"), let list = lists[String(entry.text.dropFirst())] {
        words.formUnion(list.entries.map(\.text))
      } else {
        words.insert(entry.text)
      }
    }
    form.add("words", form.digest(of: words.sorted()))
  }
  return form.text
}

private struct CanonicalForm {
  private(set) var text = ""

  mutating func add(_ pieces: String...) { add(pieces) }

  mutating func add(_ pieces: [String]) {
    text += "\(pieces.count)["
    for piece in pieces { text += "\(piece.utf8.count):\(piece)" }
    text += "]"
  }

  func digest(of pieces: [String]) -> String {
    var form = CanonicalForm()
    form.add(pieces)
    return form.hexDigest()
  }

  func hexDigest() -> String {
    var hash = SHA256()
    let bytes = Array(text.utf8)
    hash.update(bytes.span)
    return hash.hexDigest()
  }
}
