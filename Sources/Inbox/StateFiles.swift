package import Glibc

extension Tree {
  /// Replaces a file in `state/`. It is whole at any time, but may be the older one after a power cut.
  package func writeState(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o640) throws(SystemError) {
    try state.replace(FileName(own: name), with: bytes, mode: mode, isSaved: false)
  }
}

/// Replaces a file that others may read.
///
/// - Parameter path: its folder must exist.
package func replaceFile(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
  let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  guard let name = parts.last.flatMap({ FileName(Array($0)) }) else {
    throw SystemError("write", path, code: EISDIR)
  }
  let folder = parts.dropLast().joined(separator: [UInt8(ascii: "/")])
  let place = String(decoding: Array(folder), as: UTF8.self)
  let parent = try Folder(path: parts.count == 1 ? "." : place.isEmpty ? "/" : place)
  try parent.replace(name, with: bytes, mode: 0o644, isSaved: false)
}

/// Whether a daemon is at work in a tree, and how it says it is. Nothing is changed.
package struct TreeReport: Sendable {
  package let isRunning: Bool
  /// What the daemon wrote down last; nil where it never did.
  package let status: [UInt8]?
  /// Names in `inbox/` that are not left alone, in `work/`, and in `rejected/` without the reports.
  package let inbox: Int
  package let work: Int
  package let rejected: Int
  /// The reports in `rejected/` of the last files that came there, the last first.
  package let lastReports: [[UInt8]]

  /// Bytes that are read of a file.
  private static let mostBytes = 1 << 20

  /// - Parameter reports: how many reports to read.
  /// - Throws: `SystemError` when there is no such tree, or it may not be read.
  package init(path: String, reports: Int) throws(SystemError) {
    let root = try Folder(path: path)
    let state = try root.folder(FileName(own: "state"))
    let lock = try state.open(FileName(own: "lock"))
    isRunning = try !lock.lock()
    status = try state.content(of: FileName(own: "status.json"), most: Self.mostBytes)
    inbox = try root.folder(FileName(own: "inbox")).names().count { !$0.isLeftAlone }
    work = try root.folder(FileName(own: "work")).names().count
    let folder = try root.folder(FileName(own: "rejected"))
    let names = Set(try folder.names())
    // Each file has its report beside it, whatever its name.
    let found = names.map { FileName(own: "\($0).error.json") }.filter { names.contains($0) }
    rejected = found.count
    var dated: [(time: Int, name: FileName)] = []
    for name in found {
      if let status = try folder.status(of: name), status.kind == .file { dated.append((status.changed, name)) }
    }
    var last: [[UInt8]] = []
    for entry in dated.sorted(by: { $0 > $1 }).prefix(reports) {
      if let content = try folder.content(of: entry.name, most: Self.mostBytes) { last.append(content) }
    }
    lastReports = last
  }
}
