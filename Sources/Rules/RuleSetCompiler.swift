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
struct RuleSetCompiler: ~Copyable {
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
  var exceptionsOf: [Int: [ExceptionSource]] = [:]
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
  var views = TextViews()

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

  // MARK: Groups, lists, macros

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
