import Glibc

/// A folder that results are written into, whole or not at all: under a dot-name first, renamed when complete.
struct OutputFolder {
  let path: String

  init(_ path: String) throws {
    self.path = path
    if unsafe mkdir(path, 0o777) != 0, errno != EEXIST { throw OutputError("make the folder", path) }
  }

  /// Starts a file. A dump's name holds no slash, so it is a name in this folder.
  func create(_ name: String) throws -> OutputFile {
    try OutputFile(temporary: "\(path)/.\(name).part", final: "\(path)/\(name)")
  }
}

/// A file that appears under its name when it is finished.
struct OutputFile: ~Copyable {
  private let temporary: String
  private let final: String
  private let descriptor: CInt

  init(temporary: String, final: String) throws {
    self.temporary = temporary
    self.final = final
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw OutputError("create", temporary) }
  }

  deinit { close(descriptor) }

  mutating func write(_ bytes: Span<UInt8>) throws {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.extracting(written..<bytes.count).withUnsafeBufferPointer {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR { throw OutputError("write", temporary) }
      written += max(0, count)
    }
  }

  mutating func finish() throws {
    if fsync(descriptor) != 0 { throw OutputError("write", temporary) }
    if unsafe rename(temporary, final) != 0 { throw OutputError("rename to", final) }
  }
}

/// A result that could not be written.
struct OutputError: Error, CustomStringConvertible {
  let description: String

  /// Takes the cause from `errno`.
  init(_ action: String, _ path: String) {
    let cause = unsafe String(cString: strerror(errno))
    description = "cannot \(action) \(path): \(cause)"
  }
}
