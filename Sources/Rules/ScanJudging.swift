import Bytes
import Text

/// Rules over what was found.
extension ScanState {
  mutating func leaves(
    of rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan
  ) -> [LeafState] {
    let leaves = plan.leafStarts[rule]..<plan.leafStarts[rule + 1]
    for leaf in leaves where states[plan.leafAtoms[leaf]] == AtomState.pending {
      run(plan.leafAtoms[leaf], in: comment, plan)
    }
    var places: [LeafMatch] = []
    place(rule, comment, signals, plan, into: &places)
    var result = leaves.prefix(plan.shown[rule]).map { leaf in
      let place = places.first { $0.leaf == leaf - leaves.lowerBound }?.source
      return LeafState(value: LeafState.Value(of: states[plan.leafAtoms[leaf]]), source: place)
    }
    for compound in plan.compounds[rule] {
      let place = places.first { $0.leaf == compound.leaf }
      let value: LeafState.Value =
        switch evaluate(from: compound.stepStart, plan) {
        case Truth.yes.rawValue: .yes
        case Truth.no.rawValue: .no
        default: .unknown
        }
      result[compound.leaf] = LeafState(value: value, source: place?.source, field: place?.field)
    }
    return result
  }

  mutating func judge(
    _ rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ placing: Bool, _ plan: ScanPlan,
    _ outcomes: inout RuleOutcomes
  ) {
    if plan.gates.isShut(rule, states) { return }
    let leaves = plan.leafStarts[rule]..<plan.leafStarts[rule + 1]
    var value = evaluate(from: plan.stepStarts[rule], plan)
    if value == Truth.no.rawValue { return }
    for leaf in leaves where states[plan.leafAtoms[leaf]] == AtomState.pending {
      run(plan.leafAtoms[leaf], in: comment, plan)
      value = evaluate(from: plan.stepStarts[rule], plan)
      if value == Truth.no.rawValue { break }
    }
    if value == Truth.no.rawValue { return }
    if leaves.contains(where: { states[plan.leafAtoms[$0]] == AtomState.unfinished }), !plan.isSilent[rule] {
      unfinished.append(rule)
    }

    outcomes.append(rule: rule, value == Truth.yes.rawValue ? .hit : .unknown) { matches in
      if placing { place(rule, comment, signals, plan, into: &matches) }
    }
  }

  /// Appends the true leaves of a rule and where they were found.
  private func place(
    _ rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan,
    into matches: inout [LeafMatch]
  ) {
    let start = matches.count
    for leaf in 0..<plan.shown[rule] {
      if let match = match(of: leaf, in: rule, comment, signals, plan) { matches.append(match) }
    }
    for compound in plan.compounds[rule] where evaluate(from: compound.stepStart, plan) == Truth.yes.rawValue {
      // What makes it true is shown for it.
      var match = LeafMatch(leaf: compound.leaf, field: .comment, source: nil)
      var first: LeafMatch?
      for slot in compound.slots {
        guard let found = self.match(of: slot, in: rule, comment, signals, plan) else { continue }
        if first == nil || found.isPlacedInComment { first = found }
        if found.isPlacedInComment { break }
      }
      if let first { (match.field, match.source) = (first.field, first.source) }
      let index = matches[start...].firstIndex { $0.leaf > match.leaf } ?? matches.count
      matches.insert(match, at: index)
    }
  }

  /// Where a slot of a rule was found; nil where it was not.
  private func match(
    of slot: Int, in rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan
  ) -> LeafMatch? {
    let index = plan.leafAtoms[plan.leafStarts[rule] + slot]
    guard states[index] == AtomState.yes else { return nil }
    let atom = plan.atoms[index]
    var source: ByteRange? = places[index]
    if atom.kind == .signal {
      source = signals[atom.signal].source
    } else if atom.field == .comment {
      source = ByteRange(comment.source(of: places[index].range, in: atom.view))
    }
    return LeafMatch(leaf: slot, field: atom.field, source: source)
  }

  /// A rule's condition, or that of a compound leaf, over the states so far, what is pending counting as unknown; a
  /// `Truth`.
  private func evaluate(from step: Int, _ plan: ScanPlan) -> UInt8 {
    let (steps, states) = (plan.steps, states)
    var place = step
    return Self.evaluate(&place, steps.span, states.span)
  }

  /// - Parameter place: of the step to begin with; afterwards behind all that is its.
  @inline(__always)
  private static func evaluate(
    _ place: inout Int, _ steps: Span<ConditionStep>, _ states: Span<UInt8>
  ) -> UInt8 {
    let step = steps[place]
    guard step.code == .leaf else { return connect(&place, steps, states) }
    place &+= 1
    let state = states[Int(step.operand)]
    return state <= AtomState.yes ? state : AtomState.unknown
  }

  /// The same for a connective.
  private static func connect(
    _ place: inout Int, _ steps: Span<ConditionStep>, _ states: Span<UInt8>
  ) -> UInt8 {
    let step = steps[place]
    place &+= 1
    let end = place &+ Int(step.operand)
    defer { place = end }
    switch step.code {
    case .not: return 2 - evaluate(&place, steps, states)
    case .unless:
      return evaluate(&place, steps, states) == Truth.yes.rawValue ? Truth.no.rawValue : Truth.yes.rawValue
    case .all:
      var least = Truth.yes.rawValue
      while place < end, least != Truth.no.rawValue { least = min(least, evaluate(&place, steps, states)) }
      return least
    case .any:
      var most = Truth.no.rawValue
      while place < end, most != Truth.yes.rawValue { most = max(most, evaluate(&place, steps, states)) }
      return most
    // A leaf is no connective.
    case .atLeast, .leaf:
      var (yes, possible) = (0, 0)
      while place < end {
        let value = evaluate(&place, steps, states)
        if value == Truth.yes.rawValue { yes += 1 }
        if value != Truth.no.rawValue { possible += 1 }
      }
      let wanted = Int(step.wanted)
      return yes >= wanted ? Truth.yes.rawValue : possible >= wanted ? Truth.unknown.rawValue : Truth.no.rawValue
    }
  }
}
