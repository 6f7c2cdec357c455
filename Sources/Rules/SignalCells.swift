import Text

/// A leaf's bounds on a reading.
struct SignalAtom {
  let atom: Int
  let signal: Int
  /// The least and the most that the value may be.
  let lowest: Double
  let highest: Double

  init(atom: Int, signal: Int, bounds: [SignalBound]) {
    var lowest = -Double.infinity
    var highest = Double.infinity
    for bound in bounds {
      switch bound {
      case .atLeast(let value): lowest = max(lowest, value)
      case .above(let value): lowest = max(lowest, value.nextUp)
      case .atMost(let value): highest = min(highest, value)
      case .below(let value): highest = min(highest, value.nextDown)
      }
    }
    self.atom = atom
    self.signal = signal
    self.lowest = lowest
    self.highest = highest
  }
}

/// What every reading makes of the leaves that ask for it.
///
/// The bounds of all leaves of a signal cut its values into cells, in each of which the same leaves are true. Most readings
/// lie in a cell where none is, mostly around 0: two comparisons tell so for all leaves of the signal at once.
struct SignalCells: Sendable {
  private struct Cut: Sendable {
    let signal: Int
    /// The values of a cell without leaves, from the first to before the second; none where both are NaN.
    let quiet: (from: Double, end: Double)
    /// Where the values at which its cells begin lie in `edges`, all but that of the first cell.
    let edges: Range<Int>
    /// Its cells: the one of what is unknown, then the others.
    let firstCell: Int
  }

  private let cuts: [Cut]
  private let edges: [Double]
  /// By cell, where its atoms begin, and one more for the end.
  private let starts: [UInt32]
  private let atoms: [UInt32]
  /// The atoms of each cell: groups of the rules' triggers.
  var groups: [[Int]] {
    zip(starts, starts.dropFirst()).map { start, end in atoms[Int(start)..<Int(end)].map { Int($0) } }
  }
  /// The signals that anything asks for, ascending.
  var signals: [Int] { cuts.map(\.signal) }

  init(_ signalAtoms: [SignalAtom]) {
    var cuts: [Cut] = []
    var edges: [Double] = []
    var starts: [UInt32] = []
    var atoms: [UInt32] = []
    for (signal, own) in Dictionary(grouping: signalAtoms, by: \.signal).sorted(by: { $0.key < $1.key }) {
      // Nothing lies above infinity.
      let bounds = own.flatMap { [$0.lowest, $0.highest == .infinity ? -.infinity : $0.highest.nextUp] }
      let begins = [-.infinity] + Set(bounds).filter { $0 > -.infinity }.sorted()
      let cells = begins.map { value in own.filter { $0.lowest <= value && value <= $0.highest } }
      let usual = begins.lastIndex { $0 <= 0 } ?? 0
      let empty = cells[usual].isEmpty ? usual : cells.firstIndex(where: \.isEmpty)
      let ends = begins.dropFirst() + [.infinity]
      cuts.append(
        Cut(
          signal: signal, quiet: empty.map { (begins[$0], ends[ends.startIndex + $0]) } ?? (.nan, .nan),
          edges: edges.count..<edges.count + begins.count - 1, firstCell: starts.count))
      edges += begins.dropFirst()
      for cell in [own] + cells {
        starts.append(UInt32(atoms.count))
        atoms += cell.map { UInt32($0.atom) }
      }
    }
    starts.append(UInt32(atoms.count))
    self.cuts = cuts
    self.edges = edges
    self.starts = starts
    self.atoms = atoms
  }

  /// - Parameter wantsUnknown: false where only hits are asked for: what is not known makes none.
  func read(
    _ signals: [Reading], wantsUnknown: Bool, _ triggers: RuleTriggers, _ states: inout MutableSpan<UInt8>,
    _ touched: inout MutableSpan<UInt64>
  ) {
    let readings = signals.span
    for cut in cuts {
      let value = cut.signal < readings.count ? readings[cut.signal].value : .nan
      // What is NaN is never quiet.
      if value >= cut.quiet.from, value < cut.quiet.end { continue }
      take(value, cut, wantsUnknown, triggers, &states, &touched)
    }
  }

  /// A function of its own and no part of its caller, whose few values would not stay in registers beside all this.
  @inline(never)
  private func take(
    _ value: Double, _ cut: Cut, _ wantsUnknown: Bool, _ triggers: RuleTriggers, _ states: inout MutableSpan<UInt8>,
    _ touched: inout MutableSpan<UInt64>
  ) {
    let isKnown = !value.isNaN
    var cell = cut.firstCell
    if isKnown {
      var edge = cut.edges.lowerBound
      let edges = edges.span
      while edge < cut.edges.upperBound, edges[edge] <= value { edge &+= 1 }
      cell &+= 1 &+ edge &- cut.edges.lowerBound
    }
    let state = isKnown ? AtomState.yes : AtomState.unknown
    let atoms = atoms.span
    var place = Int(starts[cell])
    let end = Int(starts[cell &+ 1])
    while place < end {
      states[Int(atoms[place])] = state
      place &+= 1
    }
    if isKnown || wantsUnknown { triggers.touch(group: cell, in: &touched) }
  }
}
