import Bytes
import Text

/// What is made of what was found: states and places of atoms, and the rules that these touch.
///
/// Static, and given only what they change: the state as a whole would be looked after at each step.
extension ScanState {
  /// Every pattern of which all literals of a branch are there may match.
  static func find(
    _ scan: ViewAutomata.Scan, in views: borrowing TextViews, _ memory: inout LiteralMemory, _ plan: ScanPlan,
    _ triggers: RuleTriggers, _ allMet: inout [UInt32], _ allBeginnings: inout [(first: UInt32, last: UInt32)],
    _ allStates: inout [UInt8],
    _ allTouched: inout [UInt64]
  ) {
    var met = allMet.mutableSpan
    var beginnings = allBeginnings.mutableSpan
    var states = allStates.mutableSpan
    var touched = allTouched.mutableSpan
    let text = views.bytes(of: scan.view)
    // It is the folded view that words were cut from.
    let words = scan.view == .folded ? views.words : []
    var position = scan.automaton.beginning()
    while true {
      let places = scan.automaton.next(in: text.span, words.span, &memory, &position)
      if places.isEmpty { return }
      let reports = memory.reports.span.extracting(places)
      for place in reports.indices {
        let report = reports[place]
        let sighting = PatternSighting(payload: report.payload)
        let before = met[sighting.pattern]
        if sighting.isLeading {
          let start = UInt32(position.end &- Int(report.length))
          let isFirst = before & plan.filters[sighting.pattern].leading == 0
          let known = isFirst ? (start, start) : beginnings[sighting.pattern]
          beginnings[sighting.pattern] = (min(known.0, start), max(known.1, start))
        }
        if before & sighting.set != 0 { continue }
        met[sighting.pattern] = before | sighting.set
        if PatternFilter.ready(before | sighting.set) == 0 { continue }
        let atom = plan.patternAtoms[sighting.pattern]
        if states[atom] != AtomState.no { continue }
        states[atom] = AtomState.pending
        triggers.touch(atom, in: &touched)
      }
    }
  }

  /// Of several places the first is shown, and the longest of those that begin there.
  static func find(
    _ table: PhraseTable, in views: borrowing TextViews, _ memory: inout PhraseMemory, _ triggers: RuleTriggers,
    _ allStates: inout [UInt8], _ allPlaces: inout [ByteRange], _ allTouched: inout [UInt64]
  ) {
    var states = allStates.mutableSpan
    var places = allPlaces.mutableSpan
    var touched = allTouched.mutableSpan
    table.scan(views, &memory) { atom, range in
      if states[atom] == AtomState.no {
        states[atom] = AtomState.yes
        triggers.touch(atom, in: &touched)
      } else if (places[atom].start, range.count) <= (range.start, places[atom].count) {
        return
      }
      places[atom] = range
    }
  }

  static func read(
    _ signals: [Reading], _ wantsUnknown: Bool, _ plan: ScanPlan, _ triggers: RuleTriggers,
    _ allStates: inout [UInt8], _ allTouched: inout [UInt64]
  ) {
    var states = allStates.mutableSpan
    var touched = allTouched.mutableSpan
    plan.signals.read(signals, wantsUnknown: wantsUnknown, triggers, &states, &touched)
  }

  static func take(
    _ facts: FieldFacts, _ triggers: RuleTriggers, _ states: inout [UInt8], _ places: inout [ByteRange],
    _ allTouched: inout [UInt64], _ hasUnfinished: inout Bool
  ) {
    var touched = allTouched.mutableSpan
    for found in facts.found {
      states[found.atom] = AtomState.yes
      places[found.atom] = found.source
      triggers.touch(found.atom, in: &touched)
    }
    for atom in facts.unfinished {
      states[atom] = AtomState.unfinished
      hasUnfinished = true
      triggers.touch(atom, in: &touched)
    }
  }
}
