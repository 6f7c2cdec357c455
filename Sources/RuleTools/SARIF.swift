package import Rules

/// Diagnostics in SARIF 2.1.0, as code hosts and editors take them.
package struct SARIFLog: Sendable, Encodable {
  private let schema = "https://json.schemastore.org/sarif-2.1.0.json"
  private let version = "2.1.0"
  private let runs: [Run]

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  private struct Run: Encodable {
    let tool: Tool
    /// Columns are in characters, as in the diagnostics.
    let columnKind = "unicodeCodePoints"
    let results: [Result]

    private enum CodingKeys: CodingKey { case tool, columnKind, results }
  }

  private struct Tool: Encodable {
    let driver: Driver
  }

  private struct Driver: Encodable {
    let name = "saring"
    let version: String
    let rules: [Rule]

    private enum CodingKeys: CodingKey { case name, version, rules }
  }

  private struct Rule: Encodable {
    let id: String
    let shortDescription: Message
  }

  private struct Message: Encodable {
    let text: String
  }

  private struct Result: Encodable {
    let ruleId: String
    let level: String
    let message: Message
    let locations: [Location]
  }

  private struct Location: Encodable {
    let physicalLocation: PhysicalLocation
  }

  private struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    let region: Region
  }

  private struct ArtifactLocation: Encodable {
    let uri: String
  }

  private struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
  }

  /// - Parameter version: the program's.
  package init(_ diagnostics: [Diagnostic], version: String) {
    let rules = Lint.allCases.map { Rule(id: $0.rawValue, shortDescription: Message(text: $0.summary)) }
    let results = diagnostics.map { diagnostic in
      let place = diagnostic.position
      let region = Region(startLine: place.line, startColumn: place.column)
      return Result(
        ruleId: diagnostic.id, level: diagnostic.severity.rawValue, message: Message(text: diagnostic.sentence),
        locations: [
          Location(
            physicalLocation: PhysicalLocation(
              artifactLocation: ArtifactLocation(uri: reference(place.file)), region: region))
        ])
    }
    runs = [Run(tool: Tool(driver: Driver(version: version, rules: rules)), results: results)]
  }
}

/// One diagnostic as `saring rules check --format json` tells it.
package struct DiagnosticLine: Sendable, Encodable {
  private let file: String
  private let line: Int
  private let column: Int
  private let severity: String
  private let id: String
  private let message: String

  package init(_ diagnostic: Diagnostic) {
    file = diagnostic.position.file
    line = diagnostic.position.line
    column = diagnostic.position.column
    severity = diagnostic.severity.rawValue
    id = diagnostic.id
    message = diagnostic.sentence
  }
}

extension Diagnostic {
  /// The message with what was probably meant.
  fileprivate var sentence: String { message + (suggestion.map { "; did you mean “\($0)”?" } ?? "") }
}

/// A path as a URI reference (RFC 3986).
private func reference(_ path: String) -> String {
  var out = path.hasPrefix("/") ? "file://" : ""
  for byte in path.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      out.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      out += "%" + (digits.count == 1 ? "0" : "") + digits
    }
  }
  return out
}
