import Synchronization

/// What is kept of the past. By default everything is.
package struct Retention: Hashable, Sendable {
  /// Days that dumps in `done/` and `rejected/` and verdicts are kept after they came there; nil keeps them for ever.
  package var days: Int?
  /// Bytes that each of `done/`, `rejected/` and `verdicts/` may hold; the oldest go first. Nil sets no bound.
  package var bytes: Int?

  package init() {}

  var isEndless: Bool { days == nil && bytes == nil }

  /// The things that must go.
  ///
  /// - Parameter now: seconds since 1970.
  func outdated<Thing>(_ things: [(thing: Thing, seconds: Int, bytes: Int)], now: Int) -> [Thing] {
    var kept = 0
    var isFull = false
    return things.sorted { $0.seconds > $1.seconds }.filter { thing in
      kept += thing.bytes
      if let bytes, kept > bytes { isFull = true }
      return isFull || (days.map { now - thing.seconds > $0 * 86_400 } ?? false)
    }.map(\.thing)
  }
}

/// How what is no longer to be kept is cleared away: only what the daemon has made or moved itself, never what a user
/// has put beside it.
extension Spool {
  /// Removes what has had its time.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - progress: called between pieces of the work; may throw to end it.
  /// - Returns: how many dumps, verdicts and reports were removed.
  package func sweep(_ retention: Retention, now: Int, progress: () throws -> Void) throws -> Int {
    if retention.isEndless { return 0 }
    return try sweepVerdicts(retention, now, progress) + sweepDone(retention, now, progress)
      + sweepRejected(retention, now, progress)
  }

  /// The files first, then the records: a record whose files are gone is harmless.
  private func sweepVerdicts(_ retention: Retention, _ now: Int, _ progress: () throws -> Void) throws -> Int {
    let names = Records(in: tree.names)
    var things: [(thing: (name: String, changed: Int), seconds: Int, bytes: Int)] = []
    for key in try tree.names.names() {
      try progress()
      let name = String(decoding: key.bytes, as: UTF8.self)
      let files = try results(name)
      things.append(((name, files.changed), files.changed / 1_000_000_000, files.bytes))
    }
    let outdated = retention.outdated(things, now: now)
    var removed = 0
    for (name, changed) in outdated {
      try progress()
      // Somebody who judges the content anew has it claimed, and will replace the files.
      guard let content = try names.text(FileName(own: name)), claim(content) else { continue }
      defer { disclaim(content) }
      // Or has replaced them since they were looked at.
      guard try results(name).changed == changed else { continue }
      try tree.verdicts.remove(ResultFiles.verdictsName(name))
      try tree.verdicts.remove(ResultFiles.summaryName(name))
      if try judgedRecord(content)?.name == name {
        try Records(in: tree.judged).remove(FileName(own: content))
        try tree.told.remove(FileName(own: content))
      }
      try names.remove(FileName(own: name))
      removed += 1
    }
    return removed
  }

  /// When one of the two files came last, in nanoseconds since 1970, and how many bytes they have.
  private func results(_ name: String) throws(SystemError) -> (changed: Int, bytes: Int) {
    var result = (changed: 0, bytes: 0)
    for file in [ResultFiles.verdictsName(name), ResultFiles.summaryName(name)] {
      guard let status = try tree.verdicts.status(of: file) else { continue }
      result = (max(result.changed, status.changed), result.bytes + status.size)
    }
    return result
  }

  /// A dump in `done/` is the daemon's if it remembers to have moved this very file there.
  private func sweepDone(_ retention: Retention, _ now: Int, _ progress: () throws -> Void) throws -> Int {
    let moved = Records(in: tree.moved)
    var things: [(thing: FileName, seconds: Int, bytes: Int)] = []
    for name in try tree.moved.names() {
      try progress()
      guard let status = try tree.done.status(of: name), try moved.text(name) == "\(status.inode)" else {
        try moved.remove(name)
        continue
      }
      if let size = try size(of: name, in: tree.done) { things.append((name, size.seconds, size.bytes)) }
    }
    let outdated = retention.outdated(things, now: now)
    for name in outdated {
      try progress()
      try tree.done.removeAll(name)
      try moved.remove(name)
    }
    return outdated.count
  }

  /// A dump in `rejected/` is the daemon's if its report lies beside it.
  private func sweepRejected(_ retention: Retention, _ now: Int, _ progress: () throws -> Void) throws -> Int {
    var things: [(thing: (dump: FileName, report: FileName), seconds: Int, bytes: Int)] = []
    for name in try tree.rejected.names() {
      try progress()
      let report = FileName(own: "\(name).error.json")
      guard let status = try tree.rejected.status(of: report), try isReport(report),
        let size = try size(of: name, in: tree.rejected)
      else { continue }
      things.append(((name, report), status.changed / 1_000_000_000, size.bytes + status.size))
    }
    let outdated = retention.outdated(things, now: now)
    for (dump, report) in outdated {
      try progress()
      try rejecting.withLock { _ throws(SystemError) in
        try tree.rejected.removeAll(dump)
        try tree.rejected.remove(report)
      }
    }
    return outdated.count
  }

  private func isReport(_ name: FileName) throws(SystemError) -> Bool {
    let start = Array(Refusal.start.utf8)
    return try tree.rejected.content(of: name, most: start.count) == start
  }

  /// When a file or folder came to its place, in seconds since 1970, and how many bytes it has.
  private func size(of name: FileName, in folder: Folder) throws -> (seconds: Int, bytes: Int)? {
    guard let status = try folder.status(of: name) else { return nil }
    var bytes = status.size
    if status.kind == .folder {
      let inside = try folder.folder(name)
      for member in try inside.names() { bytes += try size(of: member, in: inside)?.bytes ?? 0 }
    }
    return (status.changed / 1_000_000_000, bytes)
  }
}

extension Folder {
  /// Removes a file, or a folder with all that is in it; no link is followed.
  fileprivate func removeAll(_ name: FileName) throws(SystemError) {
    if try status(of: name)?.kind == .folder {
      let inside = try folder(name)
      for member in try inside.names() { try inside.removeAll(member) }
      try removeFolder(name)
    } else {
      try remove(name)
    }
  }
}
