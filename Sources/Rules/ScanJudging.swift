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
    var result = (0..<plan.shown[rule]).map { leaf in
      let match = Self.match(of: leaf, in: rule, comment, signals, plan, states, places)
      return LeafState(
        value: LeafState.Value(of: states[plan.leafAtoms[leaves.lowerBound + leaf]]), source: match?.source)
    }
    for compound in plan.compounds[rule] {
      switch Self.evaluate(from: compound.stepStart, plan, states) {
      case Truth.yes.rawValue:
        let match = Self.match(of: compound, in: rule, comment, signals, plan, states, places)
        result[compound.leaf] = LeafState(value: .yes, source: match.source, field: match.field)
      case Truth.no.rawValue: result[compound.leaf] = LeafState(value: .no, source: nil)
      default: result[compound.leaf] = LeafState(value: .unknown, source: nil)
      }
    }
    return result
  }

  mutating func judge(
    _ rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ placing: Bool, _ plan: ScanPlan,
    _ outcomes: inout RuleOutcomes
  ) {
    var value = Self.value(of: rule, plan, states)
    if value == Truth.no.rawValue { return }
    for place in plan.rulePatternStarts[rule]..<plan.rulePatternStarts[rule &+ 1] {
      let atom = plan.rulePatterns[place]
      if states[atom] != AtomState.pending { continue }
      run(atom, in: comment, plan)
      value = Self.value(of: rule, plan, states)
      if value == Truth.no.rawValue { return }
    }
    if hasUnfinished, !plan.isSilent[rule] {
      let patterns = plan.rulePatterns[plan.rulePatternStarts[rule]..<plan.rulePatternStarts[rule + 1]]
      if patterns.contains(where: { states[$0] == AtomState.unfinished }) { unfinished.append(rule) }
    }

    outcomes.append(rule: rule, value == Truth.yes.rawValue ? .hit : .unknown) { matches in
      if placing {
        Self.place(rule, isHit: value == Truth.yes.rawValue, comment, signals, plan, states, places, into: &matches)
      }
    }
  }

  /// Appends the true leaves of a rule that holds, or may hold, and where they were found.
  ///
  /// Static, as are the following ones: handed to them by value, the state would be copied for each rule.
  private static func place(
    _ rule: Int, isHit: Bool, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan,
    _ states: [UInt8], _ places: [ByteRange], into matches: inout [LeafMatch]
  ) {
    let start = matches.count
    for place in plan.placedStarts[rule]..<plan.placedStarts[rule &+ 1] {
      let leaf = plan.placedLeaves[place]
      if let match = match(of: leaf, in: rule, comment, signals, plan, states, places) { matches.append(match) }
    }
    for compound in plan.compounds[rule] where !compound.isRefused {
      let isKnown = isHit && compound.isGranted
      if !isKnown, evaluate(from: compound.stepStart, plan, states) != Truth.yes.rawValue { continue }
      let match = match(of: compound, in: rule, comment, signals, plan, states, places)
      let index = matches[start...].firstIndex { $0.leaf > match.leaf } ?? matches.count
      matches.insert(match, at: index)
    }
  }

  /// Where a true compound leaf was found: where what makes it true was.
  private static func match(
    of compound: ScanPlan.Compound, in rule: Int, _ comment: borrowing TextViews, _ signals: [Reading],
    _ plan: ScanPlan, _ states: [UInt8], _ places: [ByteRange]
  ) -> LeafMatch {
    var match = LeafMatch(leaf: compound.leaf, field: .comment, source: nil)
    var first: LeafMatch?
    for slot in compound.slots {
      guard let found = self.match(of: slot, in: rule, comment, signals, plan, states, places) else { continue }
      if first == nil || found.isPlacedInComment { first = found }
      if found.isPlacedInComment { break }
    }
    if let first { (match.field, match.source) = (first.field, first.source) }
    return match
  }

  /// Where a slot of a rule was found; nil where it was not.
  private static func match(
    of slot: Int, in rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan,
    _ states: [UInt8], _ places: [ByteRange]
  ) -> LeafMatch? {
    let index = plan.leafAtoms[plan.leafStarts[rule] &+ slot]
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

  /// A rule's condition over the states so far, what is pending counting as unknown; a `Truth`.
  @inline(__always)
  private static func value(of rule: Int, _ plan: ScanPlan, _ states: [UInt8]) -> UInt8 {
    let gate = plan.gates.value(of: rule, states.span)
    guard gate != Truth.no.rawValue, let step = plan.stepStarts[rule] else { return gate }
    return min(gate, evaluate(from: step, plan, states))
  }

  /// The same for a condition of which steps were made.
  private static func evaluate(from place: Int, _ plan: ScanPlan, _ states: [UInt8]) -> UInt8 {
    let steps = plan.steps
    return evaluate(at: place, steps[place], steps.span, states.span)
  }

  /// What a connective comes to.
  ///
  /// - Parameter start: its place in the steps.
  private static func connect(at start: Int, _ steps: Span<ConditionStep>, _ states: Span<UInt8>) -> UInt8 {
    let step = steps[start]
    var place = start &+ 1
    let end = start &+ step.width
    switch step.code {
    case .not: return 2 &- evaluate(at: place, steps[place], steps, states)
    case .unless:
      let isSo = evaluate(at: place, steps[place], steps, states) == Truth.yes.rawValue
      return isSo ? Truth.no.rawValue : Truth.yes.rawValue
    case .all:
      var least = Truth.yes.rawValue
      while place < end, least != Truth.no.rawValue {
        let part = steps[place]
        least = min(least, evaluate(at: place, part, steps, states))
        place &+= part.width
      }
      return least
    case .any:
      var most = Truth.no.rawValue
      while place < end, most != Truth.yes.rawValue {
        let part = steps[place]
        most = max(most, evaluate(at: place, part, steps, states))
        place &+= part.width
      }
      return most
    // A leaf is no connective.
    case .atLeast, .leaf:
      var (yes, possible) = (0, 0)
      while place < end {
        let part = steps[place]
        let value = evaluate(at: place, part, steps, states)
        if value == Truth.yes.rawValue { yes &+= 1 }
        if value != Truth.no.rawValue { possible &+= 1 }
        place &+= part.width
      }
      let wanted = Int(step.wanted)
      return yes >= wanted ? Truth.yes.rawValue : possible >= wanted ? Truth.unknown.rawValue : Truth.no.rawValue
    }
  }

  /// The same for a leaf as well.
  ///
  /// - Parameter step: what stands at the place.
  @inline(__always)
  private static func evaluate(
    at place: Int, _ step: ConditionStep, _ steps: Span<ConditionStep>, _ states: Span<UInt8>
  ) -> UInt8 {
    guard step.code == .leaf else { return connect(at: place, steps, states) }
    let state = states[Int(step.operand)]
    return state <= AtomState.yes ? state : AtomState.unknown
  }
}
