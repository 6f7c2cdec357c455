import Bytes
import Dumps
package import Rules
import Signals
import Text

/// Judges one comment on its own, without a thread: for the tests inside rule files.
package struct SingleJudge {
  private let rules: RuleSet
  private let scanner: RuleScanner
  private let views = TextViews()
  private let otherViews = TextViews()

  package init(_ rules: RuleSet) {
    self.rules = rules
    scanner = RuleScanner(rules)
  }

  /// What became of each rule that was not simply false.
  ///
  /// - Parameter post: the post's text; nil where it is not known, which is not the same as empty.
  package func outcomes(comment text: String, post: String?, parent: String?, author: String?) -> [RuleOutcome] {
    var batch = CommentBatch()
    var comment = Comment(post: 0, record: 1, text: store(text, in: &batch))
    comment.author = author.map { store($0, in: &batch) }
    let context = PostContext(Post(text: post.map { Array($0.utf8) }), views: otherViews, scanner: scanner)
    views.load(batch.bytes.span.extracting(comment.text.range))
    var meter = SignalMeter()
    meter.load(views)
    meter.measure(comment, in: batch, views: views, post: context.profile, survey: nil)
    var slice = SurveySlice()
    slice.add(comment, in: batch, views: views, meter: meter, opinion: 0)
    var survey = DumpSurvey()
    survey.add(slice)
    meter.measure(comment, in: batch, views: views, post: context.profile, survey: survey.finished())
    var outcomes: [RuleOutcome] = []
    scanner.scan(
      comment: views, post: context.facts, parent: facts(.parent, parent), author: facts(.author, author),
      signals: meter.readings, into: &outcomes)
    return outcomes
  }

  private func store(_ text: String, in batch: inout CommentBatch) -> ByteRange {
    let bytes = Array(text.utf8)
    return batch.store(bytes.span)
  }

  private func facts(_ field: Field, _ text: String?) -> FieldFacts? {
    guard let text else { return nil }
    let bytes = Array(text.utf8)
    otherViews.load(bytes.span)
    return scanner.facts(of: field, in: otherViews)
  }
}
