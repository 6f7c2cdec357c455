/// What settles most rules at a glance: atoms that a rule needs and atoms that bar it.
///
/// Of ten rules that are triggered, nine lack something plain, such as the `guide` of `returns and guide` or the silence of
/// `warned` in `slang unless warned`. A walk over a few atoms finds that out in a fraction of the time that the whole
/// condition takes.
struct RuleGates: Sendable {
  /// The atoms of all rules one after the other, those that a rule needs before those that bar it.
  private let atoms: [Int32]
  /// By rule, where its needed atoms begin and where its barring ones do, and one more for the end.
  private let starts: [Int32]

  init(_ rules: [PlannedRule]) {
    var atoms: [Int32] = []
    var starts: [Int32] = []
    for rule in rules {
      let gate = Gate(rule.condition)
      for leaves in [gate.needed, gate.barring] {
        starts.append(Int32(atoms.count))
        atoms += leaves.map { Int32(rule.atoms[$0]) }
      }
    }
    starts.append(Int32(atoms.count))
    self.atoms = atoms
    self.starts = starts
  }

  /// Whether a rule is no for certain; if not, it may be so nevertheless.
  @inline(__always) func isShut(_ rule: Int, _ states: [UInt8]) -> Bool {
    for place in Int(starts[2 &* rule])..<Int(starts[2 &* rule &+ 1])
    where states[Int(atoms[place])] == AtomState.no { return true }
    for place in Int(starts[2 &* rule &+ 1])..<Int(starts[2 &* rule &+ 2])
    where states[Int(atoms[place])] == AtomState.yes { return true }
    return false
  }
}

/// Leaves each of which makes a condition no by being no, or by being yes.
struct Gate {
  private(set) var needed: [Int] = []
  private(set) var barring: [Int] = []

  init(_ condition: Condition) { need(condition) }

  private mutating func need(_ condition: Condition) {
    switch condition {
    case .leaf(let index): needed.append(index)
    case .all(let parts): for part in parts { need(part) }
    case .not(let inner), .unless(let inner): bar(inner)
    case .any, .atLeast: break
    }
  }

  private mutating func bar(_ condition: Condition) {
    switch condition {
    case .leaf(let index): barring.append(index)
    case .any(let parts): for part in parts { bar(part) }
    case .all, .not, .unless, .atLeast: break
    }
  }
}
