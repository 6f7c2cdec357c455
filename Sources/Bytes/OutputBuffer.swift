/// Bytes on their way out: JSON and text are appended, then the whole is handed to one write.
package struct OutputBuffer: Sendable {
  /// The bytes, and behind them room for more: written to in place, as to grow an array costs more than to copy the few
  /// bytes that most pieces are.
  private var storage: [UInt8]
  package private(set) var count = 0

  package init(capacity: Int = 0) { storage = Array(repeating: 0, count: capacity) }

  /// A copy of what was appended.
  package var bytes: [UInt8] { Array(storage[..<count]) }

  /// What was appended, in the buffer's own storage, with which it ends.
  package consuming func finished() -> [UInt8] {
    storage.removeSubrange(count...)
    return storage
  }

  package mutating func removeAll() { count = 0 }

  /// Hands over what was appended without copying it.
  package func withSpan<Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
    try body(storage.span.extracting(..<count))
  }

  package mutating func append(_ byte: UInt8) {
    makeRoom(1)
    storage[count] = byte
    count &+= 1
  }

  package mutating func append(_ text: StaticString) {
    unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func append(_ text: String) { append(text.utf8.span) }
  package mutating func append(_ more: [UInt8]) { append(more.span) }

  package mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe append($0) }
  }

  @inline(__always)
  private mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    makeRoom(more.count)
    unsafe storage.withUnsafeMutableBufferPointer { room in
      _ = unsafe room[count...].update(fromContentsOf: more)
    }
    count &+= more.count
  }

  @inline(__always)
  private mutating func makeRoom(_ more: Int) {
    if storage.count &- count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    storage.append(contentsOf: repeatElement(0, count: max(storage.count, more, 256)))
  }

  package mutating func append(decimal value: Int) {
    var rest = value.magnitude
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var first = digits.count
    repeat {
      first &-= 1
      digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if value < 0 {
      first &-= 1
      digits[first] = UInt8(ascii: "-")
    }
    append(digits.span.extracting(first...))
  }

  /// A number rounded to thousandths, without trailing zeros: `2.5`, `-0.125`, `3`.
  package mutating func append(thousandths value: Double) {
    let scaled = Int((value * 1000).rounded())
    if scaled < 0 { append(UInt8(ascii: "-")) }
    let magnitude = Int(scaled.magnitude)
    append(decimal: magnitude / 1000)
    var fraction = magnitude % 1000
    guard fraction > 0 else { return }
    append(UInt8(ascii: "."))
    var unit = 100
    while fraction > 0 {
      append(UInt8(ascii: "0") + UInt8(fraction / unit))
      fraction %= unit
      unit /= 10
    }
  }

  /// A JSON string of UTF-8 bytes. Bytes that are not valid UTF-8 become U+FFFD; control characters, and the
  /// marks that turn the direction of text on a terminal, are escaped.
  package mutating func append(json span: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    append(jsonContents: span)
    append(UInt8(ascii: "\""))
  }

  /// The same without the quotes, for strings made of several pieces.
  package mutating func append(jsonContents span: Span<UInt8>) {
    if isPlain(span) { return append(span) }
    var plain = 0
    var index = 0
    let count = span.count
    while index < count {
      let byte = span[index]
      if byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C, byte != 0x7F {
        index &+= 1
        continue
      }
      if byte >= 0x80 {
        let (scalar, length) = decodeScalar(span, at: index)
        if scalar != .invalid, !turnsDirection(scalar) {
          index &+= length
          continue
        }
        append(span.extracting(plain..<index))
        if scalar == .invalid { append("\u{FFFD}") } else { appendEscape(scalar) }
        index &+= length
      } else {
        append(span.extracting(plain..<index))
        appendEscape(UInt32(byte))
        index &+= 1
      }
      plain = index
    }
    append(span.extracting(plain..<count))
  }

  package mutating func append(json text: String) { append(json: text.utf8.span) }

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

/// Whether a text stands in a JSON string as it is: printable ASCII without quotes and backslashes. One pass without
/// branches, as nearly all names and words are.
private func isPlain(_ text: Span<UInt8>) -> Bool {
  var odd: UInt8 = 0
  for index in text.indices {
    let byte = text[index]
    odd |= byte &- 0x20 > 0x5E ? 1 : 0
    odd |= byte == 0x22 ? 1 : 0
    odd |= byte == 0x5C ? 1 : 0
  }
  return odd == 0
}

/// Whether a scalar is one of the explicit direction marks (Unicode Bidi_Control).
package func turnsDirection(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
