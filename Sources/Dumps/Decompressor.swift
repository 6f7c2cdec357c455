internal import CArchive

/// libarchive's filters gzip, zstd, xz and bzip2 over one file, one layer deep; no archive format is opened.
@safe final class Decompressor {
  private let archive: OpaquePointer
  private let feed: Feed
  private let name: String
  private var isAtEnd = false
  /// What libarchive gave last and was not passed on yet; it stays valid until more is asked for.
  private var block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  /// What libarchive calls back for compressed bytes.
  @safe private final class Feed {
    let source: RawSource
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

    init(_ source: RawSource) { self.source = source }
    deinit { unsafe buffer.deallocate() }
  }

  init(_ source: RawSource, _ name: String) throws {
    self.name = name
    feed = Feed(source)
    guard let created = unsafe archive_read_new() else { fatalError("out of memory") }
    unsafe archive = created
    // Gzip, zstd, xz and bzip2 are built in wherever Debian's libarchive is; a filter that was not would be reported
    // by the open below.
    unsafe archive_read_support_filter_gzip(archive)
    unsafe archive_read_support_filter_zstd(archive)
    unsafe archive_read_support_filter_xz(archive)
    unsafe archive_read_support_filter_bzip2(archive)
    unsafe archive_read_support_format_raw(archive)
    let client = unsafe Unmanaged.passUnretained(feed).toOpaque()
    let opened = unsafe archive_read_open(archive, client, nil, Self.more, nil)
    guard opened == ARCHIVE_OK else { throw problem() }
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
    if let failure = feed.source.failure { return failure }
    let cause = unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "damaged data"
    return DumpError(
      file: name, code: "bad-compression", message: "its compression is damaged or cut off (\(cause)); copy it again")
  }

  private static let more:
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int = {
      _, client, block in
      guard let client = unsafe client, let block = unsafe block else { return -1 }
      let feed = unsafe Unmanaged<Feed>.fromOpaque(client).takeUnretainedValue()
      unsafe block.pointee = unsafe UnsafeRawPointer(feed.buffer.baseAddress)
      do {
        return try unsafe feed.source.read(into: feed.buffer)
      } catch {
        feed.source.failure = error as? DumpError
        return -1
      }
    }
}
