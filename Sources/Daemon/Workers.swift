import Dispatch
import Dumps
import Inbox
import Logging
import Rules
import ServiceLifecycle
import Synchronization
import Verdicts

/// Judges dumps, as many side by side as there are workers.
final class Workers: Service {
  private let count: Int
  private let spool: Spool
  private let rules: Keeper<RuleSet>
  private let formats: Keeper<FormatSet>
  private let limits: DumpLimits
  private let board: StatusBoard
  private let bell: Bell
  private let pulse: Pulse
  private let logger: Logger
  private let attempts: Attempts
  private let memory: PostMemory
  private let backoff = Backoff()
  private let isStopping = Atomic(false)
  private let hasCaughtUp = Atomic(false)
  private let start = milliseconds()
  /// Milliseconds the daemon must have been up before it judges anything: 0, but where it has ended again and again while
  /// judging it comes back slowly, so that the service manager does not give it up.
  private let pause: Int

  /// Milliseconds the daemon must have been up before it tries a suspect, so that a dump is not blamed for what ends
  /// the daemon again and again from outside.
  private static let calm = 5000
  /// Attempts that did not end, all dumps together, after which it comes back slowly, and how slowly.
  private static let stormAttempts = 4
  private static let stormPause = 15_000
  /// Suspended rules that are named in the log for each dump.
  private static let toldRules = 20

  init(
    count: Int, spool: Spool, memory: PostMemory, rules: Keeper<RuleSet>, formats: Keeper<FormatSet>,
    limits: DumpLimits,
    board: StatusBoard, bell: Bell, pulse: Pulse, logger: Logger
  ) {
    self.count = count
    self.spool = spool
    self.memory = memory
    self.rules = rules
    self.formats = formats
    self.limits = limits
    self.board = board
    self.bell = bell
    self.pulse = pulse
    self.logger = logger
    attempts = Attempts(spool.tree)
    let unended = (try? attempts.total()) ?? 0
    pause = unended < Self.stormAttempts ? 0 : Self.stormPause
    if pause > 0 {
      logger.warning("\(unended) attempts on dumps have not ended; judging begins in \(pause / 1000) s")
    }
  }

  func run() async throws {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<count { group.addTask { await self.work(number) } }
      }
    } onGracefulShutdown: {
      self.isStopping.store(true, ordering: .relaxed)
      self.bell.ring()
    }
  }

  private func work(_ number: Int) async {
    let queue = DispatchQueue(label: "saring.worker.\(number)")
    while !isStopping.load(ordering: .relaxed) {
      let rings = bell.rings
      let pause = max(backoff.remaining(), self.pause - (milliseconds() - start))
      if pause > 0 {
        _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(pause)) }
        continue
      }
      let hasWorked = await blocking(on: queue) { self.step(number) }
      board.update(from: spool)
      tellWhenCaughtUp()
      if !hasWorked { await bell.wait(beyond: rings) }
    }
  }

  /// Takes a dump and judges it.
  ///
  /// - Returns: false when there was none.
  private func step(_ number: Int) -> Bool {
    let taken: Spool.Taken
    let isCalm = milliseconds() - self.start >= Self.calm
    do {
      guard let next = try spool.next(trySuspects: isCalm, now: milliseconds(), tell) else {
        return false
      }
      taken = next
    } catch {
      wait(outOf: "\(error)")
      return true
    }
    pulse.beat(number)
    defer { pulse.rest(number) }
    let start = milliseconds()
    let rules = self.rules.current
    let run = DumpRun(
      spool: spool, attempts: attempts, memory: memory, rules: rules, formats: formats.current, limits: limits
    ) {
      self.pulse.beat(number)
      return self.isStopping.load(ordering: .relaxed)
    }
    let dump = taken.dump
    let outcome = run.run(dump, isSuspect: taken.isSuspect)
    conclude(dump.name, outcome, rules, seconds: Double(milliseconds() - start) / 1000)
    switch outcome {
    case .cancelled, .trouble: spool.putBack(dump.name)
    case .suspect: spool.putOff(dump.name)
    case .held(let trouble):
      tell(.held(trouble: trouble, seconds: spool.holdBack(dump.name, now: milliseconds())))
    case .judged, .known, .rejected: bell.ring()
    }
    return true
  }

  private func conclude(_ name: FileName, _ outcome: DumpRun.Outcome, _ rules: RuleSet, seconds: Double) {
    switch outcome {
    case .judged(let summary, let verdicts):
      board.count { $0.add(summary, by: rules, name: "\(name)", took: Int(seconds * 1000)) }
      let place = verdicts == "\(name)" ? "" : "; verdicts in \(verdicts)"
      logger.info("\(name): \(summary.line); \(seconds) s\(place)")
      tell(summary.suspended.map { rules.rules[$0].id }, suspendedIn: name)
    case .known(let verdicts):
      board.count { $0.known += 1 }
      logger.info("\(name): the same content has been judged by the same rules; verdicts in \(verdicts)")
    case .rejected(let refusal):
      board.count { $0.rejected += 1 }
      logger.warning("\(name): rejected: \(refusal)")
    case .suspect:
      logger.warning("\(name): the daemon has ended twice while it was judged; it is tried once more, after all others")
    case .cancelled:
      logger.info("\(name): stopped in the middle; it is judged at the next start")
      return
    case .held: return
    case .trouble(let description):
      wait(outOf: description)
      return
    }
    goOn()
  }

  /// Says which rules were too slow for a dump; the verdicts say on which comments.
  private func tell(_ suspended: [String], suspendedIn name: FileName) {
    guard !suspended.isEmpty else { return }
    let more = suspended.count - Self.toldRules
    let list = suspended.prefix(Self.toldRules).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    logger.warning("\(name): \(Status.count(suspended.count, "rule")) suspended as too slow: \(list)")
    board.updateSuspended()
  }

  /// Logs what has become of a dump, and rings when one that is held back is due.
  private func tell(_ notice: Spool.Notice) {
    logger.log(notice)
    guard case .held(_, let seconds) = notice else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) { self.bell.ring() }
  }

  /// What an earlier daemon had begun comes first; the daemon is not ready before.
  private func tellWhenCaughtUp() {
    guard spool.hasCaughtUp, !isStopping.load(ordering: .relaxed),
      !hasCaughtUp.exchange(true, ordering: .relaxed)
    else { return }
    board.reached()
  }

  private func wait(outOf trouble: String) {
    logger.warning("\(trouble); trying again in \(backoff.failed()) s")
    board.count { $0.troubles += 1 }
    board.update { $0.trouble = trouble }
  }

  private func goOn() {
    guard backoff.succeeded() else { return }
    logger.info("the trouble has passed")
    board.update { $0.trouble = nil }
  }
}
