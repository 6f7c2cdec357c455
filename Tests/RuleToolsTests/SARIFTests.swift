import Foundation
import RuleFiles
import RuleTools
import Rules
import SchemaChecks
import Testing

/// `saring rules check --format sarif` against what the schema of SARIF 2.1.0 (OASIS) asks of the parts that are used.
struct SARIFTests {
  /// The schema's definitions, cut down to these parts; it also forbids every other property in most of them.
  private static let schema = """
    {
      "type": "object", "additionalProperties": false, "required": ["version", "runs", "$schema"],
      "properties": {
        "$schema": { "const": "https://json.schemastore.org/sarif-2.1.0.json" },
        "version": { "const": "2.1.0" },
        "runs": { "type": "array", "items": { "$ref": "#/$defs/run" } }
      },
      "$defs": {
        "run": {
          "type": "object", "additionalProperties": false, "required": ["tool", "results"],
          "properties": {
            "tool": {
              "type": "object", "additionalProperties": false, "required": ["driver"],
              "properties": { "driver": { "$ref": "#/$defs/driver" } }
            },
            "columnKind": { "enum": ["utf16CodeUnits", "unicodeCodePoints"] },
            "results": { "type": "array", "items": { "$ref": "#/$defs/result" } }
          }
        },
        "driver": {
          "type": "object", "additionalProperties": false, "required": ["name", "version", "rules"],
          "properties": {
            "name": { "type": "string" },
            "version": { "type": "string" },
            "rules": {
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false, "required": ["id"],
                "properties": { "id": { "type": "string" }, "shortDescription": { "$ref": "#/$defs/message" } }
              }
            }
          }
        },
        "message": {
          "type": "object", "additionalProperties": false, "required": ["text"],
          "properties": { "text": { "type": "string", "pattern": "." } }
        },
        "result": {
          "type": "object", "additionalProperties": false, "required": ["message", "level", "ruleId", "locations"],
          "properties": {
            "ruleId": { "type": "string" },
            "level": { "enum": ["none", "note", "warning", "error"] },
            "message": { "$ref": "#/$defs/message" },
            "locations": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/location" } }
          }
        },
        "location": {
          "type": "object", "additionalProperties": false, "required": ["physicalLocation"],
          "properties": {
            "physicalLocation": {
              "type": "object", "additionalProperties": false, "required": ["artifactLocation", "region"],
              "properties": {
                "artifactLocation": {
                  "type": "object", "additionalProperties": false, "required": ["uri"],
                  "properties": { "uri": { "type": "string", "pattern": "^[!#-;=?-Z_a-z~%\\\\[\\\\]]+$" } }
                },
                "region": {
                  "type": "object", "additionalProperties": false, "required": ["startLine", "startColumn"],
                  "properties": {
                    "startLine": { "type": "integer", "minimum": 1 },
                    "startColumn": { "type": "integer", "minimum": 1 }
                  }
                }
              }
            }
          }
        }
      }
    }
    """

  @Test(arguments: ["errors", "warnings", "nothing"]) func saysWhatTheSchemaAsksFor(kind: String) throws {
    try Bench.inScratch { folder in
      let tests = "\n    tests: { miss: [{ text: bio }] }"
      let rule = "  - id: kedai.satu\n    weight: 1\n    pattern: '\\bklik bio\\b'"
      let yaml =
        switch kind {
        case "errors": rule + "\n    wieght: 2" + tests
        case "warnings": rule
        default: rule + tests
        }
      try Data((Bench.policy + "group: kedai\ncap: 2\nrules:\n" + yaml + "\n").utf8)
        .write(to: folder.appendingPathComponent("r \u{FC} [1]%.yaml"))
      let load = loadRules(directories: [folder.path], signals: [])
      let found = load.diagnostics + Linter.warnings(load)
      #expect(found.map(\.id) == (kind == "errors" ? ["unknown-key"] : kind == "warnings" ? ["no-miss-test"] : []))
      let log = try JSONEncoder().encode(SARIFLog(found, version: "1.0"))
      #expect(try SchemaValidator(Self.schema).violations(of: log) == [])

      let object = try #require(JSONSerialization.jsonObject(with: log) as? [String: Any])
      let run = try #require((object["runs"] as? [[String: Any]])?.first)
      let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
      let described = (driver["rules"] as? [[String: Any]])?.compactMap { $0["id"] as? String } ?? []
      #expect(Set(described).count == described.count)
      for result in run["results"] as? [[String: Any]] ?? [] {
        #expect(result["level"] as? String == (kind == "errors" ? "error" : "warning"))
        let locations = try #require(result["locations"] as? [[String: Any]])
        let place = try #require(locations.first?["physicalLocation"] as? [String: Any])
        let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
        // The place can be found again.
        #expect(URL(string: uri)?.path == folder.appendingPathComponent("r \u{FC} [1]%.yaml").path)
      }
    }
  }
}
