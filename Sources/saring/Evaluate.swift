import ArgumentParser
import Classifier
import Dumps
import Evaluation
import Glibc
import Rules

/// How well the rules do on dumps that people labelled.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares verdicts with the labels in labelled dumps: precision, recall, F1, false positives, fit.",
    discussion: "Labels are read here alone; the classifier never sees them.")

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  @Flag(help: "Also tell of each rule what it hit and what it decided.")
  var perRule = false

  @Option(help: ArgumentHelp("Also list this many errors of each kind.", valueName: "number"))
  var errors: Int = 0

  @Flag(help: "Also judge everything as if no post had a text.")
  var withoutPosts = false

  @Option(help: ArgumentHelp("Where the random numbers begin.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How often comments are drawn anew for the intervals.", valueName: "number"))
  var resamples: Int = 1000

  @Argument(help: ArgumentHelp("Labelled dumps.", valueName: "file"))
  var inputs: [String]

  func validate() throws {
    guard (0...100_000).contains(resamples) else {
      throw ValidationError("--resamples must be between 0 and 100000.")
    }
    guard errors >= 0 else { throw ValidationError("--errors must be 0 or more.") }
  }

  func run() throws {
    let rules = try ruleOptions.load()
    let formats = try formatOptions.load()
    let sets = try LabelledSets(inputs, rules, formats, swapSeed: seed)
    let bare = withoutPosts ? try LabelledSets(inputs, rules, formats, postTexts: false) : nil
    let report = Report(
      sets.sets, withoutPosts: bare?.sets, rules, Resampling(resamples: resamples, seed: seed), perRule: perRule,
      errors: errors)
    if json { return try printJSON(report) }
    for line in ReportText(report).lines { print(terminalSafe(line)) }
  }
}

/// The labelled dumps named on a command line, judged one after the other. Whoever waits at a terminal is told which.
struct LabelledSets {
  private(set) var sets: [JudgedSet] = []

  /// - Parameter swapSeed: measures fit under other posts too, drawn from this seed.
  /// - Throws: `ExitCode` after telling of a dump that cannot be read: figures without it would mislead.
  init(
    _ paths: [String], _ rules: RuleSet, _ formats: FormatSet, swapSeed: UInt64? = nil, postTexts: Bool = true
  ) throws {
    let classifier = Classifier(rules: rules, formats: formats, workers: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let isWatched = isatty(2) == 1
    for (index, path) in paths.enumerated() {
      if isWatched {
        showProgress(
          "judging \(terminalSafe(path)) (\(index + 1) of \(paths.count))\(postTexts ? "" : ", without posts")")
      }
      do {
        sets.append(try JudgedSet(DumpInput.opening(path: path), classifier, postTexts: postTexts, swapSeed: swapSeed))
      } catch let error as DumpError {
        if isWatched { showProgress("") }
        printError("saring: \(terminalSafe(error.description))")
        throw ExitCode(1)
      }
    }
    if isWatched { showProgress("") }
  }
}

/// Writes over the line that stands at the end of the terminal.
private func showProgress(_ text: String) {
  writeAll(Array("\r\(text)\u{1B}[K".utf8).span, to: 2)
}
