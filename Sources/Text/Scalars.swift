import Bytes
import CUnicode

/// A scalar of a text on its way through the views.
struct Unit {
  var scalar: UInt32
  /// Offset in the source.
  var source: UInt32
  var record: saring_unicode_record
  /// Whether invisible characters were taken out before it.
  var followsHidden = false

  init(_ scalar: UInt32, source: Int) {
    self.scalar = scalar
    self.source = UInt32(source)
    record = saring_unicode_lookup(scalar)
  }

  /// Another scalar in the same place.
  func becoming(_ scalar: UInt32) -> Unit {
    var unit = Unit(scalar, source: Int(source))
    unit.followsHidden = followsHidden
    return unit
  }

  var group: Group { Group(rawValue: record.group) ?? .other }
  var isLetterOrDigit: Bool { record.group == Group.letter.rawValue || record.group == Group.digit.rawValue }
  /// A letter of the Latin alphabet, dressed or plain.
  var isLatinLetter: Bool { record.group == Group.letter.rawValue && record.script == Script.latin.rawValue }
  /// A letter that stands among full-width Latin ones in ordinary writing.
  var isCJK: Bool {
    record.group == Group.letter.rawValue && record.script >= Script.han.rawValue
      && record.script <= Script.hangul.rawValue
  }
  var isUpperCase: Bool { record.flags & 1 != 0 }
  /// A letter that no living orthography sets there: of Latin, hooked, turned and phonetic ones; of other scripts, those
  /// that nobody reads.
  var isExotic: Bool { record.flags & 2 != 0 }
  /// Whether NFC may reorder or join it.
  var composes: Bool { record.flags & 4 != 0 }
  /// A mark that may be put upon Latin letters.
  var isLatinMark: Bool { record.group == Group.mark.rawValue && record.script == Script.latin.rawValue }
  /// A mark, or what is no character by itself.
  var isUpon: Bool {
    switch group {
    case .mark, .invisible, .direction: true
    default: false
    }
  }
  /// One of the 26 letters that flags are spelt with.
  var isRegional: Bool { scalar &- 0x1F1E6 < 26 }
  /// A colour for the emoji before it.
  var isSkinTone: Bool { scalar &- 0x1F3FB < 5 }
  /// One of the tags that spell the flag of a part of a country.
  var isTag: Bool { scalar &- 0xE0020 < 0x60 }
}

/// What a scalar is, as far as views care. The order is that of the generated tables.
enum Group: UInt8 {
  case other, letter, digit, mark, emoji, space, invisible, direction
}

extension Unit {
  /// Number given to lone regional indicators, which no other alphabet of the tables has.
  static let regionalAlphabet: UInt8 = 250

  /// A regional indicator that is no half of a flag spells a letter.
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
  /// Whether the units are the source, character by character, and no character has marks or a selector upon it.
  private(set) var isSource = true
  private var overrides = Overrides()
  private var composer = Composer()

  mutating func run(_ text: Span<UInt8>) {
    units.removeAll(keepingCapacity: true)
    disguises.removeAll(keepingCapacity: true)
    overrides.reset()
    var index = 0
    var hidden = false
    var hasRegional = false
    var mayBeLost = false
    var composes = false
    isSource = true
    while index < text.count {
      if Self.isASCII(text[index]) {
        index = appendASCII(text, from: index, hidden: &hidden)
        continue
      }
      let (scalar, length) = decodeScalar(text, at: index)
      var unit = Unit(scalar == .invalid ? 0xFFFD : scalar, source: index)
      if scalar == .invalid || unit.isUpon { isSource = false }
      if LostPlanes.mayBeLost(unit) { mayBeLost = true }
      if unit.composes { composes = true }
      switch unit.group {
      case .invisible:
        if keeps(unit) { units.append(unit) } else if hides(scalar) { hidden = true }
      case .direction:
        overrides.turn(scalar, at: index, &units, &disguises)
      default:
        if unit.isRegional { hasRegional = true }
        if scalar == 0x0A || scalar == 0x2029 { overrides.closeAll(at: index, &units, &disguises) }
        unit.followsHidden = hidden
        hidden = false
        units.append(unit)
      }
      index &+= length
    }
    overrides.closeAll(at: text.count, &units, &disguises)
    if mayBeLost { LostPlanes.restore(&units) }
    if composes || mayBeLost {
      composer.compose(&units)
      isSource = false
    }
    if hasRegional { pairRegionals() }
  }

  /// Whether a byte is a character that nothing else need be asked about; a line break ends overrides.
  private static func isASCII(_ byte: UInt8) -> Bool { byte < 0x80 && byte != 0x0A }

  /// Appends a run of such characters, and says where it ends.
  private mutating func appendASCII(_ text: Span<UInt8>, from start: Int, hidden: inout Bool) -> Int {
    var end = start + 1
    while end < text.count, Self.isASCII(text[end]) { end += 1 }
    let first = units.count
    units.append(addingCapacity: end - start) { units in
      for place in start..<end { units.append(Unit(UInt32(text[place]), source: place)) }
    }
    units[first].followsHidden = hidden
    hidden = false
    return end
  }

  /// Joiners and selectors belong to emoji, and to scripts that join letters.
  private func keeps(_ unit: Unit) -> Bool {
    guard let last = units.last else { return false }
    switch unit.scalar {
    case 0x200D: return last.group == .emoji || last.scalar == 0xFE0F || joins(last)
    case 0x200C: return joins(last)
    case 0xFE0E, 0xFE0F: return last.group == .emoji || last.group == .other || last.group == .digit
    default: return unit.isTag && (last.group == .emoji || last.isTag)
    }
  }

  private func joins(_ unit: Unit) -> Bool {
    (unit.group == .letter || unit.group == .mark) && unit.record.script != Script.latin.rawValue
  }

  /// Whether an invisible character between letters is there to part them. A soft hyphen comes along with text copied
  /// from a page, a selector with a letter that is an emoji too.
  private func hides(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00AD: false
    case 0xFE0E, 0xFE0F: units.last.map { $0.record.kind == 0 } ?? false
    default: true
    }
  }

  /// Neighbouring regional indicators are flags if each pair of them is one, and letters otherwise.
  private mutating func pairRegionals() {
    var index = 0
    while index < units.count {
      guard units[index].isRegional else {
        index += 1
        continue
      }
      var end = index + 1
      while end < units.count, units[end].isRegional, !units[end].followsHidden { end += 1 }
      let areFlags =
        (end - index) % 2 == 0
        && stride(from: index, to: end, by: 2).allSatisfy {
          saring_unicode_is_region(units[$0].scalar - 0x1F1E6, units[$0 + 1].scalar - 0x1F1E6) != 0
        }
      if !areFlags {
        for place in index..<end { units[place].becomeRegionalLetter() }
      }
      index = end
    }
  }
}
