import Text

/// What to look for in which views of a field. All report the payloads of sightings.
struct ViewAutomata: Sendable {
  typealias Scan = (view: View, automaton: LiteralAutomaton)

  /// By view.
  let apart: [Scan]
  /// For a text whose clean view is the folded one but for case, as most are: one pass finds the literals of both.
  let together: [Scan]

  init(_ literals: [View: [LiteralAutomaton.Entry]]) {
    var literals = literals
    let scans = { (literals: [View: [LiteralAutomaton.Entry]]) in
      literals.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { view, entries in
        LiteralAutomaton.automata(for: entries).map { (view, $0) }
      }
    }
    apart = scans(literals)
    if let clean = literals.removeValue(forKey: .clean) {
      literals[.folded, default: []] += clean
      together = scans(literals)
    } else {
      together = apart
    }
  }
}

extension TextViews {
  @inline(__always) func bytes(of view: View) -> [UInt8] {
    switch view {
    case .raw: raw
    case .clean: clean.bytes
    case .folded: foldedBytes
    case .skeleton: skeleton.bytes
    }
  }
}
