import Foundation
import Glibc
import Testing

@testable import Inbox

struct RetentionTests {
  /// A tree with one dump judged, one rejected, and files of a user's own beside them.
  private func lived(_ scratch: Scratch) throws -> Spool {
    let spool = try Spool(scratch)
    for (name, content) in [("judged", "c1"), ("bad", "c2")] {
      scratch.write("tree/inbox/\(name)", content)
      _ = try spool.scan(movedIn: [FileName(name)], now: 0)
      let dump = try #require(try spool.takeAll().first)
      if name == "bad" {
        try spool.reject(dump, Refusal("test", "no"))
      } else {
        let results = try spool.beginResults()
        let content = String(repeating: "c", count: 64)
        try results.publish(as: spool.verdictsName(name, content: content), summary: [1, 2, 3])
        try spool.recordVerdicts(name, on: content, by: "r")
        try spool.finish(dump, content: content)
      }
    }
    for folder in ["done", "rejected", "verdicts"] { scratch.write("tree/\(folder)/own", "of the user") }
    scratch.write("tree/rejected/own.error.json", "no report of the daemon's")
    return spool
  }

  private func sweep(_ spool: Spool, days: Int? = nil, bytes: Int? = nil, after seconds: Int) throws -> Int {
    var retention = Retention()
    (retention.days, retention.bytes) = (days, bytes)
    return try spool.sweep(retention, now: time(nil) + seconds) {}
  }

  @Test func keepsEverythingUnlessTold() throws {
    let scratch = Scratch()
    let spool = try lived(scratch)
    #expect(try sweep(spool, after: 1_000_000_000) == 0)
    #expect(try sweep(spool, days: 10, after: 9 * 86_400) == 0)
    #expect(try sweep(spool, bytes: 1 << 20, after: 1_000_000_000) == 0)
    #expect(scratch.names("tree/done") == ["judged", "own"])
  }

  @Test(arguments: [true, false]) func clearsAwayItsOwnAlone(byAge: Bool) throws {
    let scratch = Scratch()
    let spool = try lived(scratch)
    let count = try byAge ? sweep(spool, days: 10, after: 11 * 86_400) : sweep(spool, bytes: 1, after: 0)
    #expect(count == 3)
    #expect(scratch.names("tree/done") == ["own"])
    #expect(scratch.names("tree/verdicts") == ["own"])
    #expect(scratch.names("tree/rejected") == ["own", "own.error.json"])
    for folder in ["judged", "names", "moved"] { #expect(scratch.names("tree/state/\(folder)").isEmpty) }
  }

  @Test func leavesWhatAUserPutInADumpsPlace() throws {
    let scratch = Scratch()
    let spool = try lived(scratch)
    scratch.move("tree/done/judged", to: "kept-elsewhere")
    scratch.write("tree/done/judged", "the user's own of that name")
    _ = try sweep(spool, days: 1, after: 86_400 * 2)
    #expect(scratch.names("tree/done") == ["judged", "own"])
  }

  @Test func leavesVerdictsThatAreBeingReplaced() throws {
    let scratch = Scratch()
    let spool = try lived(scratch)
    #expect(spool.claim(String(repeating: "c", count: 64)))
    _ = try sweep(spool, days: 1, after: 86_400 * 2)
    #expect(scratch.names("tree/verdicts").count == 3)
  }

  @Test func leavesVerdictsThatHaveJustBeenReplaced() throws {
    let scratch = Scratch()
    let spool = try lived(scratch)
    var (retention, steps) = (Retention(), 0)
    retention.days = 1
    _ = try spool.sweep(retention, now: time(nil) + 86_400 * 2) {
      steps += 1
      // The second step is behind the look at all names and before the removal.
      if steps == 2 { scratch.write("tree/verdicts/judged.summary.json", "new") }
    }
    #expect(scratch.names("tree/verdicts").count == 3)
    #expect(scratch.names("tree/state/judged").count == 1)
  }

  @Test func removesTheOldestFirst() {
    var retention = Retention()
    retention.bytes = 100
    let things = [("a", 10, 60), ("b", 30, 60), ("c", 20, 30)].map { (thing: $0.0, seconds: $0.1, bytes: $0.2) }
    #expect(retention.outdated(things, now: 1000) == ["a"])
    retention.days = 1
    #expect(Set(retention.outdated(things, now: 20 + 86_401)) == ["a", "c"])
  }
}
