import DumpFixtures
import Testing

@testable import Dumps

/// Large JSON documents are read in pieces, and give what they give when they are read whole.
struct PieceTests {
  /// So small that the documents here are large.
  static func limits(_ bytes: Int) -> DumpLimits {
    var limits = DumpLimits()
    limits.documentBytes = bytes
    limits.recordBytes = bytes / 2
    return limits
  }

  /// Answers find the text of what they answer within their piece alone.
  private static func withoutParentTexts(_ rows: [ReadDump.Row]) -> [ReadDump.Row] {
    rows.map { row in
      var row = row
      row.parentText = nil
      return row
    }
  }

  private static func check(_ text: String, pieces bytes: Int, name: String = "dump") throws {
    let whole = try read(text, name: name)
    let pieces = try read(text, name: name, limits: limits(bytes))
    #expect(whole.rows.count > 3)
    #expect(withoutParentTexts(pieces.rows) == withoutParentTexts(whole.rows))
    #expect(pieces.posts == whole.posts)
    #expect(pieces.formats == whole.formats)
    #expect(pieces.rejects == whole.rejects)
  }

  private static func list(_ count: Int, _ element: (Int) -> String) -> String {
    (0..<count).map(element).joined(separator: ",\n ")
  }

  @Test(arguments: [300, 500, 1000]) func whatStandsBeforeAndBehindAListIsKept(bytes: Int) throws {
    let comments = Self.list(40) {
      #"{"id":"c\#($0)","text":"komen \"\#($0)\" {[,","timestamp":1777900333,"author":"@a\#($0)","parent":"root"}"#
    }
    try Self.check(
      #"{"id":"v1","title":"Keliling Bandung","comments":[\#(comments)],"description":"Naik motor","#
        + #""webpage_url":"https://www.youtube.com/watch?v=v1","extractor_key":"Youtube","channel":"Roda"}"#,
      pieces: bytes)
  }

  @Test(arguments: [400, 800]) func mediaWithCommentsWithReplies(bytes: Int) throws {
    func comment(_ name: String, _ more: String = "") -> String {
      #"{"id":"\#(name)","text":"t \#(name)","timestamp":"2026-05-03T02:10:00+0000","username":"u"\#(more)}"#
    }
    func media(_ number: Int) -> String {
      let replies = Self.list(12) { comment("m\(number)r\($0)") }
      let comments = Self.list(15) {
        comment("m\(number)c\($0)", $0 == 3 ? ",\"replies\":{\"data\":[\(replies)]},\"like_count\":7" : "")
      }
      return #"{"comments":{"data":[\#(comments)]},"id":"1791000000000000\#(number)","caption":"kapsyen \#(number)"}"#
    }
    try Self.check("{\"data\":[\(Self.list(3, media))],\"paging\":{\"cursors\":{}}}", pieces: bytes)
    // Documents of a media each, one behind the other.
    try Self.check((0..<3).map(media).joined(separator: "\n"), pieces: bytes)
    try Self.check("[\(Self.list(3, media))]", pieces: bytes)
  }

