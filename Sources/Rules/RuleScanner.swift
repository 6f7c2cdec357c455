import Bytes
import PCRE
package import Text

/// Judges comments by a rule set. One for each worker: it keeps what a scan needs, so that a comment on which nothing
/// fires costs no allocation.
///
/// A scan finds words (one probe each) and literals (one pass for each view in use), which touch rules; only touched
/// rules, and those that hold although nothing was found, are evaluated. A pattern is run when one of its literals is
/// there and the rest of its rule does not already say no.
package final class RuleScanner {
  /// Nanoseconds that the patterns of one long comment may take together.
  package static let budget: UInt64 = 50_000_000

  package let rules: RuleSet
  private var state: ScanState

  package init(_ rules: RuleSet) {
    self.rules = rules
    state = ScanState(rules.plan, ruleCount: rules.rules.count)
  }

  /// The rules that count with a pattern that could not finish on the last comment, or on a text it shares, ascending.
  package var unfinished: [Int] { state.unfinished }

  /// What the rules find in a text that many comments share. Not for `.comment`.
  package func facts(of field: Field, in views: TextViews) -> FieldFacts {
    state.facts(of: field, in: views, rules.plan)
  }

  /// Judges every rule in use for one comment.
  ///
  /// - Parameters:
  ///   - post: what `facts` said of the post; nil where the dump does not say what the post is. So for the others.
  ///   - signals: a reading for each signal of the catalogue, then for each measure; what lies beyond its end is unknown.
  ///   - placing: whether to say where each leaf was found; otherwise outcomes come without matches.
  ///   - outcomes: replaced by the rules that are not false, in their order.
  package func scan(
    comment: TextViews, post: FieldFacts?, parent: FieldFacts?, author: FieldFacts?, signals: [Reading],
    placing: Bool = true, into outcomes: inout [RuleOutcome]
  ) {
    outcomes.removeAll(keepingCapacity: true)
    state.scan(comment, post, parent, author, signals, placing, rules.plan, &outcomes)
  }
}

extension RuleScanner {
  /// What a rule's leaves came to on the comment last scanned, in the order of the rule. Runs the patterns that the scan
  /// could spare; for explanations, not for every comment.
  ///
  /// - Parameters:
  ///   - rule: index into the rule set's rules.
  ///   - comment: the views that were scanned.
  ///   - signals: the readings that were scanned.
  package func leaves(of rule: Int, comment: TextViews, signals: [Reading]) -> [LeafState] {
    state.leaves(of: rule, comment, signals, rules.plan)
  }

  /// Measures from now on what each pattern costs.
  package func startProfile() { state.costs = rules.plan.patterns.map { _ in PatternCost() } }

  /// What each pattern has cost since the profile was started, with the rules that look for it; in no certain order.
  package var profile: [PatternProfile] {
    let plan = rules.plan
    return plan.atoms.indices.compactMap { index in
      let atom = plan.atoms[index]
      guard atom.kind == .pattern, atom.pattern < state.costs.count else { return nil }
      let users = rules.rules.indices.filter {
        plan.leafAtoms[plan.leafStarts[$0]..<plan.leafStarts[$0 + 1]].contains(index)
      }
      return PatternProfile(
        pattern: plan.patterns[atom.pattern].text, field: atom.field, view: atom.view, rules: users,
        alwaysRuns: plan.alwaysRun[Int(atom.field.rawValue)].contains(index), cost: state.costs[atom.pattern])
    }
  }
}

/// The scanner's changing part; a structure, so that the inner loops are free of dynamic exclusivity checks.
private struct ScanState {
  private let scratch = MatchScratch()
  /// By atom, an `AtomState`.
  private var states: [UInt8]
  /// Where an atom was found: in bytes of the view for the comment, of the source for other fields.
  private var places: [ByteRange]
  /// The rules to evaluate, as a bit set.
  private var touched: [UInt64]
  private var stack: [UInt8]
  /// By pattern, the sets of literals met so far.
  private var met: [UInt8]
  /// Of the text's words, for the phrases.
  private var forms: [WordForms] = []
  private(set) var unfinished: [Int] = []
  /// By pattern; empty where nobody asked for a profile.
  var costs: [PatternCost] = []

  init(_ plan: ScanPlan, ruleCount: Int) {
    states = [UInt8](repeating: AtomState.no, count: plan.atoms.count)
    places = [ByteRange](repeating: ByteRange(start: 0, count: 0), count: plan.atoms.count)
    touched = [UInt64](repeating: 0, count: (ruleCount + 63) / 64)
    met = [UInt8](repeating: 0, count: plan.patterns.count)
    stack = [UInt8](repeating: 0, count: plan.stackDepth + 1)
  }

