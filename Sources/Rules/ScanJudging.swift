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
      let atom = plan.leafAtoms[leaves.lowerBound + leaf]
      let isTrue = states[atom] == AtomState.yes
      let match = isTrue ? Self.match(of: leaf, atom, comment, signals, plan, places) : nil
      return LeafState(value: LeafState.Value(of: states[atom]), source: match?.source)
    }
    for compound in plan.compounds[rule] {
      switch Self.value(from: compound.stepStart, plan, states) {
      case Truth.yes.rawValue:
        let match = Self.match(of: compound, comment, signals, plan, states, places)
        result[compound.leaf] = LeafState(value: .yes, source: match.source, field: match.field)
      case Truth.no.rawValue: result[compound.leaf] = LeafState(value: .no, source: nil)
      default: result[compound.leaf] = LeafState(value: .unknown, source: nil)
      }
    }
    return result
  }

  /// It becomes a part of its caller: most rules are no at a glance, and to go in and out for each would cost as much.
  @inline(__always)
  mutating func judge(
    _ rule: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ placing: Bool, _ plan: ScanPlan,
    _ outcomes: inout RuleOutcomes
  ) {
    let value = Self.value(of: rule, plan, states)
    if value != Truth.no.rawValue { settle(rule, value, comment, signals, placing, plan, &outcomes) }
  }

  /// Judges a rule that holds, or may hold, as far as is known before its patterns are run.
  private mutating func settle(
    _ rule: Int, _ valueSoFar: UInt8, _ comment: borrowing TextViews, _ signals: [Reading], _ placing: Bool,
    _ plan: ScanPlan, _ outcomes: inout RuleOutcomes
  ) {
    var value = valueSoFar
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
      let atom = plan.leafAtoms[plan.leafStarts[rule] &+ leaf]
      if states[atom] == AtomState.yes { matches.append(match(of: leaf, atom, comment, signals, plan, places)) }
    }
    for compound in plan.compounds[rule] where !compound.isRefused {
      let isKnown = isHit && compound.isGranted
      if !isKnown, value(from: compound.stepStart, plan, states) != Truth.yes.rawValue { continue }
      let match = match(of: compound, comment, signals, plan, states, places)
      if let next = matches[start...].firstIndex(where: { $0.leaf > match.leaf }) {
        matches.insert(match, at: next)
      } else {
        matches.append(match)
      }
    }
  }

  /// Where a true compound leaf was found: where what makes it true was.
  private static func match(
    of compound: ScanPlan.Compound, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan,
    _ states: [UInt8], _ places: [ByteRange]
  ) -> LeafMatch {
    var match = LeafMatch(leaf: compound.leaf, field: .comment, source: nil)
    var first: LeafMatch?
    for place in compound.slots where states[plan.leafAtoms[place]] == AtomState.yes {
      let found = self.match(of: compound.leaf, plan.leafAtoms[place], comment, signals, plan, places)
      if first == nil || found.isPlacedInComment { first = found }
      if found.isPlacedInComment { break }
    }
    if let first { (match.field, match.source) = (first.field, first.source) }
    return match
  }

  /// Where a leaf was found.
  ///
  /// - Parameter index: the true atom that makes it true.
  private static func match(
    of leaf: Int, _ index: Int, _ comment: borrowing TextViews, _ signals: [Reading], _ plan: ScanPlan,
    _ places: [ByteRange]
  ) -> LeafMatch {
    let atom = plan.atoms[index]
    var source: ByteRange? = places[index]
    if atom.kind == .signal {
      source = signals[atom.signal].source
    } else if atom.field == .comment {
      source = ByteRange(comment.source(of: places[index].range, in: atom.view))
    }
    return LeafMatch(leaf: leaf, field: atom.field, source: source)
  }

  /// A rule's condition over the states so far, what is pending counting as unknown; a `Truth`.
  @inline(__always)
  private static func value(of rule: Int, _ plan: ScanPlan, _ states: [UInt8]) -> UInt8 {
    let gate = plan.gates.value(of: rule, states.span)
    guard gate != Truth.no.rawValue, let step = plan.stepStarts[rule] else { return gate }
    return min(gate, value(from: step, plan, states))
  }

  /// The same for a condition of which steps were made.
  private static func value(from step: Int, _ plan: ScanPlan, _ states: [UInt8]) -> UInt8 {
    let steps = plan.steps
    return ConditionStep.value(at: step, in: steps.span, states.span)
  }
}
