import Testing

@testable import PCRE

struct LimitTests {
  /// Each would take minutes or more without limits.
  static let hostile: [(pattern: String, text: String)] = [
    ("^(?:a+)+$", String(repeating: "a", count: 200) + "b"),
    ("(?:a+)+$", String(repeating: "a", count: 3_000) + "b"),
    ("(?:a|aa)+$", String(repeating: "a", count: 20_000) + "b"),
    ("a.*a.*a.*=b", String(repeating: "a", count: 2_000)),
    (#"\w+\s*=\s*\w+b"#, String(repeating: "a", count: 65_000)),
    ("(?:(?:a*)*)*c", String(repeating: "a", count: 5_000)),
    (#"(\w+\s?)+:"#, String(repeating: "kek ", count: 3_000)),
    ("(?=.*a.*b.*c.*d.*e)z", String(repeating: "abcd", count: 2_000)),
    (#"(a*)(a*)(a*)\1\2\3b"#, String(repeating: "a", count: 400)),
    ("(a(?1)?b|a)+c", String(repeating: "a", count: 5_000)),
    // Anchored ones are searched in one piece.
    ("^[ac]*?[ac]*?=c", String(repeating: "a", count: 20_000) + "c=ac"),
    ("^.{1,60000}.{1,60000}=c", String(repeating: "a", count: 20_000) + "c=ac"),
  ]

  @Test(arguments: hostile.indices) func hostilePatternsEnd(index: Int) throws {
    let (pattern, text) = Self.hostile[index]
    let scratch = MatchScratch()
    let clock = ContinuousClock()
    let elapsed = try clock.measure {
      let result = search(try Pattern(pattern), Array(text.utf8), scratch)
      if case .match = result { Issue.record("\(pattern) cannot match") }
    }
    // The limit is 20 ms; this only tells ended from not ended on a busy machine.
    #expect(elapsed < .seconds(5), "\(pattern)")
  }

  /// A slice of this text would take many times as long as all searches over one text may.
  @Test func looksAtTheClockBetweenLaboriousPlaces() throws {
    let pattern = try Pattern("(?=.*a.*b.*c.*d.*e)z")
    let text = Array((String(repeating: "zama", count: 1_000) + "b").utf8)
    var limits = SearchLimits()
    limits.search = .max
    let scratch = MatchScratch(limits: limits)
    scratch.budget = 1
    #expect(search(pattern, text, scratch) == .couldNotFinish(.budget))
    var times: [Duration] = []
    for slice in [1, 32] {
      limits.slice = slice
      let scratch = MatchScratch(limits: limits)
      times.append(
        ContinuousClock().measure {
          scratch.budget = 1
          _ = search(pattern, text, scratch)
        })
    }
    #expect(times[1] < times[0] * 4, "a slice holds eight places where a match may begin")
  }

  /// What little backtracking does not find is found by more.
  @Test(arguments: [100, 300]) func findsWhatTakesMuchBacktracking(count: Int) throws {
    let text = Array((String(repeating: "a", count: count) + " " + String(repeating: "a", count: 60) + "b").utf8)
    let scratch = MatchScratch()
    guard case .match(let range) = search(try Pattern("(?:a|aa){8,9}b"), text, scratch) else {
      Issue.record("not found")
      return
    }
    #expect(range.upperBound == text.count)
  }

  @Test func saysThatItBacktrackedTooMuch() throws {
    let text = Array((String(repeating: "a", count: 200) + "b").utf8)
    #expect(search(try Pattern("^(?:a+)+$"), text) == .couldNotFinish(.matchLimit))
  }

  @Test func aScratchGoesOnAfterGivingUp() throws {
    let scratch = MatchScratch()
    let text = Array((String(repeating: "a", count: 200) + "b").utf8)
    for _ in 0..<3 {
      #expect(search(try Pattern("^(?:a+)+$"), text, scratch) == .couldNotFinish(.matchLimit))
      #expect(search(try Pattern("ab"), text, scratch) == .match(199..<201))
    }
  }

  @Test func stopsWhereTheBudgetEnds() throws {
    let scratch = MatchScratch()
    let text = [UInt8](repeating: 0x61, count: 100_000)
    let pattern = try Pattern("a?b")
    scratch.budget = 0
    #expect(search(pattern, text, scratch) == .couldNotFinish(.budget))
    #expect(search(try Pattern("a"), text, scratch) == .couldNotFinish(.budget), "not even one slice")
    scratch.budget = 1_000_000_000_000
    let before = scratch.budget
    _ = search(pattern, text, scratch)
    #expect(scratch.budget < before)
    // Short texts are one slice and cost nothing of it.
    scratch.budget = 0
    let short = [UInt8](repeating: 0x61, count: 100)
    #expect(search(pattern, short, scratch) == .none)
    // Unless there are many of them.
    scratch.isMetered = true
    #expect(search(pattern, short, scratch) == .couldNotFinish(.budget))
    scratch.isMetered = false
    scratch.budget = .max
    _ = search(pattern, text, scratch)
    #expect(scratch.budget == .max)
  }

  @Test func ordinaryPatternsFinishOnLongTexts() throws {
    let text = Array(String(repeating: "kek lapis sedap, murah pula. ", count: 2_000).utf8)
    for pattern in [#"\bwa\.me/\d{8,}"#, #"(?:jual|beli)\s+\w+"#, #"rm\s?\d+"#] {
      #expect(search(try Pattern(pattern), text) == .none)
    }
  }
}
