package import Rules
import YAMLFiles

/// A comment of a test. What the test does not say is nil, which is not the same as empty.
package struct TestComment: Hashable, Sendable {
  package var text: String
  package var id: String?
  package var author: String?
  package var likes: Int?
  /// Seconds since 1970. So for the post.
  package var time: Int?
  /// The id of the comment it answers.
  package var parentID: String?
  /// The text of its post.
  package var post: String?
  package var postID: String?
  package var postAuthor: String?
  package var postAddress: String?
  package var postTime: Int?
  package var platform: String?
}

/// A test that stands inside a rule.
package struct RuleTest: Hashable, Sendable {
  /// The id of the rule it belongs to.
  package let rule: String
  package let place: SourcePosition
  package let comment: TestComment
  /// The text that the comment answers; nil where the test does not say.
  package let parent: String?
  /// Other comments of the same dump.
  package let thread: [TestComment]
  /// Whether the rule must be true for it.
  package let isHit: Bool
  /// Whether that is only wished for.
  package let isTodo: Bool

  package var text: String { comment.text }
  package var post: String? { comment.post }
  package var author: String? { comment.author }
}

/// What became of loading rule files.
package struct RuleLoad: Sendable {
  /// nil where there is any diagnostic.
  package let rules: RuleSet?
  /// Everything that is wrong, in the order of folders, files and lines.
  package let diagnostics: [Diagnostic]
  /// The tests of the rules in use, in the order of the files.
  package let tests: [RuleTest]
  /// What the files say, as far as it could be read.
  package let source: RuleSetSource
  fileprivate let problems: Problems

  /// Warnings about the loaded files as `diagnostics` gives errors: in the order of the files, with their source lines.
  package func presented(_ warnings: [Diagnostic]) -> [Diagnostic] {
    var problems = problems
    problems.add(faults: warnings)
    return problems.finished()
  }
}

/// Reads and compiles all rule files of some folders. Prints nothing, throws nothing: whatever is wrong, from an
/// unreadable folder to a pattern, is a diagnostic.
///
/// - Parameters:
///   - directories: layers, the later the higher: a rule there may replace one below. Each folder's `*.yaml` and
///     `*.yml` are read in the order of their names; list files come from its subfolder `lists`.
///   - signals: the names of all signals, in the order in which readings are handed to the scanner.
package func loadRules(directories: [String], signals: [String]) -> RuleLoad {
  var reader = RuleFileReader()
  for (layer, directory) in directories.enumerated() { reader.read(directory: directory, layer: layer) }
  reader.checkWhole(directories)
  let (rules, faults) = RuleSet.compile(reader.source, signals: signals)
  reader.problems.add(faults: faults)
  let diagnostics = reader.problems.finished()
  let used = Set(rules?.rules.map(\.position) ?? [])
  return RuleLoad(
    rules: diagnostics.isEmpty ? rules : nil, diagnostics: diagnostics,
    tests: diagnostics.isEmpty ? reader.tests.filter { used.contains($0.owner) }.map(\.test) : [],
    source: reader.source, problems: reader.problems)
}
