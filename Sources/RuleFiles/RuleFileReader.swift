import Rules
import YAMLFiles

/// Reads all folders into one source for the compiler.
struct RuleFileReader {
  /// A test with the place of the rule it belongs to, as a rule may be replaced together with its tests.
  struct OwnedTest {
    let owner: SourcePosition
    let test: RuleTest
  }

  /// The keys of a file.
  static let keys = [
    "group", "kind", "cap", "lists", "macros", "rules", "overrides", "exceptions", "policy",
  ]
  static let policyKeys = ["suspicious", "bot", "bot-groups", "weak", "protect", "language"]
  /// The group of a file whose own could not be read.
  static let unreadableGroup = "unreadable"

  var source = RuleSetSource()
  var problems = Problems()
  var tests: [OwnedTest] = []
  var layer = 0
  /// The folder being read.
  var directory = ""
  /// Entries of list files already read, by path.
  var listFiles: [String: [LocatedText]] = [:]
  private var hasFiles = false

  mutating func read(directory: String, layer: Int) {
    self.layer = layer
    self.directory = directory.hasSuffix("/") ? directory : directory + "/"
    let before = problems.count
    let paths = problems.yamlFiles(in: directory)
    if problems.count > before { problems.noteGap() }
    for path in paths {
      hasFiles = true
      let before = problems.count
      if let root = problems.parse(path) {
        file(root)
      } else if problems.count > before {
        problems.noteGap()
      }
    }
  }

  /// What can only be said of all folders together.
  mutating func checkWhole(_ directories: [String]) {
    guard let first = directories.first else {
      problems.report("no-rules", problems.folder("rules"), "no folder of rules is given")
      return
    }
    if !hasFiles {
      problems.add(faults: [
        Diagnostic("no-rules", at: problems.folder(first), "there are no rule files (*.yaml) in the folder")
      ])
      return
    }
    if source.policies.isEmpty {
      problems.add(faults: [
        Diagnostic(
          "missing-policy", at: problems.folder(first),
          "no file has a “policy”: the scores from which a comment is suspicious or a bot")
      ])
    }
    if source.rules.isEmpty {
      problems.add(faults: [Diagnostic("no-rules", at: problems.folder(first), "no file has any rules")])
    }
  }

  // MARK: One file

  mutating func file(_ root: YAMLNode) {
    let before = problems.count
    guard
      let keys = problems.map(root, of: "a rule file", keys: Self.keys)
    else { return }
    let group = keys["group"].flatMap { problems.text($0) }
    let isGroup = ["group", "kind", "cap", "rules"].contains { keys[$0] != nil }
    if isGroup, keys["group"] == nil {
      problems.report("missing-key", root.position, "the file needs a “group”, the family of evidence it belongs to")
    }
    let kind = keys["kind"].flatMap { problems.choice($0, RuleGroup.Kind.self) }
    let cap = keys["cap"].flatMap { problems.number($0) }
    // A file whose group is not known is read on under a name of ours, so that all its errors are found.
    let name = group ?? LocatedText(RuleFileReader.unreadableGroup, at: root.position)
    if isGroup { source.groups.append(GroupSource(name: name, kind: kind, cap: cap, layer: layer)) }
    if problems.count > before {
      problems.silence(
        ["missing-cap", "weight-sign", "cap-sign", "group-conflict"], in: root.position.file,
        lines: 1...max(1, root.lastLine))
    }
    if let node = keys["lists"] { lists(node) }
    if let node = keys["macros"] { macros(node) }
    if let node = keys["policy"] { policy(node) }
    if let node = keys["rules"] {
      for item in problems.list(node) ?? [] { rule(item, group: name) }
    }
    for item in keys["overrides"].flatMap({ problems.list($0) }) ?? [] { override(item) }
    for item in keys["exceptions"].flatMap({ problems.list($0) }) ?? [] {
      if let exception = exception(item, isOfRule: false) { source.exceptions.append(exception) }
    }
  }

  // MARK: Policy

  private mutating func policy(_ node: YAMLNode) {
    guard
      let keys = problems.map(node, of: "a policy", keys: Self.policyKeys)
    else { return }
    var policy = PolicySource(position: node.position, layer: layer)
    policy.suspicious = keys["suspicious"].flatMap { problems.number($0) }
    policy.bot = keys["bot"].flatMap { problems.number($0) }
    policy.botGroups = keys["bot-groups"].flatMap { problems.integer($0) }
    policy.language = keys["language"].flatMap { problems.choice($0, CommentLanguage.self) }?.value
    policy.weakGroups = keys["weak"].flatMap { problems.texts($0) }
    if let protect = keys["protect"], let items = problems.list(protect) {
      policy.protections = items.compactMap { item in
        guard
          let keys = problems.map(item, of: "a protection", keys: ["label", "groups"], needs: ["label", "groups"]),
          let label = keys["label"].flatMap({ problems.text($0) }),
          let groups = keys["groups"].flatMap({ problems.texts($0) })
        else { return nil }
        return PolicySource.Protection(label: label, groups: groups)
      }
    }
    source.policies.append(policy)
  }
}
