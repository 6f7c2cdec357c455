import DumpFixtures
import Testing

@testable import Dumps

/// What was known of the posts at one time stays so while the dump is read on: workers look at it in the meantime.
struct PostTableTests {
  /// The first batch, and the record that ends it, name 300 posts; the second names 600 and tells something of each.
  private static let dump = (0..<4096).map { number in
    number <= 2048
      ? #"{"post_id":"p\#(number % 300)","id":"\#(number)","text":"a"}"#
      : #"{"post_id":"p\#(number % 600)","post_text":"t\#(number % 600)","post_author":"s","id":"\#(number)","text":"a"}"#
  }.joined(separator: "\n")

  @Test func whatWasKnownStaysAsItWas() throws {
    let scratch = try Scratch()
    let reader = try DumpReader(.opening(path: scratch.write("d.ndjson", Self.dump)))
    #expect(try reader.next()?.comments.count == 2048)
    let before = reader.posts
    #expect(try reader.next()?.comments.count == 2048)
    let after = reader.posts

    #expect(before.count == 300 && after.count == 600)
    #expect((0..<300).allSatisfy { before[$0] == Post(id: "p\($0)") })
    let ids = Set((0..<600).map { "p\($0)" })
    #expect(Set((0..<600).compactMap { after.id(of: $0) }) == ids)
    for number in 0..<600 {
      let id = try #require(after.id(of: number))
      #expect(after.text(of: number) == Array("t\(id.dropFirst())".utf8))
      #expect(after.hasOwnText(number))
    }
    #expect((0..<300).allSatisfy { after.id(of: $0) == before.id(of: $0) }, "no number changes")
  }

  @Test func withoutTextsAllElseStays() throws {
    let scratch = try Scratch()
    let reader = try DumpReader(.opening(path: scratch.write("d.ndjson", Self.dump)))
    while try reader.next() != nil {}
    let bare = reader.posts.withoutTexts()
    #expect(bare.count == 600)
    #expect((0..<600).allSatisfy { !bare.hasText($0) && bare.id(of: $0) == reader.posts.id(of: $0) })
    #expect((0..<600).allSatisfy { reader.posts.hasText($0) })
  }
}
