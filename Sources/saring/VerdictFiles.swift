import Foundation
import Glibc
import Inbox
import Reports

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
    try VerdictLine.all(in: Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
