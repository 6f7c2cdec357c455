import DumpFixtures
import Foundation
import Testing

@testable import Dumps

/// Random posts with comments under each, written in every format that holds posts, and read back equal.
struct PostRoundTripTests {
  private typealias Random = RoundTripTests.Random

  /// A post and what stands under it, in the words that all formats share.
  private struct Thread: Equatable {
    /// The number that Instagram gives a post; others take it as it is.
    var id: String
    var author: String
    var title: String
    var body: String
    var comments: [[String]]

    var shortcode: String {
      let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      var (number, code) = (UInt64(id) ?? 0, "")
      while number > 0 {
        code = String(digits[Int(number % 64)]) + code
        number /= 64
      }
      return code
    }

    /// What must come back: the text, and ids, authors and texts of the comments.
    func told(_ text: String) -> [String] { [text] + comments.map { $0.joined(separator: "\u{0}") } }
  }

  private static func draw(_ seed: Int) -> (Random, [Thread]) {
    var random = Random(state: UInt64(seed) &* 15_485_863)
    // Captions come without blanks around them.
    func words(_ start: String) -> String { "\(start) \(RoundTripTests.text(&random)) ya" }
    let threads = (0..<Int.random(in: 1...4, using: &random)).map { number in
      Thread(
        id: String(UInt64.random(in: 1 << 60...1 << 62, using: &random)), author: "akaun\(number)",
        title: words("tajuk\(number)").replacing("\n", with: " "), body: words("isi\(number)"),
        comments: (0..<Int.random(in: 1...6, using: &random)).map { _ in
          [
            String(UInt64.random(in: 1 << 54...UInt64(Int64.max), using: &random)),
            "nama\(Int.random(in: 0...9, using: &random))", words("k"),
          ]
        })
    }
    return (random, threads)
  }

  private func told(_ dump: ReadDump) -> [[String]] {
    dump.posts.indices.compactMap { number in
      let rows = dump.rows.filter { $0.post == number }
      guard !rows.isEmpty else { return nil }
      return [dump.posts[number].text.map { String(decoding: $0, as: UTF8.self) } ?? "–"]
        + rows.map { [$0.id ?? "–", $0.author ?? "–", $0.text].joined(separator: "\u{0}") }
    }.sorted { $0[0] < $1[0] }
  }

  /// Both what is expected and what was read are in the order of their posts' texts.
  private func expect(
    _ dump: ReadDump, _ format: String, _ threads: [Thread], text: (Thread) -> String,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(dump.formats == [format], sourceLocation: location)
    #expect(dump.rejects == [], sourceLocation: location)
    #expect(told(dump) == threads.map { $0.told(text($0)) }.sorted { $0[0] < $1[0] }, sourceLocation: location)
  }

  private static func both(_ thread: Thread) -> String { "\(thread.title)\n\(thread.body)" }

  private func folder(_ files: [(String, [UInt8])]) throws -> ReadDump {
    let scratch = try Scratch()
    for (name, bytes) in files { try scratch.write(name, bytes) }
    return try ReadDump(.opening(path: scratch.path))
  }

