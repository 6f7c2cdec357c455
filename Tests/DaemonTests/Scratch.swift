import Foundation
import Glibc
import RuleFiles
import Rules
import Signals
import Testing

@testable import Daemon
@testable import Inbox

/// A folder that is removed with the value.
final class Scratch {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = "\(base)/saring-\(UUID().uuidString.prefix(13))"
    try FileManager.default.createDirectory(atPath: "\(path)/rules", withIntermediateDirectories: true)
    setRules(weight: "6.0")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) {
    #expect(FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data(text.utf8)))
  }

  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names in a folder of the tree.
  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/tree/\(folder)")) ?? []).sorted()
  }

  /// Drops a dump the way producers should.
  func drop(_ name: String, _ text: String) {
    write("dropped", text)
    #expect(unsafe rename("\(path)/dropped", "\(path)/tree/inbox/\(name)") == 0)
  }

  /// One rule that finds the word `mawar77`.
  func setRules(weight: String) {
    write(
      "rules/rules.yaml",
      """
      policy: { suspicious: 2.5, bot: 5.0, bot-groups: 1 }
      """)
    write(
      "rules/names.yaml",
      """
      group: names
      cap: 9.0
      rules:
        - id: names.mawar
          weight: \(weight)
          match: { name: { words: [mawar77] } }
          because: "“{name.raw}”"
      """)
  }

  func rules() throws -> RuleSet {
    let load = loadRules(directories: ["\(path)/rules"], signals: Signal.names)
    return try #require(load.rules, "\(load.diagnostics.map(\.description))")
  }

  /// A tree whose lock is free again when the value ends.
  func spool() throws -> Spool { Spool(try Tree(path: "\(path)/tree"), settleTime: 0) }
}

/// A dump of our own making.
func dump(comments: Int, seed: String = "a") -> String {
  (0..<comments).map {
    let text = $0 % 3 == 0 ? "menang besar di mawar77 \($0)" : "resepinya sedap kak, nombor \($0)"
    return #"{"post_text":"Resepi ayam masak merah","id":"\#(seed)\#($0)","author":"akaun\#($0)","text":"\#(text)"}"#
      + "\n"
  }.joined()
}
