import Classifier
import Dumps
import Rules
import Testing
import Verdicts

@testable import Daemon

struct FiguresTests {
  private static let slow = """
    group: slow
    cap: 1.0
    rules:
      - id: slow.pattern
        weight: WEIGHT
        match: { row: { pattern: '^(?:z+)+$' } }
        because: "slow"
    """
  private static let dump =
    (0..<5).map { #"{"id":"\#($0)","text":"\#(String(repeating: "z", count: 200))!"}"# + "\n" }.joined()

  /// A rule that was suspended is named until it is changed, not until anything is.
  @Test func namesWhatWasSuspendedUntilItChanges() throws {
    let scratch = try Scratch()
    let write = { (weight: String) in scratch.write("rules/slow.yaml", Self.slow.replacing("WEIGHT", with: weight)) }
    write("1.0")
    scratch.write("d.ndjson", Self.dump)
    let rules = try scratch.rules()
    let summary = try Classifier(rules: rules).classify(DumpInput.opening(path: "\(scratch.path)/d.ndjson")) { _ in }
    var figures = Figures(rules: .init(digest: rules.digest, count: rules.rules.count, loaded: 0))
    figures.add(summary, by: rules, name: "d.ndjson", took: 1)
    figures.add(summary, by: rules, name: "e.ndjson", took: 1)
    func tells() -> (status: String, metrics: String) {
      (
        String(decoding: figures.encoded(Status()), as: UTF8.self),
        String(decoding: figures.metrics(Status()), as: UTF8.self)
      )
    }
    #expect(tells().status.contains(#""suspended_rules":["slow.pattern"]"#))
    #expect(tells().metrics.contains("\nsaring_suspended_rules 1\n"))
    #expect(tells().metrics.contains("\nsaring_rule_suspended_total{rule=\"slow.pattern\"} 2\n"))

    scratch.setRules(weight: "3.0")
    figures.keepSuspended(of: try scratch.rules())
    #expect(figures.suspended.count == 1, "another rule was changed")
    write("0.5")
    figures.keepSuspended(of: try scratch.rules())
    #expect(figures.suspended.isEmpty)
    #expect(tells().status.contains(#""suspended_rules":[]"#))
  }
}
