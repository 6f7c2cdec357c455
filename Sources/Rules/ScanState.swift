import Bytes
import PCRE
import Text

/// The scanner's changing part; a structure, so that the inner loops are free of dynamic exclusivity checks.
struct ScanState {
  private let scratch = MatchScratch()
  /// By atom, an `AtomState`.
  var states: [UInt8]
  /// Where an atom was found: in bytes of the view for the comment, of the source for other fields.
  var places: [ByteRange]
  /// The rules to evaluate, as a bit set.
  private var touched: [UInt64]
  /// By pattern, the sets of literals met so far; see `PatternFilter`.
  private var met: [UInt32]
  /// By field.
  private var phraseMemories: [PhraseMemory]
  /// By automaton.
  private var literalMemories: [LiteralMemory]
  /// By pattern, where the first and the last of the literals stand that a match begins with.
  private var beginnings: [(first: UInt32, last: UInt32)]
  var unfinished: [Int] = []
  /// Whether any pattern could not finish on the comment, or on a text that it shares.
  private(set) var hasUnfinished = false
  /// By pattern; empty where nobody asked for a profile.
  var costs: [PatternCost] = []
  /// What was suspended when scanning began, and what is by now; nil where nobody wants anything suspended.
  private var suspension: (before: Suspension, now: Suspension)?
  /// Whether anything is: asked before every run, so that no set is looked into where there is nothing to find.
  private var hasSuspended = false
  private(set) var strikes: [Suspension.Strike] = []
  /// By view, of the text being looked at; nil where no pattern was run yet.
  private var kinds: InlineArray<4, TextKind?> = .init(repeating: nil)
  /// Of the text being looked at: how many patterns were run, the one that took longest, and those to blame.
  private var runs = 0
  private var costliest: (atom: Int, cost: UInt64) = (0, 0)
  private var slow: [Int] = []
  /// Runs on one text from which on they are measured, however short it is: reading the clock takes as long as an
  /// ordinary run.
  private static let meteredRuns = 16

  init(_ plan: ScanPlan, ruleCount: Int) {
    states = [UInt8](repeating: AtomState.no, count: plan.atoms.count)
    places = [ByteRange](repeating: ByteRange(start: 0, count: 0), count: plan.atoms.count)
    touched = [UInt64](repeating: 0, count: (ruleCount + 63) / 64)
    met = plan.given
    beginnings = plan.patterns.map { _ in (0, .max) }
    phraseMemories = Field.allCases.map { _ in PhraseMemory() }
    literalMemories = plan.literalMemories
  }

  mutating func scan(
    _ comment: borrowing TextViews, _ post: FieldFacts?, _ parent: FieldFacts?, _ author: FieldFacts?,
    _ signals: [Reading], _ placing: Bool, _ plan: ScanPlan, _ outcomes: inout RuleOutcomes
  ) {
    let missing = (post == nil ? 1 : 0) | (parent == nil ? 2 : 0) | (author == nil ? 4 : 0)
    copy(plan.initialStates[missing], to: &states)
    let triggers = plan.triggers[missing]
    copy(triggers.always, to: &touched)
    unfinished.clear()
    hasUnfinished = false
    beginText()

    find(.comment, in: comment, plan, triggers)
    Self.read(signals, placing, plan, triggers, &states, &touched)
    if let post { Self.take(post, triggers, &states, &places, &touched, &hasUnfinished) }
    if let parent { Self.take(parent, triggers, &states, &places, &touched, &hasUnfinished) }
    if let author { Self.take(author, triggers, &states, &places, &touched, &hasUnfinished) }

    for word in 0..<touched.count {
      var bits = touched[word]
      while bits != 0 {
        judge(word &* 64 &+ bits.trailingZeroBitCount, comment, signals, placing, plan, &outcomes)
        bits &= bits &- 1
      }
    }
    for atom in slow { add(Suspension.Strike(atom: atom, post: nil)) }
  }

  mutating func facts(of field: Field, in views: borrowing TextViews, _ plan: ScanPlan) -> FieldFacts {
    copy(plan.initialStates[0], to: &states)
    beginText()
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
    if field != .post { for atom in slow { add(Suspension.Strike(atom: atom, post: nil)) } }
    return FieldFacts(field: field, found: found, unfinished: unfinished, slow: slow)
  }

