internal import Glibc

/// A window that slides over a file's bytes: what has been read and not yet consumed, in one piece, followed by the
/// readable bytes a JSON parser needs.
final class ByteWindow {
  let source: ByteSource
  private(set) var bytes: [UInt8]
  /// The unread bytes in `bytes`.
  private(set) var unread = 0..<0
  /// Byte of the (decompressed) file where `unread` begins.
  private(set) var offset = 0
  /// Whether `unread` holds all that is left.
  private(set) var isComplete = false

  /// Bytes of room at first, and bytes read at once where there are so many.
  private static let firstChunk = 1 << 14
  private static let chunk = 1 << 18

  init(_ source: ByteSource) {
    self.source = source
    bytes = [UInt8](repeating: 0, count: Self.firstChunk + JSONDocument.padding)
  }

  /// Byte of the file for an index into `bytes`.
  func offset(of index: Int) -> Int { offset + index - unread.lowerBound }

  func consume(upTo index: Int) {
    offset += index - unread.lowerBound
    unread = index..<unread.upperBound
  }

  /// Reads on. Indices into `bytes` change: `unread` moves to the front.
  func fill() throws {
    guard !isComplete else { return }
    if unread.lowerBound > 0 {
      let range = unread
      unsafe bytes.withUnsafeMutableBytes {
        _ = unsafe memmove($0.baseAddress!, $0.baseAddress! + range.lowerBound, range.count)
      }
      unread = 0..<range.count
    }
    let room = bytes.count - JSONDocument.padding
    let worthReading = min(source.remaining.map { $0 + 1 } ?? Self.chunk, Self.chunk)
    if room - unread.upperBound < max(1, worthReading / 2) { grow(to: room + max(worthReading, room / 2)) }
    let (start, end) = (unread.upperBound, bytes.count - JSONDocument.padding)
    let count = try unsafe bytes.withUnsafeMutableBytes {
      try unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[start..<end]))
    }
    if count == 0 { isComplete = true }
    unread = 0..<start + count
  }

  /// Makes room for so many bytes.
  private func grow(to room: Int) {
    let old = bytes
    let count = room + JSONDocument.padding
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let new = UnsafeMutableRawBufferPointer(buffer)
      unsafe old.withUnsafeBytes { unsafe new.copyMemory(from: $0) }
      unsafe memset(new.baseAddress! + old.count, 0, count - old.count)
      initialized = count
    }
  }

  /// Reads on until so many bytes are unread, or all that are left.
  func fill(to count: Int) throws {
    while unread.count < count, !isComplete { try fill() }
  }

  /// The first of a byte in a part of `bytes`.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + range.lowerBound, CInt(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Steps over a byte order mark at the very beginning.
  func skipByteOrderMark() throws {
    try fill(to: 3)
    if bytes[unread].starts(with: [0xEF, 0xBB, 0xBF]) { consume(upTo: unread.lowerBound + 3) }
  }

  enum Line {
    /// Indices into `bytes`, without the line's end; not consumed yet.
    case line(Range<Int>)
    /// A line beyond the limit, that began at this byte of the file; consumed.
    case tooLong(offset: Int)
  }

  /// The next line; nil at the end.
  func nextLine(_ limit: Int) throws -> Line? {
    var searched = 0
    while true {
      if let end = firstIndex(of: 0x0A, in: unread.lowerBound + searched..<unread.upperBound) {
        let line = unread.lowerBound..<end
        guard line.count <= limit else {
          let start = offset
          consume(upTo: end + 1)
          return .tooLong(offset: start)
        }
        return .line(line)
      }
      if isComplete {
        guard !unread.isEmpty else { return nil }
        return unread.count <= limit ? .line(unread) : try skipLine()
      }
      if unread.count > limit { return try skipLine() }
      searched = unread.count
      try fill()
    }
  }

  /// Steps over the rest of a line that is not kept.
  @discardableResult
  func skipLine() throws -> Line {
    let start = offset
    while true {
      if let end = firstIndex(of: 0x0A, in: unread) {
        consume(upTo: end + 1)
        return .tooLong(offset: start)
      }
      consume(upTo: unread.upperBound)
      if isComplete { return .tooLong(offset: start) }
      try fill()
    }
  }
}
