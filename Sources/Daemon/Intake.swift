import Dispatch
import Glibc
import Inbox
import Logging
import ServiceLifecycle
import Synchronization

/// Looks at the inbox when the kernel reports a change, when a dump may have settled, and all of it from time to time.
final class Intake: Service {
  private struct Hints {
    var movedIn: Set<FileName> = []
    var changed: Set<FileName> = []
    var needsScan = true
    /// When all of the inbox is looked at next, in milliseconds.
    var nextScan = 0
  }

  private let spool: Spool
  private let board: StatusBoard
  private let bell: Bell
  private let logger: Logger
  private let interval: Int
  private let queue = DispatchQueue(label: "saring.intake")
  private let hints = Mutex(Hints())
  private let backoff = Backoff()
  private let hasScanned = Mutex(false)
  /// Ends with what makes it useless to go on.
  private let (failures, failure) = AsyncThrowingStream.makeStream(of: Never.self)
  // Made once, used on the queue alone.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  /// - Parameter interval: seconds between looks at all of the inbox.
  init(_ spool: Spool, board: StatusBoard, bell: Bell, logger: Logger, interval: Int) {
    self.spool = spool
    self.board = board
    self.bell = bell
    self.logger = logger
    self.interval = interval
    unsafe timer = DispatchSource.makeTimerSource(queue: queue)
  }

  func run() async throws {
    let watch = startWatching()
    unsafe timer.setEventHandler { [weak self] in self?.look(watch) }
    unsafe timer.schedule(deadline: .now())
    unsafe timer.activate()
    defer { unsafe timer.cancel() }
    for try await _ in failures.cancelOnGracefulShutdown() {}
  }

  private func startWatching() -> DirectoryWatch? {
    do {
      return try DirectoryWatch(queue: queue) { [weak self] in self?.take($0) }
    } catch {
      logger.warning("\(error); the inbox is looked at every \(interval) s")
      return nil
    }
  }

  private func take(_ events: [DirectoryEvent]) {
    hints.withLock { hints in
      for event in events {
        switch event {
        case .movedIn(let name): hints.movedIn.insert(name)
        case .changed(let name): hints.changed.insert(name)
        case .lost: hints.needsScan = true
        }
      }
    }
    unsafe timer.schedule(deadline: .now())
  }

  private func look(_ watch: DirectoryWatch?) {
    let now = milliseconds()
    let settling = spool.settling
    let found = hints.withLock { hints in
      defer { (hints.movedIn, hints.changed, hints.needsScan) = ([], [], false) }
      if now >= hints.nextScan { hints.needsScan = true }
      if hints.needsScan { hints.nextScan = now + interval * 1000 }
      return hints
    }
    do {
      if found.needsScan {
        try spool.tree.checkPlace()
        try? watch?.add("\(spool.tree.path)/inbox")
      }
      let due = settling.due.map { $0 <= now } ?? false ? settling.names : []
      let names = found.changed.union(found.movedIn).union(due)
      let notices =
        found.needsScan
        ? try spool.scan(movedIn: found.movedIn, now: now)
        : try spool.look(at: names, movedIn: found.movedIn, now: now)
      for notice in notices {
        logger.log(notice)
        if case .refused = notice { board.count { $0.rejected += 1 } }
      }
      if backoff.succeeded() { board.update { $0.inboxTrouble = nil } }
    } catch  where error.code == ESTALE {
      logger.critical("\(error); the daemon ends, to begin anew with the folders that are there now")
      failure.finish(throwing: error)
      return
    } catch {
      let delay = backoff.failed()
      logger.error("\(error); looking at the inbox again in \(delay) s")
      board.count { $0.troubles += 1 }
      board.update { $0.inboxTrouble = "\(error)" }
      hints.withLock { hints in
        hints.movedIn.formUnion(found.movedIn)
        hints.needsScan = false
        hints.nextScan = now + delay * 1000
      }
    }
    tell()
    let next = hints.withLock { min($0.nextScan, spool.settling.due ?? .max) }
    unsafe timer.schedule(deadline: .now() + .milliseconds(max(1, next - milliseconds())))
  }

  private func tell() {
    board.update(from: spool)
    if hasScanned.withLock({ isSecond in
      defer { isSecond = true }
      return !isSecond
    }) {
      board.reached()
    }
    bell.ring()
  }
}

extension Logger {
  /// Logs what has become of a dump that was not read.
  func log(_ notice: Spool.Notice) {
    switch notice {
    case .refused(let name, let refusal): warning("\(name): rejected: \(refusal)")
    case .held(let trouble, let seconds):
      warning("\(trouble); others go first, and it is tried again in \(seconds) s")
    case .unmovable(let name, let error):
      warning("\(name): left in the inbox: \(error); let the daemon's group write to it, or drop it as another user")
    }
  }
}
