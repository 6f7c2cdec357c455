import Foundation
import Rules
import SchemaChecks
import Signals
import Testing
import YAMLFiles

@testable import RuleFiles

/// The schema for editors, held against the loader: what loads must be valid, and of the broken files those must not
/// be whose fault one file shows by its shape alone.
struct SchemaTests {
  /// Broken files whose fault hangs on other places, or on what stands inside a text.
  static let beyondSchema: Set<String> = [
    "condition-block.yaml", "count-names.yaml", "list-changes-nothing.yaml", "list-emptied.yaml", "macro-cycle.yaml",
    "macro-error-told-once.yaml", "macro-place.yaml", "overrides-because.yaml", "rule-too-big.yaml", "rules-cycle.yaml",
    "condition-shape.yaml", "condition-unknown.yaml", "file-without-cap.yaml",
    "list-bytes.yaml", "list-file.yaml", "list-file-empty.yaml", "long-line.yaml", "match-list.yaml",
    "pattern-block.yaml", "pattern-double-quotes.yaml", "pattern-escaped.yaml", "pattern-inner-quote.yaml",
    "pattern-plain.yaml", "pattern-refused.yaml", "pattern-single-quotes.yaml", "policy-names.yaml", "reason.yaml",
    "rule-draft-is-checked.yaml", "rule-negative-weight.yaml", "rule-replaces-nothing.yaml", "rule-twice.yaml",
    "yaml-duplicate-keys.yaml", "yaml-quoted-duplicate.yaml",
  ]

  private func schema() throws -> SchemaValidator { try SchemaValidator(RuleSchema.text) }

  /// A rule file as JSON; nil where it is no YAML.
  private func json(_ path: String) -> Any? {
    var problems = Problems()
    let root = problems.parse(path)
    return problems.count == 0 ? root.map(json) : nil
  }

  private func json(_ node: YAMLNode) -> Any {
    switch node.content {
    case .list(let items): return items.map(json)
    case .map(let pairs):
      return Dictionary(pairs.map { (name($0.key), json($0.value)) }) { first, _ in first }
    case .text(let text, let isPlain):
      if isPlain, YAMLNode.isNull(text.text) { return NSNull() }
      if isPlain, text.text == "true" || text.text == "false" { return NSNumber(value: text.text == "true") }
      if isPlain, YAMLNode.isNumber(text.text), let number = Double(text.text) { return NSNumber(value: number) }
      return text.text
    }
  }

  private func name(_ key: YAMLNode) -> String {
    if case .text(let text, _) = key.content { text.text } else { "" }
  }

  private static func files(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted().map { "\(folder)/\($0)" }
  }

  @Test(arguments: files(Folders.stock) + files(Folders.good)) func takesWhatLoads(path: String) throws {
    let file = try #require(json(path))
    #expect(try schema().violations(of: file) == [])
  }

  @Test(arguments: ["rules/README.md", "Sources/saring/Saring.docc/RuleLanguage.md"])
  func takesThePagesExamples(page: String) throws {
    let text = try String(decoding: Data(contentsOf: Folders.root.appendingPathComponent(page)), as: UTF8.self)
    for block in text.components(separatedBy: "```yaml\n").dropFirst().map({ $0.components(separatedBy: "```")[0] }) {
      var problems = Problems()
      let parsed = problems.parse(SourceText(file: page, text: block))
      let root = try #require(parsed)
      #expect(try schema().violations(of: json(root)) == [], "\(block)")
    }
  }

  @Test(arguments: BrokenFileTests.names) func refusesWhatIsBroken(name: String) throws {
    guard let file = json(Folders.broken.appendingPathComponent(name).path) else { return }
    let violations = try schema().violations(of: file)
    #expect(violations.isEmpty == Self.beyondSchema.contains(name), "\(name): \(violations)")
  }

  @Test func namesEverySignalAndKey() throws {
    let root = try #require(JSONSerialization.jsonObject(with: Data(RuleSchema.text.utf8)) as? [String: Any])
    let parts = try #require(root["$defs"] as? [String: [String: Any]])
    #expect(parts["signal"]?["enum"] as? [String] == Signal.names)
    func keys(_ schema: [String: Any]?) -> Set<String> {
      Set((schema?["properties"] as? [String: Any] ?? [:]).keys)
    }
    #expect(keys(root) == Set(RuleFileReader.keys))
    #expect(keys(parts["rule"]) == Set(RuleFileReader.ruleKeys))
    #expect(keys(parts["policy"]) == Set(RuleFileReader.policyKeys))
    #expect(keys(parts["override"]) == Set(RuleFileReader.overrideKeys))
    #expect(keys(parts["test"]) == Set(RuleFileReader.testKeys))
    #expect(keys(parts["match"]) == Set(RuleFileReader.leafKeys))
    #expect(keys(parts["macro"]) == Set(RuleFileReader.macroKeys))
    #expect(keys(parts["except"]) == Set(RuleFileReader.exceptKeys))
    #expect(keys(parts["exception"]) == Set(RuleFileReader.exceptionKeys))
    #expect(keys(parts["thread-comment"]) == Set(RuleFileReader.threadKeys))
    #expect(parts["field"]?["enum"] as? [String] == ValueField.allCases.map(\.rawValue))
  }
}
