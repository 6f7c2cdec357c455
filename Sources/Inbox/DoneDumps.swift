/// A dump that has been judged.
package struct DoneDump: Sendable {
  package let name: FileName
  package let status: FileStatus
}

extension Spool {
  /// The latest judged dumps, the newest first: files of up to so many bytes, and folders.
  package func latestDone(_ count: Int, bytes: Int) throws(SystemError) -> [DoneDump] {
    var dumps: [DoneDump] = []
    for name in try tree.done.names() where !name.isLeftAlone {
      guard let status = try tree.done.status(of: name) else { continue }
      if status.kind == .folder || (status.kind == .file && status.size <= bytes) {
        dumps.append(DoneDump(name: name, status: status))
      }
    }
    return Array(dumps.sorted { ($1.status.changed, $0.name) < ($0.status.changed, $1.name) }.prefix(count))
  }

  package func open(_ dump: DoneDump) throws(SystemError) -> Descriptor { try tree.done.open(dump.name) }
}
