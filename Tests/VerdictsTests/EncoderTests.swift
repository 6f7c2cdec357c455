import Bytes
import Rules
import Testing
import Text

@testable import Dumps
@testable import Verdicts

/// The bytes of verdict lines.
struct EncoderTests {
  /// One comment with all that its line can say.
  private struct Line {
    var batch = CommentBatch()
    var comment: Dumps.Comment
    var post = Post(id: "p1", text: Array("Kek batik".utf8))
    var judgement = Judgement()

    init(_ text: [UInt8], record: Int = 1) {
      comment = Dumps.Comment(post: 0, record: record, text: batch.store(text.span))
    }

    mutating func store(_ text: String) -> ByteRange {
      let bytes = Array(text.utf8)
      return batch.store(bytes.span)
    }

    func encoded(_ rules: RuleSet, dump: String = "d.ndjson") throws -> String {
      var posts = PostCollector(DumpLimits())
      _ = try posts.number(of: PostKey(post), file: dump) { post }
      var batch = batch
      batch.comments = [comment]
      var out = OutputBuffer()
      VerdictEncoder(dump: dump, rules: rules).append(
        Judgements([judgement]), of: batch, posts: posts.table, to: &out)
      return String(decoding: out.bytes, as: UTF8.self)
    }
  }

  private static func reason(_ rule: Int, counted: Double, in field: Field = .comment, _ span: ByteRange?) -> Reason {
    Reason(rule: rule, counted: counted, field: field, span: span, matches: 0..<0)
  }

  @Test func whatTheDumpDoesNotSayIsNullOrAbsent() throws {
    let rules = try Bench().rules
    var line = Line(Array("kek".utf8), record: 7)
    line.post = Post()
    #expect(
      try line.encoded(rules)
        == #"{"v":1,"dump":"d.ndjson","post":null,"comment":null,"author":null,"record":7,"verdict":"genuine","fit":"unknown","score":0,"labels":[],"reasons":[],"unknown":[],"ruleset":"\#(rules.digest)"}"#
        + "\n")
  }

  @Test func keysComeInOneOrder() throws {
    let bench = try Bench()
    var line = Line(Array("kek batik".utf8))
    line.comment.id = line.store("c1")
    line.comment.parent = line.store("c0")
    line.comment.author = line.store("aida")
    line.comment.isTruncated = true
    line.judgement.verdict = .bot
    line.judgement.fit = .mismatched
    line.judgement.score = 5.125
    line.judgement.labels = ["campaign", "lead"]
    line.judgement.reasons = [
      Self.reason(bench.index(of: "one.2"), counted: 2, ByteRange(start: 4, count: 5)),
      Self.reason(bench.index(of: "trust.1"), counted: -1, in: .post, ByteRange(start: 0, count: 3)),
      Self.reason(bench.index(of: "two.1"), counted: 0.5, nil),
    ]
    line.judgement.unknown = [bench.index(of: "three.2"), bench.index(of: "two.3")]
    #expect(
      try line.encoded(bench.rules)
        == #"{"v":1,"dump":"d.ndjson","post":"p1","comment":"c1","parent":"c0","author":"aida","record":1,"truncated":true,"verdict":"bot","fit":"mismatched","score":5.125,"labels":["campaign","lead"],"reasons":["#
        + #"{"rule":"one.2","group":"one","weight":2,"counted":2,"field":"comment","span":[4,9],"text":"batik","because":"one.2"},"#
        + #"{"rule":"trust.1","group":"trust","weight":-1,"counted":-1,"field":"post","span":[0,3],"text":"Kek","because":"trust.1"},"#
        + #"{"rule":"two.1","group":"two","weight":1,"counted":0.5,"because":"two.1"}"#
        + #"],"unknown":["three.2","two.3"],"ruleset":"\#(bench.rules.digest)"}"# + "\n")
  }

  /// Whatever an id or a text holds, the line stays one line of JSON, and turns no terminal around.
  @Test func escapesWhatWouldBreakTheLine() throws {
    let bench = try Bench()
    var line = Line(Array("a\"b\\c\nd\u{1}e\u{202E}f".utf8) + [0xFF] + Array("g".utf8))
    line.comment.id = line.store("\"\r\n\t")
    line.judgement.reasons = [
      Self.reason(bench.index(of: "one.2"), counted: 2, ByteRange(start: 0, count: Int(line.comment.text.count)))
    ]
    let text = try line.encoded(bench.rules, dump: "d\"\\x")
    #expect(text.contains(#""dump":"d\"\\x""#))
    #expect(text.contains(#""comment":"\"\r\n\t""#))
    #expect(text.contains(#""text":"a\"b\\c\nd\u0001e\u202ef\#u{FFFD}g""#))
    #expect(text.split(separator: "\n").count == 1)
  }

  /// Two hundred bytes of a long place are shown, and never half a character; the span tells the whole.
  @Test(arguments: [
    (String(repeating: "a", count: 200), 200), (String(repeating: "a", count: 201), 200),
    (String(repeating: "é", count: 150), 200), ("a" + String(repeating: "é", count: 150), 199),
    (String(repeating: "🔥", count: 60), 200), ("abc" + String(repeating: "🔥", count: 60), 199),
    ("ab" + String(repeating: "界", count: 90), 200), (String(repeating: "界", count: 90), 198),
  ]) func cutsLongPlacesBetweenCharacters(text: String, shown: Int) throws {
    let bench = try Bench()
    var line = Line(Array(text.utf8))
    line.judgement.reasons = [
      Self.reason(bench.index(of: "one.2"), counted: 2, ByteRange(start: 0, count: text.utf8.count))
    ]
    let encoded = try line.encoded(bench.rules)
    let expected = String(decoding: Array(text.utf8)[..<shown], as: UTF8.self)
    #expect(encoded.contains("\"span\":[0,\(text.utf8.count)],\"text\":\"\(expected)\","))
  }

  @Test func aPlaceOutsideItsTextIsLeftOut() throws {
    let bench = try Bench()
    var line = Line(Array("kek".utf8))
    line.judgement.reasons = [
      Self.reason(bench.index(of: "one.2"), counted: 2, ByteRange(start: 0, count: 4)),
      Self.reason(bench.index(of: "one.2"), counted: 2, in: .parent, ByteRange(start: 0, count: 1)),
    ]
    let encoded = try line.encoded(bench.rules)
    #expect(!encoded.contains("span"))
    #expect(encoded.contains(#""because":"one.2"}]"#))
  }
}
