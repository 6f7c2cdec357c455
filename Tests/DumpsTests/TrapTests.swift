import Testing

@testable import Dumps

/// What exporters and editors do to dumps.
struct TrapTests {
  struct Trap: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let texts: [String]
    var ids: [String?]?
    var rejects: [String] = []
    var lines: [Int?]?
    var offsets: [Int?]?
    var testDescription: String { name }

    init(
      _ name: String, _ text: String, texts: [String], ids: [String?]? = nil, rejects: [String] = [],
      lines: [Int?]? = nil, offsets: [Int?]? = nil
    ) {
      self.init(name, Array(text.utf8), texts: texts, ids: ids, rejects: rejects, lines: lines, offsets: offsets)
    }

    init(
      _ name: String, _ bytes: [UInt8], texts: [String], ids: [String?]? = nil, rejects: [String] = [],
      lines: [Int?]? = nil, offsets: [Int?]? = nil
    ) {
      (self.name, self.bytes, self.texts, self.ids) = (name, bytes, texts, ids)
      (self.rejects, self.lines, self.offsets) = (rejects, lines, offsets)
    }
  }

  private static let nested = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)

  static let traps: [Trap] = [
    Trap("byte order mark", "\u{FEFF}{\"text\":\"a\"}\n", texts: ["a"]),
    Trap("line ends of Windows", "{\"text\":\"a\"}\r\n\r\n{\"text\":\"b\"}\r\n", texts: ["a", "b"]),
    Trap("blank lines", "\n  \n{\"text\":\"a\"}\n\n\t\n{\"text\":\"b\"}", texts: ["a", "b"]),
    Trap(
      "last line cut off", "{\"text\":\"a\"}\n{\"text\":\"b", texts: ["a"], rejects: ["bad-json"], lines: [2],
      offsets: [13]),
    Trap(
      "invalid UTF-8 in one line",
      Array("{\"text\":\"a\"}\n{\"text\":\"b".utf8) + [0xFF] + Array("\"}\n{\"text\":\"c\"}\n".utf8),
      texts: ["a", "c"],
      rejects: ["bad-utf8"], lines: [2], offsets: [23]),
    Trap(
      "half a surrogate pair", "{\"text\":\"a\\ud83d\"}\n{\"text\":\"b\\ude00\"}\n{\"text\":\"c\\ud83d\\ude00\"}",
      texts: ["c😀"], rejects: ["bad-json", "bad-json"], lines: [1, 2], offsets: [0, 19]),
    Trap("first line is garbage", "oops\n{\"text\":\"a\"}\n", texts: ["a"], rejects: ["bad-json"], lines: [1]),
    Trap(
      "ids beyond 2^53",
      "{\"id\":18014398509481985,\"text\":\"a\"}\n{\"id\":18446744073709551615,\"text\":\"b\"}\n"
        + "{\"id\":\"99999999999999999999999\",\"text\":\"c\"}",
      texts: ["a", "b", "c"], ids: ["18014398509481985", "18446744073709551615", "99999999999999999999999"]),
    Trap(
      "a number beyond 64 bits", "{\"id\":99999999999999999999999,\"text\":\"a\"}\n{\"text\":\"b\"}", texts: ["b"],
      rejects: ["bad-json"]),
    Trap(
      "null and missing", "{\"id\":null,\"text\":\"a\"}\n{\"text\":null}\n{\"id\":\"3\"}", texts: ["a"], ids: [nil],
      rejects: ["no-text", "no-text"], lines: [2, 3]),
    Trap("empty text is a sticker", "{\"text\":\"\"}\n{\"text\":\"b\"}", texts: ["", "b"]),
    Trap("equal keys", "{\"text\":\"a\",\"text\":\"b\"}", texts: ["b"]),
    Trap("other values", "{\"text\":\"a\"}\n[1]\n7\n", texts: ["a"], rejects: ["not-an-object", "not-an-object"]),
    Trap(
      "deep nesting", "{\"text\":\"a\"}\n{\"text\":\"b\",\"x\":\(nested)}\n{\"text\":\"c\"}", texts: ["a", "c"],
      rejects: ["too-deep"]),
    Trap("numbers of all kinds", "{\"text\":7,\"likes\":-1e300,\"time\":1e300,\"id\":1.5}", texts: ["7"], ids: ["1"]),
    Trap("quoted cells", "id,text\n1,\"a, \"\"b\"\"\nc\"\r\n2,d\r\n", texts: ["a, \"b\"\nc", "d"], ids: ["1", "2"]),
    Trap("semicolons", "id;text\n1;a, b\n", texts: ["a, b"]),
    Trap("tabs and capitals", "\u{FEFF}ID\t Text \n1\ta;b,c\n", texts: ["a;b,c"], ids: ["1"]),
    Trap("no line end after the last row", "text\na\nb", texts: ["a", "b"]),
    Trap("line ends of old Macs", "id,text\r1,a\r2,b\r", texts: ["a", "b"]),
    Trap("blank rows", "\n\nid,text\n\n1,a\n\n\n2,b\n", texts: ["a", "b"]),
    Trap(
      "ragged rows", "id,text,likes\n1,a\n2\n3,b,4,\n4,c,5,6\n", texts: ["a", "b"], rejects: ["no-text", "ragged-row"],
      lines: [3, 5]),
    Trap("empty cells", "id,text\n,a\n2,\n", texts: ["a", ""], ids: [nil, "2"]),
    Trap("quotes inside a cell", "id,text\n1,5\" screen\n2,\"a\"b\n", texts: ["5\" screen", "ab"]),
    Trap(
      "a quote left open", "id,text\n1,\"a\n2,b\n3,c\n", texts: ["b", "c"], rejects: ["open-quote"], lines: [2],
      offsets: [8]),
    Trap(
      "a row of invalid UTF-8", Array("text\na\nb".utf8) + [0xC3, 0x28] + Array("\nc\n".utf8), texts: ["a", "c"],
      rejects: ["bad-utf8"], lines: [3], offsets: [8]),
  ]

  @Test(arguments: traps) func readsWhatCanBeRead(trap: Trap) throws {
    let dump = try read(trap.bytes)
    #expect(dump.rows.map(\.text) == trap.texts)
    if let ids = trap.ids { #expect(dump.rows.map(\.id) == ids) }
    #expect(dump.rejects.map(\.code) == trap.rejects)
    #expect(dump.rejectCount == trap.rejects.count)
    if let lines = trap.lines { #expect(dump.rejects.map(\.line) == lines) }
    if let offsets = trap.offsets { #expect(dump.rejects.map(\.offset) == offsets) }
    #expect(dump.rejects.allSatisfy { $0.file == "dump" && $0.record >= 1 && !$0.message.isEmpty })
  }

  @Test func recordNumbersCountRejectedOnes() throws {
    let dump = try read("{\"text\":\"a\"}\nbad\n{\"text\":\"c\"}\n")
    #expect(dump.rows.map(\.record) == [1, 3])
    #expect(dump.rejects.map(\.record) == [2])
    #expect(
      dump.rejects.first?.description
        == "dump: record 2, line 2, byte 13: it is not valid JSON: a bracket, comma or quote is missing or too many (bad-json)"
    )
  }

  @Test func longTextsAreCutBetweenCharacters() throws {
    var limits = DumpLimits()
    limits.textBytes = 10
    let long = String(repeating: "é", count: 8)
    let dump = try read(
      "{\"text\":\"12345678\(long)\"}\n{\"text\":\"1234567\(long)\",\"post_text\":\"1234567\(long)\"}\n{\"text\":\"1234567890\"}\n",
      limits: limits)
    #expect(dump.rows.map(\.text) == ["12345678é", "1234567é", "1234567890"])
    #expect(dump.rows.map(\.isTruncated) == [true, true, false])
    #expect(dump.posts.contains { $0.text == Array("1234567é".utf8) })
  }

  @Test func postsAreFoundAgain() throws {
    let dump = try read(
      """
      {"post_id":"p1","platform":"instagram","text":"a"}
      {"post_id":"p2","platform":"instagram","post_text":"Dua","text":"b"}
      {"post_id":"p1","platform":"instagram","post_text":"Satu","text":"c"}
      {"post_id":"p1","platform":"youtube","text":"d"}
      {"post_text":"Dua","text":"e"}
      {"post_text":"Dua","text":"f"}
      {"text":"g"}
      {"text":"h"}
      """)
    #expect(dump.rows.map(\.post) == [0, 1, 0, 2, 3, 3, 4, 4])
    #expect(dump.posts.map(\.id) == ["p1", "p2", "p1", nil, nil])
    #expect(dump.posts.map { $0.text.map { String(decoding: $0, as: UTF8.self) } } == ["Satu", "Dua", nil, "Dua", nil])
  }

  @Test func ownersAreKnownByTheirName() throws {
    let dump = try read(
      """
      {"post_author":"kedai.kek","author":"@kedai.kek","text":"a"}
      {"post_author":"kedai.kek","author":"aisyah","text":"b"}
      {"author":"aisyah","text":"c"}
      """)
    #expect(dump.rows.map(\.isOwner) == [true, false, nil])
  }

  @Test func batchesAreBounded() throws {
    let lines = (0..<5000).map { "{\"id\":\($0),\"text\":\"komen \($0)\"}" }.joined(separator: "\n")
    let dump = try read(lines)
    #expect(dump.rows.map(\.id) == (0..<5000).map(String.init))
    #expect(dump.largestBatch == 2048)
  }

  @Test func rejectsBeyondTheLimitAreCounted() throws {
    var limits = DumpLimits()
    limits.describedRejects = 3
    let dump = try read("{\"text\":\"a\"}\n" + String(repeating: "bad\n", count: 10), limits: limits)
    #expect(dump.rejects.count == 3)
    #expect(dump.rejectCount == 10)
  }
}
