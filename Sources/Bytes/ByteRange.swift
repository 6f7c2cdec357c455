/// A run of bytes inside some text: 8 bytes, so that a comment stays a handful of words.
///
/// Public, as all of these modules that others use in their inner loops: what is `package` the compiler (Swift 6.3) takes
/// over into no other module, not even what is inlinable.
///
/// Texts are bounded far below 4 GiB, so 32-bit offsets suffice.
public struct ByteRange: Hashable, Sendable {
  /// Where it begins.
  public let start: UInt32
  /// How many bytes it is long.
  public let count: UInt32

  /// A run of so many bytes.
  @inlinable @inline(__always) public init(start: Int, count: Int) {
    self.start = UInt32(start)
    self.count = UInt32(count)
  }

  /// The same run as a range.
  @inlinable public init(_ range: Range<Int>) {
    self.init(start: range.lowerBound, count: range.count)
  }

  /// Where the bytes behind it begin.
  @inlinable public var end: Int {
    @inline(__always) get { Int(start) &+ Int(count) }
  }
  /// What to take out of a text.
  @inlinable public var range: Range<Int> {
    @inline(__always) get { Int(start)..<end }
  }
  /// Whether it holds no byte.
  @inlinable public var isEmpty: Bool { count == 0 }
}
