import Glibc
import Synchronization

/// How a dump comes into `work/`, and waits there.
extension Spool {
  /// Takes the next dump into `work/`: first those begun before, then the oldest of the inbox, and when nothing else is
  /// waiting or being judged, a suspect.
  ///
  /// - Parameters:
  ///   - trySuspects: whether suspects may be tried at all yet.
  ///   - now: milliseconds of a clock that does not jump, for dumps that are held back; by default all of them are due.
  ///   - report: takes what there is to log.
  /// - Returns: nil when nothing can be taken.
  package func next(
    trySuspects: Bool = true, now: Int = .max, _ report: (Notice) -> Void
  ) throws(SystemError) -> Taken? {
    while let source = state.withLock({ $0.next(trySuspects: trySuspects, now: now) }) {
      switch source {
      case .begun(let name, let isSuspect):
        do throws(SystemError) {
          if let dump = try lookAgain(name, report) { return Taken(dump: dump, isSuspect: isSuspect) }
          release(name)
        } catch {
          try setBack(name, error, now: now, report)
        }
      case .inbox(let dump):
        do throws(SystemError) {
          guard try take(dump, report) else {
            release(dump.name)
            continue
          }
        } catch {
          release(dump.name)
          state.withLock { $0.waiting.add(dump) }
          throw error
        }
        do throws(SystemError) {
          if let dump = try arrived(dump, report) { return Taken(dump: dump, isSuspect: false) }
          release(dump.name)
        } catch {
          try setBack(dump.name, error, now: now, report)
        }
      }
    }
    return nil
  }

  /// Puts off a dump in `work/` that could not be looked at.
  ///
  /// - Throws: the error, where it is not of this dump alone.
  private func setBack(
    _ name: FileName, _ error: SystemError, now: Int, _ report: (Notice) -> Void
  ) throws(SystemError) {
    guard error.isOfOneDump(in: tree.work) else {
      putBack(name)
      throw error
    }
    report(.held(trouble: "\(error)", seconds: holdBack(name, now: now)))
  }

  /// Looks at a dump in `work/` as it is now: it may have been put back because it changed.
  ///
  /// - Returns: nil when it is gone or has been refused.
  private func lookAgain(_ name: FileName, _ report: (Notice) -> Void) throws(SystemError) -> Dump? {
    do {
      guard let dump = try Dump(name, in: tree.work, limits: limits) else { return nil }
      try dump.admitSettled(limits: limits)
      return dump
    } catch let refusal as Refusal {
      report(try reject(name, from: tree.work, refusal))
      return nil
    } catch {
      throw error as! SystemError
    }
  }

  /// Puts a dump back that was taken and not finished; it stays in `work/` and comes up again behind the others that
  /// were begun.
  package func putBack(_ name: FileName) {
    state.withLock { state in
      state.recovered.insert(name, at: 0)
      state.held[name] = nil
      state.untried.remove(name)
    }
  }

  /// Puts off a dump in `work/` that cannot be read at the moment, for a reason that touches no other: 1 s, and each
  /// time twice as long, up to 60 s.
  ///
  /// - Parameter now: milliseconds of the clock that `next` is asked by.
  /// - Returns: the seconds to wait.
  package func holdBack(_ name: FileName, now: Int) -> Int {
    state.withLock { state in
      let delay = min(60, max(1, (state.held[name]?.delay ?? 0) * 2))
      // By a clock that stands at its end its time never comes.
      let (due, isNever) = now.addingReportingOverflow(delay * 1000)
      state.held[name] = State.Held(due: isNever ? nil : due, delay: delay)
      state.untried.remove(name)
      return delay
    }
  }

  /// Claims a content, so that two dumps of the same content are not judged side by side.
  ///
  /// - Returns: false while somebody else has it.
  package func claim(_ content: String) -> Bool { state.withLock { $0.claimed.insert(content).inserted } }
  /// Gives a claimed content free.
  package func disclaim(_ content: String) { state.withLock { _ = $0.claimed.remove(content) } }

  /// Puts off a dump in `work/` that may bring the daemon down: until nothing else is waiting, so that it takes no other
  /// dump with it.
  package func putOff(_ name: FileName) {
    state.withLock { state in
      state.suspects.append(name)
      state.held[name] = nil
      state.untried.remove(name)
    }
  }

  /// Says that a name is no longer in `work/`.
  func release(_ name: FileName) {
    state.withLock { state in
      state.busy.remove(name)
      state.held[name] = nil
      state.untried.remove(name)
    }
  }

  /// What has been moved into `work/`: nearly always the dump itself.
  ///
  /// - Returns: nil when it is gone, has been moved back, or has been refused.
  private func arrived(_ dump: Dump, _ report: (Notice) -> Void) throws(SystemError) -> Dump? {
    guard let status = try tree.work.status(of: dump.name) else { return nil }
    if status.isSameFile(as: dump.status) { return dump }
    // Another file came under this name just before. It goes back and settles like any other; where yet another has
    // taken its place, it is judged from here, as what it is found to be.
    if try tree.work.rename(dump.name, to: tree.inbox, as: dump.name) { return nil }
    return try lookAgain(dump.name, report)
  }

  /// Moves a dump into `work/`, if it still is what was looked at.
  ///
  /// - Returns: false when it is left or refused; it is looked at again when something about it changes.
  private func take(_ dump: Dump, _ report: (Notice) -> Void) throws(SystemError) -> Bool {
    let name = dump.name
    do throws(SystemError) {
      // Opened first: what is opened is what was looked at, and can be read.
      guard try isStill(dump) else { return false }
      guard try tree.inbox.rename(name, to: tree.work, as: name) else {
        throw SystemError("take a dump whose name somebody has put into", tree.work.path, code: EEXIST)
      }
      return true
    } catch {
      switch error.code {
      case ENOENT, ELOOP, ENXIO: return false
      case EACCES where error.action == "open":
        let refusal = Refusal("unreadable", "the daemon may not read this; let its group read it and drop it again")
        if let notice = try refuse(name, dump.status, refusal) { report(notice) }
        return false
      case _ where error.isImmovable || error.code == EEXIST:
        report(leave(name, dump.status, error))
        return false
      default: throw error
      }
    }
  }

  /// Whether a dump in the inbox still is what was looked at. What lies on a bad spot of the disk passes for it: in
  /// `work/` it is held back, and holds up no other.
  private func isStill(_ dump: Dump) throws(SystemError) -> Bool {
    do throws(SystemError) {
      return try tree.inbox.open(dump.name).status() == dump.status
    } catch  where error.code == EIO {
      return true
    }
  }
}
