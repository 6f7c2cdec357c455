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
      var end = index
      var letters = 0
      var digits = 0
      var hasApostrophe = false
      while end < bytes.count {
        let byte = bytes[end]
        let found = ByteClass.of(byte)
        if found == ByteClass.letter {
          letters &+= 1
          end &+= 1
        } else if found == ByteClass.digit {
          digits &+= 1
          end &+= 1
        } else if found == ByteClass.beyondASCII {
          let length = beyondASCII(bytes, at: end, &letters, &digits)
          if length == 0 { break }
          end &+= length
        } else if byte == UInt8(ascii: "'"), letters > 0, end &+ 1 < bytes.count,
          ByteClass.of(bytes[end &+ 1]) == ByteClass.letter
        {
          hasApostrophe = true
          end &+= 1
        } else {
          break
        }
      }
      if end > index {
        while entity < entities.count, entities[entity].range.upperBound <= index { entity &+= 1 }
        let isInEntity =
          entity < entities.count && entities[entity].range.lowerBound < end && entities[entity].kind != .hashtag
        if end &- index == 1 { singles &+= 1 }
        if hasApostrophe { apostrophes &+= 1 }
        let hash =
          hasApostrophe ? hashWithoutApostrophes(bytes.extracting(index..<end)) : hash64(bytes.extracting(index..<end))
        words.append(
          Word(
            range: ByteRange(start: index, count: end &- index), hash: hash, letters: letters, digits: digits,
            isInEntity: isInEntity))
        index = end
      } else {
        index &+= ByteClass.of(bytes[index]) == ByteClass.beyondASCII ? decodeScalar(bytes, at: index).length : 1
      }
    }
    mayBeSpaced = singles >= SpacingPass.least || apostrophes > 0
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
