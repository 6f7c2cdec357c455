package import Glibc

/// The two files that a dump's verdicts are written into: whole and saved, or not there at all.
///
/// Both are written under names that begin with a dot, saved, renamed, and then their folder is saved. When the value
/// ends before that, what was written is removed.
package struct ResultFiles: ~Copyable {
  private let folder: Folder
  private let mode: mode_t?
  private let verdicts: TemporaryFile

  /// - Parameters:
  ///   - folder: where the files go.
  ///   - mode: their permission bits; nil leaves them to the umask.
  package init(in folder: Folder, mode: mode_t? = nil) throws(SystemError) {
    self.folder = folder
    self.mode = mode
    verdicts = try TemporaryFile(in: folder, mode: mode)
  }

  /// Appends verdict lines.
  package func write(_ lines: Span<UInt8>) throws(SystemError) {
    if lines.count >= Self.many {
      try verdicts.descriptor.writeThrough(lines)
    } else {
      try verdicts.descriptor.write(lines)
    }
  }

  /// Bytes of lines that only a large dump has at a time.
  private static let many = 1 << 18

  /// Gives the files their names, `NAME.verdicts.ndjson` first. Older ones of the same names are replaced.
  ///
  /// - Parameters:
  ///   - name: the dump's printable name, at most 230 bytes.
  ///   - summary: the summary's bytes.
  package consuming func publish(as name: String, summary: [UInt8]) throws(SystemError) {
    let summaryFile = try TemporaryFile(in: folder, mode: mode)
    try summaryFile.descriptor.write(summary.span)
    try verdicts.descriptor.synchronize()
    try summaryFile.descriptor.synchronize()
    try verdicts.rename(to: Self.verdictsName(name))
    try summaryFile.rename(to: Self.summaryName(name))
    try folder.synchronize()
  }

  static func verdictsName(_ name: String) -> FileName { FileName(own: "\(name).verdicts.ndjson") }
  static func summaryName(_ name: String) -> FileName { FileName(own: "\(name).summary.json") }
}

/// One result under a name of the user's choice. It is there whole or not at all.
package struct ResultFile: ~Copyable {
  private let folder: Folder
  private let name: FileName
  private let file: TemporaryFile

  /// - Parameter path: where it goes; missing folders are made, a file of that name is replaced.
  package init(_ path: String) throws(SystemError) {
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { String(path[..<$0]) } ?? "."
    let folder = try Folder(making: parent.isEmpty ? "/" : parent, mode: 0o777)
    self.file = try TemporaryFile(in: folder)
    self.folder = folder
    self.name = FileName(own: String(slash.map { path[path.index(after: $0)...] } ?? path[...]))
  }

  /// Appends bytes.
  package func write(_ bytes: Span<UInt8>) throws(SystemError) { try file.descriptor.write(bytes) }

  package consuming func publish() throws(SystemError) {
    try file.descriptor.synchronize()
    try file.rename(to: name)
    try folder.synchronize()
  }
}

/// A file under a name nobody reads, removed when it has not been given another.
struct TemporaryFile: ~Copyable {
  let descriptor: Descriptor
  private let folder: Folder
  private let name: FileName

  /// How the names of such files begin.
  static let prefix = ".saring-"

  init(in folder: Folder, mode: mode_t? = nil) throws(SystemError) {
    let name = FileName(own: "\(Self.prefix)\(String(UInt64.random(in: .min ... .max), radix: 16)).part")
    let descriptor = try folder.create(name)
    do {
      if let mode { try descriptor.setMode(mode) }
    } catch {
      try? folder.remove(name)
      throw error
    }
    self.folder = folder
    self.name = name
    self.descriptor = descriptor
  }

  deinit { try? folder.remove(name) }

  /// Gives the file its name, replacing an older one.
  func rename(to newName: FileName) throws(SystemError) {
    _ = try folder.rename(name, to: folder, as: newName, replacing: true)
  }

  /// Removes what a daemon left behind that was stopped in the middle.
  static func removeAll(in folder: Folder) throws(SystemError) {
    for name in try folder.names() where name.bytes.starts(with: prefix.utf8) { try folder.remove(name) }
  }
}
