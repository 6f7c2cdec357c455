import Foundation
import Glibc
import Testing

@testable import Inbox

/// Sets when a file was last written.
func setTime(_ path: String, _ seconds: Int) {
  let time = timespec(tv_sec: seconds, tv_nsec: 0)
  #expect(unsafe utimensat(AT_FDCWD, path, [time, time], 0) == 0)
}

struct TakeTests {
  @Test func takesAtOnceWhatIsMovedIn() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    scratch.write("dump.json", "{}")
    scratch.move("dump.json", to: "tree/inbox/dump.json")
    _ = try spool.look(at: [FileName("dump.json")], movedIn: [FileName("dump.json")], now: 0)
    #expect(try spool.takeAll().map(\.name) == [FileName("dump.json")])
    #expect(scratch.names("tree/inbox").isEmpty)
    #expect(scratch.text("tree/work/dump.json") == "{}")
  }

  @Test func waitsForASlowWriter() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    var text = ""
    for step in 0..<5 {
      text += "line \(step)\n"
      scratch.write("tree/inbox/slow.ndjson", text)
      _ = try spool.scan(now: step * 400)
      #expect(try spool.takeAll().isEmpty)
      #expect(spool.settling.due == step * 400 + 500)
    }
    _ = try spool.scan(now: 4 * 400 + 499)
    #expect(try spool.takeAll().isEmpty)
    _ = try spool.look(at: spool.settling.names, now: 4 * 400 + 500)
    #expect(try spool.takeAll().count == 1)
    #expect(scratch.text("tree/work/slow.ndjson") == text)
    #expect(spool.settling.names.isEmpty)
  }

  @Test func settlesAgainWhatChangesBeforeItIsTaken() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    scratch.write("tree/inbox/dump", "one")
    _ = try spool.scan(now: 0)
    _ = try spool.scan(now: 500)
    scratch.write("tree/inbox/dump", "one and two")
    #expect(try spool.takeAll().isEmpty)
    _ = try spool.scan(now: 600)
    #expect(try spool.takeAll().isEmpty)
    _ = try spool.scan(now: 1100)
    #expect(try spool.takeAll().count == 1)
  }

  @Test func takesALinkOnceItsOtherNameIsGone() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    scratch.write("dump", "x")
    #expect(unsafe link("\(scratch.path)/dump", "\(scratch.path)/tree/inbox/dump") == 0)
    _ = try spool.scan(now: 0)
    #expect(unsafe unlink("\(scratch.path)/dump") == 0)
    _ = try spool.scan(now: 400)
    _ = try spool.scan(now: 900)
    #expect(try spool.takeAll().count == 1)
  }

  @Test func takesAFolderAsOneDump() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    #expect(unsafe mkdir("\(scratch.path)/tree/inbox/account", 0o700) == 0)
    scratch.write("tree/inbox/account/a.json", "{}")
    _ = try spool.scan(now: 0)
    scratch.write("tree/inbox/account/b.json", "{}")
    _ = try spool.scan(now: 500)
    #expect(try spool.takeAll().isEmpty, "a file has come since")
    _ = try spool.scan(now: 1000)
    #expect(try spool.takeAll().map(\.name) == [FileName("account")])
    #expect(scratch.names("tree/work/account") == ["a.json", "b.json"])
  }

  @Test func leavesUnfinishedFilesWhereTheyAre() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    for name in [".hidden", "a.part", "b.tmp", "c~"] { scratch.write("tree/inbox/\(name)", "") }
    _ = try spool.scan(movedIn: [FileName("a.part")], now: 0)
    _ = try spool.scan(now: 500)
    #expect(try spool.takeAll().isEmpty)
    #expect(scratch.names("tree/inbox").count == 4)
  }

  @Test(
    arguments: [
      Array("-rf".utf8), Array("line\nbreak".utf8), [0xFF, 0xFE, 0x80], Array("turned\u{202E}around".utf8),
      Array("$(touch x); `id` && *".utf8), [UInt8](repeating: 0x6E, count: 255), Array("back\\slash".utf8),
      Array("komen 🌶️ terkini.json".utf8), Array("x.error.json".utf8),
    ] as [[UInt8]])
  func carriesAnyName(bytes: [UInt8]) throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    let name = try #require(FileName(bytes))
    try spool.tree.inbox.create(name).write(Array("x".utf8).span)
    _ = try spool.scan(movedIn: [name], now: 0)
    let dump = try #require(try spool.takeAll().first)
    #expect(dump.name == name)
    let content = try spool.digest(of: dump) {}
    let results = try spool.beginResults()
    try results.publish(as: spool.verdictsName("\(name)", content: content), summary: [])
    try spool.finish(dump, content: content)
    #expect(try spool.tree.done.names() == [name])
    #expect(scratch.names("tree/verdicts").count == 2)
    try spool.tree.inbox.create(name).write(Array("x".utf8).span)
    _ = try spool.scan(movedIn: [name], now: 0)
    try spool.reject(#require(try spool.takeAll().first), Refusal("test", "no"))
    #expect(try spool.tree.rejected.names().contains(name))
    #expect(try spool.tree.rejected.names().count == 2)
  }

  @Test func holdsASecondDumpOfTheSameNameBack() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    let name = FileName("daily.json")
    scratch.write("tree/inbox/daily.json", "monday")
    _ = try spool.scan(movedIn: [name], now: 0)
    let first = try #require(try spool.next({ _ in })?.dump)
    scratch.write("tree/inbox/daily.json", "tuesday")
    _ = try spool.scan(movedIn: [name], now: 1)
    #expect(try spool.next({ _ in })?.dump == nil)
    try spool.finish(first, content: "c1")
    let second = try #require(try spool.next({ _ in })?.dump)
    try spool.finish(second, content: "c2")
    #expect(scratch.names("tree/done") == ["daily.json", "daily.json-c2"])
  }
}

