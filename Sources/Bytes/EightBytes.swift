/// Eight bytes of a text in one number, to be looked at at once.
///
/// An answer is a number, too: it has the highest bit of each byte set that the answer is yes for, and no other bits. No sum
/// here carries into the next byte, as both its parts have seven bits.
public struct EightBytes {
  /// The first byte is the lowest.
  public let bits: UInt64

  /// Eight bytes, the first of them lowest.
  @inlinable @inline(__always) public init(_ bits: UInt64) { self.bits = bits }

  /// - Parameter index: where in the text they begin; at least eight bytes before its end.
  @inlinable @inline(__always) public init(_ text: Span<UInt8>, at index: Int) {
    // It checks bounds; unsafe is only what other types could not be made of any bytes.
    bits = UInt64(littleEndian: unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// - Parameter index: where in the text they begin, before its end. Beyond the end they are 0.
  @inlinable @inline(__always) public init(padding text: Span<UInt8>, at index: Int) {
    if index &+ 8 <= text.count {
      self.init(text, at: index)
    } else if text.count >= 8 {
      self.init(EightBytes(text, at: text.count &- 8).bits &>> UInt64((index &+ 8 &- text.count) &* 8))
    } else {
      var bits: UInt64 = 0
      for place in index..<text.count { bits |= UInt64(text[place]) &<< UInt64((place &- index) &* 8) }
      self.init(bits)
    }
  }

  /// The byte in one of the eight places.
  @inlinable @inline(__always) public subscript(place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: bits &>> UInt64(place &* 8))
  }

  /// The same byte in all eight places.
  @inlinable @inline(__always) public static func all(_ byte: UInt8) -> UInt64 {
    0x0101_0101_0101_0101 &* UInt64(byte)
  }

  /// Which are ASCII letters.
  @inlinable public var areLetters: UInt64 {
    @inline(__always) get { EightBytes(bits | Self.all(0x20)).areWithin(0x61, 0x7A) }
  }

  /// Which are ASCII characters from one to another.
  @inlinable @inline(__always) public func areWithin(_ first: UInt8, _ last: UInt8) -> UInt64 {
    let seven = bits & Self.all(0x7F)
    let fromFirst = seven &+ Self.all(0x80 &- first)
    let beyondLast = seven &+ Self.all(0x7F &- last)
    return fromFirst & ~beyondLast & ~bits & Self.all(0x80)
  }

  /// Which of them are one certain byte.
  @inlinable @inline(__always) public func are(_ byte: UInt8) -> UInt64 {
    let others = bits ^ Self.all(byte)
    return ~(((others & Self.all(0x7F)) &+ Self.all(0x7F)) | others) & Self.all(0x80)
  }

  /// Which of them are the same as the byte in that place of others.
  @inlinable @inline(__always) public func areEqual(to others: EightBytes) -> UInt64 {
    EightBytes(bits ^ others.bits).are(0)
  }

  /// How many bytes an answer is yes for.
  @inlinable @inline(__always) public static func count(_ answer: UInt64) -> Int {
    // The highest byte of the product is the sum of all.
    Int(((answer &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
  }

  /// How many bytes come before the first that an answer is yes for; eight if there is none.
  @inlinable @inline(__always) public static func countBefore(_ answer: UInt64) -> Int {
    answer.trailingZeroBitCount &>> 3
  }
}
