import Bytes
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

struct ExplanationTests {
  private static let yaml = """
    group: rivals
    cap: 3
    rules:
      - id: rivals.shop
        weight: 2
        match:
          shop: { words: [kedai melati] }
          licensed: { words: [melati], in: post }
        when: shop and not licensed
        because: "“{shop.raw}” is another shop"
      - id: rivals.call
        weight: 2
        words: [beli di]
      - id: rivals.link
        weight: 1
        part: false
        match:
          away: { signal: contact.links, at-least: 2 }
          asked: { pattern: 'mana', in: parent.clean }
        when: away or asked
    """
  private static let contact = """
    group: contact
    cap: 2
    rules:
      - id: contact.handle
        weight: 1
        signal: contact.handles
        at-least: 1
      - id: contact.quiet
        weight: 0
        words: [kedai]
    """

  private func explain(
    _ text: String, post: String? = nil, parent: String? = nil, rule: Int? = nil, yaml: String = yaml
  ) throws -> Explanation {
    let rules = try Bench.rules(yaml)
    let found = SingleJudge(rules).judge(GivenComment(text, post: post), parent: parent)
    return Explainer(rules).explain(found, alsoRule: rule)
  }

  @Test func tellsEachLeafWithValueAndPlace() throws {
    let explanation = try explain("beli di 𝓴𝓮𝓭𝓪𝓲 melati", post: "Kek batik")
    #expect(explanation.rules.map(\.rule) == ["rivals.call", "rivals.link", "rivals.shop"])
    #expect(explanation.rules.map(\.result) == ["hit", "unknown", "hit"])
    let shop = explanation.rules[2]
    #expect(shop.because == "“𝓴𝓮𝓭𝓪𝓲 melati” is another shop")
    #expect(shop.when == "shop and not licensed")
    #expect(shop.leaves.map(\.result) == ["yes", "no"])
    #expect(shop.leaves[0].span == [8, 35] && shop.leaves[0].text == "𝓴𝓮𝓭𝓪𝓲 melati")
    #expect(shop.leaves[1].place == "post.folded")
    let link = explanation.rules[1]
    #expect(link.leaves.map(\.result) == ["no", "unknown"])
    #expect(link.leaves[0].bounds == ["at-least 2"] && link.leaves[0].value == 0)
    #expect(explanation.views.folded == "beli di kedai melati")
    #expect(explanation.disguises.map(\.kind) == ["styled"] && explanation.disguises[0].span == [8, 28])
  }

  @Test func addsUpGroupsAndCaps() throws {
    let explanation = try explain("beli di kedai melati", post: "Kek batik", parent: "di mana")
    #expect(explanation.rules.map(\.counted) == [2, 1, 0])
    #expect(explanation.groups.map(\.sum) == [5] && explanation.groups.map(\.counted) == [3])
    #expect(explanation.score == 3 && explanation.verdict == "suspicious")
    #expect(explanation.thresholds.map(\.missing) == [-0.5, 1])
    #expect(explanation.obstacles.isEmpty)
  }