  private static func line(_ values: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: values), as: UTF8.self) + "\n"
  }

  private static func cell(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

  @Test(arguments: 0..<12) func plainRecords(seed: Int) throws {
    var (random, threads) = Self.draw(seed)
    let records = threads.flatMap { thread in
      thread.comments.map { [thread.id, thread.author, thread.body] + $0 }
    }
    let names = ["post_id", "post_author", "post_text", "id", "author", "text"]
    let objects = records.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    expect(try read(objects.map(Self.line).joined()), "ndjson", threads, text: \.body)
    expect(try read(RoundTripTests.json(objects, &random)), "json", threads, text: \.body)
    let table = ([names] + records).map { $0.map(Self.cell).joined(separator: ";") }.joined(separator: "\n")
    expect(try read(table), "csv", threads, text: \.body)
    // The posts in a file of their own.
    let apart = try folder([
      (
        "a",
        Array(
          try objects.map { try Self.line($0.filter { !["post_text", "post_author"].contains($0.key) }) }.joined().utf8)
      ),
      ("b", Array(try objects.map { try Self.line($0.filter { $0.key.hasPrefix("post_") }) }.joined().utf8)),
    ])
    expect(apart, "ndjson", threads, text: \.body)
    for isShared in [true, false] {
      let workbook = ArchiveWriting.workbook([names] + records, isShared: isShared)
      expect(try read(workbook), "workbook", threads, text: \.body)
    }
  }

  @Test(arguments: 0..<12) func instagram(seed: Int) throws {
    var (random, threads) = Self.draw(seed)
    func json(_ value: Any) throws -> [UInt8] { try RoundTripTests.json(value, &random) }
    let captions = try threads.enumerated().flatMap { number, thread in
      let list = thread.comments.map {
        ["id": Int($0[0]) ?? 0, "created_at": 1, "owner": ["username": $0[1]], "text": $0[2], "answers": []]
          as [String: Any]
      }
      return [("\(number)_UTC_comments.json", try json(list)), ("\(number)_UTC.txt", Array(thread.body.utf8))]
    }
    expect(try folder(captions), "instaloader", threads, text: \.body)

    let media = threads.map { thread -> [String: Any] in
      let comments = thread.comments.map {
        ["id": $0[0], "username": $0[1], "text": $0[2], "timestamp": "2026-05-01T00:00:00+0000"]
      }
      return ["id": thread.id, "caption": thread.body, "comments": ["data": comments]]
    }
    expect(try read(json(["data": media])), "graph-api", threads, text: \.body)

    let answers = try threads.map { thread in
      let edges = thread.comments.map {
        [
          "node": [
            "id": $0[0], "owner": ["username": $0[1]], "text": $0[2], "created_at": 1, "edge_liked_by": ["count": 0],
          ]
        ]
      }
      return try json([
        "shortcode": thread.shortcode, "edge_media_to_caption": ["edges": [["node": ["text": thread.body]]]],
        "edge_media_to_parent_comment": ["edges": edges],
      ])
    }
    expect(try read(Array(answers.joined(separator: Array("\n".utf8)))), "instagram-graphql", threads, text: \.body)

    let posts = threads.map { thread -> [String: Any] in
      let latest = thread.comments.map {
        ["id": $0[0], "ownerUsername": $0[1], "text": $0[2], "timestamp": "2026-05-01T00:00:00Z"]
      }
      return ["shortCode": thread.shortcode, "caption": thread.body, "latestComments": latest]
    }
    expect(try read(json(posts)), "apify-instagram", threads, text: \.body)
    let items = threads.flatMap { thread in
      thread.comments.map {
        [
          "id": $0[0], "ownerUsername": $0[1], "text": $0[2], "timestamp": "2026-05-01T00:00:00Z",
          "postUrl": "https://www.instagram.com/p/\(thread.shortcode)/",
        ]
      }
    }
    let bare = threads.map { ["shortCode": $0.shortcode, "caption": $0.body] }
    let joined = try folder([("a", json(items)), ("b", json(bare))])
    expect(joined, "apify-instagram", threads, text: \.body)

    let private_ = try threads.map { thread in
      let comments = thread.comments.map {
        ["pk": $0[0], "user": ["username": $0[1]], "text": $0[2], "created_at_utc": 1] as [String: Any]
      }
      return try json(["comments": comments, "caption": ["text": thread.body, "media_id": thread.id]])
    }
    expect(try read(Array(private_.joined(separator: Array("\n".utf8)))), "instagrapi", threads, text: \.body)
  }

  @Test(arguments: 0..<12) func otherPlatforms(seed: Int) throws {
    var (random, threads) = Self.draw(seed)
    func json(_ value: Any) throws -> [UInt8] { try RoundTripTests.json(value, &random) }
    let lists = threads.flatMap { thread in
      thread.comments.map { comment -> [String: Any] in
        let snippet = ["videoId": thread.id, "textOriginal": comment[2], "authorDisplayName": comment[1]]
        let top: [String: Any] = ["kind": "youtube#comment", "id": comment[0], "snippet": snippet]
        return [
          "kind": "youtube#commentThread", "id": comment[0], "snippet": ["videoId": thread.id, "topLevelComment": top],
        ]
      }
    }
    let videos = threads.map {
      ["kind": "youtube#video", "id": $0.id, "snippet": ["title": $0.title, "description": $0.body]] as [String: Any]
    }
    let youTube = try folder([
      ("a", json(["kind": "youtube#commentThreadListResponse", "items": lists] as [String: Any])),
      ("b", json(["kind": "youtube#videoListResponse", "items": videos] as [String: Any])),
    ])
    expect(youTube, "youtube-api", threads, text: Self.both)

    let infos = try threads.enumerated().map { number, thread in
      let comments = thread.comments.map {
        ["id": $0[0], "author": $0[1], "text": $0[2], "author_is_uploader": false, "parent": "root"] as [String: Any]
      }
      return (
        "\(number)",
        try json([
          "id": thread.id, "title": thread.title, "description": thread.body,
          "webpage_url": "https://youtu.be/\(number)", "comments": comments,
        ])
      )
    }
    expect(try folder(infos), "yt-dlp", threads, text: Self.both)

    let feed = threads.map { thread -> [String: Any] in
      let comments = thread.comments.map {
        [
          "id": "\(thread.id)_\($0[0])", "from": ["name": $0[1]], "message": $0[2],
          "created_time": "2026-05-01T00:00:00+0000",
        ]
          as [String: Any]
      }
      return [
        "id": "44_\(thread.id)", "message": thread.body, "created_time": "2026-05-01T00:00:00+0000", "status_type": "x",
        "comments": ["data": comments],
      ]
    }
    let prefixed = threads.map { thread in
      var thread = thread
      thread.comments = thread.comments.map { ["\(thread.id)_\($0[0])"] + $0.dropFirst() }
      return thread
    }
    expect(try read(json(["data": feed])), "facebook-graph-api", prefixed, text: \.body)

    let comments = try threads.flatMap { thread in
      try thread.comments.map {
        try Self.line(["id": $0[0], "author": $0[1], "body": $0[2], "link_id": "t3_\(thread.id)"])
      }
    }
    let submissions = try threads.map {
      try Self.line(["id": $0.id, "title": $0.title, "selftext": $0.body, "subreddit": "s", "is_self": true])
    }
    let reddit = try folder([("RC", Array(comments.joined().utf8)), ("RS", Array(submissions.joined().utf8))])
    expect(reddit, "reddit", threads, text: Self.both)
  }

  @Test(arguments: 0..<12) func xml(seed: Int) throws {
    let (_, threads) = Self.draw(seed)
    func html(_ text: String) -> String {
      ArchiveWriting.escaped(text.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))
    }
    let items = threads.map { thread in
      let comments = thread.comments.map {
        "<wp:comment><wp:comment_id>\($0[0])</wp:comment_id><wp:comment_author>\($0[1])</wp:comment_author>"
          + "<wp:comment_content>\(html($0[2]))</wp:comment_content></wp:comment>"
      }
      return "<item><title>\(ArchiveWriting.escaped(thread.title))</title><wp:post_id>\(thread.id)</wp:post_id>"
        + "<content:encoded>\(html(thread.body))</content:encoded>\(comments.joined())</item>"
    }
    for version in ["1.0", "1.1", "1.2"] {
      let file = "<rss xmlns:wp=\"http://wordpress.org/export/\(version)/\"><channel>\(items.joined())</channel></rss>"
      expect(try read(file), "wordpress", threads, text: Self.both)
    }
    let heads = threads.map {
      "<thread dsq:id=\"\($0.id)\"><title>\(ArchiveWriting.escaped($0.title))</title><message>\(html($0.body))</message></thread>"
    }
    let posts = threads.flatMap { thread in
      thread.comments.map {
        "<post dsq:id=\"\($0[0])\"><message>\(html($0[2]))</message><author><name>\($0[1])</name></author>"
          + "<thread dsq:id=\"\(thread.id)\"/></post>"
      }
    }
    expect(try read("<disqus>\((heads + posts).joined())</disqus>"), "disqus", threads, text: Self.both)
  }
}
