/// A run of bytes inside some text: 8 bytes, so that a comment stays a handful of words.
/// Texts are bounded far below 4 GiB, so 32-bit offsets suffice.
package struct ByteRange: Hashable, Sendable {
  package let start: UInt32
  package let count: UInt32

  @inlinable @inline(__always) package init(start: Int, count: Int) {
    self.start = UInt32(start)
    self.count = UInt32(count)
  }

  @inlinable package init(_ range: Range<Int>) {
    self.init(start: range.lowerBound, count: range.count)
  }

  @inlinable package var end: Int {
    @inline(__always) get { Int(start) &+ Int(count) }
  }
  @inlinable package var range: Range<Int> {
    @inline(__always) get { Int(start)..<end }
  }
  @inlinable package var isEmpty: Bool { count == 0 }
}
