import PCRE
import Text

extension RuleSet {
  /// Checks rules against themselves and compiles them.
  ///
  /// - Parameters:
  ///   - signals: the names of all signals; readings are handed to the scanner in this order.
  ///   - prefilter: false runs every pattern on every text. Only for tests.
  /// - Returns: no rule set where anything is wrong, and then everything that is.
  package static func compile(
    _ source: RuleSetSource, signals: [String], prefilter: Bool = true
  ) -> (rules: RuleSet?, diagnostics: [Diagnostic]) {
    var compiler = RuleSetCompiler(signals: signals)
    let rules = compiler.compile(source, prefilter: prefilter)
    return (compiler.diagnostics.isEmpty ? rules : nil, compiler.diagnostics)
  }
}

/// A rule whose parts have been checked.
struct CheckedRule {
  let info: RuleInfo
  let planned: PlannedRule
  /// The whole condition over atoms, for rules that ask for this one.
  let overAtoms: Condition
  /// The leaves in the digest's words, and the condition over them.
  let canonicalLeaves: [String]
  let canonicalCondition: String
}

/// The work of one `RuleSet.compile`: goes on after errors so that all are reported.
struct RuleSetCompiler {
  let signals: [String]
  var diagnostics: [Diagnostic] = []
  private(set) var groups: [RuleGroup] = []
  /// Filled before the rules are looked at, as are the next ones.
  var lists: [String: ListSource] = [:]
  private(set) var macros: [String: MacroSource] = [:]
  /// The rules in use and out of use, each as its highest folder has it.
  private(set) var winners: [RuleSource] = []
  private(set) var winnerIndexes: [String: Int] = [:]
  /// What folders except from rules, by the rules' indexes.
  private(set) var exceptionsOf: [Int: [ExceptionSource]] = [:]
  /// By the rules' indexes; nil for what is wrong.
  var checked: [Int: CheckedRule?] = [:]
  /// The rules that are being checked, the last of them for those before it; and the macros.
  var stack: [Int] = []
  var macroStack: [String] = []
  /// Their entries as written, sorted.
  var sortedLists: [String: [String]] = [:]
  /// The phrases of lists that were used.
  var foldedLists: [String: [Phrase]] = [:]
  /// The digests of the entries of `words` leaves.
  var wordDigests: [[String]: String] = [:]
  var patterns: [PatternKey: Pattern] = [:]
  var atomKeys: [AtomKey] = []
  var atomIndexes: [AtomKey: Int] = [:]
  var measures: [Measure] = []
  var measureIndexes: [Measure: Int] = [:]
  let views = TextViews()

  init(signals: [String]) { self.signals = signals }

  mutating func report(_ id: String, _ position: SourcePosition, _ message: String, suggestion: String? = nil) {
    diagnostics.append(Diagnostic(id, at: position, message, suggestion: suggestion))
  }

  mutating func compile(_ source: RuleSetSource, prefilter: Bool) -> RuleSet? {
    collectGroups(source.groups)
    collectLists(source.lists)
    collectMacros(source.macros)
    winners = overridden(resolveLayers(source.rules), source)
    if winners.count > RuleSet.maximumRules {
      let position = winners[RuleSet.maximumRules].id.position
      report("too-many-rules", position, "there are more than \(RuleSet.maximumRules) rules")
      winners.removeLast(winners.count - RuleSet.maximumRules)
    }
    winnerIndexes = Dictionary(winners.enumerated().map { ($1.id.text, $0) }) { first, _ in first }
    assign(source.exceptions)
    for index in winners.indices where winners[index].stage != .retired { _ = check(index) }
    // What is out of use must still be right, but leave nothing behind.
    let used = (atomKeys, measures)
    for index in winners.indices where winners[index].stage == .retired { _ = check(index) }
    for macro in macros.values.sorted(by: { $0.name.text < $1.name.text }) { checkMacro(macro) }
    (atomKeys, measures) = used
    let policy = collectPolicy(source.policies, labels: Set(winners.flatMap { $0.labels.map(\.text) }))
    guard diagnostics.isEmpty else { return nil }
    let rules = checked.values.compactMap { $0 }.filter { $0.info.stage != .retired }
      .sorted { $0.info.id < $1.info.id }
    let plan = ScanPlan(
      atomKeys: atomKeys, patterns: patterns, rules: rules.map(\.planned), prefilter: prefilter)
    return RuleSet(
      digest: digest(of: rules, groups: groups, policy: policy, signals: signals),
      rules: rules.map(\.info), groups: groups, policy: policy, signals: signals, measures: measures, plan: plan)
  }

  // MARK: Groups, lists, layers

