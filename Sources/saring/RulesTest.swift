import ArgumentParser
import RuleFiles
import RuleTools
import Rules

/// The tests inside rule files.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the tests inside the rule files.",
    discussion: """
      Of a test that fails the rule's evaluation is shown: each match with its value and place.

      A “todo-hit” is a wish: it never fails, and is told of when it hits.

      With --mutate, each hit is also tried in other fonts, with letters pulled apart, zero-width characters, \
      right-to-left overrides, leetspeak, repeated letters and a random suffix; each miss with affixes, slang and drawn \
      out letters. How many come out the same is reported by rule and mutation, and makes no test fail.

      Exit codes: 0 all tests pass; 1 some fail; 2 the rules do not load.
      """)

  @OptionGroup var ruleOptions: RuleOptions

  @Flag(help: "Also try every test's comment written otherwise.")
  var mutate = false

  @Flag(help: "With --mutate, list the tests that come out otherwise.")
  var losses = false

  @Flag(help: "With --mutate, print that report as JSON, and nothing else.")
  var json = false

  func validate() throws {
    if losses || json, !mutate { throw ValidationError("--losses and --json are for --mutate.") }
  }

  func run() throws {
    let (rules, load) = try loadOrEnd(ruleOptions.folders)
    let tests = RuleTests(rules)
    let failures = tests.failures(of: load.tests)
    let report = mutate ? MutationReport(tests, load.tests) : nil
    if let report, json {
      try printJSON(report)
    } else {
      for line in failures.flatMap(\.lines) { print(terminalSafe(line)) }
      for test in tests.fulfilled(load.tests) {
        print(terminalSafe("\(test.place): \(test.rule) hits already: make this “todo-hit” a “hit”: \(test.text)"))
      }
      for line in report?.lines(losses: losses) ?? [] { print(terminalSafe(line)) }
      let wishes = load.tests.count(where: \.isTodo)
      print(
        "\(load.tests.count - wishes - failures.count) passed, \(failures.count) failed"
          + (wishes == 0 ? "" : ", \(wishes) to do"))
    }
    if !failures.isEmpty { throw ExitCode(1) }
  }
}
