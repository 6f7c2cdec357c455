extension UInt32 {
  /// What `decodeScalar` returns for bytes that are not valid UTF-8.
  @inlinable public static var invalid: UInt32 { .max }
}

/// Decodes the scalar that starts at `index`, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
///
/// - Returns: the scalar and its length in bytes; `(.invalid, 1)` where no valid scalar starts.
@inlinable public func decodeScalar(_ bytes: Span<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
  let lead = bytes[index]
  if lead < 0x80 { return (UInt32(lead), 1) }
  let length: Int
  let least: UInt32
  var scalar: UInt32
  switch lead {
  case 0xC2...0xDF: (length, least, scalar) = (2, 0x80, UInt32(lead & 0x1F))
  case 0xE0...0xEF: (length, least, scalar) = (3, 0x800, UInt32(lead & 0x0F))
  case 0xF0...0xF4: (length, least, scalar) = (4, 0x1_0000, UInt32(lead & 0x07))
  default: return (.invalid, 1)
  }
  guard index &+ length <= bytes.count else { return (.invalid, 1) }
  for offset in 1..<length {
    let byte = bytes[index &+ offset]
    guard byte & 0xC0 == 0x80 else { return (.invalid, 1) }
    scalar = scalar &<< 6 | UInt32(byte & 0x3F)
  }
  guard scalar >= least, scalar <= 0x10_FFFF, scalar &- 0xD800 >= 0x800 else { return (.invalid, 1) }
  return (scalar, length)
}

/// The position of the first byte that is not valid UTF-8, or nil.
public func firstInvalidUTF8(_ bytes: Span<UInt8>) -> Int? {
  var index = 0
  while index < bytes.count {
    let (scalar, length) = decodeScalar(bytes, at: index)
    if scalar == .invalid { return index }
    index &+= length
  }
  return nil
}

extension Array<UInt8> {
  /// Appends a scalar's UTF-8 form.
  @inlinable public mutating func append(scalar: UInt32) {
    if scalar < 0x80 {
      append(UInt8(scalar))
    } else if scalar < 0x800 {
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x1_0000 {
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    } else {
      append(UInt8(0xF0 | scalar >> 18))
      append(UInt8(0x80 | scalar >> 12 & 0x3F))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
