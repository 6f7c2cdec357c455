import ArgumentParser
import Classifier
import Dumps
import Glibc
import RuleTools
import Rules

/// What a change to the rules would do.
struct RulesDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Judges dumps by two sets of rules, and tells which verdicts differ and why.",
    discussion: """
      Counts come first: new (flagged by the new rules only), lost (by the old ones only) and changed (another verdict \
      otherwise), then the rules that did it, then the comments. A set may have several layers: give its option again, \
      the later folder higher.

      Exit codes: 0 done, whatever differs; 1 a dump cannot be read; 2 rules do not load.
      """)

  @OptionGroup var formatOptions: FormatOptions

  @Option(help: ArgumentHelp("A folder of the rules as they are.", valueName: "folder"))
  var old: [String]

  @Option(help: ArgumentHelp("A folder of the rules as they might be.", valueName: "folder"))
  var new: [String]

  @Option(help: ArgumentHelp("Show at most so many comments of each kind.", valueName: "number"))
  var show: Int = 20

  @Flag(help: "Print JSON, with all comments, instead of lines.")
  var json = false

  @Argument(help: ArgumentHelp("Comment dumps.", valueName: "dump"))
  var dumps: [String]

  func validate() throws {
    if show < 0 { throw ValidationError("--show must be 0 or more.") }
  }

  func run() throws {
    let (oldRules, newRules) = (try loadOrEnd(old).rules, try loadOrEnd(new).rules)
    let workers = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let formats = try formatOptions.load()
    let classifiers = [oldRules, newRules].map { Classifier(rules: $0, formats: formats, workers: workers) }
    var diff = RuleDiff(old: oldRules, new: newRules)
    for path in dumps {
      do {
        try diff.add(DumpInput.opening(path: path), old: classifiers[0], new: classifiers[1])
      } catch let error as DumpError {
        printError("saring: \(terminalSafe(error.description))")
        throw ExitCode(1)
      }
    }
    if json { return try printJSON(diff) }
    for line in diff.lines(showing: show) { print(terminalSafe(line)) }
  }
}
