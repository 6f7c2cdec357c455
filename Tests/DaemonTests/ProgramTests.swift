import Foundation
import ProgramRuns
import Testing

@testable import Daemon

/// The real program, as a service manager runs it.
final class Service {
  let receiver: NotifyReceiver
  private let process = Process()
  private let output: String

  /// Milliseconds of the manager's watchdog.
  private static let watchdog = 600

  /// - Parameter output: whether standard output is logged, too.
  init(_ scratch: Scratch, _ arguments: [String]? = nil, output isLogged: Bool = false) throws {
    output = "\(scratch.path)/log-\(UUID().uuidString)"
    receiver = NotifyReceiver("@\(output)")
    process.executableURL = Program.file
    process.arguments =
      arguments ?? ["watch", "--tree", "\(scratch.path)/tree", "--rules", "\(scratch.path)/rules", "--settle", "100"]
    // Where libraries lie, and what a sanitizer was told, holds for the program, too.
    process.environment = ProcessInfo.processInfo.environment.filter {
      ["LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
    }.merging(
      ["NOTIFY_SOCKET": receiver.name, "WATCHDOG_USEC": "\(Self.watchdog * 1000)", "JOURNAL_STREAM": "8:1"]
    ) { $1 }
    #expect(FileManager.default.createFile(atPath: output, contents: nil))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardOutput = isLogged ? process.standardError : FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { signal(SIGKILL) } }

  var log: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

  func signal(_ number: CInt) { #expect(kill(process.processIdentifier, number) == 0) }

  /// Waits for the end.
  func status() -> CInt {
    while process.isRunning {
      receiver.drain()
      usleep(5000)
    }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }
}

/// What the loopback address answers.
private func get(_ path: String, _ port: Int) -> String {
  let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
  defer { close(number) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let result = unsafe withUnsafePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  let request = Array("GET \(path) HTTP/1.1\r\n\r\n".utf8)
  guard result == 0, unsafe write(number, request, request.count) == request.count else { return "" }
  var answer: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = unsafe read(number, &buffer, buffer.count)
    guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
    answer.append(contentsOf: buffer.prefix(count))
  }
}

@Suite(.serialized) struct ProgramTests {
  @Test func tellsTheManagerHowItIs() throws {
    let scratch = try Scratch()
    let program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1", "no dump waiting, rules of ") != nil)
    scratch.drop("d.ndjson", dump(comments: 30))
    while scratch.names("done").isEmpty { usleep(10_000) }
    #expect(scratch.names("verdicts") == ["d.ndjson.summary.json", "d.ndjson.verdicts.ndjson"])

    scratch.write("rules/broken.yaml", "group: broken\nrulez: []\n")
    #expect(program.receiver.wait(for: "RELOADING=1", "MONOTONIC_USEC=") != nil)
    #expect(program.receiver.wait(for: "READY=1", "1 broken rule file") != nil)
    #expect(program.log.contains("<3>\(scratch.path)/rules/broken.yaml:2:1: error:"))
    try FileManager.default.removeItem(atPath: "\(scratch.path)/rules/broken.yaml")
    let mended = try #require(program.receiver.wait(for: "READY=1"))
    #expect(!mended.contains("broken"))
    program.signal(SIGHUP)
    #expect(program.receiver.wait(for: "RELOADING=1") != nil)
    #expect(program.receiver.wait(for: "READY=1") != nil)
    #expect(program.receiver.wait(for: "WATCHDOG=1") != nil)

    program.signal(SIGTERM)
    #expect(program.receiver.wait(for: "STOPPING=1") != nil)
    #expect(program.status() == 0)
    #expect(program.log.contains("<6>d.ndjson: 30 comments: "))
    #expect(!program.log.contains("mawar77"), "comments do not belong into a log")
  }

  @Test func stopsInTheMiddleAndGoesOnAfterwards() throws {
    let scratch = try Scratch()
    let text = dump(comments: 20_000)
    var program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1") != nil)
    scratch.drop("large.ndjson", text)
    while scratch.names("work").isEmpty { usleep(1000) }
    usleep(300_000)
    let start = milliseconds()
    program.signal(SIGTERM)
    #expect(program.status() == 0)
    #expect(milliseconds() - start < 10_000)
    #expect(scratch.names("work") == ["large.ndjson"])
    #expect(scratch.names("verdicts").isEmpty && scratch.names("state/attempts").isEmpty)

    program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1", seconds: 120) != nil)
    #expect(scratch.names("done") == ["large.ndjson"], "it is ready when it has caught up")
    #expect(program.receiver.messages.contains { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") })
    let lines = scratch.text("tree/verdicts/large.ndjson.verdicts.ndjson")?.utf8.count { $0 == UInt8(ascii: "\n") }
    #expect(lines == 20_000)
  }

  @Test func goesOnAfterBeingKilled() throws {
    let scratch = try Scratch()
    var program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1") != nil)
    scratch.drop("large.ndjson", dump(comments: 20_000))
    while scratch.names("state/attempts").isEmpty { usleep(1000) }
    program.signal(SIGKILL)
    #expect(program.status() == -SIGKILL)
    #expect(scratch.names("work") == ["large.ndjson"])
    program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1", seconds: 120) != nil)
    #expect(scratch.names("verdicts") == ["large.ndjson.summary.json", "large.ndjson.verdicts.ndjson"])
    #expect(scratch.names("state/attempts").isEmpty)
  }

  @Test func endsWhenItsFoldersAreReplaced() throws {
    let scratch = try Scratch()
    let program = try Service(
      scratch,
      ["watch", "--tree", "\(scratch.path)/tree", "--rules", "\(scratch.path)/rules", "--scan-interval", "1"])
    #expect(program.receiver.wait(for: "READY=1") != nil)
    #expect(unsafe rename("\(scratch.path)/tree/inbox", "\(scratch.path)/elsewhere") == 0)
    #expect(program.status() == 1)
    #expect(program.log.contains("<2>cannot go on in \(scratch.path)/tree/inbox"))
  }

  @Test func readsByLimitsOfTheUsersOwn() throws {
    let scratch = try Scratch()
    let program = try Service(
      scratch,
      [
        "watch", "--tree", "\(scratch.path)/tree", "--rules", "\(scratch.path)/rules", "--limit", "file=1K",
        "--keep-days", "36500",
      ])
    #expect(program.receiver.wait(for: "READY=1") != nil)
    scratch.drop("large.ndjson", dump(comments: 30))
    scratch.drop("small.ndjson", dump(comments: 3))
    while scratch.names("done").isEmpty || scratch.names("rejected").count < 2 { usleep(10_000) }
    #expect(scratch.names("done") == ["small.ndjson"])
    #expect(scratch.text("tree/rejected/large.ndjson.error.json")?.contains("at most 1024 are read") == true)
  }

  @Test func saysHowItIsToPrograms() throws {
    let scratch = try Scratch()
    let port = Int.random(in: 20_000..<30_000)
    let tree = "\(scratch.path)/tree"
    // Backtracks without end on a row of this letter, and on nothing else.
    scratch.write(
      "rules/slow.yaml",
      """
      group: slow
      cap: 1.0
      rules:
        - id: slow.pattern
          weight: 1.0
          match: { row: { pattern: '^(?:z+)+$' } }
          because: "slow"
      """)
    let program = try Service(
      scratch,
      ["watch", "--tree", tree, "--rules", "\(scratch.path)/rules", "--metrics-port", "\(port)", "--settle", "100"])
    #expect(program.receiver.wait(for: "READY=1") != nil)
    scratch.drop("d.ndjson", dump(comments: 30))
    scratch.drop("slow.ndjson", #"{"text":"\#(String(repeating: "z", count: 5000))!"}"# + "\n")
    // On three texts: it is suspended.
    scratch.drop(
      "slower.ndjson", String(repeating: #"{"text":"\#(String(repeating: "z", count: 300))!"}"# + "\n", count: 4))
    scratch.drop("noise", "\u{1}\u{2} this is no dump")
    for _ in 0..<2000 where scratch.names("done").count < 3 || scratch.names("rejected").count < 2 { usleep(10_000) }
    scratch.write("rules/broken.yaml", "group: broken\nrulez: []\n")
    #expect(program.receiver.wait(for: "READY=1", "1 broken rule file") != nil)
    usleep(2_500_000)

    let status = try Service(scratch, ["status", "--tree", tree], output: true)
    #expect(status.status() == 0)
    for words in [
      "1 broken rule file", "3 judged, 0 known already, 1 rejected", "0 in inbox/, 0 in work/",
      "\(scratch.path)/rules/broken.yaml",
      "1 in rejected/", "noise: it is in no format", "10 bot", "slow.pattern could not be held against 5 comments",
      "slow.pattern is too slow", "1 rule suspended as too slow",
    ] { #expect(status.log.contains(words), "\(words) in \(status.log)") }

    let file = try #require(scratch.text("tree/state/saring.prom"))
    #expect(get("/metrics", port).hasSuffix("\r\n\r\n" + file))
    for line in [
      #"saring_dumps_total{outcome="judged"} 3"#, #"saring_dumps_total{outcome="rejected"} 1"#,
      #"saring_comments_total{verdict="bot"} 10"#, "saring_broken_rule_files 1", "saring_dumps_waiting 0",
      #"saring_rule_reloads_total{result="broken"} 1"#, "saring_trouble 0",
    ] { #expect(file.contains("\n\(line)\n"), "\(line) in \(file)") }
    #expect(get("/healthz", port).hasSuffix("\r\n\r\nok\n"))

    program.signal(SIGTERM)
    #expect(program.status() == 0)
    let later = try Service(scratch, ["status", "--tree", tree], output: true)
    #expect(later.status() == 3)
    #expect(later.log.contains("not running") && later.log.contains("3 judged"))
    #expect(try Service(scratch, ["status", "--tree", "/nonexistent"]).status() == 2)
  }

  @Test func takesMapsOfFormatsWhileItRuns() throws {
    let scratch = try Scratch()
    let formats = "\(scratch.path)/formats"
    try FileManager.default.createDirectory(atPath: formats, withIntermediateDirectories: true)
    let program = try Service(
      scratch, ["watch", "--tree", "\(scratch.path)/tree", "--rules", "\(scratch.path)/rules", "--formats", formats])
    #expect(program.receiver.wait(for: "READY=1") != nil)
    let lines = (0..<3).map { #"{"nr":\#($0),"ulasan":"menang di mawar77"}"# + "\n" }.joined()
    scratch.drop("first.ndjson", lines)
    while scratch.names("rejected").count < 2 { usleep(10_000) }
    scratch.write("formats/kedai.yaml", "format: kedai\ntitle: a shop\nrecords: x\n")
    #expect(program.receiver.wait(for: "READY=1", "1 broken format file") != nil)
    #expect(program.log.contains("<3>\(formats)/kedai.yaml:1:1: error:"))
    scratch.write(
      "formats/kedai.yaml",
      """
      format: kedai
      title: a shop
      records: "."
      comment: { known-by: { has: [nr, ulasan] }, id: nr, text: ulasan }
      """)
    while !program.log.contains("14 maps of formats loaded") { usleep(10_000) }
    scratch.drop("second.ndjson", lines)
    while scratch.names("done").isEmpty { usleep(10_000) }
    #expect(scratch.names("done") == ["second.ndjson"])
  }

  /// A saved rule file is tried on the latest dumps while the daemon runs.
  @Test func reportsWhatSavedRulesWouldDo() throws {
    let scratch = try Scratch()
    func save(_ rules: [(name: String, settings: String)]) {
      let lines = rules.map { "  - { id: names.\($0.name), \($0.settings), words: \($0.name)77, because: r }\n" }
      scratch.write("rules/names.yaml", "group: names\ncap: 9\nrules:\n" + lines.joined())
    }
    save([("mawar", "weight: 6"), ("melati", "weight: 6")])
    let program = try Service(scratch)
    #expect(program.receiver.wait(for: "READY=1") != nil)
    let names = ["mawar", "melati", "melati", "kenanga", "teratai", "teratai", "teratai"]
    let lines = names.enumerated().map { #"{"post_id":"p","id":"\#($0)","text":"\#($1)77 kak"}"# + "\n" }
    scratch.drop("d.ndjson", lines.joined())
    while scratch.names("done").isEmpty { usleep(10_000) }
    #expect(scratch.text("tree/state/rules-report.md") == nil)
    let verdicts = scratch.text("tree/verdicts/d.ndjson.verdicts.ndjson")

    save([
      ("mawar", "weight: 3"), ("melati", "weight: 1"), ("kenanga", "weight: 6"), ("teratai", "stage: draft, weight: 6"),
    ])
    for _ in 0..<3_000 where scratch.text("tree/state/rules-report.md") == nil { usleep(10_000) }
    let report = try #require(scratch.text("tree/state/rules-report.md"), "\(program.log)")
    for words in [
      "- New: `names.kenanga`, `names.teratai`\n- Changed: `names.mawar`, `names.melati`\n"
        + "- Draft or shadow: `names.teratai`\n",
      "- `d.ndjson`: 7 comments\n", "7 comments: 1 new, 2 lost, 1 changed",
      "names.teratai, a draft, would hit 3 comments, 0 of them flagged already",
      "        mawar77 kak", "        melati77 kak", "        kenanga77 kak",
    ] { #expect(report.contains(words), "\(words) in \(report)") }
    #expect(scratch.text("tree/verdicts/d.ndjson.verdicts.ndjson") == verdicts, "it is a trial")
    // It quotes comments.
    let mode = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/tree/state/rules-report.md")
    #expect(mode[.posixPermissions] as? Int == 0o600)
    program.signal(SIGTERM)
    #expect(program.status() == 0)
    #expect(!program.log.contains("77 kak"))
  }

  @Test func saysWhyItDoesNotStart() throws {
    let scratch = try Scratch()
    let first = try Service(scratch)
    #expect(first.receiver.wait(for: "READY=1") != nil)
    let second = try Service(scratch)
    #expect(second.status() == 78)
    #expect(second.log.contains("another daemon is at work in \(scratch.path)/tree"))

    let nowhere = try Service(scratch, ["watch", "--rules", "\(scratch.path)/rules"])
    #expect(nowhere.status() == 2)
    #expect(nowhere.log.contains("--tree"))

    let impossible = try Service(scratch, ["watch", "--tree", "/proc/saring", "--rules", "\(scratch.path)/rules"])
    #expect(impossible.status() == 78)

    for (option, words) in [
      (["--limit", "record=huge"], "--limit record must be between"),
      (["--limit", "width=3"], "names are file, record"),
      (["--keep-days", "0"], "--keep-days"), (["--keep-bytes", "many"], "--keep-bytes"),
    ] {
      let wrong = try Service(scratch, ["watch", "--tree", "\(scratch.path)/b"] + option)
      #expect(wrong.status() == 64)
      #expect(wrong.log.contains(words))
    }

    scratch.write("rules/broken.yaml", "rules: [")
    let broken = try Service(scratch, ["watch", "--tree", "\(scratch.path)/b", "--rules", "\(scratch.path)/rules"])
    #expect(broken.status() == 2)
    #expect(broken.log.contains("broken.yaml:"))
  }
}
