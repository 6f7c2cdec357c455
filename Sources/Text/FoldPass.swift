import Bytes
import CUnicode

/// Scalars of the clean view to the folded view, and the disguises met on the way.
///
/// A comment like `gas di mєкαr88 𝗞𝗔𝗞` is read as its writer wants it read, `gas di mekar88 kak`, and what had to be
/// undone for that is evidence. Both come from one walk over words, because most disguises are one only inside a word:
///
/// - `𝗞𝗔𝗞`: each scalar folds by itself (the tables say to what), and neighbouring styled words make one run.
/// - `mєкαr88`: `є`, `к`, `α` are ordinary letters of their own scripts. They are read as Latin only because `m` and `r`
///   stand in the same word; in a Russian word nothing is undone.
/// - `t̷o̷t̷o̷`: marks on Latin letters are dropped. An accent that composes with its letter is spelling; marks that do
///   not, or three kinds of them over a whole word, are not.
///
/// Every folded byte remembers the source offset of its scalar, so that a match can be shown in the original.
struct FoldPass {
  private(set) var disguises: [Disguise] = []
  /// Whether nothing was folded in the last text but the case of ASCII letters.
  private(set) var changesCaseAlone = true
  private var styled = DressedRun(kind: .styled)
  private var enclosed = DressedRun(kind: .enclosed)
  /// Whether Chinese, Japanese or Korean stands in the text; nil until it matters.
  private var isCJK: Bool?

  /// - Parameters:
  ///   - units: the clean view.
  ///   - source: the text they came from.
  mutating func run(_ units: [Unit], source: Span<UInt8>, into folded: inout MappedText) {
    disguises.removeAll(keepingCapacity: true)
    changesCaseAlone = true
    styled.reset()
    enclosed.reset()
    isCJK = nil
    var index = 0
    while index < units.count {
      guard units[index].isLetterOrDigit else {
        styled.separate(units[index], into: &disguises)
        enclosed.separate(units[index], into: &disguises)
        emit(units[index], asLookAlike: false, &folded)
        index += 1
        continue
      }
      var end = index + 1
      var isPlain = units[index].isPlain
      while end < units.count, units[end].isLetterOrDigit || units[end].group == .mark {
        isPlain = isPlain && units[end].isPlain
        end += 1
      }
      if isPlain {
        styled.flush(into: &disguises)
        enclosed.flush(into: &disguises)
        end = Self.endOfPlain(units.span, from: end)
        folded.append(plain: units.span.extracting(index..<end))
      } else {
        fold(units[index..<end], of: units, source, &folded)
      }
      index = end
    }
    styled.flush(into: &disguises)
    enclosed.flush(into: &disguises)
  }

  /// Where the plain words and signs end that follow a plain word.
  private static func endOfPlain(_ units: Span<Unit>, from start: Int) -> Int {
    var end = start
    while end < units.count, units[end].isPlain { end &+= 1 }
    if end == units.count || !(units[end].isLetterOrDigit || units[end].group == .mark) { return end }
    // The last word goes on beyond ASCII.
    while end > start, units[end &- 1].isLetterOrDigit { end &-= 1 }
    return end
  }

  /// One word: letters, digits and their marks.
  private mutating func fold(
    _ word: ArraySlice<Unit>, of units: [Unit], _ source: Span<UInt8>, _ folded: inout MappedText
  ) {
    let count = WordCount(word)
    let range = Self.source(of: word, source)
    if count.isMixed {
      disguises.append(Disguise(kind: .confusable, source: range, letters: count.letters))
    } else if count.isMarked {
      disguises.append(Disguise(kind: .combining, source: range, letters: count.letters))
    }
    // A single one is a stray of the platform or of copying.
    if count.hidden > 1 {
      disguises.append(Disguise(kind: .invisible, source: range, letters: count.letters))
    }
    if count.styled.count == 0 || (count.isFullWidth && isCJK(units)) {
      styled.flush(into: &disguises)
    } else if !count.isOrdinal {
      styled.add(count.styled, of: count.letters, at: range)
    }
    if count.enclosed.count == 0 {
      enclosed.flush(into: &disguises)
    } else {
      enclosed.add(count.enclosed, of: count.letters, at: range)
    }
    for unit in word { emit(unit, asLookAlike: count.isMixed, &folded) }
  }

  private mutating func isCJK(_ units: [Unit]) -> Bool {
    if let isCJK { return isCJK }
    let found = units.contains(where: \.isCJK)
    isCJK = found
    return found
  }

  private static func source(of word: ArraySlice<Unit>, _ source: Span<UInt8>) -> ByteRange {
    // Turned text runs backwards.
    var first = UInt32.max
    var last: UInt32 = 0
    for unit in word {
      first = min(first, unit.source)
      last = max(last, unit.source)
    }
    return ByteRange(Int(first)..<endOfCharacter(source, at: Int(last)))
  }

  @inline(__always)
  private mutating func emit(_ unit: Unit, asLookAlike: Bool, _ folded: inout MappedText) {
    if unit.scalar < 0x80 {
      folded.append(unit.small, from: unit.source)
    } else {
      emitBeyondASCII(unit, asLookAlike: asLookAlike, &folded)
    }
  }

  private mutating func emitBeyondASCII(_ unit: Unit, asLookAlike: Bool, _ folded: inout MappedText) {
    if unit.isLatinMark || unit.record.group == Group.invisible.rawValue {
      changesCaseAlone = false
      return
    }
    if asLookAlike, unit.record.look_alike != 0 {
      folded.append(unit.record.look_alike, from: unit.source)
    } else if unit.record.alphabet == Unit.regionalAlphabet {
      folded.append(UInt8(ascii: "a") + UInt8(unit.scalar - 0x1F1E6), from: unit.source)
    } else if unit.record.fold_count > 0 {
      for index in 0..<UInt32(unit.record.fold_count) {
        folded.append(saring_unicode_fold_byte(UInt32(unit.record.fold) + index), from: unit.source)
      }
    } else {
      folded.append(scalar: unit.scalar, from: unit.source)
      return
    }
    changesCaseAlone = false
  }
}

extension Unit {
  /// Nothing a disguise could be made of.
  fileprivate var isPlain: Bool { scalar < 0x80 && !followsHidden }
  /// The small form of an ASCII character.
  fileprivate var small: UInt8 { UInt8(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar | 0x20 : scalar) }
}

extension MappedText {
  @inline(__always)
  mutating func append(_ byte: UInt8, from source: UInt32) {
    bytes.append(byte)
    offsets.append(source)
  }

  /// Appends a run of ASCII in small letters.
  fileprivate mutating func append(plain units: Span<Unit>) {
    bytes.append(addingCapacity: units.count) { bytes in
      for index in units.indices { bytes.append(units[index].small) }
    }
    offsets.append(addingCapacity: units.count) { offsets in
      for index in units.indices { offsets.append(units[index].source) }
    }
  }

  /// A text with its way back.
  init(_ units: Span<Unit>) {
    bytes.append(addingCapacity: 4 * units.count) { bytes in
      for index in units.indices { bytes.append(scalar: units[index].scalar) }
    }
    offsets.append(addingCapacity: bytes.count) { offsets in
      for index in units.indices {
        for _ in 0..<lengthInUTF8(units[index].scalar) { offsets.append(units[index].source) }
      }
    }
  }

  mutating func append(scalar: UInt32, from source: UInt32) {
    bytes.append(scalar: scalar)
    while offsets.count < bytes.count { offsets.append(source) }
  }
}
