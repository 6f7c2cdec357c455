internal import Glibc

/// A file's bytes from front to back, decompressed where it is compressed.
final class ByteSource {
  let name: String
  private let raw: RawSource
  private let decompressor: Decompressor?
  private let size: Int
  private let expansion: Int
  private var given = 0

  /// Bytes still to come, where the file tells.
  var remaining: Int? { decompressor == nil ? max(0, size - raw.taken) : nil }

  /// What broke the compression off; what came before it was read.
  private(set) var damage: DumpError?

  /// Decompressed bytes that are given whatever the compressed size.
  private static let freeBytes = 10 << 20

  /// - Parameter start: the byte of the file that is read first.
  init(_ descriptor: Descriptor, from start: Int = 0, name: String, limits: DumpLimits) throws {
    self.name = name
    expansion = limits.expansion
    raw = RawSource(descriptor, from: start, name: name)
    size = try descriptor.status(name).size - start
    guard size <= limits.fileBytes else { throw DumpError.tooLarge(name, limits) }
    decompressor = try raw.isCompressed() ? Decompressor(raw, name) : nil
  }

  /// Fills the front of a buffer.
  ///
  /// - Returns: how many bytes came; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let decompressor else { return try unsafe raw.read(into: buffer) }
    guard damage == nil else { return 0 }
    do {
      let count = try unsafe decompressor.read(into: buffer)
      given += count
      let (bound, overflows) = raw.taken.multipliedReportingOverflow(by: expansion)
      guard overflows || given <= Self.freeBytes + bound else {
        throw DumpError(
          file: name, code: "expansion",
          message: "it grows to more than \(expansion) times its compressed size (limit: expansion); decompress it "
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
  /// Why reading stopped inside libarchive, which cannot carry the error itself.
  var failure: DumpError?

  init(_ descriptor: Descriptor, from start: Int, name: String) {
    self.descriptor = descriptor
    self.name = name
    self.start = start
    offset = start
  }

  /// Bytes read so far.
  var taken: Int { offset - start }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try unsafe descriptor.read(at: offset, into: buffer, name)
    offset += count
    return count
  }

  /// Whether the file begins as gzip, zstd, xz or bzip2 do. Does not move on.
  func isCompressed() throws -> Bool {
    var head = [UInt8](repeating: 0, count: 6)
    let count = try unsafe head.withUnsafeMutableBytes { try unsafe descriptor.read(at: offset, into: $0, name) }
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