  // MARK: Suspending

  mutating func begin(_ suspension: Suspension) {
    self.suspension = (suspension, suspension)
    hasSuspended = suspension.count > 0
    strikes.removeAll()
  }

  mutating func add(_ strike: Suspension.Strike) {
    guard suspension?.now.add(strike) == true else { return }
    strikes.append(strike)
    hasSuspended = suspension.map { $0.now.count > 0 } ?? false
  }

  private mutating func beginText() {
    runs = 0
    costliest = (0, 0)
    slow.clear()
  }

  /// What only a text asks for on which a pattern is run.
  private mutating func beginRuns() {
    scratch.budget = RuleScanner.budget
    scratch.isMetered = false
    kinds = .init(repeating: nil)
  }

  private func isSuspended(_ atom: Int, _ plan: ScanPlan) -> Bool {
    guard let suspension else { return false }
    return (plan.atoms[atom].field == .post ? suspension.before : suspension.now).contains(atom)
  }

  /// Notes who is to blame that a run could not finish; once for each text where all together took too long.
  private mutating func blame(_ atom: Int, _ reason: Unfinished) {
    switch reason {
    case .invalidText: break
    case .budget: if costliest.cost > 0, !slow.contains(costliest.atom) { slow.append(costliest.atom) }
    case .time, .matchLimit, .memory, .other: slow.append(atom)
    }
  }

  // MARK: Finding

  private mutating func find(
    _ field: Field, in views: borrowing TextViews, _ plan: ScanPlan, _ triggers: RuleTriggers
  ) {
    if let table = plan.phrases[Int(field.rawValue)] {
      Self.find(table, in: views, &phraseMemories[Int(field.rawValue)], triggers, &states, &places, &touched)
    }
    let automata = plan.automata[Int(field.rawValue)]
    copy(plan.given, to: &met)
    for scan in views.isFoldedInCaseAlone ? automata.together : automata.apart {
      Self.find(
        scan, in: views, &literalMemories[scan.memory], plan, triggers, &met, &beginnings, &states, &touched)
    }
  }

  mutating func run(_ atom: Int, in views: borrowing TextViews, _ plan: ScanPlan) {
    if hasSuspended, isSuspended(atom, plan) {
      states[atom] = AtomState.unfinished
      hasUnfinished = true
      return
    }
    if runs == 0 { beginRuns() }
    runs += 1
    if runs == Self.meteredRuns { scratch.isMetered = true }
    let before = scratch.budget
    if costs.isEmpty {
      search(atom, in: views, plan)
    } else {
      let began = ContinuousClock.now
      search(atom, in: views, plan)
      costs[plan.atoms[atom].pattern].add(states[atom], ContinuousClock.now - began)
    }
    let cost = before - scratch.budget
    if cost > costliest.cost { costliest = (atom, cost) }
  }

  private mutating func search(_ atom: Int, in views: borrowing TextViews, _ plan: ScanPlan) {
    let view = plan.atoms[atom].view
    let bytes = views.bytes(of: view)
    let kind = kinds[Int(view.rawValue)] ?? TextKind(of: bytes.span)
    kinds[Int(view.rawValue)] = kind
    let pattern = plan.atoms[atom].pattern
    let (first, last) = plan.filters[pattern].isLed(met[pattern]) ? beginnings[pattern] : (0, .max)
    switch plan.patterns[pattern].search(bytes.span, from: Int(first), through: Int(last), of: kind, with: scratch) {
    case .match(let range):
      states[atom] = AtomState.yes
      places[atom] = ByteRange(range)
    case .none: states[atom] = AtomState.no
    case .couldNotFinish(let reason):
      states[atom] = AtomState.unfinished
      hasUnfinished = true
      blame(atom, reason)
    }
  }
}

/// Overwrites an array of the same length without letting go of its storage: in one go, where a loop over the elements
/// takes several times as long for some thousand bytes of each comment.
private func copy<Element: BitwiseCopyable>(_ source: [Element], to target: inout [Element]) {
  unsafe target.withUnsafeMutableBufferPointer { written in
    _ = unsafe source.withUnsafeBufferPointer { unsafe written.update(fromContentsOf: $0) }
  }
}
