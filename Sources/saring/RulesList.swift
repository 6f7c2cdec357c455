import ArgumentParser
import Rules

/// What rules there are.
struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists rules with group, weight and place.")
  @OptionGroup var ruleOptions: RuleOptions

  func run() throws {
    let rules = try ruleOptions.load()
    for rule in rules.rules {
      let group = rules.groups[rule.group].name
      print(
        "\(padded(rule.id, to: 34)) \(padded(group, to: 12)) \(padded("\(rule.weight)", to: 5, right: true))  \(rule.position)"
      )
    }
  }
}