  mutating func scan(
    _ comment: TextViews, _ post: FieldFacts?, _ parent: FieldFacts?, _ author: FieldFacts?, _ signals: [Reading],
    _ placing: Bool, _ plan: ScanPlan, _ outcomes: inout [RuleOutcome]
  ) {
    let missing = (post == nil ? 1 : 0) | (parent == nil ? 2 : 0) | (author == nil ? 4 : 0)
    copy(plan.initialStates[missing], to: &states)
    let triggers = plan.triggers[missing]
    copy(triggers.always, to: &touched)
    unfinished.removeAll(keepingCapacity: true)
    scratch.budget = RuleScanner.budget

    find(.comment, in: comment, plan, triggers)
    read(signals, plan, triggers)
    if let post { take(post, triggers) }
    if let parent { take(parent, triggers) }
    if let author { take(author, triggers) }

    for word in 0..<touched.count {
      var bits = touched[word]
      while bits != 0 {
        judge(word &* 64 &+ bits.trailingZeroBitCount, comment, signals, placing, plan, &outcomes)
        bits &= bits &- 1
      }
    }
  }

  mutating func facts(of field: Field, in views: TextViews, _ plan: ScanPlan) -> FieldFacts {
    copy(plan.initialStates[0], to: &states)
    scratch.budget = RuleScanner.budget
    find(field, in: views, plan, plan.triggers[0])
    for atom in plan.alwaysRun[Int(field.rawValue)] { states[atom] = AtomState.pending }
    var found: [FieldFacts.Found] = []
    var unfinished: [Int] = []
    for index in plan.atoms.indices where plan.atoms[index].field == field && states[index] != AtomState.no {
      let atom = plan.atoms[index]
      if states[index] == AtomState.pending { run(index, in: views, plan) }
      if states[index] == AtomState.yes {
        let source = views.source(of: places[index].range, in: atom.view)
        found.append(FieldFacts.Found(atom: index, source: ByteRange(source)))
      } else if states[index] == AtomState.unfinished {
        unfinished.append(index)
      }
    }
    return FieldFacts(field: field, found: found, unfinished: unfinished)
  }

  // MARK: Finding

  private mutating func find(
    _ field: Field, in views: TextViews, _ plan: ScanPlan, _ triggers: RuleTriggers
  ) {
    if let table = plan.phrases[Int(field.rawValue)] {
      let (words, folded) = (views.words, views.foldedBytes)
      forms.removeAll(keepingCapacity: true)
      for word in words { forms.append(WordForms(word, in: folded.span)) }
      table.scan(words, forms, in: folded) { atom, range in
        guard states[atom] == AtomState.no else { return }
        states[atom] = AtomState.yes
        places[atom] = range
        triggers.touch(atom, in: &touched)
      }
    }
    for index in met.indices { met[index] = 0 }
    for (view, automaton) in plan.automata[Int(field.rawValue)] {
      let bytes = views.bytes(of: view)
      automaton.scan(bytes.span) { report in
        let pattern = report >> 1
        met[pattern] |= report & 1 == 0 ? 1 : 2
        let atom = plan.patternAtoms[pattern]
        guard met[pattern] == plan.literalSets[pattern], states[atom] == AtomState.no else { return }
        states[atom] = AtomState.pending
        triggers.touch(atom, in: &touched)
      }
    }
  }

  private mutating func read(_ signals: [Reading], _ plan: ScanPlan, _ triggers: RuleTriggers) {
    for signal in plan.signals {
      let value = signal.signal < signals.count ? signals[signal.signal].value : .nan
      if value.isNaN {
        states[signal.atom] = AtomState.unknown
      } else if value >= signal.lowest, value <= signal.highest {
        states[signal.atom] = AtomState.yes
      } else {
        continue
      }
      triggers.touch(signal.atom, in: &touched)
    }
  }

  private mutating func take(_ facts: FieldFacts, _ triggers: RuleTriggers) {
    for found in facts.found {
      states[found.atom] = AtomState.yes
      places[found.atom] = found.source
      triggers.touch(found.atom, in: &touched)
    }
    for atom in facts.unfinished {
      states[atom] = AtomState.unfinished
      triggers.touch(atom, in: &touched)
    }
  }

  private mutating func run(_ atom: Int, in views: TextViews, _ plan: ScanPlan) {
    let bytes = views.bytes(of: plan.atoms[atom].view)
    let began = costs.isEmpty ? nil : ContinuousClock.now
    defer { if let began { costs[plan.atoms[atom].pattern].add(states[atom], ContinuousClock.now - began) } }
    switch plan.patterns[plan.atoms[atom].pattern].search(bytes.span, with: scratch) {
    case .match(let range):
      states[atom] = AtomState.yes
      places[atom] = ByteRange(range)
    case .none: states[atom] = AtomState.no
    case .couldNotFinish: states[atom] = AtomState.unfinished
    }
  }

  // MARK: Judging

  mutating func leaves(
    of rule: Int, _ comment: TextViews, _ signals: [Reading], _ plan: ScanPlan
  ) -> [LeafState] {
    let leaves = plan.leafStarts[rule]..<plan.leafStarts[rule + 1]
    for leaf in leaves where states[plan.leafAtoms[leaf]] == AtomState.pending {
      run(plan.leafAtoms[leaf], in: comment, plan)
    }
    let places = matches(rule, comment, signals, plan)
    var result = leaves.prefix(plan.shown[rule]).map { leaf in
      let place = places.first { $0.leaf == leaf - leaves.lowerBound }?.source
      return LeafState(value: LeafState.Value(of: states[plan.leafAtoms[leaf]]), source: place)
    }
    for compound in plan.compounds[rule] {
      let place = places.first { $0.leaf == compound.leaf }
      let value: LeafState.Value =
        switch truth(of: compound, rule, plan) {
        case .yes: .yes
        case .no: .no
        case .unknown: .unknown
        }
      result[compound.leaf] = LeafState(value: value, source: place?.source, field: place?.field)
    }
    return result
  }

