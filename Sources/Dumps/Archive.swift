import Bytes
internal import CArchive
internal import Glibc

/// The files of a zip or tar archive, unpacked one behind the other into a nameless file. Their names are never used as
/// paths.
final class Archive {
  struct Member {
    /// The name's bytes with folders.
    let name: [UInt8]
    let start: Int
    let count: Int
  }

  private(set) var members: [Member] = []
  let store: Descriptor

  /// Whether the archive is a workbook of Excel.
  var isWorkbook: Bool { members.contains { $0.name == Array("xl/workbook.xml".utf8) } }

  func member(named name: [UInt8]) -> Member? { members.first { $0.name == name } }

  /// Unpacks an archive.
  ///
  /// - Parameter progress: called before each piece; may throw to end the unpacking.
  /// - Returns: nil where the file is none.
  /// - Throws: `DumpError` at a limit, and for damaged and encrypted ones.
  init?(
    _ descriptor: Descriptor, from start: Int, count: Int? = nil, name: String, limits: DumpLimits,
    progress: () throws -> Void = {}
  ) throws {
    guard try Self.isArchive(descriptor, from: start, count: count, name, limits) else { return nil }
    store = try temporaryFile(for: name)
    let size = try count ?? descriptor.status(name).size - start
    guard size <= limits.fileBytes else { throw DumpError.tooLarge(name, limits) }
    let reader = ArchiveReader(RawSource(descriptor, from: start, count: size, name: name), name)
    try reader.open()
    var total = 0
    while let header = try reader.next() {
      guard header.isFile else { continue }
      guard members.count < limits.members else {
        throw DumpError(
          file: name, code: "too-many-files",
          message: "it holds more than \(limits.members) files (limit: files of an archive); split it")
      }
      let begin = total
      var isFirst = true
      while let block = try unsafe reader.block() {
        try progress()
        unsafe try store.append(block, name)
        total += block.count
        let (bound, overflows) = size.multipliedReportingOverflow(by: limits.expansion)
        guard total <= limits.fileBytes, overflows || total <= 10 << 20 + bound else {
          throw DumpError(
            file: name, code: "expansion",
            message:
              "it unpacks to more than \(limits.expansion) times its size, or more than \(limits.fileBytes) bytes "
              + "(limits: expansion, file on disk); unpack it yourself if you trust it")
        }
        // Of pictures and films the beginning is enough to see that they are no dumps.
        if isFirst, unsafe Self.isPicture(block) { break }
        isFirst = false
      }
      members.append(Member(name: header.name, start: begin, count: total - begin))
    }
    members.sort { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Whether a file is a zip archive, or a tar archive that may be compressed.
  private static func isArchive(
    _ descriptor: Descriptor, from start: Int, count: Int?, _ name: String, _ limits: DumpLimits
  ) throws -> Bool {
    var head = [UInt8](repeating: 0, count: 4)
    _ = try unsafe head.withUnsafeMutableBytes { try unsafe descriptor.read(at: start, into: $0, name) }
    if head == [0x50, 0x4B, 3, 4] || head == [0x50, 0x4B, 5, 6] { return true }
    let source = try ByteSource(descriptor, from: start, count: count, name: name, limits: limits)
    var block = [UInt8](repeating: 0, count: 512)
    var filled = 0
    while filled < block.count {
      let step = try unsafe block.withUnsafeMutableBytes {
        try unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      if step == 0 { return false }
      filled += step
    }
    return block[257..<262].elementsEqual("ustar".utf8)
  }

  private static func isPicture(_ block: UnsafeRawBufferPointer) -> Bool {
    let start = unsafe Array(block.prefix(12))
    return start.starts(with: [0xFF, 0xD8, 0xFF]) || start.starts(with: [0x89, 0x50, 0x4E, 0x47])
      || start.starts(with: Array("GIF8".utf8)) || start.starts(with: Array("RIFF".utf8))
      || start.dropFirst(4).starts(with: Array("ftyp".utf8))
  }
}

/// libarchive over one file: zip with its directory at the end, and tar in any of the compressions that are read.
@safe private final class ArchiveReader {
  private let archive: OpaquePointer
  private let feed: ArchiveFeed
  private let name: String

  init(_ source: RawSource, _ name: String) {
    feed = ArchiveFeed(source)
    self.name = name
    guard let created = unsafe archive_read_new() else { fatalError("out of memory") }
    unsafe archive = created
    unsafe archive_read_support_format_zip(archive)
    unsafe archive_read_support_format_tar(archive)
  }

  deinit { unsafe archive_read_free(archive) }

  func open() throws {
    guard unsafe feed.open(archive, seeks: true) else { throw problem() }
    guard unsafe archive_filter_count(archive) <= 2 else {
      throw DumpError(
        file: name, code: "nested-compression",
        message: "it is compressed more than once; decompress it until one layer is left")
    }
  }

  func next() throws -> (name: [UInt8], isFile: Bool)? {
    var entry: OpaquePointer?
    switch unsafe archive_read_next_header(archive, &entry) {
    case ARCHIVE_OK, ARCHIVE_WARN: break
    case ARCHIVE_EOF: return nil
    default: throw problem()
    }
    guard let entry = unsafe entry else { return nil }
    guard unsafe archive_entry_is_encrypted(entry) == 0 else {
      throw DumpError(
        file: name, code: "encrypted", message: "it is encrypted; unpack it with its password and drop the files")
    }
    let path = unsafe archive_entry_pathname(entry).map {
      unsafe Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
    }
    let bytes = (path ?? []).map(UInt8.init(bitPattern:))
    let isLink = unsafe archive_entry_hardlink(entry) != nil
    return (bytes, unsafe archive_entry_filetype(entry) == S_IFREG && !isLink && !bytes.isEmpty)
  }

  /// The next bytes of the file at hand; nil at its end. They stay valid until more is asked for.
  func block() throws -> UnsafeRawBufferPointer? {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: Int64 = 0
    switch unsafe archive_read_data_block(archive, &start, &count, &offset) {
    case ARCHIVE_OK, ARCHIVE_WARN: return unsafe UnsafeRawBufferPointer(start: start, count: count)
    case ARCHIVE_EOF: return nil
    default: throw problem()
    }
  }

  private func problem() -> DumpError {
    unsafe feed.problem(archive) { cause in
      DumpError(
        file: name, code: "bad-archive", message: "the archive is damaged or cut off (\(cause)); copy it again")
    }
  }
}
