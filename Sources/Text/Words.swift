import Bytes

/// Cuts a folded text into words.
struct WordCutter {
  /// Whether letters that were pulled apart may stand in the text: several words of one letter, or apostrophes.
  private(set) var mayBeSpaced = false
  private var hashed: [UInt8] = []

  mutating func run(_ text: [UInt8], _ entities: [EntityFinder.Found], into words: inout [Word]) {
    let bytes = text.span
    words.removeAll(keepingCapacity: true)
    var singles = 0
    var apostrophes = 0
    var entity = 0
    var index = 0
    while index < bytes.count {
      // Room for many at once: to make it for each by itself costs as much as to cut it.
      words.append(addingCapacity: 32) { words in
        while index < bytes.count, !words.isFull {
          if bytes[index] == 0x20 {
            index &+= 1
            continue
          }
          let found = Self.walk(bytes, from: index)
          guard found.end > index else {
            index &+= bytes[index] < 0x80 ? 1 : decodeScalar(bytes, at: index).length
            continue
          }
          while entity < entities.count, entities[entity].range.upperBound <= index { entity &+= 1 }
          let isInEntity =
            entity < entities.count && entities[entity].range.lowerBound < found.end
            && entities[entity].kind != .hashtag
          let word = bytes.extracting(index..<found.end)
          if word.count == 1 { singles &+= 1 }
          if found.hasApostrophe { apostrophes &+= 1 }
          words.append(
            Word(
              range: ByteRange(start: index, count: word.count),
              hash: found.hasApostrophe ? hashWithoutApostrophes(word) : hash64(word), letters: found.letters,
              digits: found.digits, isInEntity: isInEntity))
          index = found.end
        }
      }
    }
    mayBeSpaced = singles >= SpacingPass.least || apostrophes > 0
  }

  /// A word as far as it was walked.
  private struct Found {
    var end: Int
    var letters = 0
    var digits = 0
    var hasApostrophe = false
  }

  /// Walks over the word that starts here, if one does.
  @inline(__always)
  private static func walk(_ bytes: Span<UInt8>, from start: Int) -> Found {
    // Nearly all words are letters and nothing else, with a space behind them.
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
  @inline(never)
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
        word.hasApostrophe = true
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
