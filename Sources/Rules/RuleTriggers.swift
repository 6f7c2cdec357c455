/// Which rules are worth evaluating once an atom was found.
///
/// Nearly every comment holds a word of some long list, yet hardly a rule asks for that word alone. A conjunction is no as
/// long as any of its parts is, so a rule such as `returns and guide and sum` waits for the rarest of the three only:
/// its trigger. What is found of the others is there when the rule is evaluated.
struct RuleTriggers: Sendable {
  /// The rules that an atom triggers, one after the other.
  private let rules: [UInt32]
  /// By atom, then by group, where its rules begin, and one more for the end.
  private let starts: [UInt32]
  /// Where the groups begin there.
  private let firstGroup: Int
  /// Rules without a trigger, to be evaluated for every comment, as a bit set.
  let always: [UInt64]

  /// - Parameters:
  ///   - costs: by atom, how often it is about to be found, by guess; nil for one that is not no to begin with.
  ///   - groups: atoms that are found together.
  init(_ planned: [PlannedRule], costs: [Double?], groups: [[Int]]) {
    var rulesOfAtom: [[UInt32]] = Array(repeating: [], count: costs.count)
    var always = [UInt64](repeating: 0, count: (planned.count + 63) / 64)
    for (index, rule) in planned.enumerated() {
      if let trigger = Trigger(of: rule.condition, { costs[rule.atoms[$0]] }) {
        for atom in Set(trigger.leaves.map { rule.atoms[$0] }) { rulesOfAtom[atom].append(UInt32(index)) }
      } else {
        always[index / 64] |= 1 << UInt64(index % 64)
      }
    }
    let rulesOfGroup = groups.map { group in Set(group.flatMap { rulesOfAtom[$0] }).sorted() }
    firstGroup = rulesOfAtom.count
    rules = (rulesOfAtom + rulesOfGroup).flatMap { $0 }
    starts = (rulesOfAtom + rulesOfGroup).reduce(into: [0]) { $0.append($0[$0.count - 1] + UInt32($1.count)) }
    self.always = always
  }

  /// Adds the rules of all atoms of a group to a bit set.
  @inline(__always) func touch(group: Int, in touched: inout MutableSpan<UInt64>) {
    touch(firstGroup &+ group, in: &touched)
  }

  /// Adds the rules of an atom to a bit set.
  @inline(__always) func touch(_ atom: Int, in touched: inout MutableSpan<UInt64>) {
    let (starts, rules) = (starts.span, rules.span)
    var place = Int(starts[atom])
    let end = Int(starts[atom &+ 1])
    while place < end {
      let rule = rules[place]
      touched[Int(rule / 64)] |= 1 &<< UInt64(rule % 64)
      place &+= 1
    }
  }
}

/// Leaves of a condition that make it no when all of them are no, whatever the others are.
struct Trigger {
  private(set) var leaves: [Int]
  private var cost: Double

  /// The cheapest such leaves; nil where there are none, as in `not a`.
  ///
  /// - Parameter cost: of a leaf; nil where the leaf cannot be waited for.
  init?(of condition: Condition, _ cost: (Int) -> Double?) {
    switch condition {
    case .leaf(let index):
      guard let own = cost(index) else { return nil }
      self.init([index], own)
    case .not, .unless:
      return nil
    case .all(let parts):
      let triggers = parts.compactMap { Trigger(of: $0, cost) }
      guard let cheapest = triggers.min(by: { $0.cost < $1.cost }) else { return nil }
      self = cheapest
    case .any(let parts):
      self.init(allOf: parts.map { Trigger(of: $0, cost) })
    case .atLeast(let wanted, let parts):
      // With fewer than `wanted` parts left, so many can no longer be true.
      let triggers = parts.compactMap { Trigger(of: $0, cost) }.sorted { $0.cost < $1.cost }
      let needed = parts.count - wanted + 1
      guard needed > 0, triggers.count >= needed else { return nil }
      self.init(allOf: Array(triggers.prefix(needed)))
    }
  }

  private init(_ leaves: [Int], _ cost: Double) {
    self.leaves = leaves
    self.cost = cost
  }

  private init?(allOf triggers: [Trigger?]) {
    self.init([], 0)
    for trigger in triggers {
      guard let trigger else { return nil }
      leaves += trigger.leaves
      cost += trigger.cost
    }
  }
}

extension AtomKey {
  /// How often the atom is about to be found, by guess; only the order matters.
  ///
  /// - Parameter literals: one of which stands wherever a pattern matches.
  func cost(literals: [RequiredLiteral]) -> Double {
    switch self {
    case .words(_, let phrases):
      phrases.reduce(0) { $0 + ($1.words.isEmpty ? 8 : $1.words.count == 1 ? 4 : 1) }
    case .pattern:
      literals.reduce(0) { $0 + ($1.frequency ?? 100) }
    case .signal(_, let bounds):
      // Most signals are 0 on most comments.
      bounds.allSatisfy { $0.holds(for: 0) } ? 100 : 2
    case .blank: 0
    }
  }
}
