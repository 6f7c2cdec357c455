import Dumps
import Foundation
import RuleFiles
import Rules
import Signals
import Testing
import Text
import Verdicts

@testable import Classifier

/// What is measured of a comment only because a rule asks.
struct MeasureTests {
  /// The rules that hit, with `?` behind those that are unknown.
  private func ids(
    _ rules: String, _ comment: GivenComment, parent: String? = nil, thread: [GivenComment] = []
  ) throws -> [String] {
    let set = try Stock.rules(rules)
    return SingleJudge(set).outcomes(comment, parent: parent, thread: thread).all.map {
      set.rules[$0.rule].id.replacingOccurrences(of: "g.", with: "") + ($0.result == .unknown ? "?" : "")
    }
  }

  private static let fields = """
      - { id: g.likes, weight: 1, field: comment.likes, at-least: 2, below: 5 }
      - { id: g.said, weight: 1, field: comment.likes, present: true }
      - { id: g.silent, weight: 1, field: comment.likes, present: false }
      - { id: g.tube, weight: 1, field: post.platform, is: [YouTube, vimeo] }
      - { id: g.night, weight: 1, field: comment.hour, at-most: 4 }
      - { id: g.since, weight: 1, field: comment.time, at-least: 1970-01-02 }
      - { id: g.answer, weight: 1, field: parent.text, present: true }
      - { id: g.name, weight: 1, field: author.name, is: Ani }
      - { id: g.malay, weight: 1, field: comment.lang, is: ms }
      - { id: g.nusantara, weight: 1, field: comment.lang, is: [ms, id] }
    """

