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
///   not, or three kinds of them in one word, are not.
///
/// Every folded byte remembers the source offset of its scalar, so that a match can be shown in the original.
struct FoldPass {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [UInt32] = []
  private(set) var disguises: [Disguise] = []
  private var styled = Run(kind: .styled)
  private var enclosed = Run(kind: .enclosed)

  /// - Parameters:
  ///   - units: the clean view.
  ///   - end: length of the source.
  mutating func run(_ units: [Unit], end: Int) {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    disguises.removeAll(keepingCapacity: true)
    styled.reset()
    enclosed.reset()
    let isCJK = units.contains {
      $0.group == .letter && [.han, .kana, .hangul].contains($0.script)
    }
    var index = 0
    while index < units.count {
      guard units[index].isLetterOrDigit else {
        separate(units[index])
        emit(units[index], asLookAlike: false)
        index += 1
        continue
      }
      var last = index
      while last + 1 < units.count, units[last + 1].isLetterOrDigit || units[last + 1].group == .mark { last += 1 }
      let next = last + 1 < units.count ? Int(units[last + 1].source) : end
      fold(units[index...last], next: next, isCJK: isCJK)
      index = last + 1
    }
    styled.flush(into: &disguises)
    enclosed.flush(into: &disguises)
  }

  /// One word: letters, digits and their marks.
  private mutating func fold(_ word: ArraySlice<Unit>, next: Int, isCJK: Bool) {
    var count = WordCount(word)
    let source = ByteRange(start: Int(word.first?.source ?? 0), count: next - Int(word.first?.source ?? 0))
    if count.isMixed {
      disguises.append(Disguise(kind: .confusable, source: source, letters: count.letters))
    } else if count.isMarked {
      disguises.append(Disguise(kind: .combining, source: source, letters: count.letters))
    }
    if isCJK { count.fullWidthIsOrdinary() }
    styled.add(count.styled, alphabet: count.styledAlphabet, isOrdinal: count.isOrdinal, word: source)
    enclosed.add(count.enclosed, alphabet: count.enclosedAlphabet, isOrdinal: false, word: source)
    if count.styled == 0 { styled.flush(into: &disguises) }
    if count.enclosed == 0 { enclosed.flush(into: &disguises) }
    for unit in word { emit(unit, asLookAlike: count.isMixed) }
  }

  private mutating func emit(_ unit: Unit, asLookAlike: Bool) {
    if unit.isLatinMark || unit.record.group == Group.invisible.rawValue { return }
    let first = bytes.count
    if asLookAlike, unit.record.look_alike != 0 {
      bytes.append(unit.record.look_alike)
    } else if unit.record.alphabet == Unit.regionalAlphabet {
      bytes.append(UInt8(ascii: "a") + UInt8(unit.scalar - 0x1F1E6))
    } else if unit.record.fold_count > 0 {
      for index in 0..<UInt32(unit.record.fold_count) {
        bytes.append(saring_unicode_fold_byte(UInt32(unit.record.fold) + index))
      }
    } else {
      bytes.append(scalar: unit.scalar)
    }
    for _ in first..<bytes.count { offsets.append(unit.source) }
  }

  // MARK: Runs over several words

  /// Dressed words that follow each other make one run; a plain word, a line break or much between them ends it.
  private struct Run {
    let kind: Disguise.Kind
    var letters = 0
    var alphabet: UInt8 = 0
    var start = 0
    var end = 0
    var gap = 0

    init(kind: Disguise.Kind) { self.kind = kind }

    mutating func reset() { self = Run(kind: kind) }

    mutating func add(_ more: Int, alphabet: UInt8, isOrdinal: Bool, word: ByteRange) {
      guard more > 0, !isOrdinal else { return }
      if letters == 0 {
        start = Int(word.start)
        self.alphabet = alphabet
      } else if self.alphabet != alphabet {
        self.alphabet = 0
      }
      letters += more
      end = word.end
      gap = 0
    }

    /// Ends the run. A single dressed letter is a sign, not a word.
    mutating func flush(into disguises: inout [Disguise]) {
      if letters >= 2 {
        disguises.append(
          Disguise(
            kind: kind, alphabet: alphabet, source: ByteRange(start: start, count: end - start), letters: letters))
      }
      reset()
    }
  }

  private mutating func separate(_ unit: Unit) {
    styled.gap += 1
    enclosed.gap += 1
    if unit.scalar == 0x0A || styled.gap > 3 { styled.flush(into: &disguises) }
    if unit.scalar == 0x0A || enclosed.gap > 3 { enclosed.flush(into: &disguises) }
  }
}
