import Foundation
import HostileDumps
import Rules
import Testing

@testable import Classifier

/// Comments that are meant to keep the rules busy. `Tests/Scripts/hostile.sh` does the same with all of them, by the clock.
struct HostileCommentTests {
  private static func dump(_ texts: [String]) throws -> Data {
    let lines = try texts.enumerated().map { number, text in
      try JSONSerialization.data(withJSONObject: ["post_text": "Kuih raya", "id": "\(number)", "text": text])
    }
    return Data(lines.joined(separator: Data("\n".utf8)))
  }

  @Test func stockRulesFinishAllOfThem() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Stock.rulesFolder).filter { $0.hasSuffix(".yaml") }
    let rules = try files.sorted().map { try String(contentsOfFile: "\(Stock.rulesFolder)/\($0)", encoding: .utf8) }
    let words = HostileComments.words(in: rules.joined())
    #expect(words.count > 200)
    // Every thirtieth word, and of the others those that a debug build is not busy with for minutes.
    let some = words.enumerated().filter { $0.offset % 30 == 0 }.map(\.element)
    let texts = HostileComments.all(words: some).filter { $0.utf8.count < 20_000 }
    let judged = try Judged(text: Self.dump(texts), name: "dump.ndjson", Stock.rules())
    #expect(try judged.summaryObject["unfinished"] as? [String: Int] == [:])
    #expect(try judged.lines.count == texts.count)
  }

  @Test func explosiveRulesAreSuspendedAndNamed() throws {
    let yaml = HostileComments.explosiveRules.split(separator: "rules:\n", maxSplits: 1)[1]
    let rules = try Stock.rules(String(yaml))
    #expect(rules.rules.count == 100)
    let row = String(repeating: "a", count: 200)
    let texts = (0..<60).map { "\(row) \($0) \(row)\($0 % 3 == 0 ? "c" : "=z")! bbd:" }
    let judged = try Judged(text: Self.dump(texts), name: "dump.ndjson", rules)
    let suspended = try #require(try judged.summaryObject["suspended"] as? [String])
    #expect(suspended.count >= 30)
    for line in try judged.lines {
      #expect(Set(try #require(line["unfinished"] as? [String])).isSuperset(of: suspended.prefix(3)))
      #expect(line["verdict"] as? String != "genuine")
    }
  }
}
