internal import CArchive

/// libarchive's filters gzip, zstd, xz and bzip2 over one file, one layer deep; no archive format is opened.
@safe final class Decompressor {
  private let archive: OpaquePointer
  private let feed: ArchiveFeed
  private let name: String
  private var isAtEnd = false
  /// What libarchive gave last and was not passed on yet; it stays valid until more is asked for.
  private var block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  init(_ source: RawSource, _ name: String) throws {
    self.name = name
    feed = ArchiveFeed(source)
    guard let created = unsafe archive_read_new() else { fatalError("out of memory") }
    unsafe archive = created
    unsafe archive_read_support_format_raw(archive)
    guard unsafe feed.open(archive, seeks: false) else { throw problem() }
    var entry: OpaquePointer?
    switch unsafe archive_read_next_header(archive, &entry) {
    case ARCHIVE_OK, ARCHIVE_WARN: break
    case ARCHIVE_EOF: isAtEnd = true
    default: throw problem()
    }
    // One filter and the plain bytes behind it.
    guard unsafe archive_filter_count(archive) <= 2 else {
      throw DumpError(
        file: name, code: "nested-compression",
        message: "it is compressed more than once; decompress it until one layer is left")
    }
  }

  deinit { unsafe archive_read_free(archive) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    // Block by block, because `archive_read_data` keeps back what it got before it met an error.
    while unsafe block.isEmpty {
      if isAtEnd { return 0 }
      var start: UnsafeRawPointer?
      var count = 0
      var offset: Int64 = 0
      switch unsafe archive_read_data_block(archive, &start, &count, &offset) {
      case ARCHIVE_OK, ARCHIVE_WARN: unsafe block = UnsafeRawBufferPointer(start: start, count: count)
      case ARCHIVE_EOF: isAtEnd = true
      default: throw problem()
      }
    }
    let count = unsafe min(block.count, buffer.count)
    unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    unsafe block = UnsafeRawBufferPointer(rebasing: block[count...])
    return count
  }

  private func problem() -> DumpError {
    unsafe feed.problem(archive) { cause in
      DumpError(
        file: name, code: "bad-compression", message: "its compression is damaged or cut off (\(cause)); copy it again")
    }
  }
}
