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

  /// `sync_file_range`: has the kernel begin to save what was written so far, and waits for nothing, so that `synchronize`
  /// will have less to wait for. What fails is told by that.
  func beginToSave() { _ = sync_file_range(number, 0, 0, UInt32(SYNC_FILE_RANGE_WRITE)) }

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
