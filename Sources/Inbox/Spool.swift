import Glibc
import Synchronization

/// What happens to a dump from the inbox to `done/` or `rejected/`.
///
/// The inbox is looked at by one caller at a time; dumps are taken and finished by any number. A dump stays in the inbox
/// until somebody has time for it, so `work/` holds only what is being judged.
package final class Spool: Sendable {
  struct State {
    var settling: Settling
    var waiting = WaitingList()
    /// Dumps in `work/` that were begun and not finished; the next is the last.
    var recovered: [FileName] = []
    /// Dumps in `work/` that wait until there is nothing else to do.
    var suspects: [FileName] = []
    /// Dumps in `work/` that could not be read and wait for their time.
    var held: [FileName: Held] = [:]
    /// Contents that are being judged or cleared away.
    var claimed: Set<String> = []
    /// Those of an earlier daemon that have not come up again.
    var untried: Set<FileName> = []
    /// Names that are in `work/`.
    var busy: Set<FileName> = []
    /// What may not be moved, as it looked when that was tried.
    var stuck: [FileName: FileStatus] = [:]

    /// A dump that is put off for its own trouble.
    struct Held {
      /// Milliseconds of the caller's clock; nil while the dump is tried again.
      var due: Int?
      /// Seconds of the last pause.
      var delay: Int
    }

    /// Dumps in `work/` that nobody is busy with.
    var idle: Int { recovered.count + suspects.count + held.values.count { $0.due != nil } }

    mutating func next(trySuspects: Bool, now: Int) -> Source? {
      if let name = recovered.popLast() { return .begun(name, isSuspect: false) }
      if let name = held.first(where: { $0.value.due.map { $0 <= now } ?? false })?.key {
        held[name]?.due = nil
        return .begun(name, isSuspect: false)
      }
      if let dump = waiting.first(where: { !busy.contains($0) }) {
        waiting.remove(dump.name)
        busy.insert(dump.name)
        return .inbox(dump)
      }
      guard trySuspects, busy.count == idle, let name = suspects.popLast() else { return nil }
      return .begun(name, isSuspect: true)
    }
  }

  enum Source {
    case inbox(Dump)
    case begun(FileName, isSuspect: Bool)
  }

  /// Something for the log.
  package enum Notice: Sendable {
    /// Moved to `rejected/` without having been read.
    case refused(FileName, Refusal)
    /// Left in the inbox: the kernel does not allow the move.
    case unmovable(FileName, SystemError)
    /// Put off in `work/`: it cannot be read at the moment.
    case held(trouble: String, seconds: Int)
  }

  package let tree: Tree
  let limits: Dump.Limits
  let state: Mutex<State>
  /// Held while something is moved to `rejected/`, so that two of one name do not share a report.
  let rejecting = Mutex(())

  /// - Parameter settleTime: milliseconds that a dump must stand still which is written in place.
  package init(_ tree: Tree, settleTime: Int = 500, limits: Dump.Limits = Dump.Limits()) {
    self.tree = tree
    self.limits = limits
    state = Mutex(State(settling: Settling(time: settleTime)))
  }

  /// How many dumps there are of each kind.
  package struct Counts: Hashable, Sendable {
    /// Ready, or begun and put off.
    package var waiting: Int
    /// Being judged.
    package var busy: Int
    /// In the inbox, and may not be moved.
    package var stuck: Int
    /// Those of the waiting that could not be read the last time.
    package var held: Int
  }

  package var counts: Counts {
    state.withLock { state in
      Counts(
        waiting: state.waiting.count + state.idle, busy: state.busy.count - state.idle, stuck: state.stuck.count,
        held: state.held.count)
    }
  }

  /// Whether everything an earlier daemon had begun has come up again.
  package var hasCaughtUp: Bool { state.withLock { $0.untried.isEmpty } }

  /// Clears away what a daemon left half written, and queues what it had begun before all else.
  ///
  /// - Returns: how many dumps it had begun.
  package func recover() throws(SystemError) -> Int {
    for folder in [
      tree.verdicts, tree.rejected, tree.state, tree.attempts, tree.names, tree.judged, tree.asked,
    ] {
      try TemporaryFile.removeAll(in: folder)
    }
    var begun: [(time: Int, name: FileName)] = []
    for name in try tree.work.names() {
      if let status = try tree.work.status(of: name) { begun.append((status.modified, name)) }
    }
    let names = begun.sorted { $0 > $1 }.map(\.name)
    state.withLock { state in
      state.recovered = names
      state.untried = Set(names)
      state.busy.formUnion(names)
    }
    return names.count
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
      state.withLock { state in
        state.settling.forget(name)
        state.waiting.remove(name)
      }
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
  func refuse(_ name: FileName, _ status: FileStatus, _ refusal: Refusal) throws(SystemError) -> Notice? {
    do {
      return try reject(name, from: tree.inbox, refusal)
    } catch  where error.code == ENOENT {
      return nil
    } catch  where error.isImmovable {
      return leave(name, status, error)
    }
  }

  /// Leaves something in the inbox that may not be moved, until something about it changes.
  func leave(_ name: FileName, _ status: FileStatus, _ error: SystemError) -> Notice {
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
}
