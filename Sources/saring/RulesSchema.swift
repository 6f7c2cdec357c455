import ArgumentParser
import RuleFiles

/// What editors need to help with rule files.
struct RulesSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema (2020-12) of rule files, for editors.",
    discussion: """
      Save it and name it in the first line of a rule file, where editors with a YAML language server look for it:
        # yaml-language-server: $schema=rules.schema.json
      """)

  func run() { print(RuleSchema.text, terminator: "") }
}
