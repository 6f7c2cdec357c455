/// Everything that led to the verdict on one comment, for people and for programs.
///
/// Spans are in bytes of the original text of their field: the first byte and the one after the last.
package struct Explanation: Sendable, Encodable {
  /// What the rules looked at, view by view. `raw` shows what is not printable as `\u{…}`, and bytes that are not UTF-8
  /// as `\xHH`; the other views are as rules see them.
  package struct Views: Sendable, Encodable {
    package var raw: String
    package var clean: String
    package var folded: String
    package var skeleton: String
    /// The words of the folded view.
    package var words: [String]
  }

  /// A disguise, or a link, handle and the like.
  package struct Find: Sendable, Encodable {
    package var kind: String
    package var span: [Int]
    /// As it stands in the comment.
    package var text: String
    /// What it says once folded; for disguises nil.
    package var folded: String?
    /// Letters that are disguised; nil for what is no disguise.
    package var letters: Int?
  }

  package struct Measure: Sendable, Encodable {
    package var signal: String
    /// Nil where it could not be measured.
    package var value: Double?
    package var span: [Int]?
    package var text: String?
  }

  package struct Leaf: Sendable, Encodable {
    package var name: String
    /// `words`, `pattern`, the name of a signal or field, or what a macro, a count or an exception looks at.
    package var kind: String
    /// `field.view`; nil for what is not looked for in one text.
    package var place: String?
    /// `yes`, `no`, `unknown` or `unfinished`.
    package var result: String
    /// The bounds of what is measured or counted, as rule files write them.
    package var bounds: [String]?
    /// What is measured.
    package var value: Double?
    package var span: [Int]?
    package var text: String?
  }

  package struct Rule: Sendable, Encodable {
    package var rule: String
    package var group: String
    /// `hit`, `unknown` or, where it was asked for, `no`.
    package var result: String
    package var weight: Double
    /// What the group's cap left of the weight.
    package var counted: Double
    package var isPart: Bool
    /// Drafts and shadows count for nothing.
    package var stage: String
    package var labels: [String]
    package var because: String?
    package var when: String?
    package var definedAt: String
    package var leaves: [Leaf]
  }

  package struct Group: Sendable, Encodable {
    package var group: String
    /// What its rules add up to before the cap.
    package var sum: Double
    package var cap: Double
    package var counted: Double
  }

  /// Rules without which the verdict would have been another; no smaller set of them brings it to that one. Where no few
  /// rules do, groups without all of whose rules it would.
  package struct Change: Sendable, Encodable {
    package var without: [String]
    package var withoutGroups: [String]
    package var verdict: String
    package var score: Double
  }

  /// A threshold that the score is below, or at and above.
  package struct Threshold: Sendable, Encodable {
    package var verdict: String
    package var score: Double
    /// What is missing to it; 0 or less where the score reaches it.
    package var missing: Double
  }

  package var v = 1
  package var ruleset: String
  package var comment: String?
  package var author: String?
  package var views: Views
  package var post: String?
  package var parent: String?
  /// Every field that rules can ask, in the order of the reference.
  package var fields: [Known]
  package var disguises: [Find]
  package var entities: [Find]
  package var signals: [Measure]
  package var rules: [Rule]
  package var groups: [Group]
  package var score: Double
  package var thresholds: [Threshold]
  /// Groups that must speak against a comment before it is called a bot.
  package var botGroups: Int
  /// Why the comment is no bot although its score would do.
  package var obstacles: [String]
  package var labels: [String]
  package var verdict: String
  package var fit: String
  package var changes: [Change]
}
