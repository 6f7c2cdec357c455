import Foundation
import Glibc
import Rules
import Signals
import Testing
import Text

@testable import RuleFiles
@testable import YAMLFiles

/// What becomes of folders, layers and odd files.
struct FolderTests {
  private static let policy = "policy: { suspicious: 2.5, bot: 5, bot-groups: 3 }\n"
  private static let stock = """
    group: shop
    cap: 3
    lists:
      goods: [kek, roti]
    rules:
      - { id: shop.goods, weight: 1, words: "@goods", tests: { hit: [{ text: kek }] } }
      - { id: shop.price, weight: 1, labels: [lead], words: harga, tests: { hit: [{ text: harga }] } }
    """

  private func ids(_ load: RuleLoad) -> [String] { load.diagnostics.map(\.id) }

  /// The diagnostics with the scratch folder's name cut off.
  private func said(_ load: RuleLoad) -> [String] {
    load.diagnostics.map { "\(URL(fileURLWithPath: $0.position.file).lastPathComponent): \($0.message) [\($0.id)]" }
  }

  // MARK: Layers

  @Test func aHigherFolderReplacesRulesAndTheirTests() throws {
    let load = try Folders.load([
      ["policy.yaml": Self.policy, "shop.yaml": Self.stock],
      [
        "mine.yaml": """
        group: shop
        rules:
          - { id: shop.goods, replaces: true, weight: 2, words: ["@goods", mi], tests: { miss: [{ text: nasi }] } }
          - { id: shop.own, weight: 1, words: nasi }
        """
      ],
    ])
    #expect(said(load) == [])
    #expect(load.rules?.rules.map(\.id) == ["shop.goods", "shop.own", "shop.price"])
    #expect(load.rules?.rules.map(\.weight) == [2, 1, 1])
    #expect(load.tests.map(\.text) == ["harga", "nasi"])
  }

  @Test func aRuleIsSwitchedOffByReplacingIt() throws {
    let load = try Folders.load([
      ["policy.yaml": Self.policy, "shop.yaml": Self.stock],
      [
        "mine.yaml":
          "group: shop\nrules:\n  - { id: shop.goods, replaces: true, weight: 0, stage: retired, words: kek }\n"
      ],
    ])
    #expect(said(load) == [])
    #expect(load.rules?.rules.map(\.id) == ["shop.price"])
    #expect(load.tests.map(\.text) == ["harga"])
  }

  @Test func aHigherPolicyChangesOnlyItsKeys() throws {
    let load = try Folders.load([
      [
        "a.yaml": Self.stock,
        "policy.yaml":
          "policy: { suspicious: 2.5, bot: 5, bot-groups: 3, protect: [{ label: lead, groups: [shop] }] }\n",
      ],
      ["policy.yaml": "policy: { bot: 6 }\n"],
      ["policy.yaml": "policy: { weak: [shop], protect: [] }\n"],
    ])
    #expect(said(load) == [])
    let policy = try #require(load.rules?.policy)
    #expect(policy.suspicious == 2.5 && policy.bot == 6 && policy.botGroups == 3)
    #expect(policy.weakGroups == [0] && policy.protections.isEmpty)
  }

  @Test func aHigherFolderGivesRulesOtherWeights() throws {
    let stock = ["policy.yaml": Self.policy, "shop.yaml": Self.stock]
    let load = try Folders.load([
      stock, ["a.yaml": "overrides: [{ rule: shop.goods, weight: 2.5 }, { rule: shop.price, weight: 0 }]\n"],
      ["b.yaml": "overrides: [{ rule: shop.price, weight: 0.25 }]\n"],
    ])
    #expect(said(load) == [])
    #expect(load.rules?.rules.map(\.weight) == [2.5, 0.25])
    // Everything else stays, tests included.
    #expect(load.tests.map(\.text) == ["kek", "harga"])
    #expect(load.rules?.rules.map(\.labels) == [[], ["lead"]])
    let same = try Folders.load([stock, ["a.yaml": "overrides: [{ rule: shop.goods, weight: 1 }]\n"]])
    #expect(try same.rules?.digest == Folders.load([stock]).rules?.digest)
    #expect(same.rules?.digest != load.rules?.digest)
  }

