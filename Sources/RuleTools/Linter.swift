import Glibc
package import RuleFiles
package import Rules

/// Looks over rules that load for what is probably not meant so.
package struct Linter {
  private(set) var warnings: [Diagnostic] = []
  let source: RuleSetSource
  /// The rules in use, in the order of the files.
  let rules: [RuleSource]
  /// These, and macros and exceptions as if they were rules: all that have matches and a condition.
  let bodies: [RuleSource]
  /// What patterns wait for, by their keys; found once, as many leaves ask. None for a pattern that waits for nothing.
  let literals: [String: PatternLiterals]
  private let tests: [RuleTest]
  private let today: Int

  /// All warnings about rules that have been loaded, in the order of the files; none where they did not load.
  ///
  /// - Parameters:
  ///   - measuring: whether to measure patterns on hostile texts, which takes a moment for each.
  ///   - today: in days since 1970.
  package static func warnings(
    _ load: RuleLoad, measuring: Bool = true, today: Int = time(nil) / 86_400
  ) -> [Diagnostic] {
    guard let rules = load.rules else { return [] }
    var linter = Linter(load, rules, today)
    linter.lintTests()
    linter.lintUse()
    linter.lintExceptions()
    linter.lintConditions()
    linter.lintPatterns(measuring: measuring)
    linter.lintWords()
    return load.presented(linter.warnings)
  }

  private init(_ load: RuleLoad, _ rules: RuleSet, _ today: Int) {
    source = load.source
    tests = load.tests
    self.today = today
    let used = Set(rules.rules.map(\.position))
    self.rules = load.source.rules.filter { used.contains($0.id.position) }
    let macros = load.source.macros.map {
      RuleSource($0.leaves, $0.when, named: "macro \($0.name.text)", at: $0.name.position)
    }
    let exceptions = (load.source.exceptions + self.rules.flatMap(\.exceptions)).map {
      RuleSource($0.leaves, $0.when, named: "exception", at: $0.position)
    }
    bodies = self.rules + macros + exceptions
    var literals: [String: PatternLiterals?] = [:]
    for leaf in bodies.flatMap(\.leaves) {
      guard case .pattern(let text) = leaf.kind else { continue }
      let key = leaf.key
      if literals[key] == nil { literals[key] = .some(PatternLiterals(of: text.text, in: leaf.view)) }
    }
    self.literals = literals.compactMapValues { $0 }
  }

  mutating func warn(_ lint: Lint, _ position: SourcePosition, _ message: String) {
    warnings.append(Diagnostic(lint.rawValue, at: position, message, severity: .warning))
  }

  // MARK: Tests and use

  private mutating func lintTests() {
    let tested = Set(tests.filter { !$0.isHit }.map(\.rule))
    for rule in rules where !rule.isPart && rule.stage != .draft && !tested.contains(rule.id.text) {
      warn(
        .noMissTest, rule.id.position,
        "rule “\(rule.id.text)” has no “miss” test: write the comment that it must leave alone")
    }
  }

  private mutating func lintUse() {
    // A rule that is out of use, or replaced, still speaks for what it names.
    let leaves =
      source.rules.flatMap(\.leaves) + source.macros.flatMap(\.leaves) + source.exceptions.flatMap(\.leaves)
      + source.rules.flatMap(\.exceptions).flatMap(\.leaves)
    var lists: Set<String> = []
    var macros: Set<String> = []
    var asked: [String] = []
    for leaf in leaves {
      switch leaf.kind {
      case .words(let entries):
        lists.formUnion(entries.filter { $0.text.hasPrefix("@") }.map { String($0.text.dropFirst()) })
      case .macro(let name): macros.insert(name.text)
      case .rules(let names, _): asked += names.map(\.text)
      default: break
      }
    }
    for list in source.lists where !lists.contains(list.name.text) {
      warn(.unusedList, list.name.position, "no rule uses the list “\(list.name.text)”; remove it, or name it “@…”")
    }
    for macro in source.macros where !macros.contains(macro.name.text) {
      warn(
        .unusedMacro, macro.name.position,
        "nothing uses the macro “\(macro.name.text)”; remove it, or write { macro: \(macro.name.text) }")
    }
    for rule in rules where rule.isPart && !asked.contains(where: { speaks($0, of: rule) }) {
      warn(
        .unusedPart, rule.id.position,
        "“\(rule.id.text)” is a part, which counts for nothing, and no rule asks for it; name it in { rules: … }, "
          + "or give it a weight")
    }
    for rule in bodies where rule.when != nil {
      for (index, leaf) in rule.leaves.enumerated() where !isUsed(index, in: rule) {
        warn(
          .unusedMatch, leaf.name.position,
          "“when” does not speak of “\(leaf.name.text)”, and no reason shows it; use it or remove it")
      }
    }
  }

  /// Whether a name in `rules` stands for a rule.
  func speaks(_ name: String, of rule: RuleSource) -> Bool {
    name.hasSuffix("*") ? rule.id.text.hasPrefix(name.dropLast()) : name == rule.id.text || name == rule.group.text
  }

  private mutating func lintExceptions() {
    for exception in source.exceptions + rules.flatMap(\.exceptions) where exception.reviewBy.value < today {
      warn(
        .expiredReview, exception.reviewBy.position,
        "this day has passed; ask whether the exception is still wanted, and give it another day or remove it")
    }
  }

  private func isUsed(_ leaf: Int, in rule: RuleSource) -> Bool {
    let name = rule.leaves[leaf].name.text
    let isShown = rule.because.values.contains {
      $0.text.contains("{\(name)}") || $0.text.contains("{\(name).")
    }
    let isCounted = rule.leaves.contains { other in
      guard case .count(let text, _) = other.kind else { return false }
      return text.text.split { !($0.isLetter || $0.isNumber || "-_.".contains($0)) }.contains(Substring(name))
    }
    return isShown || isCounted || rule.condition.map { $0.leaves.contains(leaf) } ?? true
  }
}

extension RuleSource {
  /// A macro or an exception, looked over like a rule that counts for nothing.
  fileprivate init(_ leaves: [LeafSource], _ when: LocatedText?, named name: String, at position: SourcePosition) {
    self.init(id: LocatedText(name, at: position), group: LocatedText("", at: position))
    self.leaves = leaves
    self.when = when
    isPart = true
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