  @Test(arguments: [500, 900]) func threadsWithManyReplies(bytes: Int) throws {
    func comment(_ id: String) -> String {
      #"{"id":"\#(id)","snippet":{"videoId":"v","textOriginal":"t \#(id)","likeCount":1}}"#
    }
    let threads = Self.list(10) { number in
      #"{"kind":"youtube#commentThread","snippet":{"videoId":"v","topLevelComment":\#(comment("T\(number)"))},"#
        + #""replies":{"comments":[\#(Self.list(number == 4 ? 30 : 1) { comment("T\(number).\($0)") })]}}"#
    }
    try Self.check(#"{"items":[\#(threads)],"kind":"youtube#commentThreadListResponse"}"#, pieces: bytes)
  }

  @Test(arguments: [300, 700]) func listsAndKeyedObjects(bytes: Int) throws {
    let comments = Self.list(30) {
      #"{"id":\#(18_014_398_509_481_985 + $0),"text":"komen \#($0)","created_at":1777858260,"owner":{"username":"u"}}"#
    }
    try Self.check("[\(comments)]", pieces: bytes, name: "2026_comments.json")
    try Self.check(
      "[\(Self.list(30) { #"{"id":"\#($0)","text":"t","author":"a","post_id":"p","post_text":"x"}"# })]", pieces: bytes)
    try Self.check(
      "{\(Self.list(30) { #""\#(18_000 + $0)":{"text":"t","media":"3463352584219040628","account":"a","code":"DAQTNNiTpt0"}"# })}",
      pieces: bytes)
    let apify = Self.list(30) {
      #"{"id":"\#($0)","text":"t","ownerUsername":"o","timestamp":"2026-05-01T18:24:09.000Z","postUrl":"https://www.instagram.com/p/DAQTNNiTpt0/"}"#
    }
    try Self.check("[\(apify)]", pieces: bytes)
  }

  /// A page that has no next one belongs to the post of the page before it, in all its pieces.
  @Test func pagesThatDoNotNameTheirPost() throws {
    let comments = { (first: Int) in
      Self.list(20) { #"{"id":"\#(first + $0)","text":"t","timestamp":"2026-05-03T02:10:00+0000"}"# }
    }
    try Self.check(
      #"{"data":[\#(comments(0))],"paging":{"next":"https://graph.facebook.com/v21.0/171/comments?x=1"}}"#
        + #"{"data":[\#(comments(100))]}{"data":[\#(comments(200))]}"#, pieces: 400)
  }

  @Test func whatIsCutOffIsReadUpToThere() throws {
    let comments = Self.list(12) { #"{"id":"c\#($0)","text":"t\#($0)","timestamp":1,"author":"a"}"# }
    let text = #"{"id":"v1","title":"T","webpage_url":"https://youtu.be/v1","comments":[\#(comments)],"channel":"R"}"#
    let whole = try read(text)
    for count in 300..<text.utf8.count {
      let dump = try read(Array(text.utf8.prefix(count)), limits: Self.limits(200))
      #expect(dump.rows == Array(whole.rows.prefix(dump.rows.count)))
      #expect(dump.posts.map(\.text) == whole.posts.map(\.text))
      #expect(dump.rejects.map(\.code) == ["cut-off"])
      #expect(dump.rejects.first?.offset == count)
      // At most the last one is not whole.
      let complete = text.utf8.prefix(count).count { $0 == UInt8(ascii: "}") }
      #expect(dump.rows.count == min(12, complete))
    }
  }

  /// What is broken costs no more than in a document that is read whole, and its place is told the same.
  @Test(arguments: [
    ("{\"id\":\"x\",\"text\":\"a\\ud83d\"}", "bad-json"), ("{\"id\" 5,\"text\":\"t\"}", "bad-json"),
    ("{\"id\":\"x\",\"text\":\"no end,\"author\":\"a\"}", "bad-json"), ("null", "not-an-object"),
    ("{\"id\":\"x\"}", "no-text"), ("}}", "bad-json"),
    ("{\"id\":\"x\",\"text\":\"said \"hi\" to\"}", "bad-json"),
  ]) func oneBrokenRecordLosesNoOther(broken: String, code: String) throws {
    let before = Self.list(10) { #"{"id":"b\#($0)","text":"t","author":"a","post_id":"p"}"# }
    let behind = Self.list(10) { #"{"id":"h\#($0)","text":"t","author":"a","post_id":"p"}"# }
    let text = "[\(before),\(broken),\n\(behind)]"
    let whole = try read(text)
    let pieces = try read(text, limits: Self.limits(200))
    #expect(pieces.rows.map(\.id) == (0..<10).map { "b\($0)" } + (0..<10).map { "h\($0)" })
    #expect(Set(pieces.rejects.map(\.code)) == [code])
    #expect(pieces.rejects.map(\.offset) == whole.rejects.map(\.offset))
  }

  /// Looking through a large object for what stands behind its list can be ended, as can any reading.
  @Test(arguments: 1...12) func readingCanBeEnded(after count: Int) throws {
    struct Ended: Error {}
    let comments = Self.list(30_000) { #"{"id":"c\#($0)","text":"t\#($0)","timestamp":1,"author":"a"}"# }
    let scratch = try Scratch()
    let path = try scratch.write(
      "v", #"{"id":"v1","comments":[\#(comments)],"title":"T","webpage_url":"https://youtu.be/v1"}"#)
    var left = count
    #expect(throws: Ended.self) {
      let reader = try DumpReader(
        .opening(path: path), limits: Self.limits(4096), formats: stockFormats,
        progress: {
          left -= 1
          if left == 0 { throw Ended() }
        })
      while try reader.next() != nil {}
    }
  }

  @Test func valuesThatAreTooLong() throws {
    let long = String(repeating: "x", count: 1000)
    let list =
      #"[{"id":"1","text":"a"},{"id":"2","text":"\#(long)"},{"id":"3","text":"c"},"\#(long)",{"id":"4","text":"d"}]"#
    let dump = try read(list, limits: Self.limits(200))
    #expect(dump.rows.map(\.id) == ["1", "3", "4"])
    #expect(dump.rejects.map(\.code) == ["too-long", "too-long"])
    // Beside a list it is left out.
    let comments = Self.list(12) { #"{"id":"c\#($0)","text":"t\#($0)","timestamp":1,"author":"a"}"# }
    let info = #"{"id":"v1","title":"T","x":"\#(long)","webpage_url":"https://youtu.be/v1","comments":[\#(comments)]}"#
    let video = try read(info, limits: Self.limits(300))
    #expect(video.rows.count == 12)
    #expect(video.posts.map(\.text) == [Array("T".utf8)])
    #expect(throws: DumpError.self) {
      try read("{\"a\":\(String(repeating: "[", count: 5000))", limits: Self.limits(200))
    }
  }

  @Test(arguments: Fixtures.all.map(\.name)) func anyChangeIsSurvivedInPieces(name: String) throws {
    let bytes = try Array(#require(Fixtures.all.first { $0.name == name }).text.utf8)
    var random = RoundTripTests.Random(state: 43)
    let spice = Array("\"\\{}[],:\n".utf8)
    for _ in 0..<100 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        if Bool.random(using: &random) {
          changed[place] = spice.randomElement(using: &random) ?? 0
        } else {
          changed.remove(at: place)
        }
      }
      do {
        _ = try read(changed, limits: Self.limits(Int.random(in: 40...400, using: &random)))
      } catch let error as DumpError { #expect(!error.message.isEmpty) }
    }
  }
}
