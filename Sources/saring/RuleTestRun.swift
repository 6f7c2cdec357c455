import Classifier
import RuleFiles
import Rules

/// Runs the tests that stand inside rule files through the real classifier.
struct RuleTestRun {
  private let rules: RuleSet
  private let judge: SingleJudge

  init(_ rules: RuleSet) {
    self.rules = rules
    judge = SingleJudge(rules)
  }

  /// A sentence for each test that fails.
  func failures(of tests: [RuleTest]) -> [String] {
    tests.compactMap { test in
      let outcomes = judge.outcomes(comment: test.text, post: test.post, parent: test.parent, author: test.author)
      let isHit = outcomes.contains { $0.result == .hit && rules.rules[$0.rule].id == test.rule }
      if isHit == test.isHit { return nil }
      return "\(test.place): \(test.rule) \(test.isHit ? "does not hit" : "hits, but should miss"): \(test.text)"
    }
  }
}
