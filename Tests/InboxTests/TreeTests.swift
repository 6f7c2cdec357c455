import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Inbox

struct TreeTests {
  @Test func makesWhatIsMissingForItsOwnerAlone() throws {
    let scratch = Scratch()
    let tree = try Tree(path: "\(scratch.path)/tree")
    #expect(scratch.names("tree") == ["done", "inbox", "rejected", "state", "verdicts", "work"])
    for folder in scratch.names("tree") {
      #expect(scratch.names("tree/\(folder)").allSatisfy { !$0.hasPrefix(".") })
    }
    #expect(try tree.inbox.descriptor.status().mode == 0o700)
  }

  @Test func letsNoSecondDaemonIn() throws {
    let scratch = Scratch()
    var tree: Tree? = try Tree(path: scratch.path)
    let error = #expect(throws: TreeError.self) { try Tree(path: scratch.path) }
    #expect(error?.description.contains("another daemon is at work") == true)
    withExtendedLifetime(tree) {}
    tree = nil
    #expect(throws: Never.self) { try Tree(path: scratch.path) }
  }

  @Test func refusesFoldersThatLieElsewhere() throws {
    let scratch = Scratch()
    let elsewhere = Scratch()
    #expect(unsafe symlink(elsewhere.path, "\(scratch.path)/work") == 0)
    let error = #expect(throws: TreeError.self) { try Tree(path: scratch.path) }
    #expect(error?.description.contains("\(scratch.path)/work") == true)
    #expect(throws: TreeError.self) { try Tree(path: "/proc/saring") }
  }
}

struct DigestTests {
  private func digest(_ scratch: Scratch) throws -> String {
    let folder = try Folder(path: scratch.path)
    return try #require(try Dump(FileName("dump"), in: folder, limits: Dump.Limits())).digest(in: folder) {}
  }

  @Test func ofAFileIsItsContents() throws {
    let scratch = Scratch()
    scratch.write("dump", "abc")
    #expect(try digest(scratch) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func ofAFolderHangsOnEveryNameAndContent() throws {
    let scratch = Scratch()
    #expect(unsafe mkdir("\(scratch.path)/dump", 0o700) == 0)
    scratch.write("dump/a", "1")
    scratch.write("dump/b", "2")
    var seen = [try digest(scratch)]
    #expect(try digest(scratch) == seen[0])
    scratch.write("dump/b", "3")
    seen.append(try digest(scratch))
    scratch.move("dump/b", to: "dump/c")
    seen.append(try digest(scratch))
    #expect(unsafe mkdir("\(scratch.path)/dump/d", 0o700) == 0)
    scratch.move("dump/c", to: "dump/d/c")
    seen.append(try digest(scratch))
    scratch.write("dump/a", "")
    seen.append(try digest(scratch))
    #expect(Set(seen).count == 5)
  }
}

struct ResultFilesTests {
  @Test func appearsWholeOrNotAtAll() throws {
    let scratch = Scratch()
    let folder = try Folder(path: scratch.path)
    do {
      let results = try ResultFiles(in: folder)
      try results.write(Array("half a li".utf8).span)
      #expect(scratch.names("").allSatisfy { $0.hasPrefix(".") })
    }
    #expect(scratch.names("").isEmpty)
    let results = try ResultFiles(in: folder, mode: 0o640)
    try results.write(Array("line\n".utf8).span)
    try results.publish(as: "dump", summary: Array("{}\n".utf8))
    #expect(scratch.names("") == ["dump.summary.json", "dump.verdicts.ndjson"])
    #expect(scratch.text("dump.verdicts.ndjson") == "line\n")
    #expect(try folder.status(of: FileName("dump.summary.json"))?.mode == 0o640)
  }

  /// More than may wait to be saved, in pieces of which some are small.
  @Test func largeFilesComeWhole() throws {
    let scratch = Scratch()
    let results = try ResultFiles(in: Folder(path: scratch.path))
    var expected: [UInt8] = []
    for number in 0..<24 {
      let piece = [UInt8](repeating: UInt8(number), count: number % 5 == 4 ? 1000 : 2 << 20 | number)
      try results.write(piece.span)
      expected += piece
    }
    try results.publish(as: "large", summary: [])
    #expect(FileManager.default.contents(atPath: "\(scratch.path)/large.verdicts.ndjson") == Data(expected))
  }
}

struct RecordTests {
  @Test func countsAttemptsAcrossRuns() throws {
    let scratch = Scratch()
    for earlier in 0..<5 {
      #expect(try Attempts(Tree(path: scratch.path)).begin("c") == earlier)
    }
    let attempts = Attempts(try Tree(path: scratch.path))
    try attempts.end("c")
    #expect(try attempts.begin("c") == 0)
    #expect(try attempts.begin("c") == 1)
    try attempts.end("c", earlier: 1)
    #expect(try attempts.begin("c") == 1)
  }

  @Test func givesEachContentANameOfItsOwn() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    let (one, other) = (String(repeating: "1", count: 64), String(repeating: "2", count: 64))
    #expect(try spool.verdictsName("dump", content: one) == "dump")
    #expect(try spool.verdictsName("dump", content: other) == "dump-222222222222")
    #expect(try spool.verdictsName("dump", content: one) == "dump")
    scratch.write("tree/verdicts/foreign.summary.json", "{}")
    #expect(try spool.verdictsName("foreign", content: one) == "foreign-111111111111")
  }

  @Test func knowsWhatIsJudgedWhileItsVerdictsLast() throws {
    let scratch = Scratch()
    let spool = try Spool(scratch)
    try spool.recordVerdicts("dump", on: "c", by: "r")
    #expect(try spool.verdicts(on: "c", by: "r") == nil)
    try spool.beginResults().publish(as: "dump", summary: [])
    #expect(try spool.verdicts(on: "c", by: "r") == "dump")
    #expect(try spool.verdicts(on: "c", by: "other") == nil)
  }
}

struct DirectoryWatchTests {
  @Test func hintsAtEveryKindOfDrop() async throws {
    let scratch = Scratch()
    unsafe mkdir("\(scratch.path)/inbox", 0o700)
    scratch.write("moved", "")
    scratch.write("linked", "")
    let (events, continuation) = AsyncStream.makeStream(of: DirectoryEvent.self)
    let watch = try DirectoryWatch(queue: DispatchQueue(label: "watch")) {
      for event in $0 { continuation.yield(event) }
    }
    try watch.add("\(scratch.path)/inbox")
    scratch.move("moved", to: "inbox/moved")
    unsafe link("\(scratch.path)/linked", "\(scratch.path)/inbox/linked")
    scratch.write("inbox/written", "text")
    var awaited: Set<DirectoryEvent> = [
      .movedIn(FileName("moved")), .changed(FileName("linked")), .changed(FileName("written")),
    ]
    for await event in events {
      awaited.remove(event)
      if awaited.isEmpty { break }
    }
    try FileManager.default.removeItem(atPath: "\(scratch.path)/inbox")
    for await event in events where event == .lost { break }
    withExtendedLifetime(watch) {}
  }
}
