import PCRE
import Text

/// What equal leaves of all rules come down to: something to find out once for each comment.
enum AtomKey: Hashable {
  case words(Field, [Phrase])
  case pattern(Field, View, String)
  /// A reading of a signal or a measure.
  case signal(Int, [SignalBound])
  /// Stands where a leaf has no atom of its own; never found.
  case blank
}

/// A leaf's state during one scan: a `Truth`, or a reason why it is not known.
enum AtomState {
  static let no = Truth.no.rawValue
  static let unknown = Truth.unknown.rawValue
  static let yes = Truth.yes.rawValue
  /// A pattern that may match and has not been run yet.
  static let pending: UInt8 = 3
  /// A pattern that could not finish: unknown.
  static let unfinished: UInt8 = 4
}

/// The rule set turned into tables for the scanner.
final class ScanPlan: Sendable {
  struct Atom: Sendable {
    enum Kind: UInt8 { case words, pattern, signal, blank }
    let kind: Kind
    let field: Field
    let view: View
    /// Into `patterns`; -1 for other kinds.
    let pattern: Int
    /// Into the readings; -1 for other kinds.
    var signal = -1
  }

  /// A leaf that is a condition of its own.
  struct Compound: Sendable {
    let leaf: Int
    /// Into `leafAtoms`.
    let slots: Range<Int>
    /// Into `steps`.
    let stepStart: Int
    /// Whether its rule only holds with it.
    let isGranted: Bool
    /// Whether its rule neither holds nor may hold with it.
    let isRefused: Bool
  }

  let atoms: [Atom]
  let patterns: [Pattern]
  /// The atom of each pattern.
  let patternAtoms: [Int]
  /// By pattern.
  let filters: [PatternFilter]
  /// The sets of each that are met from the start.
  let given: [UInt32]
  /// By field.
  let phrases: [PhraseTable?]
  /// By field.
  let automata: [ViewAutomata]
  /// What each of all automata remembers to begin with: nothing.
  let literalMemories: [LiteralMemory]
  /// By field: pattern atoms without a required literal.
  let alwaysRun: [[Int]]
  let signals: SignalCells
  /// The conditions of all compound leaves, and what rules ask for beyond their gates.
  let steps: [ConditionStep]
  /// Where the latter begins for each rule; nil where the gate is all there is.
  let stepStarts: [Int?]
  /// All rules' slots, one after the other: the atoms of their leaves and of what compound leaves ask for.
  let leafAtoms: [Int]
  let leafStarts: [Int]
  /// Those of them that are patterns, and where those of each rule begin, and one more for the end.
  let rulePatterns: [Int]
  let rulePatternStarts: [Int]
  /// The leaves of all rules, compound ones aside, with which a rule may hold, and where those of each rule begin, and one
  /// more for the end.
  let placedLeaves: [Int]
  let placedStarts: [Int]
  /// By rule: how many of its slots are leaves, and its compound leaves.
  let shown: [Int]
  let compounds: [[Compound]]
  /// By rule: whether it counts for nothing, so that nothing is lost when it cannot finish.
  let isSilent: [Bool]
  let gates: RuleGates
  /// For each set of missing fields (bit 0 post, 1 parent, 2 author): the states before anything was found.
  let initialStates: [[UInt8]]
  /// The same way: the rules that each atom makes worth evaluating.
  let triggers: [RuleTriggers]

