internal import Bytes
internal import Glibc

/// An open file or folder that is closed with its last user.
final class Descriptor: Sendable {
  let number: CInt

  init(owning number: CInt) { self.number = number }
  deinit { close(number) }

  struct Status {
    let isFile: Bool
    let isFolder: Bool
    let size: Int
  }

  func status(_ name: String) throws -> Status {
    var buffer = stat()
    guard unsafe fstat(number, &buffer) == 0 else { throw DumpError.system("look at", name) }
    let type = buffer.st_mode & S_IFMT
    return Status(isFile: type == S_IFREG, isFolder: type == S_IFDIR, size: Int(buffer.st_size))
  }

  /// Reads bytes at a place of the file, without moving the descriptor's own.
  ///
  /// - Returns: how many there were; 0 at the end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer, _ name: String) throws -> Int {
    while true {
      let count = unsafe pread(number, buffer.baseAddress, buffer.count, offset)
      if count >= 0 { return count }
      if errno != EINTR { throw DumpError.system("read", name) }
    }
  }

  /// Writes bytes where the descriptor stands.
  func append(_ bytes: UnsafeRawBufferPointer, _ name: String) throws {
    var written = 0
    while written < bytes.count {
      let step = unsafe write(number, bytes.baseAddress! + written, bytes.count - written)
      if step < 0, errno != EINTR { throw DumpError.system("write a temporary copy of", name) }
      written += max(0, step)
    }
  }

  /// Opens a regular file in this folder; symbolic links are not followed.
  ///
  /// - Returns: nil where there is none of that name, or it is no regular file.
  func file(named name: [UInt8]) throws -> Descriptor? {
    var path = name.map { CChar(bitPattern: $0) }
    path.append(0)
    let opened = unsafe openat(number, &path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    if opened < 0 {
      if errno == ENOENT || errno == ELOOP || errno == ENXIO { return nil }
      throw DumpError.system("open", printableName(name))
    }
    let descriptor = Descriptor(owning: opened)
    return try descriptor.status(printableName(name)).isFile ? descriptor : nil
  }

  /// Names in this folder in the order of their bytes, without those that begin with a dot.
  func names(_ name: String) throws -> [[UInt8]] {
    // A descriptor of its own, because a stream closes its descriptor and shares its place in the folder.
    let own = unsafe openat(number, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard own >= 0, let stream = unsafe fdopendir(own) else { throw DumpError.system("list", name) }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if bytes.first != UInt8(ascii: ".") { names.append(bytes) }
      errno = 0
    }
    guard errno == 0 else { throw DumpError.system("list", name) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
