import Bytes
import Dumps
package import Rules
import Signals
import Text
import Verdicts

/// A comment given by hand, with what is known of it: for the tests inside rule files and for explanations. What is not
/// known is nil, which is not the same as empty.
package struct GivenComment: Sendable {
  package var text: String
  /// The text of its post.
  package var post: String?
  package var author: String?
  package var platform: String?
  package var likes: Int?
  /// Seconds since 1970. So for the post.
  package var time: Int?
  package var id: String?
  /// The id of the comment it answers.
  package var parentID: String?
  package var postID: String?
  package var postAuthor: String?
  package var postAddress: String?
  package var postTime: Int?

  package init(
    _ text: String, post: String? = nil, author: String? = nil, platform: String? = nil, likes: Int? = nil,
    time: Int? = nil
  ) {
    self.text = text
    self.post = post
    self.author = author
    self.platform = platform
    self.likes = likes
    self.time = time
  }
}

/// Judges one comment given by hand, alone or among others of its dump.
package final class SingleJudge {
  private let rules: RuleSet
  private let scanner: RuleScanner
  private let measures: MeasureReader
  private var views = TextViews()
  private var otherViews = TextViews()

  package init(_ rules: RuleSet) {
    self.rules = rules
    scanner = RuleScanner(rules)
    measures = MeasureReader(rules)
  }

  /// What became of each rule that was not simply false.
  ///
  /// - Parameters:
  ///   - parent: the text that the comment answers.
  ///   - thread: other comments of the same dump; those of whose posts the same is known stand under one.
  package func outcomes(_ comment: GivenComment, parent: String? = nil, thread: [GivenComment] = []) -> RuleOutcomes {
    measured(comment, parent, thread).outcomes
  }

  /// The whole judgement, with what it hangs on; parameters as for `outcomes`.
  package func judge(_ comment: GivenComment, parent: String? = nil, thread: [GivenComment] = []) -> CommentCase {
    let measured = measured(comment, parent, thread)
    var scoring = Scoring(rules)
    var judgements = Judgements()
    scoring.judge(
      measured.outcomes, unfinished: scanner.unfinished, readings: measured.readings,
      post: measured.context.profile, into: &judgements)
    return CommentCase(
      measured.comment, in: measured.batch, post: measured.post, readings: measured.readings,
      judgement: judgements[0])
  }

  private struct Measured {
    var batch: CommentBatch
    var comment: Comment
    var post: Post
    var context: PostContext
    var meter: SignalMeter
    var readings: [Reading]
    var outcomes: RuleOutcomes
  }

  private func measured(_ given: GivenComment, _ parent: String?, _ thread: [GivenComment]) -> Measured {
    var dump = GivenDump()
    for comment in [given] + thread { dump.add(comment) }
    if let parent { dump.answer(parent) }
    let contexts = dump.posts.map { PostContext($0, views: &otherViews, scanner: scanner) }
    var survey = DumpSurvey(windows: rules.windowRequests)
    var scoring = Scoring(rules)
    var slice = SurveySlice(windows: rules.windowRequests)
    for comment in dump.batch.comments {
      // Alone, a comment has nobody to sound like.
      let opinion = thread.isEmpty ? 0 : scoring.score(self.scan(comment, dump, contexts, survey: nil).outcomes)
      views.load(dump.batch.bytes.span.extracting(comment.text.range))
      var meter = SignalMeter()
      meter.load(views)
      slice.add(comment, in: dump.batch, views: views, meter: meter, opinion: opinion)
    }
    survey.note(&slice)
    survey.add(slice)
    survey.finish()
    var measured = scan(dump.batch.comments[0], dump, contexts, survey: survey)
    // An id that was made up is not to be shown.
    if given.parentID == nil { measured.comment.parent = nil }
    return measured
  }

  private func scan(
    _ comment: Comment, _ dump: GivenDump, _ contexts: [PostContext], survey: DumpSurvey?
  ) -> Measured {
    let context = contexts[Int(comment.post)]
    let post = dump.posts[Int(comment.post)]
    views.load(dump.batch.bytes.span.extracting(comment.text.range))
    var meter = SignalMeter()
    meter.load(views)
    if let survey {
      meter.measure(comment, in: dump.batch, views: views, post: context.profile, survey: survey)
    } else {
      meter.measure(comment, in: dump.batch, views: views, post: context.profile)
    }
    var readings = meter.readings
    measures.append(comment, in: dump.batch, views, post: post, survey: survey, to: &readings)
    var outcomes = RuleOutcomes()
    scanner.scan(
      comment: views, post: context.facts, parent: facts(.parent, comment.parentText, dump),
      author: facts(.author, comment.author, dump), signals: readings, into: &outcomes)
    return Measured(
      batch: dump.batch, comment: comment, post: post, context: context, meter: meter, readings: readings,
      outcomes: outcomes)
  }

  private func facts(_ field: Field, _ range: ByteRange?, _ dump: GivenDump) -> FieldFacts? {
    guard let range else { return nil }
    otherViews.load(dump.batch.bytes.span.extracting(range.range))
    return scanner.facts(of: field, in: otherViews)
  }
}

/// Comments given by hand, as a reader would have found them.
private struct GivenDump {
  var batch = CommentBatch()
  private(set) var posts: [Post] = []

  mutating func add(_ given: GivenComment) {
    let post = Post(
      id: given.postID, platform: given.platform, author: given.postAuthor, text: given.post.map { Array($0.utf8) },
      url: given.postAddress, time: given.postTime)
    let number = posts.firstIndex(of: post) ?? posts.count
    if number == posts.count { posts.append(post) }
    var comment = Comment(post: Int32(number), record: batch.comments.count + 1, text: store(given.text))
    comment.id = given.id.map { store($0) }
    comment.parent = given.parentID.map { store($0) }
    comment.author = given.author.map { store($0) }
    comment.likes = given.likes
    comment.time = given.time
    batch.comments.append(comment)
  }

  /// Makes the first comment an answer to one under the same post.
  mutating func answer(_ text: String) {
    var parent = Comment(post: batch.comments[0].post, record: batch.comments.count + 1, text: store(text))
    parent.id = batch.comments[0].parent ?? store("answered")
    batch.comments[0].parent = parent.id
    batch.comments[0].parentText = parent.text
    batch.comments.append(parent)
  }

  mutating func store(_ text: String) -> ByteRange {
    let bytes = Array(text.utf8)
    return batch.store(bytes.span)
  }
}