  @Test func aHigherFolderOverridesSingleKeys() throws {
    let stock = """
      group: shop
      cap: 3
      rules:
        - id: shop.goods
          weight: 1
          words: kek
          title: { en: Goods, ms: Barang }
          because: { en: sells, ms: menjual }
        - { id: shop.price, weight: 1, words: harga }
      """
    let load = try Folders.load([
      ["policy.yaml": Self.policy, "shop.yaml": stock],
      [
        "a.yaml": """
        overrides:
          - { rule: shop.goods, stage: shadow, labels: [lead], title: { ms: Jualan }, because: cake }
          - { rule: shop.price, stage: retired }
        group: shop
        cap: 5
        policy: { language: ms }
        """
      ],
    ])
    #expect(said(load) == [])
    let rules = try #require(load.rules)
    #expect(rules.rules.map(\.id) == ["shop.goods"])
    #expect(rules.rules[0].stage == .shadow && rules.rules[0].labels == ["lead"])
    #expect(rules.rules[0].titles == ["en": "Goods", "ms": "Jualan"])
    #expect(rules.rules[0].because("en") == BecauseTemplate(plain: "cake"))
    #expect(rules.groups.map(\.cap) == [5] && rules.policy.language == .ms)
  }

  @Test func aHigherFolderDefinesListsAnewOrChangesThem() throws {
    func words(_ lists: String) throws -> [String] {
      let load = try Folders.load([
        ["policy.yaml": Self.policy, "shop.yaml": Self.stock], ["a.yaml": "lists: { goods: \(lists) }\n"],
      ])
      #expect(said(load) == [])
      let rules = try #require(load.rules)
      let scanner = RuleScanner(rules)
      return ["kek", "roti", "mi"].filter { word in
        var views = TextViews()
        let bytes = Array(word.utf8)
        views.load(bytes.span)
        var outcomes = RuleOutcomes()
        scanner.scan(comment: views, post: nil, parent: nil, author: nil, signals: [], into: &outcomes)
        return !outcomes.all.isEmpty
      }
    }
    #expect(try words("[mi]") == ["mi"])
    #expect(try words("{ add: [mi] }") == ["kek", "roti", "mi"])
    #expect(try words("{ remove: [kek] }") == ["roti"])
    #expect(try words("{ add: [mi], remove: [kek, roti] }") == ["mi"])
  }

