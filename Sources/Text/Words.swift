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
      // Nearly all words are small letters and nothing else, with a space behind them.
      var found = Found(end: index)
      while found.end < bytes.count, bytes[found.end] &- 0x61 < 26 { found.end &+= 1 }
      found.letters = found.end &- index
      if found.end < bytes.count, bytes[found.end] != 0x20 { extend(&found, bytes) }
      if found.end > index {
        while entity < entities.count, entities[entity].range.upperBound <= index { entity &+= 1 }
        let isInEntity =
          entity < entities.count && entities[entity].range.lowerBound < found.end && entities[entity].kind != .hashtag
        if found.end &- index == 1 { singles &+= 1 }
        if found.hasApostrophe { apostrophes &+= 1 }
        let word = bytes.extracting(index..<found.end)
        words.append(
          Word(
            range: ByteRange(start: index, count: word.count),
            hash: found.hasApostrophe ? hashWithoutApostrophes(word) : hash64(word), letters: found.letters,
            digits: found.digits, isInEntity: isInEntity))
        index = found.end
      } else {
        index &+= bytes[index] < 0x80 ? 1 : decodeScalar(bytes, at: index).length
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

  /// Walks on to the end of a word.
  private func extend(_ word: inout Found, _ bytes: Span<UInt8>) {
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
  private func beyondASCII(_ bytes: Span<UInt8>, at index: Int, _ letters: inout Int, _ digits: inout Int) -> Int {
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
