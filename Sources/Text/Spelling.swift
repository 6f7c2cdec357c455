import Bytes

/// Undoes, in the folded view, what is spelt oddly with ordinary characters: letters pulled apart and digits or signs
/// that stand for letters. Leaves links, handles and addresses alone.
struct Spelling {
  private(set) var disguises: [Disguise] = []
  private var removed: [Int] = []

  /// Letters pulled apart need as many: three spell too many honest things.
  private static let leastSpaced = 4
  private static let leastSpacedLetters = 3

  /// - Returns: whether the text was changed.
  mutating func run(_ text: inout MappedText, _ entities: inout [EntityFinder.Found]) -> Bool {
    disguises.removeAll(keepingCapacity: true)
    removed.removeAll(keepingCapacity: true)
    let changed = replaceSigns(&text, entities)
    joinSpaced(&text, &entities)
    return changed || !removed.isEmpty
  }

  private func source(_ text: MappedText, _ range: Range<Int>) -> ByteRange {
    if text.offsets.isEmpty { return ByteRange(range) }
    let start = Int(text.offsets[range.lowerBound])
    let last = Int(text.offsets[range.upperBound - 1])
    return ByteRange(start: min(start, last), count: max(start, last) + 1 - min(start, last))
  }

  // MARK: Signs for letters

  private mutating func replaceSigns(_ text: inout MappedText, _ entities: [EntityFinder.Found]) -> Bool {
    var changed = false
    var index = 1
    while index + 1 < text.bytes.count {
      let letter = Self.letter(for: text.bytes[index])
      guard letter != 0, isLetter(text.bytes[index - 1]), isLetter(text.bytes[index + 1]),
        !entities.contains(where: { $0.range.contains(index) })
      else {
        index += 1
        continue
      }
      var start = index
      while start > 0, isLetter(text.bytes[start - 1]) { start -= 1 }
      var end = index + 1
      while end < text.bytes.count, isLetter(text.bytes[end]) { end += 1 }
      // `f4f`, `sub4sub`: the digit is a word.
      let isWord = index - start == end - index - 1 && text.bytes[start..<index] == text.bytes[(index + 1)..<end]
      if end - start >= 4, !isWord {
        text.bytes[index] = letter
        changed = true
        disguises.append(Disguise(kind: .leet, source: source(text, start..<end), letters: end - start))
      }
      index += 1
    }
    return changed
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  /// 2, 6, 8 and 9 mostly mean themselves: `baik2`, `b2b`.
  private static func letter(for byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0"): UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"): UInt8(ascii: "i")
    case UInt8(ascii: "3"): UInt8(ascii: "e")
    case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
    case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
    case UInt8(ascii: "7"): UInt8(ascii: "t")
    default: 0
    }
  }

  // MARK: Letters pulled apart

  /// `m e k a r 8 8`, `m.e.k.a.r`: single letters with the same separator between all of them.
  private mutating func joinSpaced(_ text: inout MappedText, _ entities: inout [EntityFinder.Found]) {
    var index = 0
    while index + 2 < text.bytes.count {
      guard isSingle(index, text.bytes) else {
        index += 1
        continue
      }
      let separator = text.bytes[index + 1]
      var end = index + 1
      var count = 1
      var letters = isLetter(text.bytes[index]) ? 1 : 0
      while end + 1 < text.bytes.count, text.bytes[end] == separator, isSeparator(separator),
        isSingle(end + 1, text.bytes)
      {
        count += 1
        if isLetter(text.bytes[end + 1]) { letters += 1 }
        end += 2
      }
      if count >= Self.leastSpaced, letters >= Self.leastSpacedLetters,
        !entities.contains(where: { $0.range.overlaps(index..<end) })
      {
        disguises.append(Disguise(kind: .spaced, source: source(text, index..<end), letters: count))
        for gap in stride(from: index + 1, to: end, by: 2) { removed.append(gap) }
      }
      index = end
    }
    if !removed.isEmpty { close(&text, &entities) }
  }

  /// A letter or digit without another on either side.
  private func isSingle(_ index: Int, _ bytes: [UInt8]) -> Bool {
    ByteClass.isAlphanumeric(bytes[index]) && (index == 0 || isBreak(bytes[index - 1]))
      && (index + 1 == bytes.count || isBreak(bytes[index + 1]))
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte < 0x80 && !ByteClass.isAlphanumeric(byte) || byte >= 0xE2 }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "*")
      || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "~") || byte == UInt8(ascii: "'")
  }

  /// Takes the gaps out.
  private mutating func close(_ text: inout MappedText, _ entities: inout [EntityFinder.Found]) {
    if text.offsets.isEmpty { text.offsets = text.bytes.indices.map { UInt32($0) } }
    var next = 0
    var kept = 0
    for index in text.bytes.indices {
      if next < removed.count, removed[next] == index {
        next += 1
        continue
      }
      text.bytes[kept] = text.bytes[index]
      text.offsets[kept] = text.offsets[index]
      kept += 1
    }
    text.bytes.removeSubrange(kept...)
    text.offsets.removeSubrange(kept...)
    for index in entities.indices {
      let before = removed.count { $0 < entities[index].range.lowerBound }
      entities[index].range = (entities[index].range.lowerBound - before)..<(entities[index].range.upperBound - before)
    }
  }
}
