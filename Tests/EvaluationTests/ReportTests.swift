import Classifier
import Dumps
import Foundation
import Rules
import Testing
import Verdicts

@testable import Evaluation

struct ReportTests {
  /// Bots: two flagged, of which one a bot, and one let be. Genuine: one flagged, three let be.
  private static let rows: [Toy.Row] = [
    .init("tiket dan kerja", "bot"), .init("tiket konsert", "bot"), .init("pulsa", "bot"),
    .init("tiket sudah habis", "genuine"), .init("kek sedap", "genuine"), .init("tanya kerja", "genuine"),
    .init("roti lagi", "genuine"), .init("pulsa kerja", nil), .init("sedap", nil),
  ]

  private func rules() throws -> RuleSet { try Toy.rules(Toy.plain, Toy.job, Toy.trust) }

  private func report(_ resampling: Resampling = Resampling(resamples: 200)) throws -> Report {
    let rules = try rules()
    let set = try Toy.judged(Self.rows, rules)
    let bare = try Toy.judged(Self.rows, rules, postTexts: false, swapSeed: nil)
    return Report([set], withoutPosts: [bare], rules, resampling, perRule: true, errors: 1)
  }

  @Test func countsWhatWasFlagged() throws {
    let set = try #require(report().sets.first)
    #expect(set.bots == 3 && set.genuine == 4 && set.unlabelled == 2)
    let (bot, flagged) = (set.withPosts.bot, set.withPosts.flagged)
    #expect(bot.flaggedBots == 1 && bot.flaggedGenuine == 0)
    #expect(flagged.flaggedBots == 2 && flagged.flaggedGenuine == 1)
    #expect(bot.precision.value == 1 && bot.recall.value == 1.0 / 3)
    #expect(flagged.precision.value == 2.0 / 3 && flagged.recall.value == 2.0 / 3 && flagged.f1.value == 2.0 / 3)
    #expect(flagged.falsePositiveRate.value == 0.25 && flagged.perThousandGenuine.value == 250)
    #expect(set.withPosts.unlabelledFlaggedPerThousand.value == 500)
    #expect(set.withPosts.unlabelledBotPerThousand.value == 0)
    #expect(set.withoutPosts?.flagged == flagged)
  }

  @Test func intervalsAreTheSameForTheSameSeed() throws {
    let first = try report().sets[0].withPosts
    #expect(try report().sets[0].withPosts == first)
    #expect(try report(Resampling(resamples: 200, seed: 2)).sets[0].withPosts != first)
    let recall = first.flagged.recall
    let (low, high) = try (#require(recall.low), #require(recall.high))
    #expect(low < 2.0 / 3 && high > 2.0 / 3 && low >= 0 && high <= 1)
    #expect(try report(Resampling(resamples: 0)).sets[0].withPosts.flagged.recall.low == nil)
    // What no resample can change has an interval of no width.
    #expect(first.bot.falsePositiveRate.low == 0 && first.bot.falsePositiveRate.high == 0)
  }

  /// A percentile interval of a share of a hundred is about the share ± 1.96 standard errors.
  @Test func intervalsAreAsWideAsTheyShouldBe() throws {
    let rules = try rules()
    let rows = (0..<100).map { Toy.Row($0 < 80 ? "tiket \($0)" : "kek \($0)", "bot") }
    let recall = try Figures(Toy.judged(rows, rules).items, Resampling(resamples: 2000)).flagged.recall
    let (low, high) = try (#require(recall.low), #require(recall.high))
    #expect(abs(low - 0.72) < 0.02 && abs(high - 0.88) < 0.02)
  }

  @Test func tellsWhichRulesDecided() throws {
    let figures = try #require(report().sets[0].rules)
    let byRule = Dictionary(uniqueKeysWithValues: figures.map { ($0.rule, $0) })
    let ticket = try #require(byRule["shop.tiket"])
    // "tiket dan kerja" would be let be at 2 points; so would the others at none.
    #expect(ticket.bots == 2 && ticket.genuine == 1 && ticket.decisiveBots == 2 && ticket.decisiveGenuine == 1)
    #expect(ticket.precision == 2.0 / 3 && ticket.meanCounted == 3)
    let work = try #require(byRule["job.kerja"])
    #expect(work.bots == 1 && work.genuine == 1 && work.unlabelled == 1 && work.decisiveBots == 0)
    #expect(byRule["trust.tanya"]?.meanCounted == -1)
  }

  @Test func listsErrorsOfBothKinds() throws {
    let errors = try #require(report().sets[0].errors)
    #expect(errors.map(\.text) == ["pulsa", "tiket sudah habis"])
    #expect(errors.map(\.label) == ["bot", "genuine"] && errors.map(\.verdict) == ["genuine", "suspicious"])
    #expect(errors[1].rules == ["shop.tiket"] && errors[1].record == 4)
  }

  @Test func totalsPoolTheComments() throws {
    let rules = try rules()
    let sets = try [Toy.judged(Self.rows, rules), Toy.judged([.init("tiket", "bot")], rules)]
    let report = Report(sets, withoutPosts: nil, rules, Resampling(resamples: 0), perRule: false, errors: 0)
    #expect(report.total.bots == 4 && report.total.genuine == 4)
    #expect(report.total.withPosts.flagged.recall.value == 0.75)
    #expect(report.total.withoutPosts == nil && report.total.rules == nil && report.sets[0].errors == nil)
  }

  /// The label is for figures only: whatever it says, the judgement is the same, and the same as the program writes.
  @Test func labelsDoNotReachTheJudging() throws {
    let rules = try rules()
    let flipped = Self.rows.map { Toy.Row($0.text, $0.label == "bot" ? "genuine" : "bot") }
    let bare = Self.rows.map { Toy.Row($0.text, nil) }
    let sets = try [Self.rows, flipped, bare].map { try Toy.judged($0, rules) }
    for set in sets {
      #expect(set.items.map(\.verdict) == sets[0].items.map(\.verdict))
      #expect(set.items.map(\.score) == sets[0].items.map(\.score))
      #expect(set.items.map(\.hits) == sets[0].items.map(\.hits))
    }
    let written = try Toy.inScratch { folder in
      let file = folder.appendingPathComponent("toy.ndjson")
      try Toy.dump(Self.rows).write(to: file)
      var lines = Data()
      _ = try Classifier(rules: rules).classify(DumpInput.opening(path: file.path)) { bytes in
        unsafe bytes.withUnsafeBufferPointer { unsafe lines.append($0) }
      }
      return try lines.split(separator: UInt8(ascii: "\n")).map {
        try #require(JSONSerialization.jsonObject(with: $0) as? [String: Any])["verdict"] as? String
      }
    }
    #expect(written == sets[0].items.map { "\($0.verdict.name)" })
  }

  @Test func tablesAreAligned() throws {
    let lines = try ReportText(report()).lines
    let rows = lines.filter { $0.hasPrefix("  toy.ndjson ") || $0.hasPrefix("  set ") }
    #expect(rows.count >= 8)
    for (heading, row) in zip(rows, rows.dropFirst()) where heading.hasPrefix("  set ") {
      #expect(heading.count == row.count)
    }
  }
}
