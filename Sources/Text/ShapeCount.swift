import Bytes
import CUnicode

extension Shape {
  mutating func reset() { self = Shape() }

  /// Counts over the scalars of the clean view. An emoji sequence (joined, with skin tone, a flag) counts once.
  mutating func count(_ units: [Unit]) {
    reset()
    lines = units.isEmpty ? 0 : 1
    var joins = false
    var isFlagOpen = false
    let units = units.span
    for index in units.indices {
      let unit = units[index]
      switch unit.group {
      case .letter:
        characters &+= 1
        letters &+= 1
        if unit.isUpperCase { upperCase &+= 1 }
        scripts[Int(unit.record.script)] &+= 1
      case .digit:
        characters &+= 1
        digits &+= 1
      case .emoji:
        let continues = joins || unit.isSkinTone || (unit.isRegional && isFlagOpen)
        isFlagOpen = unit.isRegional && !isFlagOpen
        if !continues {
          characters &+= 1
          emoji &+= 1
        }
      case .space:
        characters &+= 1
        if unit.scalar == 0x0A { lines &+= 1 }
      case .other:
        characters &+= 1
        punctuation &+= 1
      case .mark, .invisible, .direction: break
      }
      joins = unit.scalar == 0x200D
      if unit.group != .emoji { isFlagOpen = false }
    }
  }
}
