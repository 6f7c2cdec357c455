import Classifier
import Dumps
import Foundation
import Rules
import Testing

@testable import Daemon
@testable import Inbox

/// What is told of saved rules before anyone asks.
struct RuleReportTests {
  private static let comments = ["mawar77 lagi", "melati77 juga", "`terima kasih` kak", "# mawar77"]

  private func drop(_ scratch: Scratch, _ name: String, _ lines: [String]) {
    let records = lines.enumerated().map { #"{"post_id":"p","id":"\#($0)","author":"a\#($0)","text":"\#($1)"}"# }
    scratch.write("tree/done/\(name)", records.joined(separator: "\n"))
  }

  private func add(_ rules: String, to scratch: Scratch) {
    scratch.write("rules/more.yaml", "group: names\nrules:\n\(rules)")
  }

  @Test func tellsWhatChangedAndWhatDraftsFind() throws {
    let scratch = try Scratch()
    let spool = try scratch.spool()
    drop(scratch, "one.ndjson", Self.comments)
    drop(scratch, "broken.ndjson", ["x"])
    scratch.write("tree/done/broken.ndjson", "{ no dump")
    let old = try scratch.rules()
    scratch.setRules(weight: "1.0")
    add("  - { id: names.melati, stage: draft, weight: 2, words: melati77 }\n", to: scratch)
    var report = RuleReport(old: old, new: try scratch.rules(), saved: "2026-01-31 12:00")
    #expect(report.isWorthIt)
    try report.make(from: spool, formats: FormatSet(), memory: PostMemory(spool.tree)) { false }
    let text = report.text
    #expect(text.contains("Rules of 2026-01-31 12:00"))
    #expect(text.contains("- New: `names.melati`\n- Changed: `names.mawar`\n- Draft or shadow: `names.melati`\n"))
    #expect(text.contains("- `one.ndjson`: 4 comments"))
    #expect(text.contains("- `broken.ndjson`: left out, "))
    #expect(text.contains("4 comments: 0 new, 2 lost, 0 changed"))
    #expect(text.contains("names.melati, a draft, would hit 1 comments, 0 of them flagged already"))
    #expect(text.contains("        melati77 juga"))
    // Comments stand in code blocks, where they cannot be anything else.
    #expect(!text.split(separator: "\n").contains { $0.hasPrefix("# mawar") })
    try spool.tree.writeState(RuleReporter.fileName, Array(text.utf8))
    #expect(scratch.text("tree/state/rules-report.md") == text)
  }

  @Test func saysNothingWhereNothingChanged() throws {
    let scratch = try Scratch()
    let rules = try scratch.rules()
    #expect(!RuleReport(old: rules, new: try scratch.rules(), saved: "").isWorthIt)
    add("  - { id: names.trial, stage: shadow, weight: 2, words: melati77 }\n", to: scratch)
    let trial = try scratch.rules()
    #expect(RuleReport(old: trial, new: try scratch.rules(), saved: "").isWorthIt)
  }

  @Test func givesWayToDumps() throws {
    let scratch = try Scratch()
    let spool = try scratch.spool()
    drop(scratch, "one.ndjson", Self.comments)
    let old = try scratch.rules()
    scratch.setRules(weight: "1.0")
    var report = RuleReport(old: old, new: try scratch.rules(), saved: "")
    #expect(throws: Cancelled.self) {
      try report.make(from: spool, formats: FormatSet(), memory: PostMemory(spool.tree)) { true }
    }
  }

  /// Comments that were dropped without their post are tried with what is remembered of it.
  @Test func remembersPosts() throws {
    let scratch = try Scratch()
    let spool = try scratch.spool()
    scratch.write(
      "tree/done/one.ndjson", #"{"platform":"youtube","post_id":"dQw4w9WgXcQ","id":"1","text":"mawar77 lagi"}"#)
    let old = try scratch.rules()
    scratch.setRules(weight: "1.0")
    add(
      """
        - { id: names.sold, weight: 6, match: { name: { words: [mawar77], in: post.folded } }, because: "sold" }

      """, to: scratch)
    let memory = try PostMemory(spool.tree)
    try memory.learn([("youtube idQw4w9WgXcQ", Array("Kedai mawar77 kami".utf8))])
    var report = RuleReport(old: old, new: try scratch.rules(), saved: "")
    try report.make(from: spool, formats: FormatSet(), memory: memory) { false }
    #expect(report.text.contains("1 comments: 0 new, 0 lost, 0 changed"))
  }

  @Test func takesTheLatestDumpsOfABearableSize() throws {
    let scratch = try Scratch()
    let spool = try scratch.spool()
    for number in 1...7 {
      drop(scratch, "d\(number).ndjson", ["x"])
      usleep(20_000)
    }
    scratch.write("tree/done/big.ndjson", String(repeating: "x", count: 2_000))
    let names = try spool.latestDone(5, bytes: 1_000).map(\.name.description)
    #expect(names == (3...7).reversed().map { "d\($0).ndjson" })
  }
}
