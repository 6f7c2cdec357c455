import CLinux
import Glibc

/// An open file, closed with its last reference.
package final class Descriptor: Sendable {
  package let number: CInt
  /// For messages.
  let path: String

  init(_ number: CInt, path: String) {
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  /// `fstat`.
  func status() throws(SystemError) -> FileStatus {
    var status = stat()
    try call("look at", path) { unsafe fstat(number, &status) }
    return FileStatus(status)
  }

  /// `read`, from where the last one ended.
  ///
  /// - Returns: how many bytes were read; 0 at the end.
  func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      if errno != EINTR { throw SystemError("read", path) }
    }
  }

  /// `write`, until all bytes are written.
  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.extracting(written..<bytes.count).withUnsafeBufferPointer {
        unsafe Glibc.write(number, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR { throw SystemError("write", path) }
      written += max(0, count)
    }
  }

  /// Bytes that may wait to be saved behind the end of a file written by `writeThrough`.
  private static let unsaved = 32 << 20

  /// `write`, then has the kernel begin to save the bytes and waits for those that lie further back, which it lets go of:
  /// for a large file that is written from its beginning to its end, as nothing else is driven out of memory by it, and
  /// `synchronize` has little left to wait for.
  ///
  /// `sync_file_range` and `posix_fadvise`, without which the bytes are as safe. Only an error of the disk is thrown: it is
  /// told once, and `synchronize` would not know of it.
  func writeThrough(_ bytes: Span<UInt8>) throws(SystemError) {
    try write(bytes)
    let end = lseek(number, 0, SEEK_CUR)
    _ = sync_file_range(number, Int64(end - bytes.count), Int64(bytes.count), UInt32(SYNC_FILE_RANGE_WRITE))
    let behind = max(0, end - bytes.count - Self.unsaved)..<max(0, end - Self.unsaved)
    if behind.isEmpty { return }
    let flags = UInt32(SYNC_FILE_RANGE_WAIT_BEFORE)
    if sync_file_range(number, Int64(behind.lowerBound), Int64(behind.count), flags) == 0 {
      posix_fadvise(number, behind.lowerBound, behind.count, POSIX_FADV_DONTNEED)
    } else if [EIO, ENOSPC, EDQUOT].contains(errno) {
      throw SystemError("save", path)
    }
  }

  /// `fsync`. After an error nobody knows what has reached the disk: what was written must be written anew.
  func synchronize() throws(SystemError) { try call("save", path) { fsync(number) } }

  /// `fchmod`.
  func setMode(_ mode: mode_t) throws(SystemError) { try call("set the mode of", path) { fchmod(number, mode) } }

  /// `flock`, exclusive, without waiting.
  ///
  /// - Returns: false when another process has the lock.
  func lock() throws(SystemError) -> Bool {
    do {
      try call("lock", path) { flock(number, LOCK_EX | LOCK_NB) }
      return true
    } catch  where error.code == EWOULDBLOCK {
      return false
    }
  }
}