  @Test func comparesFields() throws {
    let full = GivenComment(
      "tak nak tengok", post: "x", author: "ani", platform: "youtube", likes: 4, time: 86_400 + 3 * 3_600)
    #expect(
      try ids(Self.fields, full, parent: "y")
        == ["answer", "likes", "malay", "name", "night", "nusantara", "said", "since", "tube"])
    let other = GivenComment(
      "gue banget nih", post: "x", author: "Budi", platform: "facebook", likes: 5, time: 5 * 3_600)
    #expect(try ids(Self.fields, other) == ["nusantara", "said"])
  }

  @Test func whatTheDumpDoesNotSayIsUnknown() throws {
    #expect(
      try ids(Self.fields, GivenComment("saya orang"))
        == ["likes?", "malay?", "name?", "night?", "nusantara", "silent", "since?", "tube?"])
    #expect(try ids(Self.fields, GivenComment("the end of the world"), parent: "z").contains("malay?") == false)
  }

  @Test func scopesAreWhereARuleApplies() throws {
    let rules =
      "  - { id: g.free, weight: 1, words: [percuma, promo], scope: { platform: instagram, lang: [ms, id] } }\n"
    func hits(_ text: String, _ platform: String?) throws -> [String] {
      try ids(rules, GivenComment(text, platform: platform))
    }
    #expect(try hits("ini percuma untuk kami", "Instagram") == ["free"])
    #expect(try hits("ini percuma untuk kami", "youtube") == [])
    #expect(try hits("ini percuma untuk kami", nil) == ["free?"])
    #expect(try hits("percuma is what they call it", "instagram") == [])
    #expect(try hits("promo", "instagram") == ["free?"])
    #expect(try hits("promo", "youtube") == [])
  }

  @Test func computesWithCounts() throws {
    let rules = """
        - id: g.sum
          weight: 1
          match:
            sale: { words: [jual, "jual murah", promo*] }
            price: { pattern: 'rm\\d+' }
            sum: { count: "sale * 2 + price - (contact.links + 1) / 2", at-least: 4.5, at-most: 4.5 }
          when: sum
        - id: g.quotient
          weight: 1
          match: { sale: { words: [jual] }, per-like: { count: sale / comment.likes, at-least: 0.5 } }
          when: per-like
      """
    // Two places of sale, one price, no link.
    #expect(try ids(rules, GivenComment("jual murah, promosi rm20", likes: 2)) == ["quotient", "sum"])
    #expect(try ids(rules, GivenComment("jual murah, promosi rm20 rm30", likes: 3)) == [])
    #expect(try ids(rules, GivenComment("jual", likes: 0)) == ["quotient?"])
    #expect(try ids(rules, GivenComment("jual")) == ["quotient?"])
    #expect(try ids(rules, GivenComment("mi", likes: 9)) == [])
  }

  @Test func showsValuesInReasons() throws {
    let set = try Stock.rules(
      """
        - id: g.many
          weight: 1
          match: { sale: { words: [jual, beli] }, many: { count: sale, at-least: 2 } }
          because: "{many.value} times “{sale.raw}”"
      """)
    let dump = "{\"post_id\": \"1\", \"id\": \"a\", \"text\": \"jual beli jual\"}\n"
    let lines = try Judged(text: Data(dump.utf8), name: "d.ndjson", set).lines
    #expect(((lines[0]["reasons"] as? [[String: Any]])?.first?["because"] as? String) == "3 times “jual”")
  }

  // MARK: Windows

  private static let windows = """
      - { id: g.hour, weight: 1, count-distinct: authors, per: template, within: 1 hour, at-least: 3 }
      - { id: g.whole, weight: 1, count-distinct: authors, per: template, at-least: 3 }
      - { id: g.posts, weight: 1, count-distinct: posts, per: link, within: 1 hour, at-least: 2 }
      - { id: g.handle, weight: 1, count-distinct: authors, per: handle, within: 60 s, at-least: 2 }
    """

  @Test func countsWithinASpan() throws {
    let text = "kedai kami buka setiap hari"
    func others(_ times: [Int?]) -> [GivenComment] {
      times.enumerated().map { GivenComment("\(text)!", author: "b\($0)", time: $1) }
    }
    func hits(_ time: Int?, _ times: [Int?]) throws -> [String] {
      try ids(Self.windows, GivenComment(text, author: "a", time: time), thread: others(times))
    }
    #expect(try hits(0, [3_600, 1_800]) == ["hour", "whole"])
    #expect(try hits(0, [3_601, 1_800]) == ["whole"])
    // The span may begin before the comment, lie around it, and end behind it.
    #expect(try hits(5_000, [1_500, 3_000]) == ["hour", "whole"])
    #expect(try hits(5_000, [3_500, 7_000]) == ["hour", "whole"])
    #expect(try hits(5_000, [3_000, 7_000]) == ["whole"])
    #expect(try hits(nil, [0, 1]) == ["handle?", "hour?", "posts?", "whole"])
    #expect(try hits(0, [nil, 1]) == ["whole"])
    #expect(try hits(0, [1]) == [])
    // One author says it three times.
    let same = (1...3).map { GivenComment(text, author: "a", time: $0) }
    #expect(try ids(Self.windows, GivenComment(text, author: "a", time: 0), thread: same) == [])
  }

  @Test func countsLinksAndHandles() throws {
    let comment = GivenComment("lihat https://www.mekar.example.com/a/ @mekar.hq", post: "p", author: "a", time: 0)
    let other = GivenComment("http://mekar.example.com/a bagus", post: "q", author: "a", time: 60)
    let third = GivenComment("tanya @mekar.hq", post: "p", author: "c", time: 61)
    #expect(try ids(Self.windows, comment, thread: [other]) == ["posts"])
    #expect(try ids(Self.windows, comment, thread: [third]) == [])
    var near = third
    near.time = 60
    #expect(try ids(Self.windows, comment, thread: [near, other]) == ["handle", "posts"])
  }

  /// Windows of every kind against counting by hand, comment by comment.
  @Test func agreesWithCountingByHand() throws {
    var state: UInt64 = 7
    func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let texts = ["kedai kami buka setiap hari", "jangan lupa singgah ke rumah", "selamat pagi semua kawan kawan"]
    let all = (0..<60).map { _ in
      GivenComment(texts[roll(3)], author: "a\(roll(9))", time: roll(5) == 0 ? nil : roll(400))
    }
    let set = try Stock.rules(
      "  - { id: g.w, weight: 1, count-distinct: authors, per: template, within: 50 s, at-least: 1 }\n")
    let judge = SingleJudge(set)
    for index in all.indices {
      let thread = all.indices.filter { $0 != index }.map { all[$0] }
      let reading = judge.judge(all[index], thread: thread).readings[set.signals.count]
      guard let time = all[index].time else {
        #expect(!reading.isKnown)
        continue
      }
      let most = (0...50).map { back in
        Set(
          all.filter { other in
            other.text == all[index].text && other.time.map { $0 >= time - back && $0 <= time - back + 50 } == true
          }.map(\.author)
        ).count
      }.max()
      #expect(Int(reading.value) == most)
    }
  }

  // MARK: Stages

  @Test func silentRulesAreReportedAndCountForNothing() throws {
    let silent = """
        - { id: g.loud, weight: 1, words: kek }
        - { id: g.shadow, stage: shadow, weight: 9, labels: [lead], words: kek }
        - { id: g.draft, stage: draft, weight: 9, pattern: '(a|aa)+!x' }
        - { id: g.draft-too, stage: draft, weight: 9, words: [roti] }
        - { id: g.off, stage: retired, weight: 9, words: kek }
      """
    let hostile = String(repeating: "a", count: 200)
    let dump = ["kek", "roti", "kek roti", hostile].enumerated().map {
      "{\"post_id\": \"1\", \"id\": \"\($0)\", \"text\": \"\($1)\"}\n"
    }
    let judged = try Judged(text: Data(dump.joined().utf8), name: "d.ndjson", try Stock.rules(silent))
    #expect(try judged.lines.map { $0["score"] as? Double } == [1, 0, 1, 0])
    #expect(try judged.lines.map { $0["verdict"] as? String } == ["genuine", "genuine", "genuine", "genuine"])
    #expect(
      try judged.lines.map { $0["shadow"] as? [String] }
        == [["g.shadow"], ["g.draft-too"], ["g.draft-too", "g.shadow"], nil])
    #expect(try judged.lines.allSatisfy { ($0["labels"] as? [String]) == [] })
    let summary = try judged.summaryObject
    #expect(summary["shadow"] as? [String: Int] == ["g.shadow": 2, "g.draft": 0, "g.draft-too": 2])
    #expect(summary["rules"] as? [String: Int] == ["g.loud": 2])
    #expect(summary["labels"] as? [String: Int] == [:])
  }
}
