internal import CArchive
internal import Glibc

/// The bytes of a file as libarchive calls back for them.
@safe final class ArchiveFeed {
  private let source: RawSource
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

  init(_ source: RawSource) { self.source = source }
  deinit { unsafe buffer.deallocate() }

  /// Lets an archive read the feed, which must outlive it, in any of the compressions that are read.
  ///
  /// - Parameter seeks: whether it may move about, as zip needs it.
  /// - Returns: whether it could be opened.
  func open(_ archive: OpaquePointer, seeks: Bool) -> Bool {
    // They are built in wherever Debian's libarchive is; a filter that was not would be reported by the open below.
    unsafe archive_read_support_filter_gzip(archive)
    unsafe archive_read_support_filter_zstd(archive)
    unsafe archive_read_support_filter_xz(archive)
    unsafe archive_read_support_filter_bzip2(archive)
    unsafe archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    unsafe archive_read_set_read_callback(archive, Self.more)
    if seeks { unsafe archive_read_set_seek_callback(archive, Self.seek) }
    return unsafe archive_read_open1(archive) == ARCHIVE_OK
  }

  /// Why libarchive gave up: what the system said, or what is wrong with the bytes.
  ///
  /// - Parameter describe: makes an error of libarchive's words.
  func problem(_ archive: OpaquePointer, _ describe: (String) -> DumpError) -> DumpError {
    if let failure = source.failure { return failure }
    return describe(unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? "damaged data")
  }

  private static let more:
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int = {
      _, client, block in
      guard let client = unsafe client, let block = unsafe block else { return -1 }
      let feed = unsafe Unmanaged<ArchiveFeed>.fromOpaque(client).takeUnretainedValue()
      unsafe block.pointee = unsafe UnsafeRawPointer(feed.buffer.baseAddress)
      do {
        return try unsafe feed.source.read(into: feed.buffer)
      } catch {
        feed.source.failure = error as? DumpError
        return -1
      }
    }

  private static let seek: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int64, CInt) -> Int64 = {
    _, client, offset, origin in
    guard let client = unsafe client else { return -1 }
    let source = unsafe Unmanaged<ArchiveFeed>.fromOpaque(client).takeUnretainedValue().source
    let base =
      switch origin {
      case SEEK_SET: 0
      case SEEK_CUR: source.taken
      default: source.size ?? 0
      }
    let (place, overflows) = base.addingReportingOverflow(Int(offset))
    guard !overflows, source.move(to: place) else { return -1 }
    return Int64(place)
  }
}
