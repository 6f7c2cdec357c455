import ArgumentParser
import RuleFiles
import Rules
import Signals

/// The tests inside rule files.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the tests inside the rule files.")
  @OptionGroup var ruleOptions: RuleOptions

  func run() throws {
    let load = loadRules(directories: ruleOptions.folders, signals: Signal.names)
    for diagnostic in load.diagnostics { printError(diagnostic.withSourceLine) }
    guard let rules = load.rules else { throw ExitCode(2) }
    let failures = RuleTestRun(rules).failures(of: load.tests)
    for failure in failures { print(terminalSafe(failure)) }
    print("\(load.tests.count - failures.count) passed, \(failures.count) failed")
    if !failures.isEmpty { throw ExitCode(1) }
  }
}