struct SuspectTests {
  @Test func waitsUntilNothingElseIsDone() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    for name in ["a", "b"] { scratch.write("tree/inbox/\(name)", name) }
    _ = try spool.scan(movedIn: [FileName("a"), FileName("b")], now: 0)
    let first = try #require(try spool.next({ _ in })?.dump)
    spool.putOff(first.name)
    let second = try #require(try spool.next({ _ in }))
    #expect(!second.isSuspect)
    #expect(try spool.next({ _ in }) == nil, "another is being judged")
    try spool.finish(second.dump, content: "c")
    #expect(try spool.next(trySuspects: false, { _ in }) == nil)
    #expect(spool.counts.waiting == 1)
    #expect(try spool.next({ _ in })?.isSuspect == true)
  }
}

struct RefusalTests {
  @Test(arguments: ["symbolic-link", "fifo", "socket", "hard-link", "too-large"])
  func movesAwayUnread(code: String) throws {
    let scratch = Scratch()
    var limits = Dump.Limits()
    limits.fileBytes = 10
    let spool = try Spool(scratch, limits: limits)
    let path = "\(scratch.path)/tree/inbox/thing"
    scratch.write("target", "left alone")
    switch code {
    case "symbolic-link": #expect(unsafe symlink("\(scratch.path)/target", path) == 0)
    case "fifo": #expect(unsafe mkfifo(path, 0o600) == 0)
    case "socket": #expect(unsafe mknod(path, S_IFSOCK | 0o600, 0) == 0)
    case "hard-link": #expect(unsafe link("\(scratch.path)/target", path) == 0)
    default: scratch.write("tree/inbox/thing", "more than ten bytes")
    }
    let notices = try spool.scan(movedIn: [FileName("thing")], now: 0) + spool.scan(now: 500)
    #expect(notices.count == 1)
    #expect(try spool.takeAll().isEmpty)
    #expect(scratch.names("tree/inbox").isEmpty)
    #expect(scratch.names("tree/rejected") == ["thing", "thing.error.json"])
    #expect(scratch.text("tree/rejected/thing.error.json")?.contains(#""code":"\#(code)""#) == true)
    #expect(scratch.text("target") == "left alone")
  }

  @Test func refusesAFolderWithALinkInside() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    #expect(unsafe mkdir("\(scratch.path)/account", 0o700) == 0)
    #expect(unsafe symlink("/etc/passwd", "\(scratch.path)/account/a.json") == 0)
    scratch.move("account", to: "tree/inbox/account")
    _ = try spool.scan(movedIn: [FileName("account")], now: 0)
    #expect(scratch.names("tree/rejected") == ["account", "account.error.json"])
    #expect(scratch.text("tree/rejected/account.error.json")?.contains(#""file":"a.json""#) == true)
  }

  @Test func keepsEveryReport() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    for reason in ["first", "second", "third"] {
      scratch.write("tree/inbox/dump", reason)
      _ = try spool.scan(movedIn: [FileName("dump")], now: 0)
      try spool.reject(#require(try spool.takeAll().first), Refusal(reason, "no"))
    }
    #expect(
      scratch.names("tree/rejected")
        == ["dump", "dump-2", "dump-2.error.json", "dump-3", "dump-3.error.json", "dump.error.json"])
    for (name, reason) in [("dump", "first"), ("dump-2", "second"), ("dump-3", "third")] {
      #expect(scratch.text("tree/rejected/\(name)") == reason)
      #expect(scratch.text("tree/rejected/\(name).error.json")?.contains(reason) == true)
    }
  }

  @Test func reportsOnceWhenStoppedBeforeTheMove() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    let refusal = Refusal("bad-json", "no", line: 3, offset: 17)
    scratch.write("tree/inbox/dump", "x")
    _ = try spool.scan(movedIn: [FileName("dump")], now: 0)
    let dump = try #require(try spool.takeAll().first)
    scratch.write("tree/rejected/dump.error.json", String(decoding: refusal.encoded(dump: dump.name), as: UTF8.self))
    try spool.reject(dump, refusal)
    #expect(scratch.names("tree/rejected") == ["dump", "dump.error.json"])
  }
}
