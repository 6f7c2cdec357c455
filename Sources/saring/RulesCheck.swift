import ArgumentParser
import RuleFiles
import RuleTools
import Rules
import Signals

/// Errors and lint.
struct RulesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reads all rule files and reports every error and warning at once.",
    discussion: """
      An error keeps the rules from being used; a warning does not: it is about something that is probably not meant so. \
      Each warning's id, in brackets, has a section on the page on lint. Patterns are run over hostile texts made of \
      their own letters, under the limits of real searches; --no-measure leaves that out.

      Exit codes: 0 no errors; 1 with --strict, warnings; 2 errors.
      """)

  @OptionGroup var ruleOptions: RuleOptions

  @Option(help: "How to report: text with the lines in question, json, or sarif (2.1.0).")
  var format: ReportFormat = .text

  @Flag(help: "End with exit code 1 where there are warnings.")
  var strict = false

  @Flag(inversion: .prefixedNo, help: "Run every pattern over hostile texts.")
  var measure = true

  func run() throws {
    let load = loadRules(directories: ruleOptions.folders, signals: Signal.names)
    let warnings = Linter.warnings(load, measuring: measure)
    let all = load.diagnostics + warnings
    switch format {
    case .text:
      for diagnostic in all { printError(diagnostic.withSourceLine) }
      if let rules = load.rules {
        print(
          "\(rules.rules.count) rules in \(rules.groups.count) groups, \(warnings.count) warnings, \(rules.digest)")
      }
    case .json: try printJSON(all.map(DiagnosticLine.init))
    case .sarif: try printJSON(SARIFLog(all, version: Version.number), snakeCase: false)
    }
    if load.rules == nil { throw ExitCode(2) }
    if strict, !warnings.isEmpty { throw ExitCode(1) }
  }
}
