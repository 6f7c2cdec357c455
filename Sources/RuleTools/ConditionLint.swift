import Rules

extension Linter {
  mutating func lintConditions() {
    for rule in bodies {
      lintCounts(of: rule)
      guard let condition = rule.condition else { continue }
      let position = rule.when?.position ?? rule.id.position
      let logic = ConditionLogic(rule, condition)
      if !logic.can(be: true) {
        warn(.alwaysFalse, position, "this is false whatever is found, so \(subject(rule)) never hits")
      } else if !logic.can(be: false) {
        warn(.alwaysTrue, position, "this is true whatever is found, so \(subject(rule)) hits every comment")
      } else if !rule.group.text.isEmpty, logic.isTrueOfNothing {
        warn(
          .trueOfNothing, position,
          "\(subject(rule)) hits every comment in which none of its matches is found; ask for something too")
      }
    }
  }
}

extension Linter {
  /// Matches that ask for more rules than they name.
  private mutating func lintCounts(of rule: RuleSource) {
    for leaf in rule.leaves {
      guard case .rules(let names, let bounds) = leaf.kind, !bounds.isEmpty else { continue }
      let named = rules.filter { other in
        // Neither the rule itself counts, nor one on trial for one that is not.
        other.id.text != rule.id.text && (!other.stage.isSilent || rule.stage.isSilent)
          && names.contains { speaks($0.text, of: other) }
      }
      if (0...named.count).contains(where: { hits in bounds.allSatisfy { $0.holds(for: Double(hits)) } }) { continue }
      let limits = bounds.map(\.written).joined(separator: " and ")
      warn(
        .alwaysFalse, leaf.name.position,
        "“\(leaf.name.text)” is never true: \(limits) of \(named.count) rules that may hit")
    }
  }
}

/// Rules by their id; macros and exceptions are named already.
private func subject(_ rule: RuleSource) -> String {
  rule.group.text.isEmpty ? "the \(rule.id.text)" : "rule “\(rule.id.text)”"
}

/// What a condition can come to, its leaves taken as independent of each other except where they are the same.
struct ConditionLogic {
  private let condition: Condition
  /// The variable that stands for each leaf: leaves that look for the same thing share one.
  private let variables: [Int]
  /// By variable: false for one that can never be true.
  private let fixed: [Int: Bool]
  private let hasMeasures: Bool

  /// Steps after which nothing is claimed.
  private static let mostSteps = 4_000

  init(_ rule: RuleSource, _ condition: Condition) {
    self.condition = condition
    var known: [String: Int] = [:]
    var variables: [Int] = []
    var fixed: [Int: Bool] = [:]
    for leaf in rule.leaves {
      let key = leaf.key
      let variable = known[key] ?? known.count
      known[key] = variable
      variables.append(variable)
      if !leaf.bounds.canHold { fixed[variable] = false }
    }
    self.variables = variables
    self.fixed = fixed
    hasMeasures = rule.leaves.contains { !$0.isText }
  }

  /// Whether the condition holds where no word or pattern is found; not asked of rules that look at anything else.
  var isTrueOfNothing: Bool {
    !hasMeasures && value(condition, Dictionary(uniqueKeysWithValues: Set(variables).map { ($0, false) })) == true
  }

  /// Whether the condition holds where nothing but this leaf is found; not asked of rules that look at anything else.
  func isEnough(_ leaf: Int) -> Bool {
    var found = Dictionary(uniqueKeysWithValues: Set(variables).map { ($0, false) })
    found[variables[leaf]] = true
    return !hasMeasures && value(condition, found) == true
  }

  /// Whether some choice of what is found makes the condition come to this; true where that takes too long to say.
  func can(be wanted: Bool) -> Bool {
    can(condition, be: wanted)
  }

  private func can(_ condition: Condition, be wanted: Bool) -> Bool {
    switch condition {
    case .not(let inner), .unless(let inner): return can(inner, be: !wanted)
    // One part alone decides these, whatever the others come to.
    case .all(let parts) where !wanted: return parts.contains { can($0, be: false) }
    case .any(let parts) where wanted: return parts.contains { can($0, be: true) }
    default:
      var steps = 0
      return search(condition, wanted, fixed, &steps)
    }
  }

  private func search(_ condition: Condition, _ wanted: Bool, _ chosen: [Int: Bool], _ steps: inout Int) -> Bool {
    steps += 1
    if steps > Self.mostSteps { return true }
    if let value = value(condition, chosen) { return value == wanted }
    guard let next = condition.leaves.map({ variables[$0] }).filter({ chosen[$0] == nil }).min() else { return false }
    return [wanted, !wanted].contains { choice in
      search(condition, wanted, chosen.merging([next: choice]) { $1 }, &steps)
    }
  }

  /// The value as far as the choices decide it.
  private func value(_ condition: Condition, _ chosen: [Int: Bool]) -> Bool? {
    switch condition {
    case .leaf(let index): return chosen[variables[index]]
    case .not(let inner), .unless(let inner): return value(inner, chosen).map { !$0 }
    case .all(let parts):
      let values = parts.map { value($0, chosen) }
      return values.contains(false) ? false : values.contains(nil) ? nil : true
    case .any(let parts):
      let values = parts.map { value($0, chosen) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .atLeast(let wanted, let parts):
      let values = parts.map { value($0, chosen) }
      if values.count(where: { $0 == true }) >= wanted { return true }
      return values.count { $0 != false } < wanted ? false : nil
    }
  }
}

extension LeafSource {
  private var limits: [String] { bounds.map(\.written).sorted() }

  /// Equal for leaves that look for the same thing in the same place.
  var key: String {
    switch kind {
    case .pattern(let text): "pattern \(field.name).\(view) \(text.text)"
    case .words(let entries): "words \(field.name) \(entries.map(\.text).sorted())"
    case .signal(let name, _): "signal \(name.text) \(limits)"
    case .field(let name, .isPresent(let isPresent)): "present \(name.text) \(isPresent)"
    case .field(let name, .isOneOf(let values)): "is \(name.text) \(values.map(\.text).sorted())"
    case .field(let name, .number): "number \(name.text) \(limits)"
    case .rules(let names, _): "rules \(names.map(\.text).sorted()) \(limits)"
    case .macro(let name): "macro \(name.text)" + (hasPlace ? " \(field.name).\(view)" : "")
    case .count(let text, _): "count \(text.text) \(limits)"
    case .distinct(let query, _): "\(query.written) \(limits)"
    }
  }
}

extension [SignalBound] {
  /// Whether any number is within all of them.
  var canHold: Bool {
    var low = (value: -Double.infinity, isOpen: false)
    var high = (value: Double.infinity, isOpen: false)
    for bound in self {
      switch bound {
      case .atLeast(let value) where value > low.value: low = (value, false)
      case .above(let value) where value >= low.value: low = (value, true)
      case .atMost(let value) where value < high.value: high = (value, false)
      case .below(let value) where value <= high.value: high = (value, true)
      default: break
      }
    }
    return low.value < high.value || (low.value == high.value && !low.isOpen && !high.isOpen)
  }
}
