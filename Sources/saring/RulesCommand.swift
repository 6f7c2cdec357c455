import ArgumentParser
import RuleFiles
import Rules
import Signals

/// Tools for those who write rules.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Checks, tests and lists rules.", subcommands: [Check.self, Test.self, List.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Reads all rule files and reports every error at once.")
    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let rules = try ruleOptions.load()
      print("\(rules.rules.count) rules in \(rules.groups.count) groups, \(rules.digest)")
    }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the tests inside the rule files.")
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

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists rules with group, weight and place.")
    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let rules = try ruleOptions.load()
      for rule in rules.rules {
        let group = rules.groups[rule.group].name
        print(
          "\(padded(rule.id, to: 34)) \(padded(group, to: 12)) \(padded("\(rule.weight)", to: 5, right: true))  \(rule.position)"
        )
      }
    }
  }
}
