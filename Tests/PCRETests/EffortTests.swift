import Testing

@testable import PCRE

struct EffortTests {
  private static let text = Array((String(repeating: "a", count: 1_000) + " é!=").utf8)

  @Test(arguments: [
    ("b", 16...16), (#"\w+="#, 1_000...2_048), (#"\w++="#, 1_000...2_048), (#"\w{1,30}="#, 30...64),
    (#"\bx"#, 16...16), ("(?:a|aa)+=", 32_768...32_768), ("a+.*é.*x", 1_000...32_768),
  ]) func countsWhatIsLookedAtAndStepsBack(pattern: String, range: ClosedRange<Int>) throws {
    let effort = try #require(try Pattern(pattern).effort(at: 0, in: Self.text.span))
    #expect(range.contains(effort), "\(effort)")
  }

  @Test func aMatchTakesNone() throws {
    #expect(try Pattern("a+ é").effort(at: 0, in: Self.text.span) == nil)
    #expect(try Pattern("é!").effort(at: 1_000, in: Self.text.span) == 16, "it begins elsewhere")
    #expect(try Pattern("é!").effort(at: 1_001, in: Self.text.span) == nil)
  }
}
