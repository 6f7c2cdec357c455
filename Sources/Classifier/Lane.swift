import Bytes
import Dumps
import Rules
import Signals
import Synchronization
import Text
import Verdicts

/// Everything one worker reuses from comment to comment, and the result of the batch it did last.
struct Lane {
  private let rules: RuleSet
  private let views = TextViews()
  private let otherViews = TextViews()
  private let scanner: RuleScanner
  private var meter = SignalMeter()
  private var scoring: Scoring
  private var outcomes: [RuleOutcome] = []
  private var judgement = Judgement()
  private var posts: [Int32: PostContext] = [:]

  /// What the last call of `survey` measured.
  private(set) var slice = SurveySlice()
  /// The verdict lines of the last batch judged.
  private(set) var lines = OutputBuffer()
  private(set) var tally: Tally
  /// The last batch's comments, where they were asked for instead.
  private(set) var judged: [JudgedComment] = []

  /// What is made of judgements.
  enum Output: Sendable {
    case lines(VerdictEncoder)
    case comments
  }

  /// Posts kept at hand; comments mostly come grouped by post.
  private static let keptPosts = 512

  init(_ rules: RuleSet) {
    self.rules = rules
    scanner = RuleScanner(rules)
    scoring = Scoring(rules)
    tally = Tally(rules)
  }

  /// First reading: what the batch adds to the survey of the dump.
  mutating func survey(_ batch: CommentBatch, posts table: PostTable) {
    slice.removeAll()
    for comment in batch.comments {
      let post = context(of: comment.post, in: table)
      scan(comment, in: batch, post: post, survey: nil)
      slice.add(comment, in: batch, views: views, meter: meter, opinion: scoring.score(outcomes))
    }
  }

  /// Second reading: judges the batch, and encodes its verdicts or keeps its judgements.
  mutating func judge(_ batch: CommentBatch, posts table: PostTable, survey: DumpSurvey, giving output: Output) {
    lines.removeAll()
    judged.removeAll(keepingCapacity: true)
    tally = Tally(rules)
    for comment in batch.comments {
      let post = context(of: comment.post, in: table)
      scan(comment, in: batch, post: post, survey: survey)
      scoring.judge(
        outcomes, couldNotFinish: !scanner.unfinished.isEmpty, signals: meter, post: post.profile, into: &judgement)
      switch output {
      case .lines(let encoder):
        encoder.append(
          judgement, .init(batch: batch, comment: comment, post: table[Int(comment.post)], readings: meter.readings),
          to: &lines)
        tally.add(judgement, comment, in: batch)
      case .comments:
        judged.append(
          JudgedComment(
            record: comment.record, post: Int(comment.post), text: Array(batch.bytes[comment.text.range]),
            judgement: judgement, readings: meter.readings))
      }
    }
  }

  /// Measures a comment and lets the rules speak.
  private mutating func scan(_ comment: Comment, in batch: CommentBatch, post: PostContext, survey: DumpSurvey?) {
    views.load(batch.bytes.span.extracting(comment.text.range))
    meter.measure(comment, in: batch, views: views, post: post.profile, survey: survey)
    scanner.scan(
      comment: views, post: post.facts, parent: facts(.parent, comment.parentText, in: batch),
      author: facts(.author, comment.author, in: batch), signals: meter.readings, into: &outcomes)
  }

  private func facts(_ field: Field, _ range: ByteRange?, in batch: CommentBatch) -> FieldFacts? {
    guard let range, rules.looks(at: field) else { return nil }
    otherViews.load(batch.bytes.span.extracting(range.range))
    return scanner.facts(of: field, in: otherViews)
  }

  private mutating func context(of post: Int32, in table: PostTable) -> PostContext {
    // A later record may have brought the post's text.
    if let known = posts[post], known.profile.hasText || table[Int(post)].text == nil { return known }
    if posts.count >= Self.keptPosts { posts.removeAll(keepingCapacity: true) }
    let context = PostContext(table[Int(post)], views: otherViews, scanner: scanner)
    posts[post] = context
    return context
  }
}
