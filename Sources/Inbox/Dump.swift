import Digests
import Glibc

/// A dump as it lies in a folder of the tree: a file, or a folder whose files are read together.
package struct Dump: Sendable {
  package let name: FileName
  let status: FileStatus
  /// The files of a folder, by path; empty for a file.
  let members: [Member]

  /// A file of a folder.
  struct Member: Hashable, Sendable {
    /// The names that lead to it.
    let path: [FileName]
    let status: FileStatus
  }

  /// What may be dropped.
  package struct Limits: Hashable, Sendable {
    /// Bytes of one file.
    package var fileBytes = 4 << 30
    /// Files and folders of one dropped folder.
    package var members = 10_000
    /// Nesting of folders.
    package var depth = 8

    package init() {}
  }

  /// Looks at what has a name, without reading it.
  ///
  /// - Returns: nil when there is nothing of this name.
  /// - Throws: `Refusal` for what is neither a plain file nor a folder of such; `SystemError`.
  init?(_ name: FileName, in folder: Folder, limits: Limits) throws {
    guard let status = try folder.status(of: name) else { return nil }
    self.name = name
    self.status = status
    guard status.kind == .folder else {
      try Self.admit(status)
      members = []
      return
    }
    var members: [Member] = []
    do {
      try Self.walk(folder.folder(name), [], limits, into: &members)
    } catch let error as SystemError where [ENOENT, ENOTDIR, ELOOP].contains(error.code) {
      return nil
    } catch let error as SystemError where error.code == EACCES {
      throw Refusal(
        "unreadable", "the daemon may not read everything in this folder; let its group read it and drop it again")
    }
    self.members = members.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// Refuses what is too large or has a second name. Asked when nothing changes any more: a producer that drops by `ln`
  /// takes the first name away a moment later, and a file that grows may still be cut.
  func admitSettled(limits: Limits) throws(Refusal) {
    let files = status.kind == .folder ? members : [Member(path: [], status: status)]
    for file in files where file.status.kind == .file {
      let path = file.path.isEmpty ? nil : file.path.map(\.description).joined(separator: "/")
      if file.status.links != 1 {
        throw Refusal("hard-link", "the file has \(file.status.links) names; drop a copy of it", file: path)
      }
      if file.status.size > limits.fileBytes {
        throw Refusal(
          "too-large", "the file has \(file.status.size) bytes; at most \(limits.fileBytes) are read", file: path)
      }
    }
  }

  /// Whether nothing about the dump has changed, not even its names and modes.
  func isStill(since other: Dump) -> Bool { status == other.status && members == other.members }

  /// Whether the content is what it was, whatever the dump's place.
  func isUnchanged(from other: Dump) -> Bool {
    status.isUnchanged(from: other.status) && members == other.members
  }

  private static func admit(_ status: FileStatus, path: [FileName] = []) throws(Refusal) {
    let kind: (code: String, words: String)? =
      switch status.kind {
      case .file, .folder: nil
      case .symbolicLink: ("symbolic-link", "a symbolic link; drop the file it points at")
      case .fifo: ("fifo", "a named pipe; write its content to a file")
      case .socket: ("socket", "a socket, which holds nothing")
      case .device: ("device", "a device, which is no dump")
      }
    guard let kind else { return }
    let file = path.isEmpty ? nil : path.map(\.description).joined(separator: "/")
    throw Refusal(kind.code, "this is \(kind.words)", file: file)
  }

  private static func walk(
    _ folder: Folder, _ path: [FileName], _ limits: Limits, into members: inout [Member]
  ) throws {
    guard path.count < limits.depth else {
      throw Refusal("too-deep", "folders are nested more than \(limits.depth) deep; drop them one by one")
    }
    for name in try folder.names() {
      guard let status = try folder.status(of: name) else { continue }
      try admit(status, path: path + [name])
      members.append(Member(path: path + [name], status: status))
      guard members.count <= limits.members else {
        throw Refusal("too-many-files", "the folder holds more than \(limits.members) files; drop it in parts")
      }
      if status.kind == .folder { try walk(folder.folder(name), path + [name], limits, into: &members) }
    }
  }
}

extension Dump {
  /// The SHA-256 of a file's content; of a folder, that of its files' names and digests, in order.
  ///
  /// - Parameters:
  ///   - folder: where the dump lies.
  ///   - progress: called between pieces of 1 MiB; may throw to end the reading.
  func digest(in folder: Folder, progress: () throws -> Void) throws -> String {
    if status.kind == .file { return try Self.digest(Self.open(name, in: folder, []), expecting: status, progress) }
    var whole = SHA256()
    for member in members where member.status.kind == .file {
      var place = try folder.folder(name)
      for step in member.path.dropLast() { place = try place.folder(step) }
      let file = try Self.open(member.path[member.path.count - 1], in: place, member.path)
      let digest = try Self.digest(file, expecting: member.status, progress)
      for step in member.path { whole.update((step.bytes + [UInt8(ascii: "/")]).span) }
      whole.update(Array("\0\(digest)\n".utf8).span)
    }
    return whole.hexDigest()
  }

  /// Opens a file that the daemon may lack the right to read.
  private static func open(_ name: FileName, in folder: Folder, _ path: [FileName]) throws -> Descriptor {
    do {
      return try folder.open(name)
    } catch {
      guard error.code == EACCES else { throw error }
      throw Refusal(
        "unreadable", "the daemon may not read this file; let its group read it and drop it again",
        file: path.isEmpty ? nil : path.map(\.description).joined(separator: "/"))
    }
  }

  private static func digest(
    _ file: Descriptor, expecting status: FileStatus, _ progress: () throws -> Void
  ) throws -> String {
    guard try file.status().isUnchanged(from: status) else { throw SystemError("read", file.path, code: EAGAIN) }
    var digest = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      try progress()
      let count = try file.read(into: &buffer)
      if count == 0 { return digest.hexDigest() }
      digest.update(buffer.span.extracting(0..<count))
    }
  }
}
