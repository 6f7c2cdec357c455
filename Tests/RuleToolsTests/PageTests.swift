import Foundation
import Rules
import Signals
import Testing
import Text

@testable import RuleFiles
@testable import RuleTools

/// The examples of the pages on the rule language: each is loaded above the stock rules, as a reader would have it, and its
/// tests are run. And the tests of the stock rules themselves.
struct PageTests {
  /// A fenced block of YAML.
  struct Example: CustomTestStringConvertible {
    let page: String
    let number: Int
    let text: String
    var testDescription: String { "\(page) \(number)" }
  }

  private static let pages = ["rules/README.md", "Sources/saring/Saring.docc/RuleLanguage.md"]

  private static func text(_ page: String) -> String {
    (try? String(decoding: Data(contentsOf: Bench.root.appendingPathComponent(page)), as: UTF8.self)) ?? ""
  }

  private static func blocks(_ language: String, of page: String) -> [String] {
    text(page).components(separatedBy: "```\(language)\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  static let examples = pages.flatMap { page in
    blocks("yaml", of: page).enumerated().map { Example(page: page, number: $0 + 1, text: $1) }
  }

  @Test func thereAreExamples() {
    #expect(Self.blocks("yaml", of: Self.pages[0]).count >= 9)
    #expect(Self.blocks("yaml", of: Self.pages[1]).count >= 6)
    #expect(Self.blocks("text", of: Self.pages[0]).count == 1)
  }

  @Test(arguments: examples) func theExampleLoadsAndItsTestsPass(_ example: Example) throws {
    let files = ["mine.yaml": example.text, "lists/villages.txt": Self.blocks("text", of: Self.pages[0])[0]]
    let load = try Bench.load(files, above: [Bench.stock])
    #expect(load.diagnostics.map(\.withSourceLine) == [])
    let rules = try #require(load.rules)
    let tests = load.tests.filter { $0.place.file.hasSuffix("mine.yaml") }
    #expect(RuleTests(rules).failures(of: tests).flatMap(\.lines) == [])
    // What is wrong with an example would be taught.
    let own = Linter.warnings(load, measuring: false).filter { $0.position.file.hasSuffix("mine.yaml") }
    #expect(own.map(\.description).filter { !$0.hasSuffix("[no-miss-test]") } == [])
  }

  @Test func testsInsideTheStockRulesPass() throws {
    let load = loadRules(directories: [Bench.stock], signals: Signal.names)
    let rules = try #require(load.rules)
    #expect(load.tests.count > 200)
    #expect(RuleTests(rules).failures(of: load.tests).flatMap(\.lines) == [])
  }

  /// The reference names every key, field, view, stage and value there is.
  @Test func theReferenceIsComplete() {
    let page = Self.text(Self.pages[1])
    let keys =
      RuleFileReader.keys + RuleFileReader.policyKeys + RuleFileReader.ruleKeys + RuleFileReader.leafKeys
      + RuleFileReader.overrideKeys + RuleFileReader.macroKeys + RuleFileReader.exceptionKeys
      + RuleFileReader.scopeKeys + RuleFileReader.listKeys + RuleFileReader.testKinds + RuleFileReader.testKeys
    let values =
      Field.allCases.map { "\($0.name)" } + View.allCases.map { "\($0)" } + ValueField.allCases.map(\.rawValue)
      + Stage.allCases.map(\.rawValue) + RuleGroup.Kind.allCases.map(\.rawValue)
      + WindowQuery.Subject.allCases.map(\.rawValue) + WindowQuery.Key.allCases.map(\.rawValue)
      + CommentLanguage.allCases.map(\.rawValue)
    for name in keys + values { #expect(page.contains("`\(name)`"), "\(name)") }
  }
}
