internal import Glibc

/// A file's bytes from front to back, decompressed where it is compressed.
final class ByteSource {
  let name: String
  private let raw: RawSource
  private let decompressor: Decompressor?
  private var transcoder: UTF16Transcoder?
  /// Bytes looked at before they are given.
  private var ahead: ArraySlice<UInt8> = []
  private let size: Int
  private let limits: DumpLimits
  private let make: () throws -> ByteSource
  private let progress: () throws -> Void
  private var given = 0

  /// Bytes still to come, where the file tells.
  var remaining: Int? {
    decompressor == nil && transcoder == nil ? max(0, size - raw.taken) + ahead.count : nil
  }

  /// What broke the compression off; what came before it was read.
  private(set) var damage: DumpError?

  /// Decompressed bytes that are given whatever the compressed size.
  private static let freeBytes = 10 << 20

  /// - Parameters:
  ///   - start: the byte of the file that is read first.
  ///   - count: bytes that are read at most; nil for all.
  ///   - progress: called before each piece is read; may throw to end the reading.
  init(
    _ descriptor: Descriptor, from start: Int = 0, count: Int? = nil, name: String, limits: DumpLimits,
    progress: @escaping () throws -> Void = {}
  ) throws {
    self.name = name
    self.limits = limits
    self.progress = progress
    make = {
      try ByteSource(descriptor, from: start, count: count, name: name, limits: limits, progress: progress)
    }
    raw = RawSource(descriptor, from: start, count: count, name: name)
    size = try count ?? descriptor.status(name).size - start
    guard size <= limits.fileBytes else { throw DumpError.tooLarge(name, limits) }
    decompressor = try raw.isCompressed() ? Decompressor(raw, name) : nil
    ahead = try readBytes(2)[...]
    if let mark = UTF16Transcoder(ahead) {
      transcoder = mark
      ahead = []
    }
  }

  /// The same bytes from the beginning.
  func reopened() throws -> ByteSource { try make() }

  /// Fills the front of a buffer. UTF-16 with a byte order mark comes as UTF-8.
  ///
  /// - Returns: how many bytes came; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if !ahead.isEmpty {
      let count = min(ahead.count, buffer.count)
      unsafe buffer.copyBytes(from: ahead.prefix(count))
      ahead = ahead.dropFirst(count)
      return count
    }
    guard transcoder != nil else { return try unsafe readPlain(into: buffer) }
    let units = try readBytes(max(2, buffer.count / 2))
    // May be more than the buffer holds.
    ahead = (transcoder?.text(of: units, isLast: units.isEmpty) ?? [])[...]
    return ahead.isEmpty && units.isEmpty ? 0 : try unsafe read(into: buffer)
  }

  /// The next bytes, fewer only at the end.
  private func readBytes(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let step = try unsafe bytes.withUnsafeMutableBytes {
        try unsafe readPlain(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if step == 0 { break }
      filled += step
    }
    return Array(bytes.prefix(filled))
  }

  private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try progress()
    guard let decompressor else { return try unsafe raw.read(into: buffer) }
    guard damage == nil else { return 0 }
    do {
      let count = try unsafe decompressor.read(into: buffer)
      given += count
      let (bound, overflows) = raw.taken.multipliedReportingOverflow(by: limits.expansion)
      guard overflows || given <= Self.freeBytes + bound else {
        throw DumpError(
          file: name, code: "expansion",
          message:
            "it grows to more than \(limits.expansion) times its compressed size (limit: expansion); decompress it "
            + "yourself if you trust it")
      }
      return count
    } catch let error as DumpError where error.code == "bad-compression" {
      damage = error
      return 0
    }
  }
}

/// The bytes as they lie on disk.
final class RawSource {
  private let descriptor: Descriptor
  private let name: String
  private var offset: Int
  private let start: Int
  /// The byte of the file that is read no more.
  private let end: Int?
  /// Why reading stopped inside libarchive, which cannot carry the error itself.
  var failure: DumpError?

  init(_ descriptor: Descriptor, from start: Int, count: Int? = nil, name: String) {
    end = count.map { start + $0 }
    self.descriptor = descriptor
    self.name = name
    self.start = start
    offset = start
  }

  /// The place that is read next: bytes read so far, unless it was moved.
  var taken: Int { offset - start }
  /// Bytes in all, where that is known.
  var size: Int? { end.map { $0 - start } }

  /// Reads on at another place. Returns false where that is beyond the bytes there are.
  func move(to place: Int) -> Bool {
    guard place >= 0, size.map({ place <= $0 }) ?? true else { return false }
    offset = start + place
    return true
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let most = min(buffer.count, end.map { max(0, $0 - offset) } ?? buffer.count)
    let count = try unsafe descriptor.read(
      at: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<most]), name)
    offset += count
    return count
  }

  /// Whether the file begins as gzip, zstd, xz or bzip2 do. Does not move on.
  func isCompressed() throws -> Bool {
    var head = [UInt8](repeating: 0, count: 6)
    var count = try unsafe head.withUnsafeMutableBytes { try unsafe descriptor.read(at: offset, into: $0, name) }
    if let end { count = min(count, end - offset) }
    let beginnings: [[UInt8]] = [
      [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], Array("BZh".utf8),
    ]
    return beginnings.contains { head.prefix(count).starts(with: $0) }
  }
}

extension DumpError {
  static func tooLarge(_ name: String, _ limits: DumpLimits) -> DumpError {
    DumpError(
      file: name, code: "too-large",
      message: "it is larger than \(limits.fileBytes) bytes (limit: file on disk); split it into several dumps")
  }
}
