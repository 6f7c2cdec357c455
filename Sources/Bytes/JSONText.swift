extension OutputBuffer {
  /// A JSON string of UTF-8 bytes. Bytes that are not valid UTF-8 become U+FFFD; control characters, and the
  /// marks that turn the direction of text on a terminal, are escaped.
  package mutating func append(json text: Span<UInt8>) {
    let quote = UInt8(ascii: "\"")
    var copied = 0
    append(most: text.count &+ 2) { room, start in
      room[start] = quote
      copied = copyPlain(text, to: &room, at: start &+ 1)
      let end = start &+ 1 &+ copied
      if copied < text.count { return end }
      room[end] = quote
      return end &+ 1
    }
    guard copied < text.count else { return }
    appendEscaping(text, from: copied)
    append(quote)
  }

  /// The same without the quotes, for strings made of several pieces.
  package mutating func append(jsonContents text: Span<UInt8>) {
    var copied = 0
    append(most: text.count) { room, start in
      copied = copyPlain(text, to: &room, at: start)
      return start &+ copied
    }
    if copied < text.count { appendEscaping(text, from: copied) }
  }

  package mutating func append(json text: [UInt8], _ part: ByteRange) { append(json: text.span.extracting(part.range)) }
  package mutating func append(jsonContents text: [UInt8], _ part: ByteRange) {
    append(jsonContents: text.span.extracting(part.range))
  }
  package mutating func append(json text: String) { append(json: text.utf8.span) }

  private mutating func appendEscaping(_ text: Span<UInt8>, from start: Int) {
    var plain = start
    var index = start
    let count = text.count
    while index < count {
      let byte = text[index]
      if byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C, byte != 0x7F {
        index &+= 1
        continue
      }
      if byte >= 0x80 {
        let (scalar, length) = decodeScalar(text, at: index)
        if scalar != .invalid, !turnsDirection(scalar) {
          index &+= length
          continue
        }
        append(text.extracting(plain..<index))
        if scalar == .invalid { append("\u{FFFD}") } else { appendEscape(scalar) }
        index &+= length
      } else {
        append(text.extracting(plain..<index))
        appendEscape(UInt32(byte))
        index &+= 1
      }
      plain = index
    }
    append(text.extracting(plain..<count))
  }

  private mutating func appendEscape(_ scalar: UInt32) {
    switch scalar {
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    default:
      append("\\u")
      for shift in [UInt32(12), 8, 4, 0] {
        let digit = UInt8((scalar >> shift) & 15)
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}

/// Copies what stands in a JSON string as it is, up to the first few bytes that hold anything else.
///
/// A word at a time, as nearly all names and found texts are such throughout and no longer than two or three words.
///
/// - Returns: how many bytes were copied. What lies behind them in `room`, as far as the text would reach, may be
///   anything.
private func copyPlain(_ text: Span<UInt8>, to room: inout MutableSpan<UInt8>, at start: Int) -> Int {
  let count = text.count
  // The one check of bounds; the pointers below have none.
  precondition(start >= 0 && count <= room.count &- start)
  return unsafe text.withUnsafeBytes { from in
    unsafe room.withUnsafeMutableBytes { to in
      var index = 0
      while index &+ 8 <= count {
        let word = unsafe from.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if !isPlain(word) { return index }
        unsafe to.storeBytes(of: word, toByteOffset: start &+ index, as: UInt64.self)
        index &+= 8
      }
      if count >= 8 {
        // The rest, with some of what was copied already.
        let word = unsafe from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        if !isPlain(word) { return index }
        unsafe to.storeBytes(of: word, toByteOffset: start &+ count &- 8, as: UInt64.self)
        return count
      }
      // Less than a word: filled up to one with what is plain.
      if count & 4 != 0 {
        let half = unsafe from.loadUnaligned(fromByteOffset: index, as: UInt32.self)
        if !isPlain(UInt64(half) | 0x2020_2020 << 32) { return index }
        unsafe to.storeBytes(of: half, toByteOffset: start &+ index, as: UInt32.self)
        index &+= 4
      }
      while index < count {
        let byte = unsafe from[index]
        if !isPlain(UInt64(byte) | 0x2020_2020_2020_2000) { return index }
        unsafe to[start &+ index] = byte
        index &+= 1
      }
      return count
    }
  }
}

/// Whether each of eight bytes is printable ASCII, and neither a quote nor a backslash.
@inline(__always)
private func isPlain(_ word: UInt64) -> Bool {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let quotes = word ^ ones &* 0x22
  let backslashes = word ^ ones &* 0x5C
  // A byte below n borrows from its high bit when n is taken away, and one of 0x7F carries into it when 1 is added. Bytes
  // above an odd one may come out wrong, but then the word is odd anyway.
  let odd = word | (word &+ ones) | (word &- ones &* 0x20) | (quotes &- ones) | (backslashes &- ones)
  return odd & (ones &* 0x80) == 0
}

/// Whether a scalar is one of the explicit direction marks (Unicode Bidi_Control).
package func turnsDirection(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
