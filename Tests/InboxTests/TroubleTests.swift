import Foundation
import Glibc
import Testing

@testable import Inbox

struct HoldingBackTests {
  @Test func letsOthersGoFirstAndWaitsLongerEachTime() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    for name in ["bad", "good"] { scratch.write("tree/inbox/\(name)", name) }
    setTime("\(scratch.path)/tree/inbox/bad", 1_000_000)
    _ = try spool.scan(movedIn: [FileName("bad"), FileName("good")], now: 0)
    let bad = try #require(try spool.next(now: 0) { _ in }?.dump.name)
    #expect(bad == FileName("bad"))
    #expect(spool.holdBack(bad, now: 0) == 1)
    #expect(try spool.next(now: 999) { _ in }?.dump.name == FileName("good"))
    #expect(try spool.next(now: 999) { _ in } == nil)
    #expect(spool.counts.waiting == 1 && spool.counts.held == 1 && spool.counts.busy == 1)
    var now = 1000
    for delay in [2, 4, 8, 16, 32, 60, 60] {
      #expect(try spool.next(now: now) { _ in }?.dump.name == bad)
      #expect(try spool.next(now: now) { _ in } == nil, "it is tried by one at a time")
      #expect(spool.holdBack(bad, now: now) == delay)
      now += delay * 1000
    }
    #expect(scratch.names("tree/work") == ["bad", "good"])
  }

  @Test func lendsAContentToOneAtATime() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    #expect(spool.claim("c") && !spool.claim("c") && spool.claim("d"))
    spool.disclaim("c")
    #expect(spool.claim("c"))
  }
}

struct RecoveryTests {
  @Test func clearsHalfWrittenFilesAndRecords() throws {
    let scratch = Scratch()
    do { _ = try Spool(scratch) }
    for folder in ["verdicts", "rejected", "state", "state/attempts", "state/names", "state/judged"] {
      scratch.write("tree/\(folder)/.saring-1f.part", "half")
      scratch.write("tree/\(folder)/kept", "whole")
    }
    _ = try Spool(scratch).recover()
    for folder in ["verdicts", "rejected", "state/attempts", "state/names", "state/judged"] {
      #expect(scratch.names("tree/\(folder)") == ["kept"])
    }
    #expect(!scratch.names("tree/state").contains(".saring-1f.part"))
  }

  @Test func countsAllAttemptsTogether() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    let attempts = Attempts(spool.tree)
    for content in ["a", "a", "b"] { _ = try attempts.begin(content) }
    #expect(try attempts.total() == 3)
    try attempts.end("a")
    #expect(try attempts.total() == 1)
  }
}

struct PlaceTests {
  @Test(arguments: ["inbox", "done", ""]) func noticesAFolderThatWasReplaced(folder: String) throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    try spool.tree.checkPlace()
    let path = "\(scratch.path)/tree/\(folder)"
    #expect(unsafe rename(path, "\(scratch.path)/gone") == 0)
    #expect { try spool.tree.checkPlace() } throws: { ($0 as? SystemError)?.code == ESTALE }
    #expect(unsafe mkdir(path, 0o700) == 0)
    #expect { try spool.tree.checkPlace() } throws: { ($0 as? SystemError)?.code == ESTALE }
  }

  @Test func tellsWhatMayPassFromWhatWillNot() {
    #expect(TreeError("full", SystemError("write", "x", code: ENOSPC)).mayPass)
    #expect(!TreeError("spread", SystemError("move", "x", code: EXDEV)).mayPass)
  }
}
