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

/// How many bytes a scalar is in UTF-8.
@inlinable @inline(__always) public func lengthInUTF8(_ scalar: UInt32) -> Int {
  scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4
}

/// One of the bytes that a scalar beyond ASCII is in UTF-8.
@inlinable @inline(__always) public func byteInUTF8(_ scalar: UInt32, _ place: Int, of length: Int) -> UInt8 {
  let bits = scalar &>> UInt32(6 &* (length &- 1 &- place))
  // As many bits of the first byte are set as there are bytes.
  return UInt8(truncatingIfNeeded: place == 0 ? 0xF00 &>> UInt32(length) | bits : 0x80 | bits & 0x3F)
}

extension Array<UInt8> {
  /// Appends a scalar's UTF-8 form.
  @inlinable public mutating func append(scalar: UInt32) {
    if scalar < 0x80 { return append(UInt8(truncatingIfNeeded: scalar)) }
    let length = lengthInUTF8(scalar)
    for place in 0..<length { append(byteInUTF8(scalar, place, of: length)) }
  }
}

extension OutputSpan<UInt8> {
  /// Appends a scalar's UTF-8 form.
  @inlinable public mutating func append(scalar: UInt32) {
    if scalar < 0x80 { return append(UInt8(truncatingIfNeeded: scalar)) }
    let length = lengthInUTF8(scalar)
    for place in 0..<length { append(byteInUTF8(scalar, place, of: length)) }
  }
}
