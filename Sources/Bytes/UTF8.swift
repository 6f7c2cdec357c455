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
  let left = bytes.count &- index
  if lead < 0xE0 {
    guard lead >= 0xC2, left >= 2, let last = continuation(bytes[index &+ 1]) else { return (.invalid, 1) }
    return (UInt32(lead & 0x1F) &<< 6 | last, 2)
  }
  if lead < 0xF0 {
    guard left >= 3, let second = continuation(bytes[index &+ 1]), let last = continuation(bytes[index &+ 2]) else {
      return (.invalid, 1)
    }
    let scalar = UInt32(lead & 0x0F) &<< 12 | second &<< 6 | last
    return scalar >= 0x800 && scalar &- 0xD800 >= 0x800 ? (scalar, 3) : (.invalid, 1)
  }
  guard lead < 0xF5, left >= 4, let second = continuation(bytes[index &+ 1]),
    let third = continuation(bytes[index &+ 2]), let last = continuation(bytes[index &+ 3])
  else { return (.invalid, 1) }
  let scalar = UInt32(lead & 0x07) &<< 18 | second &<< 12 | third &<< 6 | last
  return scalar >= 0x1_0000 && scalar <= 0x10_FFFF ? (scalar, 4) : (.invalid, 1)
}

/// The six bits of a scalar that a byte behind its first one carries; nil for any other byte.
@usableFromInline @inline(__always) func continuation(_ byte: UInt8) -> UInt32? {
  byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
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

/// How many bytes a scalar is in UTF-8.
@inlinable @inline(__always) public func lengthInUTF8(_ scalar: UInt32) -> Int {
  scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4
}

extension OutputSpan<UInt8> {
  /// Appends a scalar's UTF-8 form.
  @inlinable public mutating func append(scalar: UInt32) {
    if scalar < 0x80 { return append(UInt8(truncatingIfNeeded: scalar)) }
    let length = lengthInUTF8(scalar)
    // As many bits of the first byte are set as there are bytes.
    append(UInt8(truncatingIfNeeded: (0xF00 &>> UInt32(length)) | scalar &>> UInt32(6 &* (length &- 1))))
    for place in stride(from: length - 2, through: 0, by: -1) {
      append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> UInt32(6 &* place) & 0x3F))
    }
  }
}
