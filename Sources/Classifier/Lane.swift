import Bytes
import Dumps
import Rules
import Signals
import Synchronization
import Text
import Verdicts

/// Everything one worker reuses from comment to comment.
struct Lane: ~Copyable {
  private let rules: RuleSet
  private var views = TextViews()
  private var otherViews = TextViews()
  private let scanner: RuleScanner
  private var meter = SignalMeter()
  private var scoring: Scoring
  private var outcomes = RuleOutcomes()
  private let contexts: PostContexts
  private let spares: Spares
  /// The post of the comment before; comments mostly come grouped by post.
  private var last: (number: Int32, context: PostContext)?
  /// How many patterns were suspended when the batch began.
  private var suspended = 0
  /// Comments whose posts are fetched ahead: for each by itself, workers would wait for each other.
  private static let fetched = 8
  private let looksAtParents: Bool
  private let looksAtAuthors: Bool
  private let measures: MeasureReader
  /// The readings of signals and measures, where rules ask for measures.
  private var extended: [Reading] = []
  private var readings: [Reading] { measures.isEmpty ? meter.readings : extended }
  /// For measures: the post of the comment before, within one batch.
  private var lastPost: (number: Int32, post: Post)?

  /// A judged batch.
  struct Judged: Sendable {
    var judgements: Judgements
    /// Patterns that could not finish.
    var strikes: [Suspension.Strike] = []
  }

  /// A surveyed batch.
  struct Surveyed: Sendable {
    var slice: SurveySlice
    /// Patterns that could not finish.
    var strikes: [Suspension.Strike] = []
  }

  init(_ rules: RuleSet, _ contexts: PostContexts, _ spares: Spares) {
    self.rules = rules
    self.contexts = contexts
    self.spares = spares
    scanner = RuleScanner(rules)
    scoring = Scoring(rules)
    measures = MeasureReader(rules)
    looksAtParents = rules.looks(at: .parent)
    looksAtAuthors = rules.looks(at: .author)
  }

  /// First reading: what the batch adds to the survey of the dump.
  ///
  /// - Parameters:
  ///   - known: the texts of earlier windows. What the rules make of a text is asked only where the survey still learns
  ///     from it: not of copies, and not once it has learnt enough.
  ///   - suspension: patterns that are not to be run any more.
  mutating func survey(
    _ batch: CommentBatch, posts table: PostTable, known: KnownTexts, suspension: Suspension
  ) -> Surveyed {
    var slice = spares.slices.take()
    begin(suspension)
    for comment in batch.comments {
      views.load(batch.bytes.span.extracting(comment.text.range))
      meter.load(views, withTerms: known.learns)
      var opinion: Double?
      if known.learns(from: meter) {
        let post = context(of: comment.post, in: table)
        meter.measure(comment, in: batch, views: views, post: post.profile)
        if !measures.isEmpty { readMeasures(comment, in: batch, table, nil) }
        scan(comment, in: batch, post: post, placing: false)
        opinion = scoring.score(outcomes)
      }
      slice.add(comment, in: batch, views: views, meter: meter, opinion: opinion)
    }
    return Surveyed(slice: slice, strikes: scanner.strikes)
  }

  /// Second reading: judges the batch.
  ///
  /// - Parameter keepsReadings: whether to keep the readings of all comments, also of those whose reasons tell none.
  mutating func judge(
    _ batch: CommentBatch, posts table: PostTable, survey: DumpSurvey, suspension: Suspension, keepsReadings: Bool
  ) -> Judged {
    var judgements = spares.judgements.take()
    begin(suspension)
    // Not copied out of their list: a comment is a dozen fields.
    let comments = batch.comments.span
    for index in comments.indices {
      if index % Self.fetched == 0 {
        // What is known of the next ones' posts is fetched meanwhile.
        let next = comments.extracting(droppingFirst: index &+ 1).extracting(first: Self.fetched)
        contexts.prefetch(next)
        for place in next.indices { survey.prefetch(post: Int(next[place].post)) }
      }
      judge(comments[index], in: batch, table, survey, keepsReadings, into: &judgements)
    }
    return Judged(judgements: judgements, strikes: scanner.strikes)
  }

  private mutating func judge(
    _ comment: Comment, in batch: CommentBatch, _ table: PostTable, _ survey: DumpSurvey,
    _ keepsReadings: Bool, into judgements: inout Judgements
  ) {
    let post = context(of: comment.post, in: table)
    views.load(batch.bytes.span.extracting(comment.text.range))
    meter.load(views)
    meter.measure(comment, in: batch, views: views, post: post.profile, survey: survey)
    if !measures.isEmpty { readMeasures(comment, in: batch, table, surveyed: survey) }
    scan(comment, in: batch, post: post, placing: true)
    let verdict = scoring.judge(
      outcomes, unfinished: scanner.unfinished, readings: readings, keepsReadings: keepsReadings, post: post.profile,
      into: &judgements)
    if verdict.isFlagged, let tie = meter.tie(views, post: post.profile, survey: survey) { judgements.tie(tie) }
  }

  private mutating func begin(_ suspension: Suspension) {
    lastPost = nil
    suspended = suspension.count
    scanner.begin(suspension)
  }

  /// Reads the measures that rules ask for, where there are any.
  private mutating func readMeasures(
    _ comment: Comment, in batch: CommentBatch, _ table: PostTable, _ survey: DumpSurvey?
  ) {
    if measures.asksForPost, lastPost?.number != comment.post {
      lastPost = (comment.post, table[Int(comment.post)])
    }
    extended = meter.readings
    measures.append(comment, in: batch, views, post: lastPost?.post, survey: survey, to: &extended)
  }

  /// The same with the survey at hand. Never inlined: to make an optional of a survey is to copy it, many tables wide, and
  /// the room for the copy would be filled for each comment, whether rules ask for measures or not.
  @inline(never)
  private mutating func readMeasures(
    _ comment: Comment, in batch: CommentBatch, _ table: PostTable, surveyed survey: DumpSurvey
  ) {
    readMeasures(comment, in: batch, table, survey)
  }

  /// Lets the rules speak of a comment that was measured.
  private mutating func scan(_ comment: Comment, in batch: CommentBatch, post: PostContext, placing: Bool) {
    let parent = looksAtParents ? facts(.parent, comment.parentText, in: batch) : nil
    let author = looksAtAuthors ? facts(.author, comment.author, in: batch) : nil
    scanner.scan(
      comment: views, post: post.facts, parent: parent, author: author, signals: readings, placing: placing,
      into: &outcomes)
    scanner.strike(post.facts, number: comment.post)
  }

  private mutating func facts(_ field: Field, _ range: ByteRange?, in batch: CommentBatch) -> FieldFacts? {
    guard let range else { return nil }
    otherViews.load(batch.bytes.span.extracting(range.range))
    return scanner.facts(of: field, in: otherViews)
  }

  private mutating func context(of number: Int32, in table: PostTable) -> PostContext {
    if let last, last.number == number, last.context.isCurrent(Int(number), in: table, suspended) {
      return last.context
    }
    let context = contexts.context(of: number, in: table, suspended: suspended) {
      PostContext(
        $0, hasOwnText: table.hasOwnText(Int(number)), views: &otherViews, scanner: scanner, suspended: suspended,
        supplements: table.supplements)
    }
    last = (number, context)
    return context
  }
}
