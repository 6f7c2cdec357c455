import CUnicode

/// Undoes a damage that dumps come with: characters beyond the first plane, cut to their lower sixteen bits by whatever
/// exported or cleaned them. A mathematical letter (U+1D400 to U+1D7FF) then reads as a rare Korean syllable, an emoji or
/// an enclosed letter (U+1F100 to U+1F8FF) as a private character.
///
/// Private characters mean nothing in a comment, so they are always restored. Syllables are, where there are several and
/// no other Korean stands beside them: Korean is hardly written without the commoner ones below U+D400.
struct LostPlanes {
  private static let syllables: ClosedRange<UInt32> = 0xD400...0xD7FF
  private static let privates: ClosedRange<UInt32> = 0xF100...0xF8FF
  private static let leastSyllables = 3

  /// Whether a character, alone or together with others, may be restored.
  static func mayBeLost(_ unit: Unit) -> Bool { syllables.contains(unit.scalar) || privates.contains(unit.scalar) }

  static func restore(_ units: inout [Unit]) {
    var lost = 0
    var hasKorean = false
    var hasPrivate = false
    for unit in units where unit.scalar >= 0x1100 {
      if syllables.contains(unit.scalar) {
        lost += 1
      } else if privates.contains(unit.scalar) {
        hasPrivate = true
      } else if unit.group == .letter, unit.record.script == Script.hangul.rawValue {
        hasKorean = true
      }
    }
    let isMathematical = lost >= leastSyllables && !hasKorean
    guard isMathematical || hasPrivate else { return }
    for index in units.indices {
      let scalar = units[index].scalar
      if privates.contains(scalar) || (isMathematical && syllables.contains(scalar)) {
        units[index] = units[index].becoming(scalar + 0x1_0000)
      }
    }
  }
}
