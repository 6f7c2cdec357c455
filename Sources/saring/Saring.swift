import ArgumentParser

/// The command line: subcommands only; what they do lives in the modules.
@main
struct Saring: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "saring",
    abstract: "Sieves bot comments out of comment dumps and says why.",
    discussion: """
      Exit codes: 0 done; 1 done, but some input was rejected (named on standard error); 2 broken rules or \
      configuration; 64 wrong use.
      """,
    version: Version.text,
    subcommands: [
      Watch.self, StatusCommand.self, Classify.self, ReportCommand.self, Show.self, Explain.self, RulesCommand.self,
      Evaluate.self, Tune.self, Formats.self,
    ])
}
