/// When a pattern is worth running on a text: once all sets of literals of one of its branches are met. Two bits for each
/// branch, one for each of its sets.
struct PatternFilter: Sendable {
  /// Branches beyond these count as one.
  static let mostBranches = 16

  /// What is met from the start: the second sets of branches that have but one.
  private(set) var given: UInt32 = 0
  /// The sets that the matches of their branch begin with.
  private(set) var leading: UInt32 = 0
  /// The branches without such a set.
  private var unled: UInt32 = 0

  /// - Parameter branches: at most `mostBranches`; none for a pattern that no literal is known of.
  init(_ branches: [RequiredSets]) {
    for (index, branch) in branches.enumerated() {
      let first = UInt32(1) << UInt32(2 * index)
      if branch.sets.count == 1 { given |= first << 1 }
      if let place = branch.leading { leading |= first << UInt32(place) } else { unled |= first }
    }
  }

  /// The bit of a set.
  static func bit(branch: Int, set: Int) -> UInt32 { UInt32(2 * branch + set) }

  /// The first bit of each branch of which every set is met.
  @inline(__always) static func ready(_ met: UInt32) -> UInt32 { met & met &>> 1 & 0x5555_5555 }

  /// Whether every match there can be begins with one of the leading literals.
  func isLed(_ met: UInt32) -> Bool { Self.ready(met) & unled == 0 }
}

/// That a literal of a pattern was found, in 32 bits.
struct PatternSighting {
  /// What an automaton is to report.
  let payload: UInt32

  init(payload: UInt32) { self.payload = payload }

  /// - Parameters:
  ///   - bit: of the set that the literal is of.
  ///   - isLeading: whether matches of its branch begin with it.
  init(pattern: Int, bit: UInt32, isLeading: Bool) {
    payload = UInt32(pattern) << 6 | (isLeading ? 1 << 5 : 0) | bit
  }

  var pattern: Int { Int(payload >> 6) }
  var isLeading: Bool { payload & 1 << 5 != 0 }
  /// The set, as in `PatternFilter`.
  var set: UInt32 { 1 &<< (payload & 31) }
}
