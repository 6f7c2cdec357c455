import Bytes
import Rules
import Testing
import Verdicts

/// How what rules say becomes a score and a verdict.
struct ScoringTests {
  private static let sums: [([String], Double)] = [
    ([String](), 0.0), (["one.2"], 2), (["one.15", "one.2"], 3.5),
    // A group counts at most its cap, whichever rules fill it.
    (["one.2", "one.25"], 4), (["one.4", "one.25", "one.2"], 4), (["one.4", "two.3", "three.2"], 9),
    (["two.1", "two.3"], 3),
    // Trust counts below zero, and at most its cap.
    (["trust.1"], -1), (["trust.1", "trust.2"], -3), (["trust.2", "one.2"], 0), (["trust.1", "trust.2", "one.4"], 1),
    // Parts and what is unknown count nothing.
    (["one.part"], 0), (["one.2", "two.3?"], 2),
  ]

  @Test(arguments: sums) func addsWeightsUpToTheCapsOfTheirGroups(ids: [String], score: Double) throws {
    var bench = try Bench()
    #expect(bench.judge(bench.outcomes(ids)).score == score)
    #expect(bench.score(ids) == score, "the score alone is the same")
  }

  @Test func tellsWhatTheCapLeftOfEachWeight() throws {
    var bench = try Bench()
    let judgement = bench.judge(bench.outcomes(["one.15", "one.2", "one.25", "one.part", "trust.2", "two.1?"]))
    let counted = judgement.reasons.map { (bench.rules.rules[$0.rule].id, $0.counted) }
    #expect(counted.map(\.0) == ["one.15", "one.2", "one.25", "trust.2"])
    #expect(counted.map(\.1) == [1.5, 2, 0.5, -2])
    #expect(judgement.unknown == [bench.index(of: "two.1")])
    #expect(judgement.labels == ["campaign", "lead"])
  }

  @Test func nothingStaysFromTheCommentBefore() throws {
    var bench = try Bench()
    _ = bench.judge(bench.outcomes(["one.4", "two.3", "three.2?"]))
    let judgement = bench.judge(RuleOutcomes())
    #expect(judgement.score == 0)
    #expect(judgement.labels.isEmpty && judgement.reasons.isEmpty && judgement.unknown.isEmpty)
    #expect(judgement.verdict == .genuine)
  }

  @Test(arguments: [
    (["one.2"], Verdict.genuine), (["one.25"], .suspicious), (["one.4"], .suspicious),
    // Five points, and from two groups.
    (["one.4", "two.1"], .bot), (["one.25", "two.3"], .bot), (["one.2", "two.1"], .suspicious),
    // Trust is no group that speaks against anybody, and takes away from the score.
    (["one.4", "two.3", "trust.1"], .bot), (["one.4", "two.3", "trust.1", "trust.2"], .suspicious),
    (["one.25", "trust.1"], .genuine),
  ]) func aBotNeedsItsScoreFromTwoGroups(ids: [String], verdict: Verdict) throws {
    var bench = try Bench()
    #expect(bench.judge(bench.outcomes(ids)).verdict == verdict)
  }

  @Test(arguments: [
    ("suspicious: 2.5, bot: 4, bot-groups: 1", ["one.4"], Verdict.bot),
    ("suspicious: 2.5, bot: 4, bot-groups: 2", ["one.4", "one.25"], .suspicious),
    ("suspicious: 2.5, bot: 5, bot-groups: 3", ["one.4", "two.3"], .suspicious),
    ("suspicious: 2.5, bot: 5, bot-groups: 3", ["one.4", "two.3", "three.2"], .bot),
    ("suspicious: 4, bot: 5, bot-groups: 2", ["two.3"], .genuine),
    // Weak groups make no bot, neither alone nor together, but help one to be it.
    ("suspicious: 2.5, bot: 5, bot-groups: 2, weak: [one, two]", ["one.4", "two.3"], .suspicious),
    ("suspicious: 2.5, bot: 5, bot-groups: 2, weak: [one, two]", ["one.4", "three.2"], .bot),
  ]) func thePolicyDecides(policy: String, ids: [String], verdict: Verdict) throws {
    var bench = try Bench(policy: "policy: { \(policy) }")
    #expect(bench.judge(bench.outcomes(ids)).verdict == verdict)
  }

  /// A lead is protected from the groups that its protection names, and from those alone.
  @Test(arguments: [
    (["one.4", "two.3", "trust.0"], Verdict.suspicious), (["one.4", "two.3"], .bot),
    (["one.4", "two.3", "three.2", "trust.0"], .bot), (["one.4", "two.3", "three.2", "trust.2"], .bot),
  ]) func aLeadIsNoBotOnTheGroupsItIsProtectedFrom(ids: [String], verdict: Verdict) throws {
    var bench = try Bench(
      policy: """
        policy:
          suspicious: 2.5
          bot: 5
          bot-groups: 2
          protect:
            - { label: lead, groups: [one, two] }
        """)
    #expect(bench.judge(bench.outcomes(ids)).verdict == verdict)
  }

  @Test func isUnsureWhereNothingCouldBeJudged() throws {
    var bench = try Bench()
    #expect(bench.judge(RuleOutcomes(), text: "🔥🔥").verdict == .unsure)
    #expect(bench.judge(RuleOutcomes(), text: "").verdict == .unsure)
    #expect(bench.judge(RuleOutcomes(), text: "7").verdict == .genuine)
    #expect(bench.judge(RuleOutcomes(), unfinished: ["one.4"]).verdict == .unsure)
    // Enough evidence is enough.
    #expect(bench.judge(bench.outcomes(["one.4"]), text: "🔥🔥").verdict == .suspicious)
    #expect(bench.judge(bench.outcomes(["one.4", "two.1"]), unfinished: ["one.1"]).verdict == .bot)
  }

  @Test func fitIsApartFromTheVerdict() throws {
    var bench = try Bench()
    #expect(bench.judge(RuleOutcomes(), post: nil).fit == .unknown)
    #expect(bench.judge(RuleOutcomes(), text: "main di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 yuk kak, kek batik sedap").fit == .mismatched)
    #expect(bench.judge(RuleOutcomes(), text: "main di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 yuk kak, kek batik sedap").verdict == .genuine)
    #expect(bench.judge(RuleOutcomes(), text: "memang 𝓼𝓮𝓭𝓪𝓹 kak").fit == .unclear)
  }

  /// The place shown for a rule is one in the comment, where there is any.
  @Test func showsAPlaceInTheCommentFirst() throws {
    var bench = try Bench()
    let nowhere = LeafMatch(leaf: 0, field: .comment, source: nil)
    let post = LeafMatch(leaf: 0, field: .post, source: ByteRange(start: 0, count: 3))
    let comment = LeafMatch(leaf: 0, field: .comment, source: ByteRange(start: 4, count: 5))
    for (matches, field, span) in [
      ([nowhere, post, comment], Field.comment, comment.source), ([nowhere, post], .post, post.source),
      ([nowhere], .comment, nil), ([], .comment, nil),
    ] {
      var outcomes = RuleOutcomes()
      outcomes.append(rule: bench.index(of: "one.2"), .hit) { $0 += matches }
      let reason = try #require(bench.judge(outcomes).reasons.first)
      #expect(reason.field == field)
      #expect(reason.span == span)
    }
  }
}
