import DumpFixtures
import Testing

@testable import Dumps

/// Posts that a dump refers to and does not hold.
struct PostRecallTests {
  @Test(arguments: [
    (Post(id: "3463352584219040628", platform: "instagram"), ["instagram i3463352584219040628"]),
    (Post(id: "DAQTNNiTpt0", platform: "instagram"), ["instagram i3463352584219040628"]),
    (Post(url: "https://www.instagram.com/reel/DAQTNNiTpt0/?igsh=x"), ["instagram i3463352584219040628"]),
    (
      Post(id: "3463352584219040628_5002", platform: "instagram", url: "https://www.instagram.com/p/DAQTNNiTpt0/"),
      ["instagram i3463352584219040628"]
    ),
    (Post(id: "dQw4w9WgXcQ", platform: "youtube"), ["youtube idQw4w9WgXcQ"]),
    (Post(url: "https://youtu.be/dQw4w9WgXcQ"), ["youtube idQw4w9WgXcQ"]),
    (Post(id: "44_555000111", platform: "facebook"), ["facebook i555000111"]),
    (Post(id: "1", platform: "wordpress", url: "https://blog.example/p1"), [" uhttps://blog.example/p1"]),
    // What is not the platform's own name tells nothing in another dump.
    (Post(id: "2026-05-04_01-30-00_UTC", platform: "instagram"), []), (Post(id: "post-1", platform: "youtube"), []),
    (Post(id: "7", platform: "wordpress"), []), (Post(id: "dQw4w9WgXcQ"), []), (Post(text: [0x61]), []),
  ]) func lastingNames(post: Post, names: [String]) { #expect(post.lastingNames == names) }

  private final class Asked: @unchecked Sendable { var names: [[String]] = [] }

  private func read(_ text: String, _ texts: [String: String]) throws -> (
    posts: [Post], notes: [String], asked: [[String]]
  ) {
    let scratch = try Scratch()
    let asked = Asked()
    let reader = try DumpReader(.opening(path: scratch.write("dump", text)), formats: stockFormats) { names in
      asked.names.append(names)
      return names.lazy.compactMap { texts[$0] }.first.map { Array($0.utf8) }
    }
    while try reader.next() != nil {}
    return ((0..<reader.posts.count).map { reader.posts[$0] }, reader.notes, asked.names)
  }

  @Test func aPostWithoutTextIsAskedForOnce() throws {
    let dump = try read(Fixtures.apifyComments, ["instagram i3463352584219040628": "Bunga segar"])
    #expect(dump.posts.map(\.text) == [Array("Bunga segar".utf8)])
    #expect(dump.asked.count == 1)
    #expect(dump.notes == ["the texts of 1 posts were not in it and were known from elsewhere"])
    #expect(try read(Fixtures.ytDlp, [:]).asked.isEmpty, "its own text is there")
  }

  @Test func theDumpsOwnTextCounts() throws {
    let lines = [
      #"{"platform":"youtube","post_id":"dQw4w9WgXcQ","text":"a"}"#,
      #"{"platform":"youtube","post_id":"dQw4w9WgXcQ","post_text":"sendiri"}"#,
    ]
    let dump = try read(lines.joined(separator: "\n"), ["youtube idQw4w9WgXcQ": "lain"])
    #expect(dump.posts.map(\.text) == [Array("sendiri".utf8)])
    #expect(dump.notes == [])
  }
}