  private mutating func collectGroups(_ sources: [GroupSource]) {
    var kinds: [String: Located<RuleGroup.Kind>] = [:]
    var caps: [String: (cap: Located<Double>, layer: Int)] = [:]
    var names: [String: LocatedText] = [:]
    for source in sources {
      let name = source.name.text
      checkName(source.name, "group")
      if names[name] == nil { names[name] = source.name }
      if let kind = source.kind {
        if let first = kinds[name], first.value != kind.value {
          report(
            "group-conflict", kind.position, "group “\(name)” is of kind “\(first.value.rawValue)” at \(first.position)"
          )
        }
        kinds[name] = kinds[name] ?? kind
      }
      if let cap = source.cap {
        if let first = caps[name], first.layer == source.layer, first.cap.value != cap.value {
          report("group-conflict", cap.position, "group “\(name)” has another cap at \(first.cap.position)")
        } else {
          caps[name] = (cap, source.layer)
        }
      }
    }
    for (name, place) in names.sorted(by: { $0.key < $1.key }) {
      let kind = kinds[name]?.value ?? .evidence
      guard let cap = caps[name]?.cap else {
        report("missing-cap", place.position, "group “\(name)” has no cap in any file")
        groups.append(RuleGroup(name: name, kind: kind, cap: kind == .trust ? -1 : 1))
        continue
      }
      if kind == .evidence ? cap.value <= 0 : cap.value >= 0 {
        report(
          "cap-sign", cap.position,
          kind == .evidence ? "the cap of a group must be above 0" : "the cap of a trust group must be below 0")
      }
      groups.append(RuleGroup(name: name, kind: kind, cap: cap.value))
    }
  }

  private mutating func collectLists(_ sources: [ListSource]) {
    for list in sources.sorted(by: { $0.layer < $1.layer }) {
      checkName(list.name, "list")
      let name = list.name.text
      var list = list
      let known = lists[name]
      if let known, known.layer == list.layer {
        report("duplicate-list", list.name.position, "list “\(name)” is already defined at \(known.name.position)")
        continue
      }
      if list.changes {
        guard let known else {
          report(
            "changes-nothing", list.name.position, "no earlier folder has a list “\(name)” to change",
            suggestion: nearest(name, among: lists.keys))
          continue
        }
        list.entries = entries(of: known, changedBy: list)
      }
      if list.entries.isEmpty { report("empty-list", list.name.position, "list “\(name)” is empty") }
      if list.entries.count > RuleSet.maximumListEntries {
        report(
          "too-many-entries", list.name.position,
          "list “\(name)” has more than \(RuleSet.maximumListEntries) entries")
      }
      lists[name] = list
      sortedLists[name] = list.entries.map(\.text).sorted()
    }
  }

  private mutating func entries(of known: ListSource, changedBy list: ListSource) -> [LocatedText] {
    let removed = Set(list.removed.map(\.text))
    let present = Set(known.entries.map(\.text))
    for entry in list.removed where !present.contains(entry.text) {
      report(
        "changes-nothing", entry.position, "list “\(list.name.text)” has no entry “\(entry.text)” to remove",
        suggestion: nearest(entry.text, among: present))
    }
    return known.entries.filter { !removed.contains($0.text) } + list.entries
  }

  private mutating func collectMacros(_ sources: [MacroSource]) {
    for macro in sources.sorted(by: { $0.layer < $1.layer }) {
      if let known = macros[macro.name.text], known.layer == macro.layer {
        report(
          "duplicate-macro", macro.name.position,
          "macro “\(macro.name.text)” is already defined at \(known.name.position)")
        continue
      }
      macros[macro.name.text] = macro
    }
  }

  /// Gives folders' exceptions to the rules they speak of, those of the same folder and of folders below.
  private mutating func assign(_ exceptions: [ExceptionSource]) {
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

  private mutating func resolveLayers(_ sources: [RuleSource]) -> [RuleSource] {
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
  private mutating func overridden(_ winners: [RuleSource], _ source: RuleSetSource) -> [RuleSource] {
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

  private mutating func collectPolicy(_ sources: [PolicySource], labels: Set<String>) -> Policy {
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

  mutating func groupIndex(_ name: LocatedText) -> Int? {
    if let index = groups.firstIndex(where: { $0.name == name.text }) { return index }
    report(
      "unknown-group", name.position, "there is no group “\(name.text)”",
      suggestion: nearest(name.text, among: groups.map(\.name)))
    return nil
  }

  /// Names of rules, groups, lists and labels: lower-case ASCII letters, digits, dots and dashes.
  mutating func checkName(_ name: LocatedText, _ what: String) {
    let isGood =
      name.text.utf8.count <= 100 && name.text.utf8.first.map { $0 >= 0x61 && $0 <= 0x7A } == true
      && name.text.utf8.allSatisfy {
        ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
      }
    if !isGood {
      report(
        "bad-name", name.position,
        "the name of a \(what) begins with a small letter and has only a–z, 0–9, dots and dashes")
    }
  }
}
