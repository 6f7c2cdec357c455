import Bytes

/// The end of the character that starts at `offset`, with the marks and the selector upon it.
func endOfCharacter(_ bytes: Span<UInt8>, at offset: Int) -> Int {
  var end = offset + decodeScalar(bytes, at: offset).length
  while end < bytes.count, bytes[end] >= 0x80 {
    let (scalar, length) = decodeScalar(bytes, at: end)
    guard scalar != .invalid, scalar == 0xFE0F || Unit(scalar, source: end).group == .mark else { break }
    end += length
  }
  return end
}

extension MappedText {
  /// The source bytes that a range of this text came from: whole characters with the marks upon them.
  func source(of range: Range<Int>, in source: Span<UInt8>) -> Range<Int> {
    if offsets.isEmpty { return wholeCharacters(range, of: source) }
    guard !range.isEmpty else {
      let offset = range.lowerBound < offsets.count ? Int(offsets[range.lowerBound]) : source.count
      return offset..<offset
    }
    // Turned text runs backwards, so the ends are not where the range's ends are.
    var first = UInt32.max
    var last: UInt32 = 0
    for index in range {
      first = min(first, offsets[index])
      last = max(last, offsets[index])
    }
    return Int(first)..<endOfCharacter(source, at: Int(last))
  }
}

/// A range of a text without marks, made wider where it cuts characters.
private func wholeCharacters(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < text.count, continuesCharacter(text[start]) { start -= 1 }
  if range.isEmpty { return start..<start }
  while end < text.count, continuesCharacter(text[end]) { end += 1 }
  return start..<end
}

/// Whether a byte of UTF-8 is not the first of its character.
func continuesCharacter(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

/// Looks up, for places that only move forward, whether an entity lies there.
struct EntityCursor {
  private var next = 0

  mutating func touches(_ range: Range<Int>, _ entities: [EntityFinder.Found]) -> Bool {
    while next < entities.count, entities[next].range.upperBound <= range.lowerBound { next += 1 }
    return next < entities.count && entities[next].range.lowerBound < range.upperBound
  }
}
