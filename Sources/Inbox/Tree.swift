import Glibc

/// A tree that the daemon cannot work in, with a sentence for its user.
package struct TreeError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
  /// Whether it may pass by itself: a full disk, a lack of memory or descriptors.
  package var mayPass = false

  init(_ description: String) { self.description = description }

  init(_ description: String, _ cause: SystemError) {
    self.description = description
    mayPass = SystemError.isTransient(cause.code)
  }
}

/// The daemon's folders, all on one file system, and the lock that keeps a second daemon out.
package final class Tree: Sendable {
  package let path: String
  /// Where producers drop dumps.
  package let inbox: Folder
  /// Dumps that are being judged.
  package let work: Folder
  package let verdicts: Folder
  /// Dumps that have been judged.
  package let done: Folder
  /// Dumps that could not be judged, each with a report beside it.
  package let rejected: Folder
  /// What is remembered between runs.
  let state: Folder
  let attempts: Folder
  let names: Folder
  let judged: Folder
  let moved: Folder
  let asked: Folder
  let told: Folder
  private let lock: Descriptor

  /// Opens a tree, makes what is missing, and takes its lock.
  ///
  /// - Throws: `TreeError` when the tree cannot be used.
  package init(path: String) throws(TreeError) {
    self.path = path
    do {
      let root = try Folder(making: path, mode: 0o700)
      inbox = try Self.open("inbox", in: root)
      work = try Self.open("work", in: root)
      verdicts = try Self.open("verdicts", in: root)
      done = try Self.open("done", in: root)
      rejected = try Self.open("rejected", in: root)
      state = try Self.open("state", in: root)
      lock = try state.openLock(FileName(own: "lock"))
      guard try Self.isFree(lock) else {
        throw TreeError("another daemon is at work in \(path); stop it first, or give another folder with --tree")
      }
      attempts = try Self.open("attempts", in: state)
      names = try Self.open("names", in: state)
      judged = try Self.open("judged", in: state)
      moved = try Self.open("moved", in: state)
      asked = try Self.open("asked", in: state)
      told = try Self.open("told", in: state)
      try state.synchronize()
      try root.synchronize()
    } catch let error as TreeError {
      throw error
    } catch {
      throw TreeError("cannot work in \(path): \(error)", error as! SystemError)
    }
    try probe()
  }

  /// Makes sure that the folders that are open are still those that lie in the tree: one that was replaced or unmounted
  /// would be watched for ever in vain.
  ///
  /// - Throws: `SystemError` with `ESTALE` for a folder that is another now.
  package func checkPlace() throws(SystemError) {
    let root: Folder
    do {
      root = try Folder(path: path)
    } catch  where error.code == ENOENT {
      throw SystemError("go on in", path, code: ESTALE)
    }
    for folder in [inbox, work, verdicts, done, rejected, state] {
      let name = FileName(own: String(folder.path.split(separator: "/").last ?? ""))
      let status = try folder.descriptor.status()
      guard let found = try root.status(of: name), found.isSameFile(as: status) else {
        throw SystemError("go on in", folder.path, code: ESTALE)
      }
    }
  }

  /// Takes the lock. Who only asks whether a daemon is at work has it for a moment, and is waited out.
  private static func isFree(_ lock: Descriptor) throws(SystemError) -> Bool {
    for _ in 0..<20 {
      if try lock.lock() { return true }
      usleep(50_000)
    }
    return false
  }

  private static func open(_ name: String, in folder: Folder) throws(SystemError) -> Folder {
    let name = FileName(own: name)
    try folder.makeFolder(name, mode: 0o700)
    return try folder.folder(name)
  }

  /// A dump walks through the tree by renames that replace nothing, and records are symbolic links: both are tried, so
  /// that a tree spread over file systems is refused at once and not in the middle of the work.
  private func probe() throws(TreeError) {
    let name = FileName(own: ".saring-probe")
    do throws(SystemError) {
      for folder in [inbox, work, verdicts, done, rejected, attempts] { try folder.remove(name) }
      _ = try inbox.create(name)
      defer { for folder in [inbox, work, done, rejected] { try? folder.remove(name) } }
      for (from, to) in [(inbox, work), (work, done), (done, rejected)] {
        guard try from.rename(name, to: to, as: name) else { throw SystemError("rename into", to.path, code: EEXIST) }
      }
      _ = try attempts.makeLink(name, to: "probe")
      try attempts.remove(name)
    } catch {
      throw TreeError(
        "cannot work in \(path): \(error); its folders must lie on one file system of Linux that this program may write to",
        error)
    }
  }
}
