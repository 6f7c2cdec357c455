import Bytes
import DumpFixtures
import Testing

@testable import Dumps

/// The formats that are JSON documents, with small files of the shapes the tools write.
struct DocumentTests {
  @Test func instaloaderFolder() throws {
    let scratch = try Scratch()
    try scratch.write("2026-05-04_01-30-00_UTC_comments.json", Fixtures.instaloader)
    try scratch.write("2026-05-04_01-30-00_UTC.txt", "Kuih raya siap dibungkus!\n")
    try scratch.write("2026-05-04_01-30-00_UTC.jpg", [0xFF, 0xD8, 0xFF, 0xE0])
    try scratch.write(".hidden", "{")
    let dump = try ReadDump(.opening(path: scratch.path))
    #expect(dump.formats == ["instaloader"])
    #expect(dump.posts.count == 1)
    #expect(dump.posts[0].id == "2026-05-04_01-30-00_UTC")
    #expect(dump.posts[0].text == Array("Kuih raya siap dibungkus!".utf8))
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "18014398509481985", author: "aisyah.r", text: "Sedapnya 😍", time: 1_777_858_260,
          likes: 2),
        .init(
          post: 0, record: 2, id: "18014398509481987", parent: "18014398509481985", parentText: "Sedapnya 😍",
          author: "dapur.makteh", text: "Terima kasih!", time: 1_777_858_320, likes: 0),
        .init(post: 0, record: 3, id: "18014398509481989", author: "nizam", text: "", time: 1_777_858_380, likes: nil),
      ])
    #expect(dump.notes == ["2026-05-04_01-30-00_UTC.jpg is in no known format and was left alone"])
  }

  @Test func instaloaderPostFile() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a_comments.json", Fixtures.instaloader)
    try scratch.write("a.txt", "caption of the text file")
    try scratch.write("a.json", Fixtures.instaloaderPost)
    for dump in [try ReadDump(.opening(path: path)), try ReadDump(.opening(path: scratch.path))] {
      #expect(dump.posts.map(\.id) == ["DAbc_1"])
      #expect(dump.posts[0].text == Array("Kuih raya siap 😋".utf8))
      #expect(dump.posts[0].author == "dapur.makteh")
      #expect(dump.posts[0].time == 1_777_858_000)
      #expect(dump.rows.map(\.isOwner) == [false, true, false])
      #expect(dump.notes == [])
    }
  }

  @Test func instaloaderCommentsAlone() throws {
    let dump = try read(Fixtures.instaloader, name: "lone_comments.json")
    #expect(dump.posts == [Post(id: "lone", platform: "instagram")])
    #expect(dump.rows.map(\.isOwner) == [nil, nil, nil])
    #expect(try read("[]", name: "none_comments.json").notes == ["it holds no comments"])
  }

  @Test func aPostAloneIsToldItsCommentsAreMissing() throws {
    let note = "it holds no comments, only a post or posts; drop them in one folder or archive with their comments"
    #expect(try read(Fixtures.instaloaderPost, name: "2026-05-04_01-30-00_UTC.json").notes == [note])
    #expect(try read("{\"post_id\":\"p\",\"post_text\":\"Kuih raya\"}\n", name: "p.ndjson").notes == [note])
    do {
      _ = try read("Kuih raya siap!", name: "2026-05-04_01-30-00_UTC.txt")
      Issue.record("it was read")
    } catch let error as DumpError {
      #expect(error.code == "unrecognised" && error.message.contains("caption of a post alone"))
    }
  }

  @Test func graphMedia() throws {
    let dump = try read(Fixtures.graphMedia)
    #expect(dump.formats == ["graph-api"])
    #expect(
      dump.posts == [
        Post(
          id: "17910000000000011", platform: "instagram", author: "clay.and.kin", text: Array("New mugs".utf8),
          url: "https://www.instagram.com/p/DCm/", time: 1_777_773_600)
      ])
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "18011111111111111", author: "jo.mugs", text: "Do you ship?", time: 1_777_774_200,
          likes: 1, isOwner: false),
        .init(
          post: 0, record: 2, id: "18011111111111112", parent: "18011111111111111", parentText: "Do you ship?",
          author: "clay.and.kin", text: "yes!", time: 1_777_774_800, isOwner: true),
      ])
  }

  @Test func graphAnswersOfAllShapes() throws {
    let bare = #"{"data":[{"timestamp":"2026-05-03T02:10:00+0000","text":"a","id":"1"}]}"#
    #expect(try read(bare).posts == [Post(platform: "instagram")])
    let keyed =
      #"{"1":{"id":"1","text":"a","timestamp":"2026-05-03T02:10:00+0000"},"2":{"id":"2","text":"b","timestamp":"2026-05-03T02:10:00+0000"}}"#
    #expect(try read(keyed).rows.map(\.id) == ["1", "2"])
    let edge = #"{"17":{"data":[{"id":"1","text":"a","timestamp":"2026-05-03T02:10:00+0000"}]},"18":{"data":[]}}"#
    #expect(try read(edge).posts.map(\.id) == ["17", "18"])
    let lines = #"{"id":"1","text":"a","timestamp":"2026-05-03T02:10:00+0000","username":"u"}"# + "\n"
    #expect(try read(lines + lines.replacing("1", with: "2")).rows.map(\.author) == ["u", "u"])
  }

  @Test func graphPagesBelongTogether() throws {
    func page(_ id: Int, next: String?) -> String {
      let paging = next.map {
        #","paging":{"cursors":{},"next":"https://graph.facebook.com/v21.0/\#($0)/comments?x=1"}"#
      }
      return #"{"data":[{"id":"\#(id)","text":"t","timestamp":"2026-05-03T02:10:00+0000"}]\#(paging ?? "")}"#
    }
    let pages = [
      page(1, next: "171"), page(2, next: "171"), page(3, next: nil), page(4, next: "172"), page(5, next: nil),
    ]
    for separator in ["", "\n", ",\n"] {
      let dump = try read(pages.joined(separator: separator))
      #expect(dump.rows.map { dump.posts[$0.post].id } == ["171", "171", "171", "172", "172"])
      #expect(dump.rows.map(\.record) == [1, 2, 3, 4, 5])
    }
    let scratch = try Scratch()
    for (number, page) in pages.enumerated() { try scratch.write("page-\(number).json", page) }
    let dump = try ReadDump(.opening(path: scratch.path))
    #expect(dump.rows.map { dump.posts[$0.post].id } == ["171", "171", "171", "172", "172"])
  }

  /// Where pages overlap, or replies are listed with their thread and on their own, a comment is taken once.
  @Test func whatLiesOnTwoPagesIsTakenOnce() throws {
    func page(_ ids: ClosedRange<Int>) -> String {
      let list = ids.map {
        #"{"id":"\#($0)","text":"komen \#($0)","timestamp":"2026-05-03T02:10:00+0000","username":"u"}"#
      }
      return #"{"data":[\#(list.joined(separator: ","))]}"#
    }
    let scratch = try Scratch()
    try scratch.write("page-1.json", page(1...3))
    try scratch.write("page-2.json", page(3...5))
    let dump = try ReadDump(.opening(path: scratch.path))
    #expect(dump.rows.map(\.id) == ["1", "2", "3", "4", "5"])
    #expect(dump.rows.map(\.record) == [1, 2, 3, 2, 3])
    #expect(dump.notes.contains("1 comments were in it more than once and are judged once"))
    let lines = try read(
      """
      {"post_id":"p","id":1,"author":"a","text":"satu"}
      {"post_id":"q","id":1,"author":"a","text":"satu"}
      {"post_id":"p","id":2,"author":"a","text":"satu"}
      {"post_id":"p","id":1,"author":"b","text":"satu"}
      {"post_id":"p","id":1,"text":"satu"}
      {"post_id":"p","id":1,"author":"a","text":"dua"}
      {"post_id":"p","author":"a","text":"satu"}
      {"post_id":"p","author":"a","text":"satu"}
      {"post_id":"p","id":"1","author":"a","text":"satu","likes":7}
      """)
    #expect(lines.rows.map(\.record) == Array(1...8), "only the last is the first once more")
  }

  @Test func commentsAreRememberedForAWhile() {
    var seen = SeenComments(seed: 7, most: 4)
    func isNew(_ id: UInt8) -> Bool {
      var comment = Comment(post: 0, record: 1, text: ByteRange(start: 0, count: 1))
      comment.id = ByteRange(start: 0, count: 1)
      guard let key = seen.key(of: comment, in: [id]) else { return true }
      return seen.isNew(key)
    }
    #expect((0..<7).map(isNew) == Array(repeating: true, count: 7))
    #expect((3..<7).map(isNew) == Array(repeating: false, count: 4), "the last four at least are known")
    #expect([7, 8, 0].map(isNew) == [true, true, true], "and the first no more")
  }

  @Test func youTubeFolder() throws {
    let scratch = try Scratch()
    try scratch.write("a-replies.json", Fixtures.youTubeReplies)
    try scratch.write("b-threads.json", Fixtures.youTubeThreads)
    try scratch.write("c-video.json", Fixtures.youTubeVideo)
    let dump = try ReadDump(.opening(path: scratch.path))
    #expect(dump.formats == ["youtube-api"])
    #expect(dump.posts.count == 1)
    #expect(dump.posts[0].id == "vid1")
    #expect(dump.posts[0].author == "Kugiran Senja")
    #expect(dump.posts[0].text == Array("Gerimis - rock cover\nLive in one take\ncover rock".utf8))
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "Ugz1", author: "@dan", text: "That <b>solo</b> & more", time: 1_777_716_000,
          likes: 1,
          isOwner: false),
        .init(
          post: 0, record: 2, id: "Ugz1.0", parent: "Ugz1", parentText: "That <b>solo</b> & more", author: "@kugiran",
          text: "thanks\nall <3 & more", time: 1_777_716_060, isOwner: true),
        .init(
          post: 0, record: 1, id: "Ugz1.1", parent: "Ugz1", author: "UCx", text: "same", time: 1_777_716_120, likes: 0),
      ])
  }

  @Test func ytDlpInfo() throws {
    let dump = try read(Fixtures.ytDlp)
    #expect(dump.formats == ["yt-dlp"])
    #expect(
      dump.posts == [
        Post(
          id: "aB3", platform: "youtube", author: "Roda Lawas",
          text: Array("Keliling Bandung\nNaik motor\nbandung vlog".utf8),
          url: "https://www.youtube.com/watch?v=aB3")
      ])
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "Ug1.9", parent: "Ug1", parentText: "Mantap bang", author: "@rodalawas",
          text: "Makasih", time: 1_777_900_999, isOwner: true),
        .init(
          post: 0, record: 2, id: "Ug1", author: "@dedi", text: "Mantap bang", time: 1_777_900_333, likes: 4,
          isOwner: false),
      ])
  }

  struct Broken: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let ids: [String]
    let rejects: [String]

    init(_ name: String, _ text: String, ids: [String], rejects: [String]) {
      (testDescription, bytes, self.ids, self.rejects) = (name, Array(text.utf8), ids, rejects)
    }
    init(_ name: String, _ bytes: [UInt8], ids: [String], rejects: [String]) {
      (testDescription, self.bytes, self.ids, self.rejects) = (name, bytes, ids, rejects)
    }
  }

  private static func comment(_ id: Int, _ text: String = "t", more: String = "") -> String {
    #"{"id":\#(id),"text":"\#(text)","owner":{"username":"u"},"created_at":1777858260\#(more)}"#
  }

  @Test(arguments: [
    Broken(
      "half a surrogate pair", "[\(comment(1)),\(comment(2, "a\\ud83d")),\(comment(3, "\\ud83d\\ude00"))]",
      ids: ["1", "3"], rejects: ["bad-json"]),
    Broken(
      "invalid UTF-8",
      Array("[\(comment(1)),".utf8) + Array(comment(2, "~").utf8).map { $0 == 0x7E ? 0xFE : $0 }
        + Array(",\(comment(3))]".utf8), ids: ["1", "3"], rejects: ["bad-utf8"]),
    Broken(
      "broken in a field that is not read",
      "[\(comment(1, more: ",\"note\":\"\\udc00\",\"rank\":NaN")),\(comment(2))]", ids: ["1", "2"], rejects: []),
    Broken("a colon missing", "[\(comment(1)),{\"id\" 2},\(comment(3))]", ids: ["1", "3"], rejects: ["bad-json"]),
    Broken(
      "a quote missing", "[\n\(comment(1)),\n{\"id\":2,\"text\":\"x,\n\"owner\":1},\n\(comment(3))\n]",
      ids: ["1", "3"],
      rejects: ["bad-json"]),
    Broken(
      "an id beyond 64 bits", "[{\"id\":99999999999999999999,\"text\":\"a\",\"owner\":{},\"created_at\":1}]",
      ids: ["99999999999999999999"], rejects: []),
    Broken("commas too many and too few", "[\(comment(1)) \(comment(2)),]", ids: ["1", "2"], rejects: []),
    Broken(
      "cut off in a record", "[\(comment(1)),\(comment(2)),{\"id\":3,\"te", ids: ["1", "2"], rejects: ["cut-off"]),
    Broken("cut off behind a record", "[\(comment(1)),\(comment(2)),", ids: ["1", "2"], rejects: ["cut-off"]),
    Broken(
      "cut off in an answer", "[\(comment(1)),\(comment(2).dropLast()),\"answers\":[\(comment(3)),{\"id\":4",
      ids: ["1", "2", "3"], rejects: ["cut-off"]),
    Broken(
      "a broken answer",
      "[\(comment(1).dropLast()),\"answers\":[\(comment(2, "\\ud800")),\(comment(3))]},\(comment(4))]",
      ids: ["1", "3", "4"], rejects: ["bad-json"]),
    Broken("stray brackets", "[\(comment(1)),}},\(comment(2))]", ids: ["1", "2"], rejects: ["bad-json"]),
    Broken(
      "a quote missing in one long line",
      "[\(comment(1)),{\"id\":2,\"text\":\"x,\"owner\":1},\(comment(3)),\(comment(4))]",
      ids: ["1", "3", "4"], rejects: ["bad-json"]),
    Broken(
      "a brace missing", "[\(comment(1)),\(comment(2).dropLast()),\(comment(3)),\(comment(4))]",
      ids: ["1", "3", "4"], rejects: ["bad-json"]),
    Broken(
      "no object", "[\(comment(1)),null,7,\(comment(2))]", ids: ["1", "2"], rejects: ["not-an-object", "not-an-object"]),
    Broken(
      "no text", "[\(comment(1)),{\"id\":2},{\"id\":3,\"text\":null}]", ids: ["1"], rejects: ["no-text", "no-text"]),
  ]) func oneBrokenRecordLosesNoOther(broken: Broken) throws {
    let dump = try read(broken.bytes)
    #expect(dump.rows.map(\.id) == broken.ids)
    #expect(dump.rejects.map(\.code) == broken.rejects)
  }

  @Test func brokenRecordsAreTold() throws {
    let dump = try read("[\(Self.comment(1)),\(Self.comment(2, "a\\ud83d"))]")
    let reject = try #require(dump.rejects.first)
    #expect(reject.record == 2)
    #expect(reject.offset == Self.comment(1).utf8.count + 2 + #"{"id":2,"text":"a"#.utf8.count)
  }
}