  @Test func findsTheSmallestSetsThatChangeTheVerdict() throws {
    // 2 + 2 + 1 under a cap of 3: any pair with a rule of weight 2 brings it below 2.5, no single rule does.
    let explanation = try explain("beli di kedai melati", post: "Kek batik", parent: "di mana")
    #expect(
      explanation.changes.map(\.without) == [
        ["rivals.call", "rivals.link"], ["rivals.call", "rivals.shop"], ["rivals.link", "rivals.shop"],
      ])
    #expect(explanation.changes.allSatisfy { $0.verdict == "genuine" })
    #expect(explanation.changes.map(\.score) == [2, 1, 2])
  }

  /// Evidence so heavy that no four rules matter: then whole groups are told.
  @Test func fallsBackToGroups() throws {
    let rules = (0..<6).map { "  - { id: g.r\($0), weight: 3, words: kedai }" }.joined(separator: "\n")
    let explanation = try explain("kedai", yaml: "group: g\ncap: 3\nrules:\n\(rules)\n")
    #expect(explanation.verdict == "suspicious")
    #expect(explanation.changes.map(\.withoutGroups) == [["g"]] && explanation.changes[0].score == 0)
  }

  /// What brings a bot down to suspicious is not all: what makes it genuine is told too, and no set larger than it need be.
  @Test func tellsTheSmallestSetsForEachOtherVerdict() throws {
    let policy = "policy: { suspicious: 2.5, bot: 4, bot-groups: 1 }\n"
    let yaml =
      "group: g\ncap: 9\nrules:\n"
      + zip(["a", "b", "c"], [1, 2, 2]).map {
        "  - { id: g.\($0), weight: \($1), words: kedai }\n"
      }.joined()
    let rules = try Bench.inScratch { folder in
      try Data((policy + yaml).utf8).write(to: folder.appendingPathComponent("r.yaml"))
      return try #require(loadRules(directories: [folder.path], signals: Signal.names).rules)
    }
    let found = SingleJudge(rules).judge(GivenComment("kedai"))
    let changes = Explainer(rules).explain(found).changes
    #expect(changes.filter { $0.verdict == "suspicious" }.map(\.without) == [["g.b"], ["g.c"]])
    #expect(
      changes.filter { $0.verdict == "genuine" }.map(\.without) == [["g.a", "g.b"], ["g.a", "g.c"], ["g.b", "g.c"]])
  }

  @Test func saysWhyAHighScoreMakesNoBot() throws {
    let yaml = Self.yaml.replacingOccurrences(of: "cap: 3", with: "cap: 5")
    let explanation = try explain("beli di kedai melati", post: "Kek batik", parent: "di mana", yaml: yaml)
    #expect(explanation.score == 5 && explanation.verdict == "suspicious")
    #expect(explanation.obstacles == ["evidence from 2 groups is needed, and only rivals speaks against it"])
  }

  @Test func tellsOfARuleThatDoesNotHit() throws {
    let explanation = try explain("kedai melati", post: "Kedai Melati dibuka", rule: 2)
    let rule = try #require(explanation.rules.last)
    #expect(rule.rule == "rivals.shop" && rule.result == "no" && rule.because == nil)
    #expect(rule.leaves.map(\.result) == ["yes", "yes"] && rule.leaves[1].text == "Melati")
    #expect(ExplanationText(explanation).lines.contains { $0.hasPrefix("  rivals.shop: does not hit (") })
  }

  @Test(arguments: [("kek enak", "no"), ("kek dan roti enak", "yes")])
  func tellsOfAnExceptionWhetherItIsThere(text: String, value: String) throws {
    let yaml = """
      group: rivals
      cap: 3
      rules:
        - id: rivals.cake
          weight: 2
          words: [kek]
          except: [{ words: [roti], reason: r, review-by: 2099-01-31 }]
      """
    let lines = ExplanationText(try explain(text, rule: 0, yaml: yaml)).lines
    #expect(lines.contains { $0.hasPrefix("      except \(value) ") }, "\(lines.joined(separator: "\n"))")
  }

  @Test func findsACommentOfADump() throws {
    let rules = try Bench.rules(Self.contact)
    let lines = (1...4).map {
      #"{"post_id":"p","post_text":"Kek","id":"c\#($0)","author":"a\#($0)","text":"kedai @toko.melati\#($0)"}"#
    }
    try Bench.dump(lines) { input in
      let classifier = Classifier(rules: rules)
      let found = try classifier.find(in: input) { $1.bytes[$0.id!.range].elementsEqual("c3".utf8) }
      let explanation = Explainer(rules).explain(try #require(found))
      #expect(explanation.comment == "c3" && explanation.author == "a3" && explanation.post == "Kek")
      #expect(explanation.entities.map(\.text) == ["@toko.melati3"])
      // Measured within the dump: alone, nothing is known of the others.
      #expect(explanation.signals.first { $0.signal == "repeats.copies" }?.value != nil)
      #expect(try classifier.find(in: input) { comment, _ in comment.record == 9 } == nil)
    }
  }

  @Test func judgesAsTheClassifierDoes() throws {
    let rules = try Bench.stockRules()
    let input = try DumpInput.opening(path: Bench.demo("kedai-kek.ndjson"))
    let classifier = Classifier(rules: rules)
    var judged: [JudgedComment] = []
    _ = try classifier.judge(input) { judged.append($0) }
    for comment in judged {
      let found = try #require(try classifier.find(in: input) { other, _ in other.record == comment.record })
      let explanation = Explainer(rules).explain(found)
      #expect(explanation.score == comment.judgement.score)
      let spoke = explanation.rules.filter { $0.result == "hit" && !$0.isPart }.map(\.rule)
      #expect(spoke == comment.judgement.reasons.map { rules.rules[$0.rule].id })
      let unknown = explanation.rules.filter { $0.result == "unknown" && !$0.isPart }.map(\.rule)
      #expect(unknown == comment.judgement.unknown.map { rules.rules[$0].id })
      #expect(explanation.groups.reduce(0) { $0 + $1.counted } == comment.judgement.score)
    }
  }

  @Test func showsWhatNobodySees() {
    #expect(visible(Array("a\u{200B}b\u{202E}c\u{1B}[0m\\".utf8)) == #"a\u{200B}b\u{202E}c\u{1B}[0m\\"#)
    #expect(visible(Array("a\u{3164}b\u{34F}❤\u{FE0F}".utf8)) == #"a\u{3164}b\u{34F}"# + "❤\u{FE0F}")
    #expect(visible([0x61, 0xFF, 0xC3]) == #"a\xFF\xC3"#)
    #expect(visible(Array("👩‍🍳 kék 好".utf8)) == "👩‍🍳 kék 好")
  }

  @Test func theCommandIsSafeForATerminal() throws {
    let text = "gas \u{1B}[31m di \u{202E}88rakem\u{202C}"
    for mode in [[], ["--json"]] {
      let run = try Program(["explain", "--rules", Bench.stock, "--post", "Kek\u{7}"] + mode + [text])
      #expect(run.status == 0 && run.errors.isEmpty)
      let isUnsafe = run.output.unicodeScalars.contains {
        ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || $0.properties.isBidiControl
      }
      #expect(!isUnsafe)
    }
    let json = try Program(["explain", "--rules", Bench.stock, "--json", text]).json
    #expect((json["views"] as? [String: Any])?["folded"] as? String == "gas \u{1B}[31m di mekar88")
  }

  /// An option gives each field that rules can ask.
  @Test func takesWhateverRulesCanAskOfAText() throws {
    let given: [(field: ValueField, options: [String], value: String, asked: String)] = [
      (.postID, ["--post-id", "P1"], "P1", "is: p1"),
      (.postPlatform, ["--platform", "tiktok"], "tiktok", "is: tiktok"),
      (.postAuthor, ["--post-author", "kedai"], "kedai", "is: kedai"),
      (.postAddress, ["--post-url", "https://kek.example"], "https://kek.example", "is: https://kek.example"),
      (.postText, ["--post", "Kek batik"], "Kek batik", "is: kek batik"),
      (.postTime, ["--post-time", "2026-01-31T23:00:00+08:00"], "1769871600.0", "below: 2026-02-01"),
      (.commentID, ["--id", "c9"], "c9", "is: c9"), (.commentParent, ["--parent-id", "c8"], "c8", "is: c8"),
      (.commentLanguage, [], "en", "is: en"),
      (.commentTime, ["--time", "2026-02-01"], "1769904000.0", "at-least: 2026-02-01"),
      (.commentAge, [], "32400.0", "at-least: 32400"), (.commentHour, [], "0.0", "at-most: 0"),
      (.commentLikes, ["--likes", "7"], "7.0", "at-least: 7"), (.authorName, ["--author", "ani"], "ani", "is: ani"),
      (.parentText, ["--parent", "mana?"], "mana?", "is: mana?"),
    ]
    #expect(given.map(\.field) == ValueField.allCases)
    let rules = given.enumerated().map { "  - { id: g.r\($0), weight: 0, field: \($1.field.rawValue), \($1.asked) }\n" }
    try Bench.inScratch { folder in
      try Data((Bench.policy + "group: g\ncap: 1\nrules:\n" + rules.joined()).utf8)
        .write(to: folder.appendingPathComponent("r.yaml"))
      let arguments = ["explain", "--rules", folder.path, "this is the end"]
      let full = try Program(arguments + given.flatMap(\.options) + ["--json"]).json
      let fields = try #require(full["fields"] as? [[String: Any]])
      #expect(fields.map { $0["field"] as? String } == given.map(\.field.rawValue))
      #expect(fields.map { ($0["value"] as? Double).map { "\($0)" } ?? $0["value"] as? String } == given.map(\.value))
      #expect((full["rules"] as? [[String: Any]])?.map { $0["result"] as? String } == given.map { _ in "hit" })
      let lines = try Program(arguments + ["--likes", "7"]).output
      #expect(lines.contains("  comment.likes            7\n"))
      #expect(lines.contains("  not known: post.id, post.platform, post.author, post.url, post.time, comment.id, "))
    }
  }

  @Test(
    arguments: [
      (["explain", "--time", "yesterday", "a"], 64), (["explain", "--likes", "1", "f", "1"], 64),
      (["explain"], 64), (["explain", "a", "b", "c"], 64), (["explain", "--post", "p", "f", "1"], 64),
      (["explain", "--record", "f", "x"], 64), (["explain", "--rule", "gambling.slan", "a"], 2),
      (["explain", "/nowhere", "1"], 1),
    ] as [([String], CInt)]) func wrongUseIsTold(arguments: [String], status: CInt) throws
  {
    let run = try Program(arguments)
    #expect(run.status == status && !run.errors.isEmpty && run.output.isEmpty)
  }

  @Test func explainsACommentOfAFileById() throws {
    let run = try Program([
      "explain", "--rules", Bench.stock, Bench.demo("kedai-kek.ndjson"), "18074837038342703",
    ])
    #expect(run.status == 0)
    #expect(run.output.contains("Comment 18074837038342703") && run.output.contains("Verdict: "))
    let none = try Program(["explain", "--rules", Bench.stock, Bench.demo("kedai-kek.ndjson"), "7"])
    #expect(none.status == 1 && none.errors.contains("holds no comment with the id “7”"))
  }
}

/// The sentence that a verdict line holds is the one that is explained.
struct ReasonTests {
  @Test func explainsTheReasonThatTheVerdictGives() throws {
    let rules = try Bench.rules(
      """
      group: jualan
      cap: 3
      rules:
        - id: jualan.kek
          weight: 1
          match: { a: { words: kek }, b: { pattern: 'roti' }, n: { signal: emptiness.emoji, at-most: 3 } }
          when: (a or b) and n
          because: "“{a}” or “{b}”, {n.value} emoji, {{x}}"
      """)
    let subject = SingleJudge(rules).judge(GivenComment("𝐤𝐞𝐤 lapis"))
    let reason = try #require(subject.judgement.reasons.first)
    let given = String(
      decoding: subject.because(rules.rules[0], subject.judgement.matches[reason.matches], .en), as: UTF8.self)
    #expect(given == "“𝐤𝐞𝐤” or “…”, 0 emoji, {x}")
    #expect(Explainer(rules).explain(subject).rules.first?.because == given)
  }
}
