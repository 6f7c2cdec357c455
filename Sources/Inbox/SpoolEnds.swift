import Glibc
import Synchronization

/// How a dump leaves `work/`.
extension Spool {
  /// The SHA-256 of a dump's content: of a file its bytes, of a folder its files' names and digests.
  ///
  /// - Parameter progress: called between pieces of 1 MiB; may throw to end the reading.
  package func digest(of dump: Dump, progress: () throws -> Void) throws -> String {
    try dump.digest(in: tree.work, progress: progress)
  }

  /// Opens a dump for reading.
  package func open(_ dump: Dump) throws(SystemError) -> Descriptor {
    if dump.status.kind == .folder { return try tree.work.folder(dump.name).descriptor }
    return try tree.work.open(dump.name)
  }

  /// Whether a dump is still what its digest was taken of.
  package func isUnchanged(_ dump: Dump) throws -> Bool {
    try Dump(dump.name, in: tree.work, limits: limits)?.isUnchanged(from: dump) ?? false
  }

  /// The name of the verdicts on a content, where it has been judged so and the verdicts are still there.
  ///
  /// - Parameter judges: digests of what the verdicts hang on beside the content.
  package func verdicts(on content: String, by judges: String) throws(SystemError) -> String? {
    guard let record = try judgedRecord(content), record.judges == judges else { return nil }
    return try resultCount(record.name) == 2 ? record.name : nil
  }

  /// Reserves a name for the verdicts on a content: the dump's own, or, where that is another content's, with a piece of
  /// the digest behind it, and where even that is, a longer one. The same content gets the same name again.
  ///
  /// - Parameter printable: the dump's printable name, at most 200 bytes.
  package func verdictsName(_ printable: String, content: String) throws(SystemError) -> String {
    let names = Records(in: tree.names)
    for name in [printable, "\(printable)-\(content.prefix(12))", "\(printable)-\(content.prefix(32))"] {
      let key = FileName(own: name)
      if let owner = try names.text(key) {
        if owner == content { return name }
      } else if try resultCount(name) == 0 {
        if try names.add(key, content) == content { return name }
      }
    }
    return "\(printable)-\(content.prefix(32))"
  }

  /// Begins the files that a dump's verdicts go into, as readable as the folder they are in.
  package func beginResults() throws(SystemError) -> ResultFiles {
    try ResultFiles(in: tree.verdicts, mode: tree.verdicts.descriptor.status().mode & 0o666)
  }

  /// Remembers that verdicts are published, in the place of earlier ones on the same content.
  ///
  /// - Parameter judges: as `verdicts(on:by:)` will be asked; without spaces.
  package func recordVerdicts(_ name: String, on content: String, by judges: String) throws(SystemError) {
    try Records(in: tree.judged).replace(FileName(own: content), "\(judges) \(name)")
  }

  /// Forgets that a content has been judged, on disk when it returns: its verdicts are about to be replaced.
  package func forgetVerdicts(on content: String) throws(SystemError) {
    try Records(in: tree.judged).remove(FileName(own: content))
    try tree.judged.synchronize()
  }

  /// By what a content was judged last, and the name of its verdicts.
  func judgedRecord(_ content: String) throws(SystemError) -> (judges: Substring, name: String)? {
    let text = try Records(in: tree.judged).text(FileName(own: content))
    guard let text, let space = text.firstIndex(of: " ") else { return nil }
    return (text[..<space], String(text[text.index(after: space)...]))
  }

  /// Moves a dump to `done/`: its verdicts are safe.
  package func finish(_ dump: Dump, content: String) throws(SystemError) {
    var number = 0
    var name = dump.name
    while try !tree.work.rename(dump.name, to: tree.done, as: name) {
      number += 1
      name = dump.name.marked(number == 1 ? "\(content.prefix(12))" : "\(content.prefix(12))-\(number)")
    }
    // What cannot be noted, or whose note a power cut takes, is never cleared away; that is no reason to stop, nor to
    // wait for the disk once more for each dump.
    try? Records(in: tree.moved).note(name, "\(dump.status.inode)")
    do throws(SystemError) {
      try tree.done.synchronize()
      try tree.work.synchronize()
    } catch {
      // Nobody knows whether the move is on disk: it is made anew.
      _ = try? tree.done.rename(name, to: tree.work, as: dump.name)
      throw error
    }
    release(dump.name)
  }

  /// Moves a dump to `rejected/`, with a report beside it.
  package func reject(_ dump: Dump, _ refusal: Refusal) throws(SystemError) {
    _ = try reject(dump.name, from: tree.work, refusal)
    release(dump.name)
  }

  func reject(_ name: FileName, from folder: Folder, _ refusal: Refusal) throws(SystemError) -> Notice {
    try rejecting.withLock { _ throws(SystemError) in
      try moveAway(name, from: folder, report: refusal.encoded(dump: name))
      return .refused(name, refusal)
    }
  }

  /// The report is written first, so that no dump lies there without one.
  private func moveAway(_ name: FileName, from folder: Folder, report: [UInt8]) throws(SystemError) {
    var newName = name
    var reportName = FileName(own: "\(newName).error.json")
    var number = 1
    while true {
      if try isFree(newName), try isFree(reportName, for: report) { break }
      number += 1
      newName = name.marked("\(number)")
      reportName = FileName(own: "\(newName).error.json")
    }
    let mode = try tree.rejected.descriptor.status().mode & 0o666
    try tree.rejected.replace(reportName, with: report, mode: mode)
    do throws(SystemError) {
      guard try folder.rename(name, to: tree.rejected, as: newName) else {
        throw SystemError("move \(name) to", tree.rejected.path, code: EEXIST)
      }
    } catch {
      try tree.rejected.remove(reportName)
      throw error
    }
    do throws(SystemError) {
      try tree.rejected.synchronize()
      try folder.synchronize()
    } catch {
      // As in `finish`.
      if let isBack = try? tree.rejected.rename(newName, to: folder, as: name), isBack {
        try? tree.rejected.remove(reportName)
      }
      throw error
    }
  }

  private func isFree(_ name: FileName) throws(SystemError) -> Bool { try tree.rejected.status(of: name) == nil }

  /// A report with the same words was left by a daemon that was stopped before it could move the dump.
  private func isFree(_ name: FileName, for report: [UInt8]) throws(SystemError) -> Bool {
    if try isFree(name) { return true }
    return try tree.rejected.content(of: name, most: report.count + 1) == report
  }

  /// How many of the two files there are.
  private func resultCount(_ name: String) throws(SystemError) -> Int {
    var count = 0
    for file in [ResultFiles.verdictsName(name), ResultFiles.summaryName(name)] {
      if try tree.verdicts.status(of: file) != nil { count += 1 }
    }
    return count
  }
}
