/// The JSON Schemas that every output follows.
package enum Schemas {
  /// Of one line of `NAME.verdicts.ndjson`.
  package static var verdict: String { String(decoding: PackageResources.verdict_schema_json, as: UTF8.self) }
  /// Of `NAME.summary.json`.
  package static var summary: String { String(decoding: PackageResources.summary_schema_json, as: UTF8.self) }
}
