/// Bytes on their way out: JSON and text are appended, then the whole is handed to one write.
package struct OutputBuffer: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  package var count: Int { bytes.count }
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  @inline(__always) package mutating func append(_ byte: UInt8) { bytes.append(byte) }

  package mutating func append(_ text: StaticString) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func append(_ text: String) { append(text.utf8.span) }
  package mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  package mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  package mutating func append(decimal value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var used = 0
    repeat {
      digits[used] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      used &+= 1
    } while rest > 0
    while used > 0 {
      used &-= 1
      append(digits[used])
    }
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

/// Whether a scalar is one of the explicit direction marks (Unicode Bidi_Control).
package func turnsDirection(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
