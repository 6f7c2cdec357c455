import Foundation
import Testing

@testable import Daemon
@testable import Inbox

/// Texts that do something to a terminal, or to who reads a log line by line.
let attacks = [
  "\u{1B}[2J\u{1B}[1;1H", "\u{1B}]0;title\u{7}", "\u{1B}]8;;https://x.example\u{1B}\\here\u{1B}]8;;\u{1B}\\",
  "\u{1B}P$q\"p\u{1B}\\", "\u{1B}c", "\u{9B}31m", "\u{9D}0;t\u{9C}", "\u{8}\u{8}\u{8}", "a\rb", "a\nb", "a\r\nb",
  "a\u{B}b\u{C}c",
  "\n<0>kernel: all is lost", "\n2026-05-01 00:00:00 mawar.ndjson: 0 comments", "x\nMESSAGE_ID=1\nPRIORITY=0\n",
  "\u{85}b\u{84}",
  "\u{202E}lmth.exe\u{202C}", "\u{2066}\u{2067}\u{2068}\u{2069}", "\u{200E}\u{200F}\u{61C}", "\u{0}", "\u{7F}", "a\tb",
]

/// Scalars of a text that must not reach a terminal or a log.
func harm(in text: String) -> [Unicode.Scalar] {
  text.unicodeScalars.filter { scalar in
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl
  }
}

/// What the commands print, whoever has written what they read.
struct TerminalTests {
  /// What a command prints of hostile files.
  private func printed(_ scratch: Scratch, _ arguments: [String], status: CInt = 0) throws -> String {
    let program = try Service(scratch, arguments, output: true)
    #expect(program.status() == status, "\(arguments)")
    #expect(harm(in: program.log.replacing("\n", with: "")) == [], "\(arguments)")
    return program.log
  }

  private func json(_ object: [String: Any]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }

  @Test func showsVerdictFilesOfOthers() throws {
    let scratch = try Scratch()
    let all = attacks.joined(separator: "|")
    let lines = try attacks.enumerated().map { number, attack in
      try json([
        "dump": attack, "post": attack, "comment": "c\(number)", "author": attack, "record": number, "verdict": attack,
        "fit": attack, "score": 1, "labels": [attack], "unknown": [attack], "unfinished": [attack],
        "reasons": [
          ["rule": attack, "group": attack, "counted": 1, "text": attack, "because": attack],
          ["rule": attack, "group": attack, "counted": 0, "because": attack],
        ],
      ])
    }
    scratch.write("a.verdicts.ndjson", lines.joined(separator: "\n"))
    scratch.write(
      "a.summary.json",
      try json(["dump": all, "comments": 1, "verdicts": [all: 1], "labels": [all: 1], "rejected": 0]))
    for number in attacks.indices {
      let text = try printed(scratch, ["show", "--comment", "c\(number)", "\(scratch.path)/a.verdicts.ndjson"])
      // Nothing adds a line: the comment, verdict, labels, a reason, one beyond its cap, unknown, unfinished.
      #expect(text.split(separator: "\n").count == 7, "\(text)")
    }
    #expect(try printed(scratch, ["show", scratch.path]).split(separator: "\n").count == 2)
    let worst = try printed(scratch, ["show", "--worst", scratch.path])
    #expect(!worst.isEmpty)
  }

  @Test func tellsOfHostileNamesAndRecords() throws {
    let scratch = try Scratch()
    let rules = ["--rules", "\(scratch.path)/rules"]
    for (number, attack) in attacks.enumerated() where !attack.contains("\0") && !attack.contains("/") {
      let name = "\(scratch.path)/\(attack)\(number)"
      #expect(FileManager.default.createFile(atPath: name, contents: Data("no dump\u{1}\(attack)".utf8)))
      _ = try printed(scratch, ["classify"] + rules + ["-o", "\(scratch.path)/out", name], status: 1)
      let good = #"{"id":"1","text":"a"}"# + "\n{\"id\":\"\(attack.replacing("\n", with: ""))\u{1}\",\n"
      #expect(FileManager.default.createFile(atPath: name, contents: Data(good.utf8)))
      _ = try printed(scratch, ["classify"] + rules + ["-o", "\(scratch.path)/out", name], status: 1)
    }
  }

  @Test func statusOfATreeThatOthersWriteTo() throws {
    let scratch = try Scratch()
    _ = try scratch.spool()
    let all = attacks.joined(separator: "|")
    scratch.write(
      "tree/state/status.json",
      try json([
        "v": 1, "status": all, "started": 0, "judged": 0, "known": 0, "rejected": 0, "comments": 0, "bot": 0,
        "suspicious": 0, "bad_records": 0, "busy_milliseconds": 0, "rules": 0, "rules_loaded": 0, "rule_set": all,
        "trouble": all, "last": ["dump": all, "time": 0, "comments": 0, "took": 0], "broken_rule_files": [all],
        "unfinished_rules": [["rule": all, "comments": 1]], "suspended_rules": [all],
      ]))
    scratch.write("tree/rejected/a", "")
    scratch.write(
      "tree/rejected/a.error.json",
      #"{"v":1,"dump":"# + String(try json(["dump": all]).dropFirst(8).dropLast()) + #","code":"x","message":"m"}"#)
    let text = try printed(scratch, ["status", "--tree", "\(scratch.path)/tree"], status: 3)
    #expect(text.contains("Suspended") && text.contains("[x]"), "\(text)")
  }

  @Test func aDaemonsLogOfHostileNames() throws {
    let scratch = try Scratch()
    let program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1") != nil)
    let names = attacks.filter { !$0.contains("\0") && !$0.contains("/") }
    for (number, attack) in names.enumerated() {
      scratch.drop("\(attack)\(number)", #"{"id":"\#(number)","text":"a"}"#)
    }
    for _ in 0..<6000 where scratch.names("done").count < names.count {
      program.receiver.drain()
      usleep(10_000)
    }
    program.signal(SIGTERM)
    #expect(program.status() == 0)
    let lines = program.log.split(separator: "\n")
    #expect(lines.allSatisfy { harm(in: String($0)) == [] && $0.hasPrefix("<6>") }, "\(program.log)")
    #expect(lines.count { $0.contains("1 comments:") } == names.count)
    for message in program.receiver.messages { #expect(harm(in: message.replacing("\n", with: "")) == []) }
  }
}
