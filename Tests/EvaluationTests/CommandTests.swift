import Foundation
import ProgramRuns
import Testing

@testable import Evaluation

/// The real program over labelled dumps written for the project.
struct CommandTests {
  private static let rules = Toy.root.appendingPathComponent("rules").path
  private static let corpora = ["leads", "people", "bots"].map(Toy.corpus)

  @Test func evaluatesTheProjectsCorpora() throws {
    let run = try ProgramRun(
      [
        "evaluate", "--rules", Self.rules, "--json", "--per-rule", "--errors", "2", "--without-posts", "--resamples",
        "50",
      ]
        + Self.corpora)
    #expect(run.status == 0 && run.errors.isEmpty)
    let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(Set(report.keys) == ["v", "ruleset", "resampling", "sets", "total"])
    let sets = try #require(report["sets"] as? [[String: Any]])
    #expect(sets.map { $0["name"] as? String } == ["leads.ndjson", "people.ndjson", "bots.ndjson"])
    #expect(
      Set(sets[2].keys) == [
        "name", "bots", "genuine", "unlabelled", "with_posts", "without_posts", "unseen_names", "fit", "rules",
        "errors",
      ])
    let figures = try #require(sets[2]["with_posts"] as? [String: Any])
    #expect(
      Set(figures.keys) == ["bot", "flagged", "unlabelled_bot_per_thousand", "unlabelled_flagged_per_thousand"])
    let flagged = try #require(figures["flagged"] as? [String: Any])
    #expect(
      Set(flagged.keys) == [
        "flagged_bots", "flagged_genuine", "precision", "recall", "f1", "false_positive_rate", "per_thousand_genuine",
        "precision_at_prevalence", "f1_at_prevalence",
      ])
    #expect(Set(try #require(flagged["recall"] as? [String: Any]).keys) == ["value", "low", "high"])
    let fit = try #require((sets[2]["fit"] as? [[String: Any]])?.first)
    #expect(Set(fit.keys) == ["words", "comments", "abstained", "swap_auc", "bot_auc", "fits_own", "fits_other"])
    let rule = try #require((sets[2]["rules"] as? [[String: Any]])?.first)
    #expect(
      Set(rule.keys) == [
        "rule", "group", "weight", "bots", "genuine", "unlabelled", "precision", "decisive_bots", "decisive_genuine",
        "mean_counted",
      ])
    let total = try #require(report["total"] as? [String: Any])
    #expect((total["bots"] as? Int ?? 0) + (total["genuine"] as? Int ?? 0) > 2500)
    // As the page on evaluation names them.
    let page = try String(
      contentsOf: Toy.root.appendingPathComponent("Sources/saring/Saring.docc/Evaluation.md"), encoding: .utf8)
    for keys in [report, sets[2], figures, flagged, fit, rule].map(\.keys) {
      for key in keys { #expect(page.contains("`\(key)`"), "\(key)") }
    }
  }

  @Test func tablesAreTheSameEachTime() throws {
    let arguments = ["evaluate", "--rules", Self.rules, "--resamples", "50", Toy.corpus("leads")]
    let first = try ProgramRun(arguments)
    #expect(first.status == 0 && first.errors.isEmpty)
    #expect(first.output.contains("Flagged by verdict bot or suspicious"))
    #expect(first.output.contains("leads.ndjson"))
    #expect(try ProgramRun(arguments).output == first.output)
  }

  @Test func saysWhatIsWrong() throws {
    let missing = try ProgramRun(["evaluate", "--rules", Self.rules, "/nowhere/at-all.ndjson"])
    #expect(missing.status == 1 && missing.errors.contains("at-all.ndjson") && missing.output.isEmpty)
    let lonely = try ProgramRun(["tune", "--rules", Self.rules, Toy.corpus("leads")])
    #expect(lonely.status != 0 && lonely.errors.contains("two labelled dumps or more"))
  }

  @Test func tuningWritesAFileOrSaysWhyNot() throws {
    try Toy.inScratch { folder in
      let rules = folder.appendingPathComponent("rules")
      try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: false)
      try Data(Toy.plain.utf8).write(to: rules.appendingPathComponent("plain.yaml"))
      var dumps: [String] = []
      for number in 0..<2 {
        let rows = (0..<20).map { Toy.Row("pulsa \(number) \($0)", "bot") } + [Toy.Row("kek", "genuine")]
        let file = folder.appendingPathComponent("set\(number).ndjson")
        try Toy.dump(rows).write(to: file)
        dumps.append(file.path)
      }
      let file = folder.appendingPathComponent("tuned.yaml").path
      let run = try ProgramRun(["tune", "--rules", rules.path, "-o", file] + dumps)
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      #expect(try String(contentsOfFile: file, encoding: .utf8).contains("rule: shop.pulsa"))
      #expect(run.output.contains("Judged anew"))
      let again = try ProgramRun(["tune", "--rules", rules.path, "-o", file] + dumps)
      #expect(again.status == 2 && again.errors.contains("exists already"))
      // With the gain taken, there is nothing left to gain.
      let above = folder.appendingPathComponent("above")
      try FileManager.default.createDirectory(at: above, withIntermediateDirectories: false)
      try FileManager.default.moveItem(atPath: file, toPath: above.path + "/tuned.yaml")
      let refused = try ProgramRun(["tune", "--rules", rules.path, "--rules", above.path, "-o", file] + dumps)
      #expect(refused.status == 1 && refused.output.contains("Nothing is proposed"))
      #expect(!FileManager.default.fileExists(atPath: file))
    }
  }
}
