import CLinux
package import Glibc

/// An open folder. Everything in it is reached through its descriptor, never through a path put together.
package final class Folder: Sendable {
  let descriptor: Descriptor
  /// For messages.
  package let path: String

  private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

  private init(_ descriptor: Descriptor) {
    self.descriptor = descriptor
    path = descriptor.path
  }

  /// `open`. A symbolic link is followed: where a tree lies is its owner's choice.
  package convenience init(path: String) throws(SystemError) {
    let number = try call("open the folder", path) { unsafe Glibc.open(path, Self.flags) }
    self.init(Descriptor(number, path: path))
  }

  /// `mkdir` where it is missing, then `open`.
  package convenience init(making path: String, mode: mode_t) throws(SystemError) {
    if unsafe mkdir(path, mode) != 0, errno != EEXIST { throw SystemError("make the folder", path) }
    try self.init(path: path)
  }

  private func at(_ name: FileName) -> String { "\(path)/\(name)" }

  /// `mkdirat`.
  ///
  /// - Returns: false when the name is taken.
  @discardableResult
  func makeFolder(_ name: FileName, mode: mode_t) throws(SystemError) -> Bool {
    try unlessTaken { () throws(SystemError) in
      try call("make the folder", at(name)) { unsafe name.withCString { unsafe mkdirat(descriptor.number, $0, mode) } }
    }
  }

  /// `openat` of a folder inside, never through a symbolic link.
  package func folder(_ name: FileName) throws(SystemError) -> Folder {
    let number = try call("open the folder", at(name)) {
      unsafe name.withCString { unsafe openat(descriptor.number, $0, Self.flags | O_NOFOLLOW) }
    }
    return Folder(Descriptor(number, path: at(name)))
  }

  /// `openat` for reading, never through a symbolic link and never waiting for a writer.
  func open(_ name: FileName) throws(SystemError) -> Descriptor {
    let number = try call("open", at(name)) {
      unsafe name.withCString { unsafe openat(descriptor.number, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    }
    return Descriptor(number, path: at(name))
  }

  /// `openat` of a new file for writing.
  func create(_ name: FileName) throws(SystemError) -> Descriptor {
    let number = try call("create", at(name)) {
      unsafe name.withCString { unsafe openat(descriptor.number, $0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    }
    return Descriptor(number, path: at(name))
  }

  /// `openat` of a file for writing behind what it holds.
  func openAppending(_ name: FileName) throws(SystemError) -> Descriptor {
    let number = try call("open", at(name)) {
      unsafe name.withCString {
        unsafe openat(descriptor.number, $0, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
      }
    }
    return Descriptor(number, path: at(name))
  }

  /// `openat` of a file that serves as a lock. It is not opened for writing, which would forbid to remount its file system.
  func openLock(_ name: FileName) throws(SystemError) -> Descriptor {
    let number = try call("open", at(name)) {
      unsafe name.withCString {
        unsafe openat(descriptor.number, $0, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      }
    }
    return Descriptor(number, path: at(name))
  }

  /// `fstatat`, of a symbolic link itself.
  ///
  /// - Returns: nil when there is no such file.
  package func status(of name: FileName) throws(SystemError) -> FileStatus? {
    var status = stat()
    do {
      try call("look at", at(name)) {
        unsafe name.withCString { unsafe fstatat(descriptor.number, $0, &status, AT_SYMLINK_NOFOLLOW) }
      }
    } catch  where error.code == ENOENT {
      return nil
    }
    return FileStatus(status)
  }

  /// `readdir`: all names but `.` and `..`, in no order.
  package func names() throws(SystemError) -> [FileName] {
    let number = try call("read the folder", path) { unsafe openat(descriptor.number, ".", Self.flags) }
    guard let stream = unsafe fdopendir(number) else {
      close(number)
      throw SystemError("read the folder", path)
    }
    defer { unsafe closedir(stream) }
    var names: [FileName] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if let name = FileName(bytes) { names.append(name) }
    }
    if errno != 0 { throw SystemError("read the folder", path) }
    return names
  }

  /// `renameat2`.
  ///
  /// - Parameter replacing: whether a file of the new name is replaced.
  /// - Returns: false when the new name is taken and must not be replaced.
  func rename(
    _ name: FileName, to folder: Folder, as newName: FileName, replacing: Bool = false
  ) throws(SystemError) -> Bool {
    try unlessTaken { () throws(SystemError) in
      try call("move", "\(at(name)) to \(folder.at(newName))") {
        unsafe name.withCString { old in
          unsafe newName.withCString { new in
            unsafe renameat2(
              descriptor.number, old, folder.descriptor.number, new, replacing ? 0 : CUnsignedInt(RENAME_NOREPLACE))
          }
        }
      }
    }
  }

  /// `unlinkat`. A file that is not there is as good as removed.
  func remove(_ name: FileName) throws(SystemError) {
    do {
      try call("remove", at(name)) { unsafe name.withCString { unsafe unlinkat(descriptor.number, $0, 0) } }
    } catch  where error.code == ENOENT {
      return
    }
  }

  /// `unlinkat` of an empty folder.
  func removeFolder(_ name: FileName) throws(SystemError) {
    try call("remove the folder", at(name)) {
      unsafe name.withCString { unsafe unlinkat(descriptor.number, $0, AT_REMOVEDIR) }
    }
  }

  /// `symlinkat`: a name that points at a text.
  ///
  /// - Returns: false when the name is taken.
  func makeLink(_ name: FileName, to text: String) throws(SystemError) -> Bool {
    try unlessTaken { () throws(SystemError) in
      try call("create", at(name)) { unsafe name.withCString { unsafe symlinkat(text, descriptor.number, $0) } }
    }
  }

  /// `readlinkat`: the text a name points at.
  ///
  /// - Returns: nil when there is no such link.
  func link(_ name: FileName) throws(SystemError) -> String? {
    var text = [UInt8](repeating: 0, count: 4096)
    let count = unsafe text.withUnsafeMutableBytes { buffer in
      unsafe name.withCString {
        unsafe readlinkat(descriptor.number, $0, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), buffer.count)
      }
    }
    if count >= 0 { return String(decoding: text.prefix(count), as: UTF8.self) }
    if errno == ENOENT || errno == EINVAL { return nil }
    throw SystemError("read", at(name))
  }

  /// `fsync` of the folder: its names are on disk.
  package func synchronize() throws(SystemError) { try descriptor.synchronize() }

  private func unlessTaken(_ body: () throws(SystemError) -> CInt) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try body()
      return true
    } catch  where error.code == EEXIST {
      return false
    }
  }
}

extension Folder {
  /// The bytes of a file; nil where there is no plain file of this name.
  ///
  /// - Parameter most: bytes after which no more is read.
  func content(of name: FileName, most: Int = .max) throws(SystemError) -> [UInt8]? {
    guard try status(of: name)?.kind == .file else { return nil }
    let file = try open(name)
    var (content, buffer) = ([UInt8](), [UInt8](repeating: 0, count: min(most, 1 << 16)))
    while content.count < most {
      let count = try file.read(into: &buffer)
      if count == 0 { break }
      content += buffer.prefix(min(count, most - content.count))
    }
    return content
  }

  /// Puts a file in the place of an older one: it is whole at any time.
  ///
  /// - Parameters:
  ///   - mode: its permission bits; nil leaves them to the umask.
  ///   - isSaved: whether it is on disk when this returns; otherwise it may be the older one after a power cut.
  func replace(
    _ name: FileName, with content: [UInt8], mode: mode_t? = nil, isSaved: Bool = true
  ) throws(SystemError) {
    let file = try TemporaryFile(in: self, mode: mode)
    try file.descriptor.write(content.span)
    if isSaved { try file.descriptor.synchronize() }
    try file.rename(to: name)
    if isSaved { try synchronize() }
  }
}

extension FileName {
  /// Calls `body` with the name as C has it.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    return unsafe terminated.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }
}
