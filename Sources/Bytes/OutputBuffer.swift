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
    unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // A literal is a static string, whose bytes lie ready.
  @_disfavoredOverload
  package mutating func append(_ text: String) { append(text.utf8.span) }
  package mutating func append(_ more: [UInt8]) { append(more.span) }

  /// A part of a text. To pass on the whole and a range costs less than a span, which takes hold of what it looks into.
  package mutating func append(_ text: [UInt8], _ part: ByteRange) { append(text.span.extracting(part.range)) }

  package mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBytes { unsafe append($0) }
  }

  @inline(__always)
  private mutating func append(_ more: UnsafeRawBufferPointer) {
    makeRoom(more.count)
    unsafe storage.withUnsafeMutableBytes { [count] room in
      unsafe UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: more)
    }
    count &+= more.count
  }

  /// Has the next bytes written in place.
  ///
  /// - Parameters:
  ///   - most: how many it may become.
  ///   - write: is given all bytes and where to write, and returns where what it wrote ends.
  @inline(__always)
  mutating func append(most: Int, _ write: (inout MutableSpan<UInt8>, Int) -> Int) {
    makeRoom(most)
    let start = count
    var room = storage.mutableSpan
    let end = write(&room, start)
    count = end
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
    append(most: 20) { room, start in
      var start = start
      if value < 0 {
        room[start] = UInt8(ascii: "-")
        start &+= 1
      }
      var rest = value.magnitude
      var end = start &+ 1
      // Never overflows: no number has more than 19 digits.
      var bound: UInt = 10
      while rest >= bound {
        end &+= 1
        bound &*= 10
      }
      var index = end
      while index > start {
        index &-= 1
        room[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      return end
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
}
