/// The JSON Schema (2020-12) of a rule file, for editors.
///
/// It says what one file may hold; what hangs on other places (names, conditions, patterns) only loading can tell.
package enum RuleSchema {
  package static var text: String { String(decoding: PackageResources.rules_schema_json, as: UTF8.self) }
}
