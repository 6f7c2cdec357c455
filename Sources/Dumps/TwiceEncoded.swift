import Bytes

/// A text that was encoded as UTF-8 twice, encoded once, as Meta's exports need it: the bytes of its UTF-8 were taken for
/// Latin-1 characters and encoded again.
///
/// - Returns: nil for any other text: one without such characters, with others beside them, or whose characters are no
///   valid UTF-8 when taken for bytes.
func decodedTwice(_ text: Span<UInt8>) -> [UInt8]? {
  var first = 0
  while first &+ 8 <= text.count, EightBytes(text, at: first).bits & EightBytes.all(0x80) == 0 { first &+= 8 }
  while first < text.count, text[first] < 0x80 { first += 1 }
  // Most texts beyond ASCII end here: characters above U+00FF begin with other bytes.
  guard first < text.count, text[first] & 0xFE == 0xC2 else { return nil }
  var index = first
  while index < text.count {
    if text[index] < 0x80 {
      index += 1
    } else {
      guard text[index] & 0xFE == 0xC2, index + 1 < text.count, text[index + 1] & 0xC0 == 0x80 else { return nil }
      index += 2
    }
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  index = 0
  while index < text.count {
    if text[index] < 0x80 {
      bytes.append(text[index])
      index += 1
    } else {
      bytes.append((text[index] & 0x03) << 6 | text[index + 1] & 0x3F)
      index += 2
    }
  }
  return firstInvalidUTF8(bytes.span) == nil ? bytes : nil
}
