/// What settles most rules at a glance: the plain leaves that a rule joins by `and`, `not` and `unless`.
///
/// Of ten rules that are triggered, nine lack something plain, such as the `guide` of `returns and guide` or the silence of
/// `warned` in `slang unless warned`. A walk over a few atoms finds that out in a fraction of the time that a whole
/// condition takes; what a rule asks for beyond them is only looked at where they are not no.
struct RuleGates: Sendable {
  /// The atoms of all rules one after the other: those that a rule needs, those that bar it, those that it denies.
  private let atoms: [UInt32]
  /// By rule.
  private let bounds: [Bounds]

  /// Where the three kinds of atoms of a rule begin, and where the last of them ends.
  private struct Bounds: Sendable {
    let needed: UInt32
    let barring: UInt32
    let denied: UInt32
    let end: UInt32
  }

  /// - Parameter rules: the gate of each, with the atoms of its leaves.
  init(_ rules: [(gate: Gate, atoms: [Int])]) {
    var atoms: [UInt32] = []
    bounds = rules.map { gate, own in
      let needed = atoms.count
      let barring = needed + gate.needed.count
      let denied = barring + gate.barring.count
      atoms += (gate.needed + gate.barring + gate.denied).map { UInt32(own[$0]) }
      return Bounds(
        needed: UInt32(needed), barring: UInt32(barring), denied: UInt32(denied), end: UInt32(atoms.count))
    }
    self.atoms = atoms
  }

  /// What a rule's gate comes to, what is pending counting as unknown; a `Truth`. The rule is no more than that.
  @inline(__always) func value(of rule: Int, _ states: Span<UInt8>) -> UInt8 {
    let (own, atoms) = (bounds[rule], atoms.span)
    var place = Int(own.needed)
    var value = AtomState.yes
    while place < Int(own.barring) {
      let state = states[Int(atoms[place])]
      if state == AtomState.no { return AtomState.no }
      if state != AtomState.yes { value = AtomState.unknown }
      place &+= 1
    }
    while place < Int(own.denied) {
      if states[Int(atoms[place])] == AtomState.yes { return AtomState.no }
      place &+= 1
    }
    while place < Int(own.end) {
      let state = states[Int(atoms[place])]
      if state == AtomState.yes { return AtomState.no }
      if state != AtomState.no { value = AtomState.unknown }
      place &+= 1
    }
    return value
  }
}

/// A condition taken apart into what it joins: it is the least of all of these.
struct Gate {
  /// Leaves as they are.
  private(set) var needed: [Int] = []
  /// Leaves that must not be yes.
  private(set) var barring: [Int] = []
  /// Leaves of which the contrary counts.
  private(set) var denied: [Int] = []
  /// What is more than a leaf.
  private(set) var rest: [Condition] = []
  /// Leaves and conditions that are yes where the whole is yes.
  private(set) var granted: Set<Condition> = []
  /// Leaves and conditions that are not yes where the whole is not no.
  private(set) var refused: Set<Condition> = []

  init(_ condition: Condition) { need(condition) }

  private mutating func need(_ condition: Condition) {
    granted.insert(condition)
    switch condition {
    case .leaf(let index): needed.append(index)
    case .all(let parts): for part in parts { need(part) }
    case .not(let inner): refuse(inner, isBarred: false)
    case .unless(let inner): refuse(inner, isBarred: true)
    case .any, .atLeast: rest.append(condition)
    }
  }

  /// - Parameter isBarred: whether it is enough that the condition is not yes; else its contrary counts.
  private mutating func refuse(_ condition: Condition, isBarred: Bool) {
    refused.insert(condition)
    switch condition {
    case .leaf(let index): if isBarred { barring.append(index) } else { denied.append(index) }
    case .any(let parts): for part in parts { refuse(part, isBarred: isBarred) }
    case .all, .not, .unless, .atLeast: rest.append(isBarred ? .unless(condition) : .not(condition))
    }
  }
}
