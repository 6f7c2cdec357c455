import Foundation
import SchemaChecks
import Testing
import Verdicts

@testable import Classifier

/// What a dump's files say of rules that cannot finish.
struct SuspensionTests {
  private static let rules = """
      - { id: g.row, weight: 1, pattern: '^(?:z+)+$' }
      - { id: g.word, weight: 5, words: mawar77 }
    """
  /// Every tenth comment of so many is one that the first rule cannot finish on.
  private static func dump(_ count: Int) -> Data {
    let row = String(repeating: "z", count: 200)
    return Data(
      (0..<count).map { number in
        let text = number % 10 == 0 ? "\(row)!" : number % 10 == 1 ? "zz" : "mawar77 \(number)"
        return #"{"post_id":"p","post_text":"Kuih","id":"\#(number)","author":"a\#(number)","text":"\#(text)"}"#
      }.joined(separator: "\n").utf8)
  }

  @Test func verdictAndSummaryNameThem() throws {
    let judged = try Judged(text: Self.dump(200), name: "dump.ndjson", Stock.rules(Self.rules))
    let lines = try judged.lines
    // Suspended for all comments alike: also for those on which it would have finished.
    for line in lines.prefix(2) {
      #expect(line["unfinished"] as? [String] == ["g.row"])
      #expect(line["verdict"] as? String == "unsure", "nobody is genuine by taking too long")
      #expect(line["unknown"] as? [String] == [])
    }
    #expect(lines[2]["unfinished"] == nil || lines[2]["unfinished"] as? [String] == ["g.row"])
    let summary = try judged.summaryObject
    #expect(summary["suspended"] as? [String] == ["g.row"])
    #expect((summary["unfinished"] as? [String: Int])?["g.row"] ?? 0 >= 40)
    let schema = try SchemaValidator(Schemas.verdict)
    for line in judged.verdicts.split(separator: UInt8(ascii: "\n")) { #expect(try schema.violations(of: line) == []) }
    #expect(try SchemaValidator(Schemas.summary).violations(of: judged.summary) == [])
  }

  @Test func twoTextsSuspendNothing() throws {
    let judged = try Judged(text: Self.dump(20), name: "dump.ndjson", Stock.rules(Self.rules))
    #expect(try judged.summaryObject["suspended"] as? [String] == [])
    #expect(try judged.summaryObject["unfinished"] as? [String: Int] == ["g.row": 2])
    #expect(try judged.lines[1]["unfinished"] == nil)
  }

  /// Nine batches, so that a window of four ends where one of eight does not.
  private static let byOneWorker = Result { try Judged(text: dump(17_000), name: "dump.ndjson", Stock.rules(rules)) }

  @Test(arguments: [3, 9]) func bytesDoNotDependOnTheNumberOfWorkers(workers: Int) throws {
    let one = try Self.byOneWorker.get()
    let many = try Judged(text: Self.dump(17_000), name: "dump.ndjson", Stock.rules(Self.rules), workers: workers)
    let isSame = one.verdicts == many.verdicts && one.summary == many.summary
    #expect(isSame)
  }
}
