package import Foundation

/// A verdict line as people read it; only the keys that are shown.
package struct VerdictLine: Decodable, Sendable {
  package struct Reason: Decodable, Sendable {
    package var rule: String
    package var group: String
    package var counted: Double
    package var text: String?
    package var because: String
  }

  package var post: String?
  package var comment: String?
  package var author: String?
  package var record: Int
  package var verdict: String
  package var fit: String
  package var score: Double
  package var labels: [String]
  package var reasons: [Reason]
  package var unknown: [String]
  package var unfinished: [String]?

  /// The lines of a verdict file, one after the other.
  ///
  /// - Throws: `DecodingError` where one of them is none.
  package static func all(in file: Data) throws -> [VerdictLine] {
    let decoder = JSONDecoder()
    return try file.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(VerdictLine.self, from: $0) }
  }
}
