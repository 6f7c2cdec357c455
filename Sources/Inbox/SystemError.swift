import Glibc

/// A system call that failed.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done, in words: "rename", "write".
  package var action: String
  /// What it was done to, fit for a log.
  package var path: String
  /// The value of `errno`.
  package var code: CInt

  /// - Parameter code: what `errno` was; by default, what it is.
  package init(_ action: String, _ path: String, code: CInt? = nil) {
    self.code = code ?? errno
    self.action = action
    self.path = path
  }

  package var description: String { "cannot \(action) \(path): \(Self.cause(code))" }

  /// Whether waiting helps: a full disk, a failing or absent one, or a lack of memory or descriptors.
  package static func isTransient(_ code: CInt) -> Bool {
    [ENOSPC, EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, EROFS, EAGAIN, ESTALE, ETIMEDOUT].contains(code)
  }

  /// Whether the trouble is with reading one file: it changes while it is read, or lies on a bad spot of the disk.
  /// Others are not to wait for it.
  package static func isOfOneFile(_ code: CInt) -> Bool { [EIO, EAGAIN].contains(code) }

  /// Whether the trouble is with one dump below a folder. A move has to do with other folders, too.
  package func isOfOneDump(in folder: Folder) -> Bool {
    Self.isOfOneFile(code) && action != "move" && path.hasPrefix("\(folder.path)/")
  }

  /// Whether a file may not be moved for a reason that lies with the file or its folders.
  var isImmovable: Bool { [EACCES, EPERM, EXDEV, EBUSY].contains(code) }

  /// The system's words for an error number.
  package static func cause(_ code: CInt) -> String { unsafe String(cString: strerror(code)) }
}

/// Makes a system call, again for as long as a signal interrupts it.
///
/// - Returns: what the call returned, from 0.
@discardableResult
func call(
  _ action: String, _ path: @autoclosure () -> String, _ body: () -> CInt
) throws(SystemError) -> CInt {
  while true {
    let result = body()
    if result >= 0 { return result }
    let code = errno
    if code != EINTR { throw SystemError(action, path(), code: code) }
  }
}
