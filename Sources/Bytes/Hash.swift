/// A fast 64-bit hash of bytes, equal on every run and machine, for tables of words and templates.
///
/// Multiply-and-fold over 8-byte words (the mixing step of wyhash). Not for hostile keys where a collision
/// would do harm: digests of files are SHA-256.
@inlinable package func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
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
    // The last seven bytes at most, least significant first.
    var shift: UInt64 = 0
    if count & 4 != 0 {
      tail = UInt64(UInt32(littleEndian: unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
      index &+= 4
      shift = 32
    }
    while index < count {
      tail |= UInt64(unsafe raw[index]) &<< shift
      shift &+= 8
      index &+= 1
    }
  }
  return fold(fold(state ^ tail) ^ UInt64(count))
}

/// Mixes one more value into a hash; for sequences of words.
@inlinable package func combine(_ hash: UInt64, _ value: UInt64) -> UInt64 {
  fold(hash ^ value)
}

@usableFromInline @inline(__always) func fold(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
  return (product.high ^ product.low) &+ 0xE703_7ED1_A0B4_28DB
}
