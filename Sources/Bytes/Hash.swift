/// A fast 64-bit hash of bytes, equal on every run and machine, for tables of words and templates.
///
/// Multiply-and-fold over 8-byte words (the mixing step of wyhash). Not for hostile keys where a collision
/// would do harm: digests of files are SHA-256.
@inlinable public func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
  // A seed is mixed in first, or one would be the same as another text.
  var state: UInt64 = seed == 0 ? 0x9E37_79B9_7F4A_7C15 : fold(seed ^ 0x9E37_79B9_7F4A_7C15)
  var tail: UInt64 = 0
  let count = bytes.count
  unsafe bytes.withUnsafeBytes { raw in
    var index = 0
    while index &+ 8 <= count {
      state = fold(state ^ UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index &+= 8
    }
    // The last seven bytes at most, least significant first: of a longer text the end of its last eight, of a shorter one
    // two halves that overlap, or byte by byte.
    let rest = count &- index
    if rest == 0 { return }
    if count >= 8 {
      let last = UInt64(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
      tail = last &>> UInt64((8 &- rest) &* 8)
    } else if count >= 4 {
      let first = UInt64(UInt32(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
      let last = UInt64(UInt32(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)))
      tail = first | last &<< UInt64((count &- 4) &* 8)
    } else {
      for place in 0..<count { tail |= UInt64(unsafe raw[place]) &<< UInt64(place &* 8) }
    }
  }
  return fold(fold(state ^ tail) ^ UInt64(count))
}

/// The `hash64` of the first bytes of eight, of seven at most.
@inlinable @inline(__always) public func hash64(_ bytes: EightBytes, count: Int) -> UInt64 {
  let tail = bytes.bits & ((1 &<< UInt64(count &* 8)) &- 1)
  return fold(fold(0x9E37_79B9_7F4A_7C15 ^ tail) ^ UInt64(truncatingIfNeeded: count))
}

/// Mixes one more value into a hash; for sequences of words.
@inlinable public func combine(_ hash: UInt64, _ value: UInt64) -> UInt64 {
  fold(hash ^ value)
}

@usableFromInline @inline(__always) func fold(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
  return (product.high ^ product.low) &+ 0xE703_7ED1_A0B4_28DB
}
