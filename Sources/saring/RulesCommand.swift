import ArgumentParser
import RuleFiles
import Rules
import Signals

/// Tools for those who write rules.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Checks, tests and lists rules.",
    subcommands: [RulesCheck.self, RulesTest.self, RulesList.self, RulesDiff.self, RulesProfile.self, RulesSchema.self])
}

/// How a tool's findings are written.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument { case text, json, sarif }
