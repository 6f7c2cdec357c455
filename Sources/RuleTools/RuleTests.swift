import Classifier
package import RuleFiles
package import Rules

/// Runs the tests that stand inside rule files through the real classifier.
package struct RuleTests {
  /// A test that does not come out as it says.
  package struct Failure: Sendable {
    package let test: RuleTest
    /// What the rule came to instead, match by match.
    package let evaluation: Explanation.Rule?

    /// A sentence with the place, and the rule's evaluation below it. Holds the comment as it is: not safe for a
    /// terminal.
    package var lines: [String] {
      let wrong = test.isHit ? "does not hit" : "hits, but should miss"
      let head = "\(test.place): \(test.rule) \(wrong): \(visible(Array(test.text.utf8)))"
      return [head] + (evaluation.map { ExplanationText.lines(of: $0).map { "  " + $0 } } ?? [])
    }
  }

  private let judge: SingleJudge
  private let rules: RuleSet
  private let indexes: [String: Int]

  package init(_ rules: RuleSet) {
    self.rules = rules
    judge = SingleJudge(rules)
    indexes = Dictionary(uniqueKeysWithValues: rules.rules.enumerated().map { ($1.id, $0) })
  }

  /// Whether the test's rule hits.
  ///
  /// - Parameter text: stands for the test's own comment.
  func isHit(_ test: RuleTest, text: String? = nil) -> Bool {
    guard let rule = indexes[test.rule] else { return false }
    var comment = GivenComment(test.comment)
    if let text { comment.text = text }
    let outcomes = judge.outcomes(comment, parent: test.parent, thread: test.thread.map(GivenComment.init))
    return outcomes.all.contains { $0.result == .hit && $0.rule == rule }
  }

  /// Tests that do not come out as they say; wishes never fail.
  package func failures(of tests: [RuleTest]) -> [Failure] {
    let explainer = Explainer(rules)
    return tests.filter { !$0.isTodo && isHit($0) != $0.isHit }.map { test in
      let found = judge.judge(
        GivenComment(test.comment), parent: test.parent, thread: test.thread.map(GivenComment.init))
      let explanation = explainer.explain(found, alsoRule: indexes[test.rule])
      return Failure(test: test, evaluation: explanation.rules.first { $0.rule == test.rule })
    }
  }

  /// Wishes that have come true, and should become tests.
  package func fulfilled(_ tests: [RuleTest]) -> [RuleTest] { tests.filter { $0.isTodo && isHit($0) } }
}

extension GivenComment {
  fileprivate init(_ comment: TestComment) {
    self.init(
      comment.text, post: comment.post, author: comment.author, platform: comment.platform, likes: comment.likes,
      time: comment.time)
    (id, parentID) = (comment.id, comment.parentID)
    (postID, postAuthor) = (comment.postID, comment.postAuthor)
    (postAddress, postTime) = (comment.postAddress, comment.postTime)
  }
}
