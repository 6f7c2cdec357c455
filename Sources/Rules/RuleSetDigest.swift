import Digests

/// The rule set's digest: SHA-256 over a canonical form in which every piece carries its length, so that no two
/// rule sets share one.
func digest(of rules: [CheckedRule], groups: [RuleGroup], policy: Policy, signals: [String]) -> String {
  var form = CanonicalForm()
  form.add("saring rules 1")
  for group in groups { form.add("group", group.name, group.kind.rawValue, "\(group.cap)") }
  form.add("policy", "\(policy.suspicious)", "\(policy.bot)", "\(policy.botGroups)", policy.language.rawValue)
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
    form.add(rule.canonicalCondition)
    if info.stage.isSilent { form.add("stage", info.stage.rawValue) }
  }
  return "sha256:" + form.hexDigest()
}

/// A leaf in words that do not depend on how its file is laid out: lists are replaced by their entries, and entries
/// sorted.
///
/// - Parameters:
///   - lists: the lists' entries, sorted.
///   - digests: the digests of entries already seen, as many rules may name one long list.
func canonicalLeaf(_ leaf: LeafSource, lists: [String: [String]], digests: inout [[String]: String]) -> String {
  var form = CanonicalForm()
  form.add("\(leaf.field)", "\(leaf.view)")
  switch leaf.kind {
  case .pattern(let text): form.add("pattern", text.text)
  case .signal(let name, let bounds):
    form.add("signal", name.text)
    form.add(bounds.map { "\($0)" }.sorted())
  case .words(let entries):
    let written = entries.map(\.text)
    if let known = digests[written] {
      form.add("words", known)
      return form.text
    }
    var words: [String] = []
    for entry in entries {
      if entry.text.hasPrefix("@") {
        words += lists[String(entry.text.dropFirst())] ?? []
      } else {
        words.append(entry.text)
      }
    }
    words.sort()
    let digest = form.digest(of: words.indices.filter { $0 == 0 || words[$0] != words[$0 - 1] }.map { words[$0] })
    digests[written] = digest
    form.add("words", digest)
  // These are told apart by whoever checks them.
  case .field, .rules, .macro, .count, .distinct: break
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