  init(atomKeys: [AtomKey], patterns compiled: [PatternKey: Pattern], rules: [PlannedRule], prefilter: Bool) {
    var atoms: [Atom] = []
    var patterns: [Pattern] = []
    var patternAtoms: [Int] = []
    var filters: [PatternFilter] = []
    var phrases: [[(phrase: Phrase, atom: Int)]] = Array(repeating: [], count: Field.allCases.count)
    var literals: [[View: [LiteralAutomaton.Entry]]] = Array(repeating: [:], count: Field.allCases.count)
    var alwaysRun: [[Int]] = Array(repeating: [], count: Field.allCases.count)
    var signals: [SignalAtom] = []
    var costs: [Double] = []
    let oddLetters = viewsWithOddLetters()
    for (index, key) in atomKeys.enumerated() {
      var required: [RequiredSets]?
      switch key {
      case .words(let field, let list):
        atoms.append(Atom(kind: .words, field: field, view: .folded, pattern: -1))
        phrases[Int(field.rawValue)] += list.map { ($0, index) }
      case .pattern(let field, let view, let text):
        atoms.append(Atom(kind: .pattern, field: field, view: view, pattern: patterns.count))
        guard let pattern = compiled[PatternKey(text: text, isRaw: view == .raw)] else {
          preconditionFailure("every pattern was compiled when its leaf was checked")
        }
        patterns.append(pattern)
        patternAtoms.append(index)
        if prefilter { required = RequiredLiterals.find(in: text, viewHasOddLetters: oddLetters.contains(view)) }
        if let required {
          for (index, branch) in required.enumerated() {
            for (place, set) in branch.sets.enumerated() {
              let sighting = PatternSighting(
                pattern: patterns.count - 1, bit: PatternFilter.bit(branch: index, set: place),
                isLeading: branch.leading == place)
              literals[Int(field.rawValue)][view, default: []] += set.map { ($0, sighting.payload) }
            }
          }
        } else {
          alwaysRun[Int(field.rawValue)].append(index)
        }
      case .signal(let signal, let bounds):
        atoms.append(Atom(kind: .signal, field: .comment, view: .folded, pattern: -1, signal: signal))
        signals.append(SignalAtom(atom: index, signal: signal, bounds: bounds))
      case .blank:
        atoms.append(Atom(kind: .blank, field: .comment, view: .folded, pattern: -1))
      }
      if atoms[index].kind == .pattern { filters.append(PatternFilter(required ?? [])) }
      costs.append(key.cost(literals: required?.flatMap { $0.sets[0] } ?? []))
    }
    self.atoms = atoms
    self.patterns = patterns
    self.patternAtoms = patternAtoms
    self.filters = filters
    given = filters.map(\.given)
    self.phrases = phrases.map { $0.isEmpty ? nil : PhraseTable($0) }
    var memories: [LiteralMemory] = []
    automata = literals.map { ViewAutomata($0, &memories) }
    literalMemories = memories
    self.alwaysRun = alwaysRun
    let cells = SignalCells(signals)
    self.signals = cells

    var steps: [ConditionStep] = []
    var stepStarts: [Int?] = []
    var compounds: [[Compound]] = []
    var leafAtoms: [Int] = []
    var leafStarts = [0]
    var rulePatterns: [Int] = []
    var rulePatternStarts = [0]
    var placedLeaves: [Int] = []
    var placedStarts = [0]
    let ruleGates = rules.map { Gate($0.condition) }
    for (rule, gate) in zip(rules, ruleGates) {
      stepStarts.append(gate.rest.isEmpty ? nil : steps.count)
      if gate.rest.count == 1 {
        ConditionStep.append(gate.rest[0], rule.atoms, to: &steps)
      } else if !gate.rest.isEmpty {
        ConditionStep.append(.all(gate.rest), rule.atoms, to: &steps)
      }
      compounds.append([])
      for compound in rule.compounds {
        compounds[compounds.count - 1].append(
          Compound(
            leaf: compound.leaf,
            slots: leafAtoms.count + compound.slots.lowerBound..<leafAtoms.count + compound.slots.upperBound,
            stepStart: steps.count,
            isGranted: gate.granted.contains(compound.condition),
            isRefused: gate.refused.contains(compound.condition)))
        ConditionStep.append(compound.condition, rule.atoms, to: &steps)
      }
      leafAtoms += rule.atoms
      leafStarts.append(leafAtoms.count)
      rulePatterns += rule.atoms.filter { atoms[$0].kind == .pattern }
      rulePatternStarts.append(rulePatterns.count)
      placedLeaves += (0..<rule.shown).filter {
        atoms[rule.atoms[$0]].kind != .blank && !gate.refused.contains(.leaf($0))
      }
      placedStarts.append(placedLeaves.count)
    }
    self.steps = steps
    self.stepStarts = stepStarts
    self.leafAtoms = leafAtoms
    self.leafStarts = leafStarts
    self.rulePatterns = rulePatterns
    self.rulePatternStarts = rulePatternStarts
    self.placedLeaves = placedLeaves
    self.placedStarts = placedStarts
    shown = rules.map(\.shown)
    self.compounds = compounds
    isSilent = rules.map(\.isSilent)
    gates = RuleGates(zip(ruleGates, rules).map { ($0, $1.atoms) })

    let pending = Set(alwaysRun[Int(Field.comment.rawValue)])
    let states = (0..<8).map { missing in
      atoms.enumerated().map { index, atom in
        if atom.field != .comment, missing & 1 << (Int(atom.field.rawValue) - 1) != 0 { return AtomState.unknown }
        return pending.contains(index) ? AtomState.pending : AtomState.no
      }
    }
    initialStates = states
    triggers = states.map { states in
      RuleTriggers(
        rules, costs: zip(states, costs).map { $0 == AtomState.no ? $1 : nil }, groups: cells.groups)
    }
  }
}

/// Patterns differ by what bytes they may meet.
struct PatternKey: Hashable {
  let text: String
  let isRaw: Bool
}

/// The views in which the long s (U+017F) or the Kelvin sign (U+212A) can stand, which match `s` and `k` where case
/// is ignored. Asked of the views themselves, as it is their business what they fold.
private func viewsWithOddLetters() -> Set<View> {
  var views = TextViews()
  let text = Array("a\u{17F}a\u{212A}a \u{17F}\u{212A}".utf8)
  views.load(text.span)
  return Set(
    View.allCases.filter { view in
      String(decoding: views.bytes(of: view), as: UTF8.self).unicodeScalars.contains {
        $0 == "\u{17F}" || $0 == "\u{212A}"
      }
    })
}
