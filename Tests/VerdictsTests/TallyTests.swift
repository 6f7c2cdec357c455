import Bytes
import Dumps
import Foundation
import Rules
import Signals
import Testing

@testable import Verdicts

/// Counts of batches, and the summary that they add up to.
struct TallyTests {
  /// A made-up run of judged comments, the same in every run.
  private static func comments(_ bench: Bench) -> [(comment: Dumps.Comment, judgement: Judgement)] {
    (0..<60).map { number in
      var comment = Dumps.Comment(post: Int32(number % 4), record: number + 1, text: ByteRange(start: 0, count: 0))
      comment.likes = [nil, 3, -5, .max][number % 4]
      comment.isTruncated = number % 10 == 0
      var judgement = Judgement()
      judgement.verdict = Verdict.allCases[number % 3 == 0 ? number / 3 % 4 : 0]
      judgement.fit = FitAxis.allCases[number / 2 % 4]
      judgement.labels = number % 5 == 0 ? ["lead"] : number % 7 == 0 ? ["campaign"] : []
      judgement.unknown = number % 6 == 0 ? [bench.index(of: "two.1")] : []
      if number % 2 == 0 {
        let rule = bench.index(of: "one.2")
        judgement.reasons = [
          Reason(rule: rule, counted: 2, field: .comment, span: nil, matches: 0..<0)
        ]
      }
      return (comment, judgement)
    }
  }

  private static let posts = (0..<4).map {
    Post(id: "p\($0)", author: $0 == 1 ? "aida" : nil, text: $0 == 2 ? [] : nil)
  }

  private static func summary(_ tally: Tally, rejects: [Reject] = [], notes: [String] = []) -> Summary {
    Summary(
      dump: "d", formats: ["ndjson"], tally: tally, posts: posts, rejects: rejects, rejectCount: rejects.count,
      notes: notes)
  }

