import Bytes
import CUnicode

/// A scalar of a text on its way through the views.
struct Unit {
  var scalar: UInt32
  /// Offset in the source.
  var source: UInt32
  var record: saring_unicode_record

  init(_ scalar: UInt32, source: Int) {
    self.scalar = scalar
    self.source = UInt32(source)
    record = saring_unicode_lookup(scalar)
  }

  var group: Group { Group(rawValue: record.group) ?? .other }
  var script: Script { Script(rawValue: record.script) ?? .other }
  var isLetterOrDigit: Bool { record.group == Group.letter.rawValue || record.group == Group.digit.rawValue }
  /// A letter of the Latin alphabet, dressed or plain.
  var isLatinLetter: Bool { record.group == Group.letter.rawValue && record.script == Script.latin.rawValue }
  var isUpperCase: Bool { record.flags & 1 != 0 }
  /// A Latin letter that no living orthography uses: hooks, turned letters, phonetic signs.
  var isExotic: Bool { record.flags & 2 != 0 }
  /// A mark that may be put upon Latin letters.
  var isLatinMark: Bool { record.group == Group.mark.rawValue && record.script == Script.latin.rawValue }
  /// One of the 26 letters that flags are spelt with.
  var isRegional: Bool { scalar &- 0x1F1E6 < 26 }
}

/// What a scalar is, as far as views care. The order is that of the generated tables.
enum Group: UInt8 {
  case other, letter, digit, mark, emoji, space, invisible, direction
}

extension Unit {
  /// Number given to lone regional indicators, which no other alphabet of the tables has.
  static let regionalAlphabet: UInt8 = 250

  /// A regional indicator that stands alone spells a letter.
  mutating func becomeRegionalLetter() {
    record.group = Group.letter.rawValue
    record.script = Script.latin.rawValue
    record.kind = 2
    record.alphabet = Self.regionalAlphabet
  }
}

/// Raw bytes to the scalars of the clean view: invisible and direction marks taken out, right-to-left overrides turned
/// back, canonically composed.
struct ScalarPass {
  private(set) var units: [Unit] = []
  private(set) var disguises: [Disguise] = []
  /// Where the text turned around by each open override begins, in units.
  private var overrides: [Int] = []
  private var composer = Composer()

  /// Overrides deeper than this are left as they are: each level costs a pass over what it turns.
  private static let deepestOverride = 8

  mutating func run(_ text: Span<UInt8>) {
    units.removeAll(keepingCapacity: true)
    disguises.removeAll(keepingCapacity: true)
    overrides.removeAll(keepingCapacity: true)
    var index = 0
    var hidden = 0
    while index < text.count {
      let (scalar, length) = decodeScalar(text, at: index)
      let unit = Unit(scalar == .invalid ? 0xFFFD : scalar, source: index)
      switch unit.group {
      case .invisible:
        if keeps(unit) { units.append(unit) } else if scalar != 0xFE0F, scalar != 0xFE0E { hidden += 1 }
      case .direction: turn(scalar, at: index)
      default:
        if hidden > 0 { noteHidden(before: unit) }
        hidden = 0
        if scalar == 0x0A { closeOverrides(at: index) }
        units.append(unit)
      }
      index &+= length
    }
    closeOverrides(at: text.count)
    composer.compose(&units)
    pairRegionals()
  }

  /// Joiners and selectors belong to emoji, and to scripts that join letters.
  private func keeps(_ unit: Unit) -> Bool {
    guard let last = units.last else { return false }
    switch unit.scalar {
    case 0x200D: return last.group == .emoji || last.scalar == 0xFE0F || joins(last)
    case 0x200C: return joins(last)
    case 0xFE0E, 0xFE0F: return last.group == .emoji || last.group == .other || last.group == .digit
    default: return unit.scalar &- 0xE0020 < 0x60 && last.group == .emoji
    }
  }

  private func joins(_ unit: Unit) -> Bool {
    (unit.group == .letter || unit.group == .mark) && unit.record.script != Script.latin.rawValue
  }

  /// Invisible characters between two Latin letters or digits.
  private mutating func noteHidden(before unit: Unit) {
    guard let last = units.last, last.isLetterOrDigit, unit.isLetterOrDigit else { return }
    let isLatin = last.isLatinLetter || unit.isLatinLetter
    let isPlain = last.group == .digit || last.isLatinLetter
    guard isLatin, isPlain, unit.group == .digit || unit.isLatinLetter else { return }
    var letters = 2
    var start = Int(last.source)
    if let before = disguises.last, before.kind == .invisible, before.source.end == start + 1 {
      letters = Int(before.letters) + 1
      start = Int(before.source.start)
      disguises.removeLast()
    }
    let source = ByteRange(start: start, count: Int(unit.source) + 1 - start)
    disguises.append(Disguise(kind: .invisible, source: source, letters: letters))
  }

  private mutating func turn(_ scalar: UInt32, at offset: Int) {
    switch scalar {
    case 0x202E where overrides.count < Self.deepestOverride: overrides.append(units.count)
    case 0x202C where !overrides.isEmpty: closeOverride(at: offset)
    default: break
    }
  }

  private mutating func closeOverrides(at offset: Int) {
    while !overrides.isEmpty { closeOverride(at: offset) }
  }

  /// Turns back what the innermost override turned, cluster by cluster, so that it reads as it is displayed.
  private mutating func closeOverride(at offset: Int) {
    let start = overrides.removeLast()
    guard start < units.count else { return }
    let letters = units[start...].count { $0.isLatinLetter || $0.group == .digit }
    let first = Int(units[start].source)
    units[start...].reverse()
    var index = start
    while index < units.count {
      // A mark now stands before its letter.
      var end = index
      while end < units.count, units[end].group == .mark { end += 1 }
      if end > index, end < units.count { units[index...end].reverse() }
      index = end + 1
    }
    if letters >= 2 {
      disguises.append(
        Disguise(kind: .reversed, source: ByteRange(start: first, count: offset - first), letters: letters))
    }
  }

  /// Two regional indicators make a flag, one alone is a letter in a box.
  private mutating func pairRegionals() {
    var index = 0
    while index < units.count {
      guard units[index].isRegional else {
        index += 1
        continue
      }
      if index + 1 < units.count, units[index + 1].isRegional {
        index += 2
      } else {
        units[index].becomeRegionalLetter()
        index += 1
      }
    }
  }
}
