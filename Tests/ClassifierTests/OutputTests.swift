import Foundation
import SchemaChecks
import Testing
import Verdicts

@testable import Classifier

struct OutputTests {
  @Test func everyOutputFollowsItsSchema() throws {
    let rules = try Stock.rules()
    let verdictSchema = try SchemaValidator(Schemas.verdict)
    let summarySchema = try SchemaValidator(Schemas.summary)
    for dump in try Stock.demoDumps() {
      let judged = try Judged(dump, rules)
      for line in judged.verdicts.split(separator: UInt8(ascii: "\n")) {
        #expect(try verdictSchema.violations(of: line) == [])
      }
      #expect(try summarySchema.violations(of: judged.summary) == [])
    }
  }

  @Test func theValidatorSeesWhatIsWrong() throws {
    let schema = try SchemaValidator(Schemas.verdict)
    let wrong =
      #"{"v":2,"dump":"d","post":null,"comment":7,"author":null,"record":0,"verdict":"robot","fit":"fits","score":"1","labels":[],"reasons":[{}],"unknown":[],"ruleset":"sha256:x","more":1}"#
    let violations = try schema.violations(of: Data(wrong.utf8))
    for path in [
      "$.v", "$.comment", "$.record", "$.verdict", "$.score", "$.reasons[0]", "$.ruleset", "$: unknown key more",
    ] {
      #expect(violations.contains { $0.hasPrefix(path) }, "\(path)")
    }
  }

  /// A dump of nine batches, so that the last lies in a window of its own. Of the report's post the text comes in the third
  /// batch, of the cake's in the last. What rules say of comments on gambling hangs on whether the post speaks of it, and
  /// of those comments there are enough to be learnt from: whoever surveyed the first batch without the report's text
  /// would take them for a campaign.
  private static let manyBatches = Data(
    (0..<17_000).map { number in
      let (post, text) =
        switch number % 8 {
        case 0: ("p1", "gas di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 kak, menang \(number)")
        case 1: ("p2", "slot online \(words[number % 13]) \(words[number / 13 % 13])")
        case 2: ("p3", "kuih sedap \(words[number % 11]) \(words[number / 11 % 13])")
        default: ("p\(4 + number % 3)", words[number % 13])
        }
      let postText =
        switch post {
        case "p1": "Gol semalam"
        case "p2" where number >= 5000: "Bahaya slot online, laporan khas"
        case "p3" where number >= 16_500: "Kuih batik RM25"
        default: nil as String?
        }
      let caption = postText.map { #""post_text":"\#($0)","# } ?? ""
      return #"{"post_id":"\#(post)",\#(caption)"id":"\#(number)","author":"a\#(number % 900)","text":"\#(text)"}"#
    }.joined(separator: "\n").utf8)

  private static let words = [
    "pagi", "petang", "malam", "lagi", "terus", "juga", "pula", "nanti", "tadi", "besok", "kelmarin", "sini", "sana",
  ]

  private static let byOneWorker = Result {
    try Judged(text: manyBatches, name: "dump.ndjson", Stock.rules())
  }

  @Test(arguments: [2, 3, 7]) func bytesDoNotDependOnTheNumberOfWorkers(workers: Int) throws {
    let one = try Self.byOneWorker.get()
    let many = try Judged(text: Self.manyBatches, name: "dump.ndjson", Stock.rules(), workers: workers)
    #expect(one.verdicts.count > 17_000 * 100)
    // Compared out of the macro's sight, which would look for the differences of megabytes.
    let isSame = one.verdicts == many.verdicts && one.summary == many.summary
    #expect(isSame)
  }

  @Test func aPostsTextCountsForCommentsThatCameBeforeIt() throws {
    let fits = try Self.byOneWorker.get().lines.prefix(100).map { ($0["post"] as? String, $0["fit"] as? String) }
    #expect(fits.filter { $0.0 == "p2" || $0.0 == "p3" }.allSatisfy { $0.1 == "fits" })
    #expect(fits.filter { $0.0 == "p4" }.allSatisfy { $0.1 == "unknown" })
  }

  @Test func whatTheDumpSaysOfAPostTakesThePlaceOfWhatIsRemembered() throws {
    let rules = try Stock.rules("  - { id: g.kek, weight: 1, match: { cake: { words: [kek], in: post } } }\n")
    // The post's own text comes in a window of its own, when the remembered one has been used already.
    var lines = (0..<17_000).map { #"{"post_id":"p","id":"\#($0)","text":"sedapnya"}"# }
    lines.append(#"{"post_id":"p","post_text":"Resipi kek batik","id":"last","text":"sedapnya"}"#)
    let judged = try Judged(text: Data(lines.joined(separator: "\n").utf8), name: "late.ndjson", rules) { _ in
      Array("Cerita kampung".utf8)
    }
    #expect(try judged.lines.allSatisfy { ($0["reasons"] as? [Any])?.count == 1 })
  }

  @Test func largeDumpsAreReadTwiceAndGiveTheSameBytes() throws {
    // Above the bound that keeps a dump in memory between its two readings. Long names fill it fastest.
    let rules = try Stock.rules()
    let filler = String(repeating: "nama_panjang_", count: 160)
    let lines = (0..<9000).map {
      #"{"post_id":"p","post_text":"Cerita kampung","id":"\#($0)","author":"\#(filler)\#($0)","text":"kampung"}"#
    }
    let judged = try Judged(text: Data(lines.joined(separator: "\n").utf8), name: "big.ndjson", rules, workers: 2)
    let ids = try judged.lines.compactMap { $0["comment"] as? String }
    #expect(ids == (0..<9000).map(String.init))
  }

  @Test func oneBadRecordLosesNoOther() throws {
    let rules = try Stock.rules()
    let dump =
      Data(#"{"id":"1","text":"satu"}"#.utf8) + Data("\n{\"id\":\"2\",\"text\":\"du".utf8) + Data([0xFF])
      + Data("a\"}\nnot json\n".utf8)
      + Data(#"{"id":"4","text":"empat"}"#.utf8)
    let judged = try Judged(text: dump, name: "dump.ndjson", rules)
    #expect(try judged.lines.compactMap { $0["comment"] as? String } == ["1", "4"])
    let summary = try #require(JSONSerialization.jsonObject(with: judged.summary) as? [String: Any])
    #expect(summary["rejected"] as? Int == 2)
    #expect((summary["rejects"] as? [[String: Any]])?.compactMap { $0["line"] as? Int } == [2, 3])
  }

  @Test func reasonsPointAtTheOriginalBytes() throws {
    let rules = try Stock.rules()
    let text = "Malam ni 🌙 gas di mєкαr88 kak"
    let line = try JSONSerialization.data(withJSONObject: [
      "post_text": "Resepi ayam masak merah", "id": "1", "text": text,
    ])
    let judged = try Judged(text: line, name: "dump.ndjson", rules)
    let reasons = try #require(judged.lines.first?["reasons"] as? [[String: Any]])
    let bytes = Array(text.utf8)
    var spans = 0
    for reason in reasons where reason["field"] as? String == "comment" {
      let span = try #require(reason["span"] as? [Int])
      #expect(String(decoding: bytes[span[0]..<span[1]], as: UTF8.self) == reason["text"] as? String)
      spans += 1
    }
    #expect(spans > 0)
    #expect(reasons.contains { $0["text"] as? String == "mєкαr88" })
  }
}
