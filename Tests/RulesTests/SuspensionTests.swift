import Signals
import Testing
import Text

@testable import Rules

/// Patterns that cannot finish are not tried for ever.
struct SuspensionTests {
  /// Backtracks without end on a row of `a`, and finds nothing in it.
  private static let yaml = """
    rules:
      - { id: test.explosive, weight: 1, pattern: '^(?:a+)+$' }
      - { id: test.calm, weight: 1, words: aman }
      - { id: test.on-post, weight: 1, match: { row: { pattern: '^(?:e+)+$', in: post } } }
    """
  private static let slow = String(repeating: "a", count: 200) + "!"
  private let fixture: Fixture

  init() throws { fixture = try Fixture(Self.yaml) }

  private func unfinished(_ comment: String, post: String? = "kek") -> [String] {
    _ = fixture.ids(comment, post: post)
    return fixture.scanner.unfinished.map { fixture.rules.rules[$0].id }
  }

  /// How often the explosive pattern was run.
  private var runs: Int { fixture.scanner.profile.first { $0.pattern.hasPrefix("^(?:a") }?.cost.runs ?? -1 }

  @Test func thirdTextSuspends() {
    fixture.scanner.startProfile()
    fixture.scanner.begin(Suspension())
    for _ in 0..<5 { #expect(unfinished(Self.slow) == ["test.explosive"]) }
    #expect(runs == Suspension.patience)
    #expect(fixture.scanner.strikes.count == Suspension.patience)
    // Also on texts on which it would finish, as nobody has looked; the other rules go on.
    #expect(unfinished("aaa") == ["test.explosive"])
    #expect(fixture.ids("aman", post: "kek") == ["test.calm", "test.explosive?"])
    #expect(runs == Suspension.patience)
  }

  @Test func laterBatchesAndNoOtherDump() {
    fixture.scanner.begin(Suspension())
    for _ in 0..<3 { _ = unfinished(Self.slow) }
    var suspension = Suspension()
    for strike in fixture.scanner.strikes { suspension.add(strike) }
    #expect(suspension.count == 1)
    #expect(fixture.rules.suspended(by: suspension).map { fixture.rules.rules[$0].id } == ["test.explosive"])
    fixture.scanner.startProfile()
    fixture.scanner.begin(suspension)
    #expect(unfinished("aaa") == ["test.explosive"])
    #expect(runs == 0)
    fixture.scanner.begin(Suspension())
    #expect(fixture.ids("aaa", post: "kek") == ["test.explosive"])
    #expect(runs == 1)
  }

  @Test func nobodyIsSuspendedUnasked() {
    for _ in 0..<5 { #expect(unfinished(Self.slow) == ["test.explosive"]) }
    #expect(fixture.ids("aaa", post: "kek") == ["test.explosive"])
  }

  @Test func aPostCountsOnceForAllItsComments() throws {
    let post = String(repeating: "e", count: 200) + "!"
    let facts = try #require(fixture.facts(.post, post))
    var suspension = Suspension()
    fixture.scanner.begin(suspension)
    for number in [7, 7, 7, 8] as [Int32] { fixture.scanner.strike(facts, number: number) }
    #expect(fixture.scanner.strikes.count == 2)
    for strike in fixture.scanner.strikes { suspension.add(strike) }
    // Again in another batch.
    fixture.scanner.begin(suspension)
    fixture.scanner.strike(facts, number: 8)
    #expect(fixture.scanner.strikes.isEmpty && suspension.count == 0)
    fixture.scanner.strike(facts, number: 9)
    for strike in fixture.scanner.strikes { suspension.add(strike) }
    #expect(suspension.count == 1)
    // Within a batch it changes nothing, as other workers share the post; from the next on it does.
    #expect(fixture.facts(.post, "eee")?.found.isEmpty == false)
    fixture.scanner.begin(suspension)
    #expect(fixture.facts(.post, "eee")?.unfinished.isEmpty == false)
    #expect(fixture.facts(.post, "eee")?.slow.isEmpty == true)
  }

  @Test func whatIsDecidedAnywayIsNotUnfinished() throws {
    let fixture = try Fixture(
      """
      rules:
        - id: test.both
          weight: 1
          match:
            row: { pattern: '^(?:a+)+$' }
            later: { pattern: '(?:[b-c]\\d)' }
      """)
    #expect(fixture.ids(Self.slow) == [])
    #expect(fixture.scanner.unfinished.isEmpty, "it does not hit, whatever the first pattern would have found")
  }

  /// Each is slow, none is given up alone: together they end when the comment's time does.
  @Test func manySlowPatternsEndTogether() throws {
    let rules = (0..<100).map { number in
      "  - { id: test.p\(100 + number), weight: 1, pattern: '(?:(?=.*a.*a.*b\(number)))c' }"
    }
    let fixture = try Fixture("rules:\n" + rules.joined(separator: "\n"))
    fixture.scanner.begin(Suspension())
    let text = String(repeating: "ac", count: 4000)
    let time = ContinuousClock().measure { for _ in 0..<4 { _ = fixture.ids(text) } }
    #expect(time < .seconds(4), "\(time)")
  }
}
