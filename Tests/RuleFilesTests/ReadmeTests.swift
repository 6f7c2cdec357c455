import Foundation
import Rules
import Signals
import Testing
import Text

@testable import RuleFiles

/// The examples of `rules/README.md`: each is loaded above the stock rules, as a reader would have it.
struct ReadmeTests {
  private static let text =
    (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: Folders.stock + "/README.md")), as: UTF8.self)) ?? ""

  /// The fenced blocks of a language.
  private static func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  @Test func hasExamples() {
    #expect(Self.blocks("yaml").count >= 7)
    #expect(Self.blocks("text").count == 1)
  }

  @Test(arguments: blocks("yaml").indices) func theExampleLoads(index: Int) throws {
    let files = ["mine.yaml": Self.blocks("yaml")[index], "lists/villages.txt": Self.blocks("text").first ?? ""]
    let load = try Folders.load([files], above: [Folders.stock])
    #expect(load.diagnostics.map(\.withSourceLine) == [])
    let rules = try #require(load.rules)
    let scanner = RuleScanner(rules)
    for test in load.tests where test.place.file.hasSuffix("mine.yaml") {
      var outcomes: [RuleOutcome] = []
      scanner.scan(
        comment: views(test.text), post: test.post.map { scanner.facts(of: .post, in: views($0)) }, parent: nil,
        author: nil, signals: [], into: &outcomes)
      let isHit = outcomes.contains { rules.rules[$0.rule].id == test.rule && $0.result == .hit }
      #expect(isHit == test.isHit, "\(test.text)")
    }
  }

  /// The reference names every key, field, view and stage there is.
  @Test func theReferenceIsComplete() {
    let names =
      RuleFileReader.keys + RuleFileReader.overrideKeys + RuleFileReader.policyKeys + RuleFileReader.ruleKeys
      + RuleFileReader.leafKeys
      + RuleFileReader.testKeys + Field.allCases.map { "\($0.name)" } + View.allCases.map { "\($0)" }
      + Stage.allCases.map(\.rawValue) + RuleGroup.Kind.allCases.map(\.rawValue)
    for name in names { #expect(Self.text.contains("`\(name)`"), "\(name)") }
  }

  private func views(_ text: String) -> TextViews {
    let views = TextViews()
    let bytes = Array(text.utf8)
    views.load(bytes.span)
    return views
  }
}