  @Test func exceptionsReachTheirFolderAndThoseBelow() throws {
    let exception = "exceptions: [{ to: shop, words: [mi], reason: r, review-by: 2099-01-01 }]\n"
    let rule = "group: shop\nrules: [{ id: shop.own, weight: 1, words: kek }]\n"
    func leaves(_ layers: [[String: String]]) throws -> [[String]] {
      let load = try Folders.load([["policy.yaml": Self.policy, "shop.yaml": Self.stock]] + layers)
      #expect(said(load) == [])
      return try #require(load.rules).rules.map { $0.leaves.map(\.name) }
    }
    #expect(
      try leaves([["a.yaml": rule + exception]])
        == [["match", "except"], ["match", "except"], ["match", "except"]])
    #expect(
      try leaves([["a.yaml": exception], ["b.yaml": rule]]) == [["match", "except"], ["match"], ["match", "except"]])
    let above = try Folders.load([
      [
        "policy.yaml": Self.policy, "shop.yaml": Self.stock,
        "a.yaml": exception.replacingOccurrences(of: "shop,", with: "shop.own,"),
      ],
      ["b.yaml": rule],
    ])
    #expect(ids(above) == ["excepts-nothing"])
  }

  /// Macros below are seen above, and the other way round.
  @Test func aHigherFolderDefinesMacrosAnew() throws {
    let stock =
      "macros: { goods: { words: kek } }\ngroup: shop\ncap: 3\nrules: [{ id: shop.a, weight: 1, macro: goods }]\n"
    func digest(_ upper: [String: String]) throws -> String {
      let load = try Folders.load([["policy.yaml": Self.policy, "shop.yaml": stock], upper])
      #expect(said(load) == [])
      return try #require(load.rules).digest
    }
    let same = try digest(["a.yaml": "macros: { goods: { words: [kek] } }\n"])
    #expect(try digest([:]) == same)
    #expect(try digest(["a.yaml": "macros: { goods: { words: [mi] } }\n"]) != same)
    let twice = try Folders.load([
      ["policy.yaml": Self.policy, "a.yaml": stock, "b.yaml": "macros: { goods: { words: mi } }\n"]
    ])
    #expect(ids(twice) == ["duplicate-macro"])
  }

  @Test func aRuleReplacedStillHigherKeepsItsOwnWeight() throws {
    let load = try Folders.load([
      ["policy.yaml": Self.policy, "shop.yaml": Self.stock],
      ["a.yaml": "overrides: [{ rule: shop.goods, weight: 2.5 }]\n"],
      ["b.yaml": "group: shop\nrules: [{ id: shop.goods, replaces: true, weight: 1.5, words: mi }]\n"],
    ])
    #expect(said(load) == [])
    #expect(load.rules?.rules.map(\.weight) == [1.5, 1])
  }

  @Test func overridesOfTheSameFolderAreErrors() throws {
    let own = try Folders.load([
      [
        "policy.yaml": Self.policy, "shop.yaml": Self.stock,
        "mine.yaml": "overrides: [{ rule: shop.goods, weight: 2 }]\n",
      ]
    ])
    #expect(ids(own) == ["overrides-nothing"])
    let lost = try Folders.load([
      ["policy.yaml": Self.policy, "shop.yaml": Self.stock],
      [
        "a.yaml": "overrides: [{ rule: shop.goods, weight: 2 }]\n",
        "b.yaml": "group: shop\nrules: [{ id: shop.goods, replaces: true, weight: 1.5, words: mi }]\n",
      ],
    ])
    #expect(ids(lost) == ["overrides-nothing"])
  }

  /// A file that cannot be parsed may hold the rule.
  @Test func overridesOfRulesInBrokenFilesAreNotToldOf() throws {
    let load = try Folders.load([
      ["policy.yaml": Self.policy, "shop.yaml": "group: [\n"],
      ["a.yaml": "overrides: [{ rule: shop.goods, weight: 2 }]\n"],
    ])
    #expect(ids(load) == ["bad-yaml"])
  }

  @Test func anEmptyHigherFolderIsFine() throws {
    let load = try Folders.load([["policy.yaml": Self.policy, "shop.yaml": Self.stock], [:]])
    #expect(said(load) == [])
  }

  @Test(
    arguments: [
      ([[:]], ["no-rules"]), ([[:], [:]], ["no-rules"]), ([["notes.txt": "x"]], ["no-rules"]),
      ([["a.yaml": stock]], ["missing-policy"]),
      ([["a.yaml": policy]], ["no-rules"]), ([["a.yaml": "# nothing\n"]], ["missing-policy", "no-rules"]),
      ([["a.yaml": stock, "b.yaml": policy, "c.yml": policy]], ["duplicate-policy"]),
      ([["a.yaml": stock + "\n" + policy, "b.yaml": stock]], ["duplicate-list", "duplicate-rule", "duplicate-rule"]),
    ] as [([[String: String]], [String])]) func saysWhatFoldersLack(layers: [[String: String]], expected: [String])
    throws
  {
    let load = try Folders.load(layers)
    #expect(load.rules == nil)
    #expect(ids(load) == expected)
  }

  @Test func noFoldersAndMissingFoldersAreErrors() {
    #expect(ids(loadRules(directories: [], signals: Signal.names)) == ["no-rules"])
    let load = loadRules(directories: ["/nowhere/at/all", Folders.stock], signals: Signal.names)
    #expect(load.rules == nil)
    #expect(
      load.diagnostics.map(\.description) == [
        "/nowhere/at/all:1:1: error: the folder cannot be read: No such file or directory [unreadable-folder]"
      ])
  }

  /// Errors of all files at once, but none that only follow from a file that could not be parsed.
  @Test func aBrokenFileDoesNotMakeOthersLookBroken() throws {
    let load = try Folders.load([
      [
        "a-broken.yaml": Self.stock + "\n  - { id: shop.more, weight: 1, words: [kek }\n",
        "b-good.yaml": "group: other\ncap: 1\nrules:\n  - { id: other.goods, weight: 1, words: \"@goods\" }\n",
        "c-bad.yaml": "group: other\nrules:\n  - { id: other.bad, weight: 1, pattern: '(' }\n",
        "policy.yaml": "policy: { bot: 5, protect: [{ label: lead, groups: [shop] }] }\n",
      ]
    ])
    #expect(ids(load) == ["bad-yaml", "bad-pattern"])
  }

  @Test func thousandsOfErrorsAreCutShort() throws {
    let rules = (0..<300).map { "  - { id: shop.r\($0), weight: 1, wrods: kek }" }.joined(separator: "\n")
    let load = try Folders.load([["a.yaml": "group: shop\ncap: 1\nrules:\n\(rules)\n" + Self.policy]])
    #expect(load.diagnostics.count == 101)
    #expect(load.diagnostics.last?.id == "too-many-errors")
  }

  /// 2,000 rules in 100 files: processor time of a debug build, some ten times that of a release build.
  @Test func manyRulesLoadInTime() throws {
    let files = (0..<100).map { file in
      let rules = (0..<20).map { number in
        """
          - id: g\(file).r\(number)
            weight: 1
            match: { a: { words: [word\(file)x\(number), other\(number)] }, b: { pattern: '\\bneedle\(file)\(number)\\w*' } }
            when: a or b
            because: "“{a.raw}”"

        """
      }
      return ("g\(file).yaml", "group: g\(file)\ncap: 3\nrules:\n" + rules.joined())
    }
    let layer = Dictionary(uniqueKeysWithValues: files).merging(["policy.yaml": Self.policy]) { $1 }
    let began = clock()
    let load = try Folders.load([layer])
    let seconds = Double(clock() - began) / Double(CLOCKS_PER_SEC)
    #expect(load.rules?.rules.count == 2_000)
    #expect(seconds < 20)
    // One broken file among them: its own fault is told, and nothing else.
    let broken = layer.merging(["g50.yaml": "group: g50\ncap: 3\nrulez: []\n"]) { $1 }
    let fault = try Folders.load([broken])
    #expect(fault.rules == nil && said(fault).count == 1 && said(fault)[0].hasPrefix("g50.yaml: "))
  }

  // MARK: Files

  @Test func takesByteOrderMarksAndWindowsLines() throws {
    let text = "\u{FEFF}" + (Self.stock + "\n" + Self.policy).replacingOccurrences(of: "\n", with: "\r\n")
    #expect(try said(Folders.load([["a.yaml": text]])) == [])
    let broken = text.replacingOccurrences(of: "weight: 1", with: "wieght: 1")
    let diagnostic = try #require(Folders.load([["a.yaml": broken]]).diagnostics.first)
    #expect(diagnostic.position.line == 6 && diagnostic.position.column == 23)
    #expect(diagnostic.sourceLine?.hasSuffix("} }") == true)
  }

  @Test func refusesBigFiles() throws {
    let load = try Folders.load([
      ["a.yaml": Self.policy, "big.yaml": "# " + String(repeating: "k", count: FileLimit.yaml)]
    ])
    #expect(ids(load) == ["too-big"])
  }

  /// Folders, pipes and devices with the names of rule files; links to good files are followed.
  @Test func readsRegularFilesOnly() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("saring-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: base) }
    try FileManager.default.createDirectory(
      at: base.appendingPathComponent("folder.yaml"), withIntermediateDirectories: true)
    try Data((Self.stock + "\n" + Self.policy).utf8).write(to: base.appendingPathComponent("kept.txt"))
    let links = [("good.yaml", "kept.txt"), ("lost.yaml", "missing.txt"), ("null.yaml", "/dev/zero")]
    for (name, target) in links {
      let made = unsafe symlink(target, base.appendingPathComponent(name).path)
      #expect(made == 0)
    }
    let made = unsafe mkfifo(base.appendingPathComponent("pipe.yaml").path, 0o600)
    #expect(made == 0)
    let load = loadRules(directories: [base.path + "/"], signals: Signal.names)
    #expect(
      said(load) == [
        "folder.yaml: the file is not a regular file [not-a-file]",
        "lost.yaml: the file cannot be read: No such file or directory [unreadable-file]",
        "null.yaml: the file is not a regular file [not-a-file]",
        "pipe.yaml: the file is not a regular file [not-a-file]",
      ])
  }

  @Test func theSameFilesGiveTheSameDigestHoweverDivided() throws {
    let whole = try Folders.load([["a.yaml": Self.stock + "\n" + Self.policy]])
    let parts = try Folders.load([
      [
        "1.yaml": Self.policy, "2.yaml": "lists: { goods: { file: lists/goods.txt } }\n",
        "lists/goods.txt": "roti\nkek\n",
        "3.yaml": """
        cap: 3
        group: shop
        rules:
          - { id: shop.price, weight: 1.0, words: [harga], labels: [lead] }
          - { id: shop.goods, weight: 1, words: ["@goods"] }
        """,
      ]
    ])
    #expect(said(whole) + said(parts) == [])
    #expect(whole.rules?.digest == parts.rules?.digest)
  }
}
