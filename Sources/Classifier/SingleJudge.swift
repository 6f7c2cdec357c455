import Bytes
import Dumps
package import Rules
import Signals
import Text
import Verdicts

/// Judges one comment on its own, without a thread: for the tests inside rule files and for explanations.
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
    measured(text, post: post, parent: parent, author: author).outcomes
  }

  /// The whole judgement, with what it hangs on; parameters as for `outcomes`.
  package func judge(comment text: String, post: String?, parent: String?, author: String?) -> CommentCase {
    let measured = measured(text, post: post, parent: parent, author: author)
    var scoring = Scoring(rules)
    var judgement = Judgement()
    scoring.judge(
      measured.outcomes, couldNotFinish: !scanner.unfinished.isEmpty, signals: measured.meter,
      post: measured.context.profile, into: &judgement)
    return CommentCase(
      measured.comment, in: measured.batch, post: measured.post, readings: measured.meter.readings,
      judgement: judgement)
  }

  private struct Measured {
    var batch = CommentBatch()
    var comment: Comment
    var post: Post
    var context: PostContext
    var meter = SignalMeter()
    var outcomes: [RuleOutcome] = []
  }

  private func measured(_ text: String, post: String?, parent: String?, author: String?) -> Measured {
    var batch = CommentBatch()
    var comment = Comment(post: 0, record: 1, text: store(text, in: &batch))
    comment.parentText = parent.map { store($0, in: &batch) }
    comment.author = author.map { store($0, in: &batch) }
    let post = Post(text: post.map { Array($0.utf8) })
    let context = PostContext(post, views: otherViews, scanner: scanner)
    var result = Measured(batch: batch, comment: comment, post: post, context: context)
    views.load(batch.bytes.span.extracting(comment.text.range))
    result.meter.load(views)
    result.meter.measure(comment, in: batch, views: views, post: context.profile, survey: nil)
    var slice = SurveySlice()
    slice.add(comment, in: batch, views: views, meter: result.meter, opinion: 0)
    var survey = DumpSurvey()
    survey.add(slice)
    result.meter.measure(comment, in: batch, views: views, post: context.profile, survey: survey.finished())
    scanner.scan(
      comment: views, post: context.facts, parent: facts(.parent, parent), author: facts(.author, author),
      signals: result.meter.readings, into: &result.outcomes)
    return result
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
