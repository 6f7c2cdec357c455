import ArgumentParser
import Bytes
import Classifier
import Dumps
import Glibc
import RuleTools
import Rules

/// Why a comment is judged as it is.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explains the verdict on a text, or on a comment of a dump, step by step.",
    discussion: """
      saring explain [--post TEXT] [--parent TEXT] [--author NAME] … TEXT
        judges a text that stands alone. What is not given is not known, which is not the same as empty. Times are \
      written like 2026-01-31, 2026-01-31T21:30:00+08:00 or in seconds since 1970.
      saring explain FILE ID
        judges a dump and explains the comment with this id (or, with --record, of this record) within it.

      Shown are the text as rules see it, what disguises and points elsewhere in it, every signal, each rule that hit or \
      cannot be judged with the value and place of each of its matches, the sums and caps of groups, the thresholds, and \
      the smallest sets of rules without which the verdict would have been another.
      """)

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var formatOptions: FormatOptions
  @OptionGroup var given: GivenOptions

  @Option(help: ArgumentHelp("Read the dump as this format instead of recognising it.", valueName: "name"))
  var format: String?

  @Flag(help: "ID is the number of a record, for dumps without ids.")
  var record = false

  @Option(help: ArgumentHelp("Also show why this rule does not hit.", valueName: "id"))
  var rule: String?

  @Flag(help: "Print JSON instead of lines.")
  var json = false

  @Argument(help: ArgumentHelp("TEXT, or FILE ID.", valueName: "text | file id"))
  var subject: [String]

  func validate() throws {
    guard (1...2).contains(subject.count) else {
      throw ValidationError("Give a TEXT in quotes, or a FILE and the ID of one of its comments.")
    }
    if subject.count == 2, given.isAny {
      throw ValidationError("--post, --author, --likes and the like are for a TEXT; a dump says these itself.")
    }
    if subject.count == 1, record || format != nil {
      throw ValidationError("--record and --format are for a FILE and an ID.")
    }
    if record, Int(subject[1]) == nil { throw ValidationError("With --record, ID must be a number.") }
  }

  func run() throws {
    let rules = try ruleOptions.load()
    let asked = try rule.map { id in
      guard let index = rules.rules.firstIndex(where: { $0.id == id }) else {
        let hint = nearest(id, among: rules.rules.map(\.id)).map { "; did you mean “\($0)”?" } ?? ""
        printError("saring: \(terminalSafe("there is no rule in use “\(id)”\(hint)"))")
        throw ExitCode(2)
      }
      return index
    }
    let found = try subject.count == 2 ? commentOfDump(rules) : text(rules)
    let explanation = Explainer(rules).explain(found, alsoRule: asked)
    if json { return try printJSON(explanation) }
    for line in ExplanationText(explanation).lines { print(terminalSafe(line)) }
  }

  private func text(_ rules: RuleSet) -> CommentCase {
    SingleJudge(rules).judge(given.comment(subject[0]), parent: given.parent)
  }

  private func commentOfDump(_ rules: RuleSet) throws -> CommentCase {
    let classifier = Classifier(
      rules: rules, formats: try formatOptions.load(), workers: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let id = Array(subject[1].utf8)
    let number = record ? Int(subject[1]) : nil
    do {
      let input = try DumpInput.opening(path: subject[0])
      let found = try classifier.find(in: input, format: format) { comment, batch in
        if let number { return comment.record == number }
        return comment.id.map { batch.bytes[$0.range].elementsEqual(id) } ?? false
      }
      if let found { return found }
      let what = record ? "record" : "comment with the id"
      printError("saring: \(terminalSafe("\(subject[0]) holds no \(what) “\(subject[1])”"))")
    } catch let error as DumpError {
      printError("saring: \(terminalSafe(error.description))")
    }
    throw ExitCode(1)
  }
}