  private static func decoded(_ summary: Summary, _ rules: RuleSet) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(summary.encoded(rules))) as? [String: Any])
  }

  @Test(arguments: [1, 7, 59]) func batchesAddUp(size: Int) throws {
    let bench = try Bench()
    var comments = Self.comments(bench)
    var batch = CommentBatch()
    let authors = (0..<5).map { batch.store(Array("author-\($0)".utf8).span) }
    let ties = (0..<3).map { CampaignTie(kind: .name, called: Array("mekar8\($0)".utf8)) }
    for index in comments.indices {
      comments[index].comment.author = authors[index % authors.count]
      if comments[index].judgement.verdict.isFlagged { comments[index].judgement.campaign = ties[index / 3 % 3] }
    }
    func add(_ comments: ArraySlice<(comment: Dumps.Comment, judgement: Judgement)>, to tally: inout Tally) {
      batch.comments = comments.map(\.comment)
      tally.add(Judgements(comments.map(\.judgement)), of: batch)
    }
    var whole = Tally(bench.rules)
    add(comments[...], to: &whole)
    var sum = Tally(bench.rules)
    for start in stride(from: 0, to: comments.count, by: size) { add(comments[start...].prefix(size), to: &sum) }
    #expect(Self.summary(sum).encoded(bench.rules) == Self.summary(whole).encoded(bench.rules))
    #expect(sum.leads.map(\.record) == whole.leads.map(\.record))
    #expect(whole.campaigns.largest.reduce(0) { $0 + $1.comments } == 10)
    #expect(whole.engagers.regulars.count == authors.count)
  }

  @Test func theSummaryCounts() throws {
    let bench = try Bench()
    let comments = Self.comments(bench)
    var tally = Tally(bench.rules)
    var batch = CommentBatch()
    batch.comments = comments.map(\.comment)
    tally.add(Judgements(comments.map(\.judgement)), of: batch)
    let summary = Self.summary(tally)
    let decoded = try Self.decoded(summary, bench.rules)
    #expect(decoded["verdicts"] as? [String: Int] == ["genuine": 45, "suspicious": 5, "bot": 5, "unsure": 5])
    #expect((decoded["fit"] as? [String: Int])?.values.reduce(0, +) == 60)
    #expect(decoded["comments"] as? Int == 60)
    #expect(decoded["truncated"] as? Int == 6)
    #expect(decoded["labels"] as? [String: Int] == ["lead": 12, "campaign": 7])
    #expect(decoded["rules"] as? [String: Int] == ["one.2": 30])
    #expect(decoded["unknown"] as? [String: Int] == ["two.1": 10])
    let engagement = try #require(decoded["engagement"] as? [String: Int])
    #expect(engagement["shown"] == 60)
    #expect(engagement["real"] == 50, "neither bots nor suspects")
    #expect(engagement["comment_likes"] == 15 * 3 + 15 << 40, "no likes below zero, none beyond reason")
    #expect(summary.line == "60 comments: 45 genuine, 5 suspicious, 5 bot, 5 unsure; 0 records rejected")
    // Posts with most bots first; what is known of each.
    let posts = try #require(decoded["posts"] as? [[String: Any]])
    let bots = posts.compactMap { $0["bot"] as? Int }
    #expect(bots == bots.sorted(by: >))
    #expect(posts.compactMap { $0["comments"] as? Int } == [15, 15, 15, 15])
    let second = try #require(posts.first { $0["post"] as? String == "p2" })
    #expect(second["has_text"] as? Bool == true)
    #expect(second["author"] is NSNull)
  }

  /// What a bot asks is no lead, and the list of leads ends somewhere.
  @Test func listsLeadsInTheDumpsOrder() throws {
    let bench = try Bench()
    var batch = CommentBatch()
    let author = Array("aida".utf8)
    var comment = Dumps.Comment(post: 1, record: 1, text: ByteRange(start: 0, count: 0))
    comment.author = batch.store(author.span)
    var judgement = Judgement()
    judgement.labels = ["lead"]
    var sum = Tally(bench.rules)
    for start in [0, 700] {
      var judgements: [Judgement] = []
      batch.comments = []
      for record in (start + 1)...(start + 700) {
        comment.record = record
        batch.comments.append(comment)
        judgement.verdict = record % 7 == 0 ? .bot : .genuine
        judgements.append(judgement)
      }
      sum.add(Judgements(judgements), of: batch)
    }
    let expected = (1...1400).filter { $0 % 7 != 0 }.prefix(Tally.listedLeads)
    #expect(sum.leads.map(\.record) == Array(expected))
    #expect(sum.labels == ["lead": 1400])
    let decoded = try Self.decoded(Self.summary(sum), bench.rules)
    let first = try #require((decoded["leads"] as? [[String: Any]])?.first)
    #expect(first["post"] as? String == "p1")
    #expect(first["author"] as? String == "aida")
    #expect(first["comment"] is NSNull)
  }

  @Test func tellsRejectsAndNotes() throws {
    let bench = try Bench()
    var summary = Self.summary(Tally(bench.rules), notes: ["a \"note\""])
    summary.rejects = [
      Reject(file: "a.ndjson", record: 3, line: 4, offset: nil, code: "json", message: "it is no JSON"),
      Reject(file: "b", record: 1, line: nil, offset: 9, code: "cut-off", message: "it ends\nthere"),
    ]
    summary.rejectCount = 12
    let text = String(decoding: summary.encoded(bench.rules), as: UTF8.self)
    #expect(text.contains(#""rejected":12,"rejects":[{"file":"a.ndjson","record":3,"line":4,"code":"json","#))
    #expect(text.contains(#"{"file":"b","record":1,"offset":9,"code":"cut-off","message":"it ends\nthere"}]"#))
    #expect(text.contains(#""notes":["a \"note\""]"#))
    #expect(text.contains(#""bot_share":{"value":0,"low":0,"high":1}"#))
    #expect(text.hasSuffix("}\n"))
  }
}
