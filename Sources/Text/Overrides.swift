import Bytes

/// Explicit directions (Unicode Standard Annex 9), as far as they turn Latin text around: what stands between a
/// right-to-left override and its end is displayed backwards, except for embeddings inside it.
struct Overrides {
  private struct Level {
    /// Where the text begins that this level turns around, in units; -1 if it turns none.
    var start: Int
    /// Where the text begins in the source.
    var source: Int
    var isIsolate: Bool
    /// Whether Latin letters inside run backwards.
    var isBackwards: Bool
  }

  private var levels: [Level] = []
  /// Levels opened beyond the deepest.
  private var overflow = 0
  private var turning = 0

  /// The annex's own bound.
  private static let deepest = 125
  /// Levels deeper than this turn nothing: each costs a pass over its text.
  private static let deepestTurn = 8

  mutating func reset() {
    levels.removeAll(keepingCapacity: true)
    overflow = 0
    turning = 0
  }

  mutating func turn(_ scalar: UInt32, at offset: Int, _ units: inout [Unit], _ disguises: inout [Disguise]) {
    switch scalar {
    case 0x202A, 0x202B, 0x202D: open(backwards: false, isIsolate: false, offset, units.count)
    case 0x202E: open(backwards: true, isIsolate: false, offset, units.count)
    case 0x2066...0x2068: open(backwards: false, isIsolate: true, offset, units.count)
    case 0x202C:
      if overflow > 0 {
        overflow -= 1
      } else if let last = levels.last, !last.isIsolate {
        close(at: offset, &units, &disguises)
      }
    case 0x2069:
      if overflow > 0 {
        overflow -= 1
      } else if levels.contains(where: \.isIsolate) {
        while let last = levels.last, !last.isIsolate { close(at: offset, &units, &disguises) }
        close(at: offset, &units, &disguises)
      }
    default: break
    }
  }

  mutating func closeAll(at offset: Int, _ units: inout [Unit], _ disguises: inout [Disguise]) {
    while !levels.isEmpty { close(at: offset, &units, &disguises) }
    overflow = 0
  }

  private mutating func open(backwards: Bool, isIsolate: Bool, _ offset: Int, _ place: Int) {
    guard levels.count < Self.deepest else {
      overflow += 1
      return
    }
    let turns = backwards != (levels.last?.isBackwards ?? false) && turning < Self.deepestTurn
    if turns { turning += 1 }
    levels.append(
      Level(start: turns ? place : -1, source: offset + 3, isIsolate: isIsolate, isBackwards: backwards))
  }

  /// Turns back what the innermost level turned, cluster by cluster, so that it reads as it is displayed.
  private mutating func close(at offset: Int, _ units: inout [Unit], _ disguises: inout [Disguise]) {
    let level = levels.removeLast()
    guard level.start >= 0 else { return }
    turning -= 1
    guard level.start < units.count else { return }
    let letters = units[level.start...].count { $0.isLatinLetter || $0.group == .digit }
    units[level.start...].reverse()
    var index = level.start
    while index < units.count {
      // A mark now stands before its letter.
      var end = index
      while end < units.count, units[end].group == .mark { end += 1 }
      if end > index, end < units.count { units[index...end].reverse() }
      index = end + 1
    }
    if letters >= 2, level.isBackwards {
      disguises.append(
        Disguise(
          kind: .reversed, source: ByteRange(start: level.source, count: offset - level.source), letters: letters))
    }
  }
}
