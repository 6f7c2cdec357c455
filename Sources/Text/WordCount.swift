import CUnicode

/// What one word is written in.
struct WordCount {
  private(set) var letters = 0
  private(set) var styled = Dress()
  private(set) var enclosed = Dress()
  /// Invisible characters that parted Latin letters or digits.
  private(set) var hidden = 0
  private var latin = 0
  private var lookAlikes = 0
  private var rareLookAlikes = 0
  /// The scripts of the look-alikes, as a bit set.
  private var lookAlikeScripts: UInt16 = 0
  private var foreign = 0
  private var exotic = 0
  private var looseMarks = 0
  private var stackedMarks = 0
  private var markKinds: UInt64 = 0
  private var marked = 0
  private var startsWithDigit = false
  private var isPhonetic = false
  private var edge = Edge()

  /// Letters and digits of decorative alphabets.
  struct Dress {
    private(set) var count = 0
    private(set) var letters = 0
    /// The alphabet of all its letters, or of all its digits if it has no letter; 0 for several.
    private(set) var alphabet: UInt8 = 0

    mutating func add(_ unit: Unit) {
      let isLetter = unit.group == .letter
      if count == 0 || (isLetter && letters == 0) {
        alphabet = unit.record.alphabet
      } else if isLetter || letters == 0, alphabet != unit.record.alphabet {
        alphabet = 0
      }
      count += 1
      if isLetter { letters += 1 }
    }
  }

  /// Greek letters at the edges of a word, where units and formulas have them: `Δx`, `μg`, `kΩ`, `TNFα`.
  private struct Edge {
    var isFirst = false
    var isLast = false
  }

  init(_ word: ArraySlice<Unit>) {
    var marksHere = 0
    var base: UInt32 = 0
    var isPlainBefore = false
    for unit in word {
      if unit.group == .mark {
        isPlainBefore = isPlainBefore && !unit.followsHidden
        // Tone marks above letters with a mark below are Yoruba, Igbo or Navajo spelling, though no composed letter
        // exists; so is the line below. A keycap is an emoji.
        guard unit.isLatinMark, unit.scalar != 0x20E3, unit.scalar != 0x329,
          !(Self.hasMarkBelow(base) && Self.isTone(unit.scalar))
        else { continue }
        marksHere += 1
        if marksHere == 1 { looseMarks += 1 }
        if marksHere == 2 { stackedMarks += 1 }
        continue
      }
      marksHere = 0
      base = unit.scalar
      let isPlain = unit.isLatinLetter || unit.group == .digit
      if unit.followsHidden, isPlain, isPlainBefore { hidden += 1 }
      isPlainBefore = isPlain
      if letters == 0 { startsWithDigit = unit.group == .digit && unit.record.kind == 0 }
      letters += 1
      count(unit)
    }
  }

  private mutating func count(_ unit: Unit) {
    switch unit.record.kind {
    case 1: styled.add(unit)
    case 2: enclosed.add(unit)
    default: break
    }
    guard unit.group == .letter else { return }
    edge.isLast = false
    if unit.record.script == Script.latin.rawValue {
      latin += 1
      if unit.isExotic { exotic += 1 }
      if unit.scalar > 0x7F, unit.record.kind == 0 {
        let mark = saring_unicode_decompose(unit.scalar).second
        if mark != 0 {
          marked += 1
          markKinds |= 1 << UInt64(mark & 63)
        }
      }
    } else if unit.record.look_alike != 0 {
      lookAlikes += 1
      if unit.isExotic { rareLookAlikes += 1 }
      lookAlikeScripts |= 1 << UInt16(unit.record.script)
      if unit.record.script == Script.greek.rawValue {
        edge.isLast = Self.ends(unit.scalar)
        if latin == 0, Self.begins(unit.scalar) { edge.isFirst = true }
      }
    } else {
      // Stress and length are signs of phonetic spelling.
      if unit.scalar &- 0x2C8 < 5 || unit.scalar == 0x2D0 { isPhonetic = true }
      foreign += 1
    }
  }

  private static func hasMarkBelow(_ scalar: UInt32) -> Bool {
    [0x323, 0x328, 0x331].contains(saring_unicode_decompose(scalar).second)
  }

  private static func isTone(_ scalar: UInt32) -> Bool { [0x300, 0x301, 0x302, 0x304, 0x30C].contains(scalar) }

  /// Δ, μ, π, Ω, λ, σ.
  private static func begins(_ scalar: UInt32) -> Bool { [0x394, 0x3BC, 0x3C0, 0x3A9, 0x3BB, 0x3C3].contains(scalar) }

  /// α, β, γ, δ, ω's unit Ω.
  private static func ends(_ scalar: UInt32) -> Bool { scalar &- 0x3B1 < 4 || scalar == 0x3A9 }

  /// A single Greek letter where a unit or a formula has it.
  private var isFormula: Bool { lookAlikes == 1 && (edge.isLast || (edge.isFirst && latin <= 2)) }

  /// Latin letters and look-alikes of them in one word, several letters that no orthography has, or look-alikes of
  /// scripts that nobody reads or of several scripts.
  var isMixed: Bool {
    if foreign > 0 { return false }
    if latin > 0, lookAlikes > 0, !isFormula { return true }
    return (exotic >= 2 && styled.letters + enclosed.letters == 0 && !isPhonetic)
      || (rareLookAlikes >= 3 && rareLookAlikes == lookAlikes)
      || (lookAlikes >= 4 && lookAlikeScripts.nonzeroBitCount >= 2)
  }

  /// Marks as no spelling sets them: loose ones on two letters, stacked ones, or three kinds upon nearly every letter.
  var isMarked: Bool {
    latin > 0
      && (looseMarks >= 2 || stackedMarks >= 1
        || (markKinds.nonzeroBitCount >= 3 && marked >= 4 && marked * 4 >= letters * 3))
  }

  /// `1ˢᵗ`, `m²`, `CO₂`, `jalan²`: raised or lowered signs beside plain ones.
  var isOrdinal: Bool {
    (styled.alphabet == Self.superscript || styled.alphabet == Self.subscripts) && styled.count < letters
      && (styled.letters == 0 || (startsWithDigit && styled.count <= 2))
  }

  /// Whether all of it is full-width, as Latin often is beside Chinese and Japanese.
  var isFullWidth: Bool { styled.alphabet == Self.fullWidth }

  /// Numbers of alphabets in the generated tables.
  private static let superscript: UInt8 = 1
  private static let subscripts: UInt8 = 3
  private static let fullWidth: UInt8 = 13
}
