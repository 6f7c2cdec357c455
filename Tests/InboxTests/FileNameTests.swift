import Testing

@testable import Inbox

struct FileNameTests {
  @Test(arguments: [
    ("dump.json", false), (".dump.json", true), ("dump.json.tmp", true), ("dump.json.part", true),
    ("dump.json.filepart", true), ("dump.json.crdownload", true), ("dump.json~", true), ("tmp", false),
    ("part.json", false), ("-rf", false), ("dump.tmp.json", false),
  ]) func leavesUnfinishedFilesAlone(name: String, isLeftAlone: Bool) {
    #expect(FileName(name).isLeftAlone == isLeftAlone)
  }

  @Test(arguments: ["", ".", "..", "a/b", "a\0b", String(repeating: "n", count: 256)])
  func refusesWhatIsNoName(name: String) {
    #expect(FileName(Array(name.utf8)) == nil)
  }

  @Test func marksEvenTheLongestName() throws {
    let name = FileName(String(repeating: "n", count: 255))
    let marked = name.marked("0123456789ab")
    #expect(marked.bytes.count <= 255)
    #expect(marked != name.marked("another mark") && marked != name)
    #expect(FileName("dump").marked("2").description == "dump-2")
  }
}

struct WaitingListTests {
  @Test func goesByTimeThenByName() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    for (name, seconds) in [("b", 30), ("a", 30), ("old", 10), ("new", 40), ("c", 20)] {
      scratch.write("tree/inbox/\(name)", name)
      setTime("\(scratch.path)/tree/inbox/\(name)", seconds)
    }
    _ = try spool.scan(now: 0)
    _ = try spool.scan(now: 500)
    #expect(try spool.takeAll().map(\.name.description) == ["old", "c", "a", "b", "new"])
  }

  @Test func forgetsWhatHasGone() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    scratch.write("tree/inbox/a", "1")
    scratch.write("tree/inbox/b", "2")
    _ = try spool.scan(now: 0)
    _ = try spool.scan(now: 500)
    scratch.move("tree/inbox/a", to: "elsewhere")
    _ = try spool.scan(now: 501)
    #expect(spool.counts.waiting == 1)
    scratch.move("tree/inbox/b", to: "elsewhere")
    #expect(try spool.takeAll().isEmpty)
    #expect(spool.counts.busy == 0)
  }
}
