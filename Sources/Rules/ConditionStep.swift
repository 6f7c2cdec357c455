/// A leaf or connective of a condition.
///
/// `all` and `any` are `atLeast` as well, of all parts or of one: one loop serves for the three, and ends as soon as enough
/// parts are yes, or too many no.
struct ConditionStep: Sendable {
  private enum Code: UInt8 { case leaf, not, unless, atLeast, atLeastOfLeaves }

  private let code: Code
  /// The leaf's atom, or how many of the next steps are the connective's.
  private let operand: UInt32
  /// How many parts must be yes, and how many may be no; the latter is below 0 where there are fewer parts than that.
  private let wanted: Int32
  private let spare: Int32
  /// How many steps it is, those of its parts among them.
  @inline(__always) private var width: Int { code == .leaf ? 1 : Int(operand) &+ 1 }

  private init(_ code: Code, _ operand: Int, wanted: Int = 0, spare: Int = 0) {
    self.code = code
    self.operand = UInt32(operand)
    self.wanted = Int32(wanted)
    self.spare = Int32(spare)
  }

  /// Appends a condition, each connective before its parts, so that those can be passed over that no longer matter; of the
  /// parts short ones come first.
  ///
  /// - Parameter atoms: of each leaf.
  static func append(_ condition: Condition, _ atoms: [Int], to steps: inout [ConditionStep]) {
    func add(_ code: Code, _ parts: [Condition], wanted: Int = 0) {
      let place = steps.count
      steps.append(ConditionStep(code, 0))
      for part in parts.sorted(by: { $0.size < $1.size }) { append(part, atoms, to: &steps) }
      let width = steps.count - place - 1
      let areLeaves = code == .atLeast && parts.allSatisfy { if case .leaf = $0 { true } else { false } }
      steps[place] = ConditionStep(
        areLeaves ? .atLeastOfLeaves : code, width, wanted: wanted, spare: max(parts.count - wanted, -1))
    }
    switch condition {
    case .leaf(let index): steps.append(ConditionStep(.leaf, atoms[index]))
    case .not(let inner): add(.not, [inner])
    case .unless(let inner): add(.unless, [inner])
    case .all: add(.atLeast, condition.conjuncts, wanted: condition.conjuncts.count)
    case .any: add(.atLeast, condition.alternatives, wanted: 1)
    case .atLeast(let wanted, let parts): add(.atLeast, parts, wanted: wanted)
    }
  }

  /// What the condition comes to that begins at a place; a `Truth`.
  ///
  /// - Parameter states: by atom. What is neither yes nor no counts as unknown.
  static func value(at start: Int, in steps: Span<ConditionStep>, _ states: Span<UInt8>) -> UInt8 {
    let step = steps[start]
    switch step.code {
    case .leaf:
      let state = states[Int(step.operand)]
      return state <= AtomState.yes ? state : AtomState.unknown
    case .not:
      return 2 &- value(at: start &+ 1, in: steps, states)
    case .unless:
      return value(at: start &+ 1, in: steps, states) == AtomState.yes ? AtomState.no : AtomState.yes
    case .atLeastOfLeaves:
      return step.value(behind: start, in: steps) { states[Int(steps[$0].operand)] }
    case .atLeast:
      return step.value(behind: start, in: steps) { place in
        let part = steps[place]
        // Most parts are a leaf or made of leaves, for which nothing is called.
        return switch part.code {
        case .leaf: states[Int(part.operand)]
        case .atLeastOfLeaves: part.value(behind: place, in: steps) { states[Int(steps[$0].operand)] }
        case .not, .unless, .atLeast: value(at: place, in: steps, states)
        }
      }
    }
  }

  /// What an `atLeast` comes to.
  ///
  /// - Parameters:
  ///   - start: its place.
  ///   - value: of the part at a place.
  @inline(__always)
  private func value(behind start: Int, in steps: Span<ConditionStep>, _ value: (Int) -> UInt8) -> UInt8 {
    var (wanted, spare) = (wanted, spare)
    if wanted <= 0 { return AtomState.yes }
    if spare < 0 { return AtomState.no }
    var place = start &+ 1
    let end = start &+ width
    while place < end {
      let state = value(place)
      if state == AtomState.no {
        spare &-= 1
        if spare < 0 { return AtomState.no }
      } else if state == AtomState.yes {
        wanted &-= 1
        if wanted == 0 { return AtomState.yes }
      }
      place &+= code == .atLeastOfLeaves ? 1 : steps[place].width
    }
    return AtomState.unknown
  }
}

extension Condition {
  /// What it joins by `and`, those of its parts taken apart that do the same.
  fileprivate var conjuncts: [Condition] {
    if case .all(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
  }

  /// The same by `or`.
  fileprivate var alternatives: [Condition] {
    if case .any(let parts) = self { parts.flatMap(\.alternatives) } else { [self] }
  }
}
