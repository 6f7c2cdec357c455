import ArgumentParser
import RuleFiles
import RuleTools
import Rules

/// What rules there are.
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists rules with group, stage, weight, place and what folders above changed of them.",
    discussion: "A filter that is given more than once lets through what fits any of its values.")

  @OptionGroup var ruleOptions: RuleOptions

  @Option(help: ArgumentHelp("Only rules of this group.", valueName: "name"))
  var group: [String] = []

  @Option(help: ArgumentHelp("Only rules of this stage: draft, shadow, active or retired.", valueName: "stage"))
  var stage: [String] = []

  @Option(help: ArgumentHelp("Only rules with this label.", valueName: "name"))
  var label: [String] = []

  @Flag(help: "Print JSON instead of lines.")
  var json = false

  func validate() throws {
    for name in stage where Stage(rawValue: name) == nil {
      throw ValidationError("--stage must be draft, shadow, active or retired.")
    }
  }

  func run() throws {
    let load = try loadOrEnd(ruleOptions.folders).load
    var listing = RuleListing(load.source)
    try check(group, "group", among: Set(listing.rules.map(\.group)))
    try check(label, "label", among: Set(listing.rules.flatMap(\.labels)))
    listing.filter(groups: group, stages: stage, labels: label)
    if json { return try printJSON(listing) }
    for line in listing.lines { print(terminalSafe(line)) }
  }

  private func check(_ names: [String], _ what: String, among known: Set<String>) throws {
    for name in names where !known.contains(name) {
      let hint = nearest(name, among: known.sorted()).map { "; did you mean “\($0)”?" } ?? ""
      printError("saring: \(terminalSafe("no rule has the \(what) “\(name)”\(hint)"))")
      throw ExitCode(2)
    }
  }
}
