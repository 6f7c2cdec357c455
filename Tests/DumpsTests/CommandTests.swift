import DumpFixtures
import Foundation
import ProgramRuns
import Testing

/// What the commands that read dumps tell of them, and which limits they know.
struct CommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
  private static let rules = root.appendingPathComponent("rules").path

  private struct Outcome {
    let run: Program
    let posts: [[String: Any]]
    let notes: [String]
  }

  private func classify(_ options: [String], _ dump: String, in scratch: Scratch) throws -> Outcome {
    let run = try Program(["classify", "--rules", Self.rules, "-o", "\(scratch.path)/out"] + options + [dump])
    let name = dump.split(separator: "/").last.map(String.init) ?? ""
    let bytes = FileManager.default.contents(atPath: "\(scratch.path)/out/\(name).summary.json")
    let summary = try bytes.map { try JSONSerialization.jsonObject(with: $0) as? [String: Any] } ?? [:]
    return Outcome(
      run: run, posts: summary?["posts"] as? [[String: Any]] ?? [], notes: summary?["notes"] as? [String] ?? [])
  }

  /// By the post's address or shortcode, and by an id that only the user's own files know.
  @Test(arguments: [
    (Fixtures.apifyComments, Fixtures.apifyPosts),
    ("{\"platform\":\"instagram\",\"post_id\":\"KEK\",\"text\":\"sedap\"}\n", Fixtures.ndjson),
  ]) func postsOfAnotherFileAreFound(comments: String, posts: String) throws {
    let scratch = try Scratch()
    let (dump, file) = (try scratch.write("comments", comments), try scratch.write("posts", posts))
    let without = try classify([], dump, in: scratch)
    #expect(without.run.status == 0)
    #expect(without.posts.map { $0["has_text"] as? Bool } == [false])
    #expect(without.run.errors.contains("comments: the texts of 1 posts are missing"))
    let with = try classify(["--posts", file], dump, in: scratch)
    #expect(with.run.status == 0)
    #expect(with.posts.map { $0["has_text"] as? Bool } == [true])
    #expect(with.notes == ["the texts of 1 posts were not in it and were known from elsewhere"])
  }

  @Test func postsThatCannotBeReadEndTheProgram() throws {
    let scratch = try Scratch()
    let dump = try scratch.write("comments", Fixtures.apifyComments)
    let file = try scratch.write("posts", "no dump at all")
    for (posts, words) in [(file, "it is in no format"), ("\(scratch.path)/none", "No such file")] {
      let outcome = try classify(["--posts", posts], dump, in: scratch)
      #expect(outcome.run.status == 2)
      #expect(outcome.run.errors.contains(words), "\(outcome.run.errors)")
      #expect(outcome.posts.isEmpty)
    }
  }

  @Test func aFormatIsTried() throws {
    let scratch = try Scratch()
    let run = try Program(["formats", "try", "--records", "1", try scratch.write("x", Fixtures.reddit)])
    #expect(run.status == 0 && run.errors.isEmpty)
    for words in [
      "x: reddit, because it holds at its top comments that have body, link_id\n", "\n  not yt-dlp: ", "\nrecord 1\n",
      "  id           abc1\n", "  parent       –\n", "  author       ikan_bakar\n", "  text         Resepi mana?\n",
      "  time         1777950000 (seconds since 1970)\n", "  likes        7\n", "  platform     reddit\n",
      "  post id      7uaobc\n", "  post text    –\n",
      "\n2 comments, 1 of them answers, 2 with a time; 1 posts, 0 of them with text; 0 records rejected\n",
      "note: the texts of 1 posts are missing",
    ] { #expect(run.output.contains(words), "\(words) in \(run.output)") }
    #expect(!run.output.contains("abc2"))
    let unknown = try Program(["formats", "try", try scratch.write("y", "{\"nr\":1}")])
    #expect(unknown.status == 1 && unknown.output.isEmpty)
    #expect(unknown.errors.hasPrefix("saring: y: it is in no format that can be read."))
  }

  @Test func aWorkbookAboveItsLimit() throws {
    let scratch = try Scratch()
    let rows = [["id", "text"], ["a", String(repeating: "k", count: 5_000)]]
    let dump = try scratch.write("komen.xlsx", ArchiveWriting.workbook(rows, isShared: true))
    let refused = try classify(["--limit", "shared=4K"], dump, in: scratch)
    #expect(refused.run.status == 1)
    #expect(refused.run.errors.contains("exceed 4096 bytes (limit: shared texts of a workbook)"))
    #expect(try classify(["--limit", "shared=8K"], dump, in: scratch).run.status == 0)
  }

  /// Each limit that may be set stands in the manual with its default, and no other does.
  @Test func theManualNamesEveryLimit() throws {
    let help = try Program(["classify", "--help"]).output.replacing(/\s+/, with: " ")
    let list = try #require(help.firstMatch(of: /Names and defaults: ([^.]*)\./)?.1)
    let names = list.split(separator: ", ").compactMap { $0.split(separator: "=").first.map(String.init) }
    #expect(names.count == 11)
    let page = try String(
      contentsOf: Self.root.appendingPathComponent("Sources/saring/Saring.docc/Inbox.md"), encoding: .utf8)
    #expect(page.matches(of: /`--limit ([a-z-]+)=`/).map { String($0.1) }.sorted() == names.sorted())
  }
}
