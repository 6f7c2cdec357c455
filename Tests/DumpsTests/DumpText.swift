import Bytes
import DumpFixtures
import Foundation
import Testing

@testable import Dumps

/// A dump read whole, with its fields as text.
struct ReadDump {
  struct Row: Equatable {
    var post: Int
    var record: Int
    var id: String?
    var parent: String?
    var parentText: String?
    var author: String?
    var text: String
    var time: Int?
    var likes: Int?
    var isOwner: Bool?
    var isTruncated = false
    var label: Label?
  }

  var rows: [Row] = []
  var posts: [Post] = []
  var rejects: [Reject] = []
  var rejectCount = 0
  var formats: [String] = []
  var notes: [String] = []
  var name: String
  var largestBatch = 0

  /// Reads the input twice and expects the same both times.
  init(
    _ input: DumpInput, limits: DumpLimits = DumpLimits(), format: String? = nil, formats: FormatSet = stockFormats
  ) throws {
    name = input.name
    let first = try DumpReader(input, limits: limits, format: format, formats: formats)
    rows = try Self.rows(first, &largestBatch)
    posts = (0..<first.posts.count).map { first.posts[$0] }
    (rejects, rejectCount) = (first.rejects.described, first.rejects.count)
    (self.formats, notes) = (first.formats, first.notes)
    let second = try DumpReader(input, limits: limits, format: format, formats: formats, posts: first.posts)
    #expect(try Self.rows(second, &largestBatch) == rows)
    #expect(second.posts.count == posts.count)
    #expect(second.rejects.described == rejects)
  }

  private static func rows(_ reader: DumpReader, _ largestBatch: inout Int) throws -> [Row] {
    var rows: [Row] = []
    while let batch = try reader.next() {
      largestBatch = max(largestBatch, batch.comments.count)
      func text(_ range: ByteRange?) -> String? { range.map { String(decoding: batch.bytes[$0.range], as: UTF8.self) } }
      rows += batch.comments.map { comment in
        Row(
          post: Int(comment.post), record: comment.record, id: text(comment.id), parent: text(comment.parent),
          parentText: text(comment.parentText), author: text(comment.author), text: text(comment.text) ?? "",
          time: comment.time, likes: comment.likes, isOwner: comment.isOwner, isTruncated: comment.isTruncated,
          label: comment.label)
      }
    }
    return rows
  }
}

/// A folder that goes away with its last user.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

/// Reads a text as a lone file.
func read(
  _ text: String, name: String = "dump", limits: DumpLimits = DumpLimits(), format: String? = nil,
  formats: FormatSet = stockFormats
) throws -> ReadDump { try read(Array(text.utf8), name: name, limits: limits, format: format, formats: formats) }

func read(
  _ bytes: [UInt8], name: String = "dump", limits: DumpLimits = DumpLimits(), format: String? = nil,
  formats: FormatSet = stockFormats
) throws -> ReadDump {
  let scratch = try Scratch()
  return try ReadDump(.opening(path: try scratch.write(name, bytes)), limits: limits, format: format, formats: formats)
}
