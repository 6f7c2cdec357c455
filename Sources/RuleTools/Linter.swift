package import RuleFiles
package import Rules

/// Looks over rules that load for what is probably not meant so.
package struct Linter {
  private(set) var warnings: [Diagnostic] = []
  let source: RuleSetSource
  /// The rules in use, in the order of the files.
  let rules: [RuleSource]
  private let tests: [RuleTest]

  /// All warnings about rules that have been loaded, in the order of the files; none where they did not load.
  ///
  /// - Parameter measuring: whether to measure patterns on hostile texts, which takes a moment for each.
  package static func warnings(_ load: RuleLoad, measuring: Bool = true) -> [Diagnostic] {
    guard let rules = load.rules else { return [] }
    var linter = Linter(load, rules)
    linter.lintTests()
    linter.lintUse()
    linter.lintConditions()
    linter.lintPatterns(measuring: measuring)
    linter.lintWords()
    return load.presented(linter.warnings)
  }

  private init(_ load: RuleLoad, _ rules: RuleSet) {
    source = load.source
    tests = load.tests
    let used = Set(rules.rules.map(\.position))
    self.rules = load.source.rules.filter { used.contains($0.id.position) }
  }

  mutating func warn(_ lint: Lint, _ position: SourcePosition, _ message: String) {
    warnings.append(Diagnostic(lint.rawValue, at: position, message, severity: .warning))
  }

  // MARK: Tests and use

  private mutating func lintTests() {
    let tested = Set(tests.filter { !$0.isHit }.map(\.rule))
    for rule in rules where !rule.isPart && !tested.contains(rule.id.text) {
      warn(
        .noMissTest, rule.id.position,
        "rule “\(rule.id.text)” has no “miss” test: write the comment that it must leave alone")
    }
  }

  private mutating func lintUse() {
    // A rule that is out of use, or replaced, still speaks for its lists.
    var used: Set<String> = []
    for rule in source.rules {
      for case .words(let entries) in rule.leaves.map(\.kind) {
        for entry in entries where entry.text.hasPrefix("@") { used.insert(String(entry.text.dropFirst())) }
      }
    }
    for list in source.lists where !used.contains(list.name.text) {
      warn(.unusedList, list.name.position, "no rule uses the list “\(list.name.text)”; remove it, or name it “@…”")
    }
    for rule in rules where rule.isPart {
      warn(
        .unusedPart, rule.id.position,
        "“\(rule.id.text)” is a part, which counts for nothing, and no rule can ask for parts; give it a weight")
    }
    for rule in rules where rule.when != nil {
      for (index, leaf) in rule.leaves.enumerated() where !isUsed(index, in: rule) {
        warn(
          .unusedMatch, leaf.name.position,
          "“when” does not speak of “\(leaf.name.text)”, and no reason shows it; use it or remove it")
      }
    }
  }

  private func isUsed(_ leaf: Int, in rule: RuleSource) -> Bool {
    let name = rule.leaves[leaf].name.text
    let isShown = rule.because.values.contains {
      $0.text.contains("{\(name)}") || $0.text.contains("{\(name).")
    }
    return isShown || rule.condition.map { $0.leaves.contains(leaf) } ?? true
  }
}

extension Condition {
  /// Leaves that can help it to be true by being found; others are exceptions only.
  var helpful: Set<Int> { polarity.helpful }

  private var polarity: (helpful: Set<Int>, harmful: Set<Int>) {
    switch self {
    case .leaf(let index): return ([index], [])
    case .not(let inner), .unless(let inner):
      let (helpful, harmful) = inner.polarity
      return (harmful, helpful)
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      return parts.map(\.polarity).reduce(([], [])) { ($0.0.union($1.helpful), $0.1.union($1.harmful)) }
    }
  }

  /// All leaves it speaks of.
  var leaves: Set<Int> {
    switch self {
    case .leaf(let index): [index]
    case .not(let inner), .unless(let inner): inner.leaves
    case .all(let parts), .any(let parts), .atLeast(_, let parts): Set(parts.flatMap(\.leaves))
    }
  }
}
