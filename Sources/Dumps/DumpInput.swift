internal import Bytes
internal import Glibc

/// A dump to read: one file, a folder whose files are read together, or standard input.
///
/// It is held by its descriptor, so that what is read twice is the same file however its name fares in between.
package struct DumpInput: Sendable {
  enum Content: Sendable {
    /// A file that is read from a byte of it on.
    case file(Descriptor, from: Int)
    case folder(Descriptor)
  }

  /// The file's or folder's name, with `\xHH` for bytes of what is not printable UTF-8.
  package let name: String
  let content: Content
  /// The name as it lies on disk; empty for standard input.
  let fileName: [UInt8]
  /// The folder a lone file was opened in, where its caption may lie beside it.
  let neighbours: Descriptor?

  /// Opens a file or folder. Symbolic links are followed.
  ///
  /// - Throws: `DumpError` when it cannot be opened, or is neither a file nor a folder.
  package static func opening(path: String) throws -> DumpInput {
    let name = try lastComponent(of: path)
    let shown = printableName(name)
    // Without O_NONBLOCK a pipe that nobody writes to would be waited for.
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard number >= 0 else { throw DumpError.system("open", printableName(Array(path.utf8))) }
    let descriptor = Descriptor(owning: number)
    let folder =
      Array(path.utf8).lastIndex(of: UInt8(ascii: "/")).map { Array(path.utf8)[...$0] } ?? Array("./".utf8)[...]
    let beside = unsafe open(String(decoding: folder, as: UTF8.self), O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    return DumpInput(
      name: shown, content: try content(descriptor, shown, from: 0), fileName: name,
      neighbours: beside >= 0 ? Descriptor(owning: beside) : nil)
  }

  /// Standard input. What is no file is first copied into a nameless one, because dumps are read twice.
  ///
  /// - Throws: `DumpError` when it cannot be read or is larger than a dump may be.
  package static func standardInput(limits: DumpLimits = DumpLimits()) throws -> DumpInput {
    let name = "standard-input"
    let number = fcntl(0, F_DUPFD_CLOEXEC, 3)
    guard number >= 0 else { throw DumpError.system("read", name) }
    let descriptor = Descriptor(owning: number)
    if try descriptor.status(name).isFile {
      let place = lseek(number, 0, SEEK_CUR)
      return DumpInput(name: name, content: .file(descriptor, from: max(0, place)), fileName: [], neighbours: nil)
    }
    let copy = try spool(descriptor, name, limits)
    return DumpInput(name: name, content: .file(copy, from: 0), fileName: [], neighbours: nil)
  }

  /// A file or folder that the caller has opened.
  ///
  /// - Parameters:
  ///   - descriptor: is duplicated; the caller keeps its own.
  ///   - fileName: the name's bytes as they lie on disk, without folders.
  /// - Throws: `DumpError` when it is neither a file nor a folder.
  package init(descriptor: CInt, fileName: [UInt8]) throws {
    let shown = printableName(fileName)
    let number = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard number >= 0 else { throw DumpError.system("open", shown) }
    self.init(
      name: shown, content: try DumpInput.content(Descriptor(owning: number), shown, from: 0), fileName: fileName,
      neighbours: nil)
  }

  private init(name: String, content: Content, fileName: [UInt8], neighbours: Descriptor?) {
    self.name = name
    self.content = content
    self.fileName = fileName
    self.neighbours = neighbours
  }

  private static func content(_ descriptor: Descriptor, _ name: String, from start: Int) throws -> Content {
    let status = try descriptor.status(name)
    if status.isFolder { return .folder(descriptor) }
    guard status.isFile else {
      throw DumpError(
        file: name, code: "not-a-file", message: "it is neither a file nor a folder; save the dump as a file first")
    }
    return .file(descriptor, from: start)
  }
}

/// The name at the end of a path; `.`, `..` and the like are looked up.
private func lastComponent(of path: String) throws -> [UInt8] {
  let last = path.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
  if last != Array(".".utf8), last != Array("..".utf8), !last.isEmpty { return last }
  guard let resolved = unsafe realpath(path, nil) else { throw DumpError.system("open", path) }
  defer { unsafe free(resolved) }
  let whole = unsafe String(cString: resolved)
  return whole.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? Array("root".utf8)
}

/// A file without a name, which goes away with its descriptor.
///
/// - Parameter name: of the dump, for messages.
func temporaryFile(for name: String) throws -> Descriptor {
  let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
  var path = Array("\(folder)/saring-XXXXXX".utf8CString)
  let number = unsafe mkstemp(&path)
  guard number >= 0, unsafe unlink(&path) == 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else {
    throw DumpError.system("make a temporary copy in \(folder) of", name)
  }
  return Descriptor(owning: number)
}

/// Copies what a descriptor gives into a file without a name.
private func spool(_ source: Descriptor, _ name: String, _ limits: DumpLimits) throws -> Descriptor {
  let copy = try temporaryFile(for: name)
  var buffer = [UInt8](repeating: 0, count: 1 << 18)
  var total = 0
  while true {
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(source.number, $0.baseAddress, $0.count) }
    if count == 0 { return copy }
    if count < 0 {
      if errno == EINTR { continue }
      throw DumpError.system("read", name)
    }
    total += count
    guard total <= limits.fileBytes else { throw DumpError.tooLarge(name, limits) }
    try unsafe buffer.withUnsafeBytes { try unsafe copy.append(UnsafeRawBufferPointer(rebasing: $0[..<count]), name) }
  }
}
