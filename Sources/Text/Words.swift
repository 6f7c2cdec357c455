import Bytes

/// Cuts a folded text into words.
struct WordCutter {
  /// Letters and digits that stand alone, or may.
  private var singles = 0
  /// The first entity that ends behind the last word.
  private var entity = 0
  private var hashed: [UInt8] = []

  /// Whether letters that were pulled apart may stand in the text.
  var mayBeSpaced: Bool { singles >= SpacingPass.least }

  mutating func run(_ text: [UInt8], _ entities: [EntityFinder.Found], into words: inout [Word]) {
    let text = text.span
    let entities = entities.span
    words.clear()
    singles = 0
    entity = 0
    var index = 0
    while index < text.count {
      // Room for many at once: to make it for each by itself costs as much as to cut it.
      words.append(addingCapacity: 32) { words in index = cut(text, from: index, entities, into: &words) }
    }
  }

  /// Cuts as many words as there is room for.
  ///
  /// - Returns: where to go on.
  private mutating func cut(
    _ text: Span<UInt8>, from start: Int, _ entities: Span<EntityFinder.Found>, into words: inout OutputSpan<Word>
  ) -> Int {
    var index = start
    var room = words.freeCapacity
    while index < text.count, room > 0 {
      let eight = EightBytes(padding: text, at: index)
      let letters = EightBytes.countBefore(eight.areLetters ^ EightBytes.all(0x80))
      // Nearly all words are a few letters and nothing else, with a space or a sign behind them.
      if letters > 0, letters < 8, Self.ends(eight[letters]) {
        if letters == 1 { singles &+= 1 }
        words.append(
          Word(
            range: ByteRange(start: index, count: letters), hash: hash64(eight, count: letters), letters: letters,
            digits: 0, isInEntity: isInEntity(index, index &+ letters, entities)))
        index &+= letters
        if eight[letters] == 0x20 { index &+= 1 }
        room &-= 1
      } else if letters == 0, Self.ends(eight[0]) {
        index &+= 1
      } else if let word = longWord(text, from: index, entities) {
        words.append(word)
        index = word.range.end
        room &-= 1
      } else {
        index &+= text[index] < 0x80 ? 1 : decodeScalar(text, at: index).length
      }
    }
    return index
  }

  /// Whether no word goes on with a byte; 0 is what stands behind the text.
  @inline(__always)
  private static func ends(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte < 0x80 && byte != UInt8(ascii: "'") && !ByteClass.isAlphanumeric(byte))
  }

  @inline(__always)
  private mutating func isInEntity(_ start: Int, _ end: Int, _ entities: Span<EntityFinder.Found>) -> Bool {
    while entity < entities.count {
      let found = entities[entity]
      if found.range.upperBound > start { return found.range.lowerBound < end && found.kind != .hashtag }
      entity &+= 1
    }
    return false
  }

  /// The word of any kind that starts here, if one does.
  @inline(never)
  private mutating func longWord(
    _ text: Span<UInt8>, from start: Int, _ entities: Span<EntityFinder.Found>
  ) -> Word? {
    let found = Self.walk(text, from: start)
    guard found.end > start else { return nil }
    let word = text.extracting(start..<found.end)
    // Between apostrophes any letter may stand alone.
    if found.apostrophes > 0 { singles &+= found.apostrophes &+ 1 } else if word.count == 1 { singles &+= 1 }
    return Word(
      range: ByteRange(start: start, count: word.count),
      hash: found.apostrophes > 0 ? hashWithoutApostrophes(word) : hash64(word), letters: found.letters,
      digits: found.digits, isInEntity: isInEntity(start, found.end, entities))
  }

  /// A word as far as it was walked.
  private struct Found {
    var end: Int
    var letters = 0
    var digits = 0
    var apostrophes = 0
  }

  /// Walks over the word that starts here, if one does.
  @inline(__always)
  private static func walk(_ bytes: Span<UInt8>, from start: Int) -> Found {
    var word = Found(end: endOfLetters(bytes, from: start))
    word.letters = word.end &- start
    if word.end < bytes.count, bytes[word.end] != 0x20 { extend(&word, bytes) }
    return word
  }

  /// Where a run of ASCII letters ends.
  @inline(__always)
  private static func endOfLetters(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end &+ 8 <= bytes.count {
      let letters = EightBytes.countBefore(EightBytes(bytes, at: end).areLetters ^ EightBytes.all(0x80))
      end &+= letters
      if letters < 8 { return end }
    }
    while end < bytes.count, ByteClass.of(bytes[end]) == ByteClass.letter { end &+= 1 }
    return end
  }

  /// Walks on to the end of a word.
  private static func extend(_ word: inout Found, _ bytes: Span<UInt8>) {
    while word.end < bytes.count {
      let byte = bytes[word.end]
      switch ByteClass.of(byte) {
      case ByteClass.letter:
        word.letters &+= 1
        word.end &+= 1
      case ByteClass.digit:
        word.digits &+= 1
        word.end &+= 1
      case ByteClass.beyondASCII:
        let length = beyondASCII(bytes, at: word.end, &word.letters, &word.digits)
        if length == 0 { return }
        word.end &+= length
      default:
        guard byte == UInt8(ascii: "'"), word.letters > 0, word.end &+ 1 < bytes.count,
          ByteClass.of(bytes[word.end &+ 1]) == ByteClass.letter
        else { return }
        word.apostrophes &+= 1
        word.end &+= 1
      }
    }
  }

  /// The length of a letter, digit or mark beyond ASCII; 0 for anything else.
  private static func beyondASCII(_ bytes: Span<UInt8>, at index: Int, _ letters: inout Int, _ digits: inout Int) -> Int
  {
    let (scalar, length) = decodeScalar(bytes, at: index)
    switch Unit(scalar, source: 0).group {
    case .letter: letters &+= 1
    case .digit: digits &+= 1
    case .mark where letters > 0: break
    default: return 0
    }
    return length
  }

  private mutating func hashWithoutApostrophes(_ word: Span<UInt8>) -> UInt64 {
    hashed.removeAll(keepingCapacity: true)
    for index in 0..<word.count where word[index] != UInt8(ascii: "'") { hashed.append(word[index]) }
    return hash64(hashed.span)
  }
}
