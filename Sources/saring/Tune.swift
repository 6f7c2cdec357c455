import ArgumentParser
import Evaluation
import Foundation
import Rules

/// Proposes weights that fit labelled dumps better.
struct Tune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proposes other weights for the rules from labelled dumps, if they hold on dumps held out.",
    discussion: """
      Each weight stays between half and twice what it is. Where the proposed weights do not prove better on sets they \
      were not tuned on, nothing is written and the exit code is 1. No rule file is ever changed: the file written gives \
      rules other weights (`overrides`) and belongs into a folder above those of the rules.
      """)

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions

  @Option(
    help: ArgumentHelp(
      "How hard present weights are held on to; 0 lets any chance move them.", valueName: "number"))
  var strength: Double = 0.1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the rule file here; - is standard output.", valueName: "file"))
  var output: String = "-"

  @Argument(help: ArgumentHelp("Labelled dumps, from several sources.", valueName: "file"))
  var inputs: [String]

  func validate() throws {
    guard inputs.count >= 2 else {
      throw ValidationError("tune needs two labelled dumps or more, from different sources, to hold one out.")
    }
    guard strength >= 0, strength.isFinite else { throw ValidationError("--strength must be 0 or more.") }
  }

  func run() throws {
    if output != "-", FileManager.default.fileExists(atPath: output) {
      printError("saring: \(terminalSafe(output)) exists already; remove it or give another name")
      throw ExitCode(2)
    }
    let rules = try ruleOptions.load()
    let sets = try LabelledSets(inputs, rules, formatOptions.load()).sets
    let tuning = Tuning(sets, rules, strength: strength)
    for line in TuningText(tuning).lines { print(terminalSafe(line)) }
    if let refusal = tuning.refusal {
      print("\nNothing is proposed: \(refusal.rawValue).")
      throw ExitCode(1)
    }
    let tuned = try judgedAnew(tuning.ruleFile)
    print()
    for line in TuningText(before: sets, after: tuned).lines { print(terminalSafe(line)) }
    print()
    if output == "-" {
      print(tuning.ruleFile, terminator: "")
    } else {
      try Data(tuning.ruleFile.utf8).write(to: URL(fileURLWithPath: output), options: .withoutOverwriting)
      print("\(terminalSafe(output)): \(tuning.proposals.count) weights")
    }
  }

  /// The sets, judged with the file in a folder above those of the rules.
  private func judgedAnew(_ ruleFile: String) throws -> [JudgedSet] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saring-tune-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(ruleFile.utf8).write(to: folder.appendingPathComponent("tuned.yaml"))
    return try LabelledSets(inputs, ruleOptions.load(above: folder.path), formatOptions.load()).sets
  }
}
