import CUnicode

/// What one word is written in.
struct WordCount {
  private(set) var letters = 0
  private(set) var styled = 0
  private(set) var styledAlphabet: UInt8 = 0
  private(set) var enclosed = 0
  private(set) var enclosedAlphabet: UInt8 = 0
  private var latin = 0
  private var lookAlikes = 0
  private var foreign = 0
  private var exotic = 0
  private var looseMarks = 0
  private var stackedMarks = 0
  private var markKinds: UInt64 = 0
  private var startsWithDigit = false
  private var dressedLetters = 0

  init(_ word: ArraySlice<Unit>) {
    var marksHere = 0
    var base: UInt32 = 0
    for unit in word {
      if unit.group == .mark {
        // Dot below with a tone mark is Yoruba and Igbo spelling, though no composed letter exists.
        guard unit.isLatinMark, !(Self.hasDotBelow(base) && Self.isTone(unit.scalar)) else { continue }
        marksHere += 1
        if marksHere == 1 { looseMarks += 1 }
        if marksHere == 2 { stackedMarks += 1 }
        markKinds |= 1 << UInt64(unit.scalar & 63)
        continue
      }
      marksHere = 0
      base = unit.scalar
      if letters == 0 { startsWithDigit = unit.group == .digit && unit.record.kind == 0 }
      letters += 1
      count(unit)
    }
  }

  private mutating func count(_ unit: Unit) {
    switch unit.record.kind {
    case 1:
      styled += 1
      if styled == 1 {
        styledAlphabet = unit.record.alphabet
      } else if styledAlphabet != unit.record.alphabet {
        styledAlphabet = 0
      }
    case 2:
      enclosed += 1
      if enclosed == 1 {
        enclosedAlphabet = unit.record.alphabet
      } else if enclosedAlphabet != unit.record.alphabet {
        enclosedAlphabet = 0
      }
    default: break
    }
    guard unit.group == .letter else { return }
    if unit.record.kind != 0 { dressedLetters += 1 }
    if unit.record.script == Script.latin.rawValue {
      latin += 1
      if unit.isExotic { exotic += 1 }
      // The marks inside a composed letter count as kinds of marks, not as loose ones.
      if unit.scalar > 0x7F, unit.record.kind == 0 {
        let parts = saring_unicode_decompose(unit.scalar)
        if parts.second != 0 {
          markKinds |= 1 << UInt64(parts.second & 63)
        } else if unit.record.fold_count == 1 {
          markKinds |= 1 << 63
        }
      }
    } else if unit.record.look_alike != 0 {
      lookAlikes += 1
    } else {
      foreign += 1
    }
  }

  private static func hasDotBelow(_ scalar: UInt32) -> Bool {
    saring_unicode_decompose(scalar).second == 0x323
  }

  private static func isTone(_ scalar: UInt32) -> Bool { [0x300, 0x301, 0x304, 0x30C].contains(scalar) }

  /// Latin letters and look-alikes of them in one word, or several letters that no orthography has.
  var isMixed: Bool { (latin > 0 && lookAlikes > 0 && foreign == 0) || (exotic >= 2 && dressedLetters == 0) }

  /// Marks as no spelling sets them: loose ones on two letters, stacked ones, or three kinds in one word.
  var isMarked: Bool { latin > 0 && (looseMarks >= 2 || stackedMarks >= 1 || markKinds.nonzeroBitCount >= 3) }

  /// `1ˢᵗ`, `m²`, `CO₂`: raised or lowered signs beside plain ones.
  var isOrdinal: Bool {
    (styledAlphabet == 1 || styledAlphabet == 3) && styled < letters
      && (dressedLetters == 0 || (startsWithDigit && styled <= 2))
  }

  /// Full-width Latin is ordinary beside Chinese and Japanese.
  mutating func fullWidthIsOrdinary() {
    if styledAlphabet == 13 { styled = 0 }
  }
}
