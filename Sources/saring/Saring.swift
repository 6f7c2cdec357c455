import ArgumentParser
import CLinux

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

  static func main() async {
    giveLargePiecesBack()
    await main(nil)
  }

  /// Holds glibc to giving what is large back to the system as soon as it is freed.
  ///
  /// Left alone, it raises the bound of what is large with each such piece that is freed, and keeps the rest for the thread
  /// that had it. Dumps are judged on many threads in turn, so after some large dumps each would keep the memory of one; and
  /// the peak of a single large dump is a fifth higher.
  private static func giveLargePiecesBack() {
    // Its own first bound; that it is set ends the raising.
    mallopt(M_MMAP_THRESHOLD, 128 << 10)
  }
}
