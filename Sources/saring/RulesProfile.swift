import ArgumentParser
import Classifier
import Dumps
import Glibc
import RuleTools
import Rules

/// What rules cost.
struct RulesProfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Measures what each pattern costs over a dump, and how often each rule hits.",
    discussion: """
      A pattern runs on the texts that hold one of its required literals, if the rest of its rule still leaves the answer \
      open. Runs in vain found nothing: many of them mean that the literal is too common, or missing. Times are those of \
      one worker.
      """)

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions

  @Option(help: ArgumentHelp("Show at most so many patterns.", valueName: "number"))
  var show: Int = 20

  @Flag(help: "Print JSON, with all patterns, instead of tables.")
  var json = false

  @Argument(help: ArgumentHelp("A comment dump.", valueName: "dump"))
  var dump: String

  func validate() throws {
    if show < 0 { throw ValidationError("--show must be 0 or more.") }
  }

  func run() throws {
    let classifier = Classifier(
      rules: try ruleOptions.load(), formats: try formatOptions.load(),
      workers: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    do {
      let profile = try RuleProfile(DumpInput.opening(path: dump), classifier)
      if json { return try printJSON(profile) }
      for line in profile.lines(showing: show) { print(terminalSafe(line)) }
    } catch let error as DumpError {
      printError("saring: \(terminalSafe(error.description))")
      throw ExitCode(1)
    }
  }
}
