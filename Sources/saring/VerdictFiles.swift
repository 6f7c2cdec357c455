import Foundation
import Glibc
import Inbox

/// A verdict line as people read it; only the keys that are shown.
struct VerdictLine: Decodable {
  struct Reason: Decodable {
    var rule: String
    var group: String
    var counted: Double
    var text: String?
    var because: String
  }

  var post: String?
  var comment: String?
  var author: String?
  var record: Int
  var verdict: String
  var fit: String
  var score: Double
  var labels: [String]
  var reasons: [Reason]
  var unknown: [String]
}

/// A summary as people read it.
struct SummaryFile: Decodable {
  var dump: String
  var comments: Int
  var verdicts: [String: Int]
  var labels: [String: Int]
  var rejected: Int
}

/// Reads results back.
enum VerdictFiles {
  /// The files with a suffix, in a folder, or the file itself.
  static func find(_ path: String, suffix: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw SystemError("find", path, code: ENOENT)
    }
    if !isFolder.boolValue { return path.hasSuffix(suffix) ? [path] : [] }
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted().map { "\(path)/\($0)" }
  }

  static func summary(_ path: String) throws -> SummaryFile {
    try JSONDecoder().decode(SummaryFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The lines of a verdict file, one after the other.
  static func lines(_ path: String) throws -> [VerdictLine] {
    try lines(in: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func lines(in data: Data) throws -> [VerdictLine] {
    let decoder = JSONDecoder()
    return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(VerdictLine.self, from: $0) }
  }
}
