import Classifier
import Dumps
import Foundation
import ProgramRuns
import RuleFiles
import Rules
import Signals
import Testing
import Verdicts

@testable import RuleTools

struct ListingTests {
  private static let low = """
    policy: { suspicious: 2, bot: 4 }
    group: shops
    cap: 4
    rules:
      - { id: shops.a, weight: 2, words: kedai, labels: [advert] }
      - { id: shops.b, weight: 2, words: murah, stage: draft }
      - { id: shops.c, weight: 2, words: borong }
      - { id: shops.d, part: true, words: pasar }
    """
  private static let high = """
    group: shops
    rules:
      - { id: shops.c, replaces: true, weight: 1, words: [borong, pukal] }
      - { id: own.e, weight: 0.5, words: kuih, labels: [lead, advert] }
    overrides:
      - { rule: shops.a, weight: 0.5 }
    """

  private func inFolders<Result>(_ body: ([String]) throws -> Result) throws -> Result {
    try Bench.inScratch { folder in
      for (name, text) in [("low", Self.low), ("high", Self.high)] {
        try FileManager.default.createDirectory(
          at: folder.appendingPathComponent(name), withIntermediateDirectories: false)
        try Data(text.utf8).write(to: folder.appendingPathComponent("\(name)/r.yaml"))
      }
      return try body(["low", "high"].map { folder.appendingPathComponent($0).path })
    }
  }

  @Test func showsStagesAndWhatFoldersAboveChanged() throws {
    try inFolders { folders in
      let load = loadRules(directories: folders, signals: Signal.names)
      let rules = try #require(load.rules)
      let rows = RuleListing(load.source).rules
      #expect(rows.map(\.rule) == ["own.e", "shops.a", "shops.b", "shops.c", "shops.d"])
      #expect(rows.map(\.stage) == ["active", "active", "draft", "active", "active"])
      #expect(rows.map(\.weight) == [0.5, 0.5, 2, 1, 0])
      #expect(rows[1].ownWeight == 2 && rows[1].overriddenAt == "\(folders[1])/r.yaml:6:13")
      #expect(rows[3].replaces == "\(folders[0])/r.yaml:7:11")
      #expect(rows[3].definedAt == "\(folders[1])/r.yaml:3:11")
      for rule in rules.rules { #expect(rows.first { $0.rule == rule.id }?.weight == rule.weight) }
    }
  }

  @Test func filters() throws {
    try inFolders { folders in
      var listing = RuleListing(loadRules(directories: folders, signals: Signal.names).source)
      listing.filter(groups: ["shops"], stages: ["active"], labels: ["advert"])
      #expect(listing.rules.map(\.rule) == ["own.e", "shops.a"])
      let layers = folders.flatMap { ["--rules", $0] }
      let run = try Program(["rules", "list", "--stage", "draft"] + layers)
      #expect(
        run.status == 0 && run.output.hasPrefix("shops.b shops draft") && run.output.split(separator: "\n").count == 1)
      let wrong = try Program(["rules", "list", "--label", "adverts"] + layers)
      #expect(wrong.status == 2 && wrong.errors.contains("did you mean “advert”?"))
      #expect(try Program(["rules", "list", "--stage", "drafty"] + layers).status == 64)
    }
  }
}

struct RuleDiffTests {
  private static let old = """
    group: shops
    cap: 4
    rules:
      - { id: shops.a, weight: 3, words: kedai }
      - { id: shops.b, weight: 1, words: murah }
      - { id: shops.same, weight: 0, words: kuih }
    """
  private static let new = """
    group: shops
    cap: 4
    rules:
      - { id: shops.b, weight: 3, words: murah }
      - { id: shops.c, weight: 2, words: borong }
      - { id: shops.same, weight: 0, words: kuih }
    """
  private static let texts = ["kedai bunga", "kuih murah", "kuih sedap", "kedai murah \u{202E}x", "borong kuih"]

