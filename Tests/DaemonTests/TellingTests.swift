import Foundation
import Logging
import Testing

@testable import Daemon

struct NotifierTests {
  @Test(arguments: [false, true]) func speaksToTheManager(isAbstract: Bool) throws {
    let scratch = try Scratch()
    let receiver = NotifyReceiver(isAbstract ? "@saring-\(UUID().uuidString)" : "\(scratch.path)/notify")
    let notifier = Notifier(socket: receiver.name, watchdogMicroseconds: "3000000")
    #expect(notifier.watchdogInterval == .milliseconds(1500))
    notifier.ready(status: "no dump waiting")
    #expect(receiver.wait(for: "READY=1") == "READY=1\nSTATUS=no dump waiting")
    notifier.reloading()
    let reloading = try #require(receiver.wait(for: "RELOADING=1"))
    let time = try #require(reloading.firstMatch(of: /MONOTONIC_USEC=(\d+)/)).1
    #expect(abs(try #require(Int(time)) / 1000 - milliseconds()) < 5000)
    notifier.alive()
    #expect(receiver.wait(for: "WATCHDOG") == "WATCHDOG=1")
    notifier.stopping()
    #expect(receiver.wait(for: "STOPPING=1") != nil)
  }

  @Test(arguments: [nil, "", "0", "1", "soon"]) func doesWithoutAManager(watchdog: String?) {
    let notifier = Notifier(socket: nil, watchdogMicroseconds: watchdog)
    #expect(notifier.watchdogInterval == nil)
    notifier.ready(status: "nobody listens")
    Notifier(socket: "/nonexistent/socket").alive()
    Notifier(socket: String(repeating: "n", count: 300)).alive()
  }

  @Test func doesNotWaitForAManagerThatDoesNotRead() throws {
    let scratch = try Scratch()
    let receiver = NotifyReceiver("\(scratch.path)/notify")
    let notifier = Notifier(socket: receiver.name)
    // More than a socket keeps unread.
    let most = try Int(String(contentsOfFile: "/proc/sys/net/unix/max_dgram_qlen", encoding: .utf8).filter(\.isNumber))
    for _ in 0..<(2 * (most ?? 512) + 10) { notifier.alive() }
    let start = milliseconds()
    notifier.status("nobody reads")
    #expect(milliseconds() - start < 1000)
    // What is said only once is worth a moment, and no more.
    notifier.stopping()
    #expect(milliseconds() - start < 10_000)
    receiver.drain()
    #expect(receiver.messages.count > 0 && receiver.messages.allSatisfy { $0 == "WATCHDOG=1" })
    notifier.stopping()
    #expect(receiver.wait(for: "STOPPING=1") != nil)
  }
}

struct StatusTests {
  @Test func speaksPlainly() {
    var status = Status(rulesOf: "12:04")
    #expect(status.text == "no dump waiting, rules of 12:04")
    status.waiting = 3
    status.brokenRuleFiles = 1
    #expect(status.text == "3 dumps waiting, rules of 12:04, 1 broken rule file")
    status.waiting = 1
    status.brokenRuleFiles = 2
    status.suspendedRules = 1
    status.stuck = 1
    status.trouble = "cannot write x: No space left on device"
    #expect(
      status.text
        == "1 dump waiting, rules of 12:04, 2 broken rule files, 1 rule suspended as too slow, see the log, "
        + "1 dump in the inbox may not be moved, see the log, waiting for trouble to pass: cannot write x: No space left on device"
    )
  }

  @Test func isReadyWhenEverythingIsReachedAndOnlyOnce() throws {
    let scratch = try Scratch()
    let receiver = NotifyReceiver("\(scratch.path)/notify")
    let board = StatusBoard(
      Notifier(socket: receiver.name), rulesOf: "12:04", rules: .init(digest: "sha256:0", count: 1, loaded: 0),
      outstanding: 2)
    board.reached()
    board.update { $0.waiting = 2 }
    board.update { $0.waiting = 2 }
    #expect(!board.isReady)
    board.reached()
    #expect(board.isReady)
    #expect(receiver.wait(for: "READY=1") == "READY=1\nSTATUS=2 dumps waiting, rules of 12:04")
    #expect(receiver.messages.count == 2)
  }
}

struct LineLogTests {
  @Test func marksPriorityForTheJournal() {
    let log = LineLog(isJournal: true)
    #expect(log.line(.info, "judged") == "<6>judged\n")
    #expect(log.line(.warning, "rejected") == "<4>rejected\n")
    #expect(log.line(.error, "broken") == "<3>broken\n")
  }

  @Test func tellsTheTimeElsewhere() throws {
    let line = LineLog(isJournal: false).line(.warning, "rejected")
    #expect(
      try #require(try /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d warning: rejected\n/.wholeMatch(in: line)).0.count == line.count)
  }

  @Test func letsNoControlThrough() {
    let line = LineLog(isJournal: true).line(.info, "a\u{1B}[31mb\u{202E}c\nd\re\u{7F}")
    #expect(line == "<6>a\u{FFFD}[31mb\u{FFFD}c d\u{FFFD}e\u{FFFD}\n")
  }

  @Test(arguments: attacks) func aMessageStaysOneHarmlessLine(attack: String) {
    for isJournal in [false, true] {
      let line = LineLog(isJournal: isJournal).line(.warning, "\(attack): rejected: \(attack)")
      #expect(line.hasSuffix("\n") && harm(in: String(line.dropLast())) == [])
      #expect(line.unicodeScalars.count { $0 == "\n" } == 1)
      // A second priority would be a second message.
      if isJournal { #expect(line.hasPrefix("<4>")) }
    }
  }
}

struct BackoffTests {
  @Test func doublesUpToAMinute() {
    let backoff = Backoff()
    var now = 0
    var delays: [Int] = []
    for _ in 0..<8 {
      delays.append(backoff.failed(now: now))
      #expect(backoff.remaining(now: now) == delays.last! * 1000)
      #expect(backoff.failed(now: now + 1) == delays.last!, "a second worker meets the same trouble")
      now += delays.last! * 1000
      #expect(backoff.remaining(now: now) == 0)
    }
    #expect(delays == [1, 2, 4, 8, 16, 32, 60, 60])
    #expect(backoff.succeeded() && !backoff.succeeded())
    #expect(backoff.failed(now: now) == 1)
  }
}

struct PulseTests {
  @Test func stopsWithOneStuckWorker() {
    let pulse = Pulse()
    #expect(pulse.isAlive(now: 0))
    pulse.beat(0, now: 0)
    pulse.beat(1, now: 0)
    #expect(pulse.isAlive(now: Pulse.patience - 1))
    pulse.beat(1, now: Pulse.patience)
    #expect(!pulse.isAlive(now: Pulse.patience))
    pulse.rest(0)
    #expect(pulse.isAlive(now: Pulse.patience))
  }
}

struct BellTests {
  @Test func missesNoRing() async {
    let bell = Bell()
    let rings = bell.rings
    bell.ring()
    await bell.wait(beyond: rings)
    async let waiting: Void = bell.wait(beyond: bell.rings)
    while bell.rings < 50 {
      bell.ring()
      await Task.yield()
    }
    await waiting
  }
}