  private func truth(of compound: PlannedRule.Compound, _ rule: Int, _ plan: ScanPlan) -> Truth {
    compound.condition.evaluate { slot in
      switch states[plan.leafAtoms[plan.leafStarts[rule] + slot]] {
      case AtomState.no: .no
      case AtomState.yes: .yes
      default: .unknown
      }
    }
  }

  private mutating func judge(
    _ rule: Int, _ comment: TextViews, _ signals: [Reading], _ placing: Bool, _ plan: ScanPlan,
    _ outcomes: inout [RuleOutcome]
  ) {
    if plan.gates.isShut(rule, states) { return }
    let leaves = plan.leafStarts[rule]..<plan.leafStarts[rule + 1]
    var value = evaluate(rule, plan)
    if value == Truth.no.rawValue { return }
    for leaf in leaves where states[plan.leafAtoms[leaf]] == AtomState.pending {
      run(plan.leafAtoms[leaf], in: comment, plan)
      value = evaluate(rule, plan)
      if value == Truth.no.rawValue { break }
    }
    if leaves.contains(where: { states[plan.leafAtoms[$0]] == AtomState.unfinished }), !plan.isSilent[rule] {
      unfinished.append(rule)
    }
    if value == Truth.no.rawValue { return }

    let matches = placing ? matches(rule, comment, signals, plan) : []
    outcomes.append(RuleOutcome(rule: rule, result: value == Truth.yes.rawValue ? .hit : .unknown, matches: matches))
  }

  /// The true leaves of a rule and where they were found.
  private func matches(
    _ rule: Int, _ comment: TextViews, _ signals: [Reading], _ plan: ScanPlan
  ) -> [LeafMatch] {
    var matches: [LeafMatch] = []
    for leaf in 0..<plan.shown[rule] {
      if let match = match(of: leaf, in: rule, comment, signals, plan) { matches.append(match) }
    }
    if plan.compounds[rule].isEmpty { return matches }
    for compound in plan.compounds[rule] where truth(of: compound, rule, plan) == .yes {
      // What makes it true is shown for it.
      var match = LeafMatch(leaf: compound.leaf, field: .comment, source: nil)
      let found = compound.slots.lazy.compactMap { self.match(of: $0, in: rule, comment, signals, plan) }
      if let first = found.first(where: { $0.field == .comment && $0.source != nil }) ?? found.first {
        (match.field, match.source) = (first.field, first.source)
      }
      matches.append(match)
    }
    return matches.sorted { $0.leaf < $1.leaf }
  }

  /// Where a slot of a rule was found; nil where it was not.
  private func match(
    of slot: Int, in rule: Int, _ comment: TextViews, _ signals: [Reading], _ plan: ScanPlan
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

  /// The rule's condition over the states so far, what is pending counting as unknown.
  private mutating func evaluate(_ rule: Int, _ plan: ScanPlan) -> UInt8 {
    var top = 0
    let leafStart = plan.leafStarts[rule]
    for place in plan.stepStarts[rule]..<plan.stepStarts[rule + 1] {
      let step = plan.steps[place]
      switch step.code {
      case .leaf:
        switch states[plan.leafAtoms[leafStart + Int(step.count)]] {
        case AtomState.no: stack[top] = Truth.no.rawValue
        case AtomState.yes: stack[top] = Truth.yes.rawValue
        default: stack[top] = Truth.unknown.rawValue
        }
        top += 1
      case .not: stack[top - 1] = 2 - stack[top - 1]
      case .unless: stack[top - 1] = stack[top - 1] == Truth.yes.rawValue ? Truth.no.rawValue : Truth.yes.rawValue
      case .all:
        top -= Int(step.count) - 1
        for index in 0..<(Int(step.count) - 1) { stack[top - 1] = min(stack[top - 1], stack[top + index]) }
      case .any:
        top -= Int(step.count) - 1
        for index in 0..<(Int(step.count) - 1) { stack[top - 1] = max(stack[top - 1], stack[top + index]) }
      case .atLeast:
        let first = top - Int(step.count)
        var yes = 0
        var possible = 0
        for index in first..<top {
          if stack[index] == Truth.yes.rawValue { yes += 1 }
          if stack[index] != Truth.no.rawValue { possible += 1 }
        }
        let wanted = Int(step.wanted)
        stack[first] =
          yes >= wanted ? Truth.yes.rawValue : possible >= wanted ? Truth.unknown.rawValue : Truth.no.rawValue
        top = first + 1
      }
    }
    return stack[0]
  }
}

/// Overwrites an array of the same length without letting go of its storage.
private func copy<Element>(_ source: [Element], to target: inout [Element]) {
  for index in target.indices { target[index] = source[index] }
}