  @Test func tellsNewLostAndChangedWithTheRulesThatDidIt() throws {
    let lines = Self.texts.enumerated().map { #"{"id":"c\#($0)","author":"a\#($0)","text":"\#($1)"}"# }
    let (old, new) = (try Bench.rules(Self.old), try Bench.rules(Self.new))
    var diff = RuleDiff(old: old, new: new)
    try Bench.dump(lines) { try diff.add($0, old: Classifier(rules: old), new: Classifier(rules: new)) }
    #expect(diff.comments == 5)
    #expect(diff.counts == ["new": 1, "lost": 1, "changed": 0])
    #expect(diff.changes.compactMap(\.comment) == ["c0", "c1"])
    #expect(diff.changes.map(\.kind.rawValue) == ["lost", "new"])
    #expect(diff.changes[0].rules == [.init(rule: "shops.a", old: 3, new: nil)])
    #expect(diff.changes[1].rules == [.init(rule: "shops.b", old: 1, new: 3)])
    #expect(diff.verdicts == ["genuine → suspicious": 1, "suspicious → genuine": 1])
    let shown = diff.lines(showing: 0)
    #expect(shown[0] == "5 comments: 1 new, 1 lost, 0 changed" && !shown.contains("Lost"))
    #expect(diff.lines(showing: 5).contains("    shops.a 3 → nothing"))
  }

  @Test func theSameRulesChangeNothing() throws {
    let run = try Program([
      "rules", "diff", "--old", Bench.stock, "--new", Bench.stock, Bench.demo("kedai-kek.ndjson"),
    ])
    #expect(run.status == 0 && run.output.hasSuffix(" comments: 0 new, 0 lost, 0 changed\n"))
    let missing = try Program(["rules", "diff", "--old", Bench.stock, "--new", "/nowhere", "x"])
    #expect(missing.status == 2)
  }
}

struct RuleProfileTests {
  private static let yaml = """
    group: shops
    cap: 4
    rules:
      - { id: shops.literal, weight: 1, pattern: 'kedai \\d+' }
      - { id: shops.always, weight: 1, pattern: '\\d{3}' }
      - id: shops.both
        weight: 1
        match: { shop: { pattern: 'kedai \\d+' }, sale: { words: murah }, where: { pattern: 'pasar', in: post } }
    """

  private func counts(_ pattern: RuleProfile.Pattern) -> [Int] {
    [pattern.runs, pattern.matches, pattern.inVain, pattern.unfinished]
  }

  @Test func countsRunsHitsAndRunsInVain() throws {
    let texts = ["kedai bunga", "kedai 123", "kuih sedap", "kedai 4567 murah"]
    let lines = texts.enumerated().map {
      #"{"post_id":"p","post_text":"di pasar","id":"c\#($0)","author":"a\#($0)","text":"\#($1)"}"#
    }
    let rules = try Bench.rules(Self.yaml)
    let profile = try Bench.dump(lines) { try RuleProfile($0, Classifier(rules: rules)) }
    #expect(profile.comments == 4 && profile.seconds > 0)
    let literal = try #require(profile.patterns.first { $0.pattern == #"kedai \d+"# })
    #expect(literal.rules == ["shops.both", "shops.literal"])
    #expect(literal.hasLiteral)
    #expect(counts(literal) == [3, 2, 1, 0])
    let always = try #require(profile.patterns.first { $0.pattern == #"\d{3}"# })
    #expect(!always.hasLiteral)
    #expect(counts(always) == [4, 2, 2, 0])
    let post = try #require(profile.patterns.first { $0.place == "post.folded" })
    #expect(counts(post) == [1, 1, 0, 0])
    let hits = Dictionary(uniqueKeysWithValues: profile.rules.map { ($0.rule, $0.hits) })
    #expect(hits == ["shops.literal": 2, "shops.always": 2, "shops.both": 1])
    #expect(profile.rules.allSatisfy { $0.seconds > 0 })
  }

  @Test func hitsAreThoseOfTheClassifier() throws {
    let rules = try Bench.stockRules()
    let input = try DumpInput.opening(path: Bench.demo("kedai-kek.ndjson"))
    let profile = try RuleProfile(input, Classifier(rules: rules))
    var expected: [String: Int] = [:]
    _ = try Classifier(rules: rules).judge(input) { judged in
      for reason in judged.judgement.reasons { expected[rules.rules[reason.rule].id, default: 0] += 1 }
    }
    let parts = Set(rules.rules.filter(\.isPart).map(\.id))
    let found = profile.rules.filter { $0.hits > 0 && !parts.contains($0.rule) }.map { ($0.rule, $0.hits) }
    #expect(Dictionary(uniqueKeysWithValues: found) == expected)
    let run = try Program(["rules", "profile", "--rules", Bench.stock, "--show", "3", Bench.demo("kedai-kek.ndjson")])
    #expect(run.status == 0 && run.output.contains("Patterns, the slowest first") && run.output.contains("\nRules\n"))
  }
}
