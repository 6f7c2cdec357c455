import Text

/// What to look for in which views of a field. All report the payloads of sightings.
struct ViewAutomata: Sendable {
  struct Scan: Sendable {
    let view: View
    let automaton: LiteralAutomaton
    /// The place of its memory among those of all automata.
    let memory: Int
  }

  /// By view.
  let apart: [Scan]
  /// For a text whose clean view is the folded one but for case, as most are: one pass finds the literals of both.
  let together: [Scan]

  /// - Parameter memories: gets an empty one for each automaton.
  init(_ literals: [View: [LiteralAutomaton.Entry]], _ memories: inout [LiteralMemory]) {
    apart = Self.scans(for: literals, &memories)
    guard let clean = literals[.clean] else {
      together = apart
      return
    }
    var literals = literals
    literals[.clean] = nil
    literals[.folded, default: []] += clean
    together = Self.scans(for: literals, &memories)
  }

  private static func scans(
    for literals: [View: [LiteralAutomaton.Entry]], _ memories: inout [LiteralMemory]
  ) -> [Scan] {
    var scans: [Scan] = []
    for (view, entries) in literals.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for automaton in LiteralAutomaton.automata(for: entries) {
        scans.append(Scan(view: view, automaton: automaton, memory: memories.count))
        memories.append(LiteralMemory(of: automaton))
      }
    }
    return scans
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
