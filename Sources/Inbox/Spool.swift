import Glibc
import Synchronization

/// What happens to a dump from the inbox to `done/` or `rejected/`.
///
/// The inbox is looked at by one caller at a time; dumps are taken and finished by any number. A dump stays in the inbox
/// until somebody has time for it, so `work/` holds only what is being judged.
package final class Spool: Sendable {
  private struct State {
    var settling: Settling
    var waiting = WaitingList()
    /// Dumps found in `work/` at the start.
    var recovered: [Dump] = []
    /// Dumps in `work/` that wait until there is nothing else to do.
    var suspects: [Dump] = []
    /// Names that are in `work/`.
    var busy: Set<FileName> = []
    /// What may not be moved, as it looked when that was tried.
    var stuck: [FileName: FileStatus] = [:]

    mutating func next() -> (Dump, Source)? {
      if let dump = recovered.popLast() { return (dump, .recovered) }
      if let dump = waiting.first(where: { !busy.contains($0) }) {
        waiting.remove(dump.name)
        busy.insert(dump.name)
        return (dump, .inbox)
      }
      guard busy.count == suspects.count, let dump = suspects.popLast() else { return nil }
      return (dump, .suspects)
    }
  }

  private enum Source { case recovered, inbox, suspects }

  /// Something for the log.
  package enum Notice: Sendable {
    /// Moved to `rejected/` without having been read.
    case refused(FileName, Refusal)
    /// Left in the inbox: the kernel does not allow the move.
    case unmovable(FileName, SystemError)
  }

  package let tree: Tree
  let limits: Dump.Limits
  private let state: Mutex<State>
  /// Held while something is moved to `rejected/`, so that two of one name do not share a report.
  let rejecting = Mutex(())

  /// - Parameter settleTime: milliseconds that a dump must stand still which is written in place.
  package init(_ tree: Tree, settleTime: Int = 500, limits: Dump.Limits = Dump.Limits()) {
    self.tree = tree
    self.limits = limits
    state = Mutex(State(settling: Settling(time: settleTime)))
  }

  /// Dumps that are ready or begun, and those that may not be moved.
  package var counts: (waiting: Int, busy: Int, stuck: Int) {
    state.withLock { state in
      let begun = state.recovered.count + state.suspects.count
      return (state.waiting.count + begun, state.busy.count - begun, state.stuck.count)
    }
  }

  /// Clears away what a daemon left half written, and queues what it had begun before all else.
  ///
  /// - Returns: the dumps it had begun, and what could not be taken up again.
  package func recover() throws(SystemError) -> (begun: Set<FileName>, notices: [Notice]) {
    for folder in [tree.verdicts, tree.rejected] { try TemporaryFile.removeAll(in: folder) }
    var notices: [Notice] = []
    var dumps: [Dump] = []
    for name in try tree.work.names() {
      do {
        guard let dump = try Dump(name, in: tree.work, limits: limits) else { continue }
        try dump.admitSettled(limits: limits)
        dumps.append(dump)
      } catch let refusal as Refusal {
        notices.append(try reject(name, from: tree.work, refusal))
      } catch {
        throw error as! SystemError
      }
    }
    dumps.sort { ($0.status.modified, $0.name) < ($1.status.modified, $1.name) }
    state.withLock { state in
      state.recovered = dumps.reversed()
      state.busy.formUnion(dumps.map(\.name))
    }
    return (Set(dumps.map(\.name)), notices)
  }

  /// Looks at everything in the inbox.
  ///
  /// - Parameters:
  ///   - movedIn: names that came by a rename and are whole.
  ///   - now: milliseconds of a clock that does not jump.
  package func scan(movedIn: Set<FileName> = [], now: Int) throws(SystemError) -> [Notice] {
    let names = Set(try tree.inbox.names())
    state.withLock { state in
      state.settling.forget(allBut: names)
      state.waiting.remove(allBut: names)
      state.stuck = state.stuck.filter { names.contains($0.key) }
    }
    return try look(at: names, movedIn: movedIn, now: now)
  }

  /// Looks at some names of the inbox.
  ///
  /// - Parameter movedIn: those of them that came by a rename and are whole.
  package func look(
    at names: some Collection<FileName>, movedIn: Set<FileName> = [], now: Int
  ) throws(SystemError) -> [Notice] {
    var notices: [Notice] = []
    var trouble: SystemError?
    for name in names where !name.isLeftAlone {
      do throws(SystemError) {
        if let notice = try look(at: name, isWhole: movedIn.contains(name), now: now) { notices.append(notice) }
      } catch {
        trouble = trouble ?? error
      }
    }
    if let trouble { throw trouble }
    return notices
  }

  private func look(at name: FileName, isWhole: Bool, now: Int) throws(SystemError) -> Notice? {
    guard let status = try tree.inbox.status(of: name) else {
      state.withLock { $0.settling.forget(name) }
      return nil
    }
    let isStuck = state.withLock { state in
      if state.stuck[name] == status { return true }
      state.stuck[name] = nil
      return false
    }
    if isStuck { return nil }
    do {
      guard let dump = try Dump(name, in: tree.inbox, limits: limits) else { return nil }
      try weigh(dump, isWhole: isWhole, now: now)
      return nil
    } catch let refusal as Refusal {
      state.withLock { $0.settling.forget(name) }
      return try refuse(name, status, refusal)
    } catch {
      throw error as! SystemError
    }
  }

  /// Moves something to `rejected/` that stays unread, if it may be moved.
  private func refuse(_ name: FileName, _ status: FileStatus, _ refusal: Refusal) throws(SystemError) -> Notice? {
    do {
      return try reject(name, from: tree.inbox, refusal)
    } catch  where error.code == ENOENT {
      return nil
    } catch  where error.isImmovable {
      return leave(name, status, error)
    }
  }

  /// Leaves something in the inbox that may not be moved, until something about it changes.
  private func leave(_ name: FileName, _ status: FileStatus, _ error: SystemError) -> Notice {
    state.withLock { $0.stuck[name] = status }
    return .unmovable(name, error)
  }

  /// Whether a dump may be taken yet.
  private func weigh(_ dump: Dump, isWhole: Bool, now: Int) throws(Refusal) {
    let isReady = state.withLock { state in
      if let waiting = state.waiting[dump.name] {
        if dump.isStill(since: waiting) { return false }
        state.waiting.remove(dump.name)
      }
      if isWhole, (try? dump.admitSettled(limits: limits)) != nil {
        state.settling.forget(dump.name)
        return true
      }
      return state.settling.look(dump, now: now) == nil
    }
    guard isReady else { return }
    try dump.admitSettled(limits: limits)
    state.withLock { $0.waiting.add(dump) }
  }

  /// The names to look at again, and when, in milliseconds of the caller's clock.
  package var settling: (names: [FileName], due: Int?) {
    state.withLock { ($0.settling.names, $0.settling.due) }
  }

  /// A dump to be judged.
  package struct Taken: Sendable {
    package let dump: Dump
    /// Whether it has been put off as a suspect before.
    package let isSuspect: Bool
  }

  /// Takes the next dump into `work/`: first those begun before, then the oldest of the inbox, and when nothing else is
  /// waiting or being judged, a suspect.
  ///
  /// - Returns: nil when nothing can be taken; and what there is to log.
  package func next() throws(SystemError) -> (taken: Taken?, notices: [Notice]) {
    var notices: [Notice] = []
    while let (dump, source) = state.withLock({ $0.next() }) {
      if source != .inbox { return (Taken(dump: dump, isSuspect: source == .suspects), notices) }
      do {
        if try take(dump, &notices) { return (Taken(dump: dump, isSuspect: false), notices) }
        release(dump.name)
      } catch {
        state.withLock {
          $0.busy.remove(dump.name)
          $0.waiting.add(dump)
        }
        throw error
      }
    }
    return (nil, notices)
  }

  /// Puts a dump back that was taken and not finished; it stays in `work/` and comes up again behind the others that
  /// were begun.
  package func putBack(_ dump: Dump) {
    state.withLock { $0.recovered.insert(dump, at: 0) }
  }

  /// Puts off a dump in `work/` that may bring the daemon down: until nothing else is waiting, so that it takes no other
  /// dump with it.
  package func putOff(_ dump: Dump) {
    state.withLock { $0.suspects.append(dump) }
  }

  /// Says that a name is no longer in `work/`.
  func release(_ name: FileName) { state.withLock { _ = $0.busy.remove(name) } }

  /// Moves a dump into `work/`, if it still is what was looked at.
  ///
  /// - Returns: false when it is left or refused; it is looked at again when something about it changes.
  private func take(_ dump: Dump, _ notices: inout [Notice]) throws(SystemError) -> Bool {
    let name = dump.name
    do throws(SystemError) {
      // Opened first: what is opened is what was looked at, and can be read.
      let file = try tree.inbox.open(name)
      guard try file.status() == dump.status else { return false }
      guard try tree.inbox.rename(name, to: tree.work, as: name) else {
        throw SystemError("take \(name): work/ holds a file of that name in", tree.path, code: EEXIST)
      }
      guard let taken = try tree.work.status(of: name), taken.isSameFile(as: dump.status) else {
        _ = try tree.work.rename(name, to: tree.inbox, as: name)
        return false
      }
      return true
    } catch {
      switch error.code {
      case ENOENT, ELOOP, ENXIO: return false
      case EACCES where error.action == "open":
        let refusal = Refusal("unreadable", "the daemon may not read this; let its group read it and drop it again")
        if let notice = try refuse(name, dump.status, refusal) { notices.append(notice) }
        return false
      case _ where error.isImmovable:
        notices.append(leave(name, dump.status, error))
        return false
      default: throw error
      }
    }
  }
}
