import Dumps
import Rules
import Signals
import Verdicts

/// What both readings of a dump found beside its comments.
struct BothReadings {
  var reader: DumpReader
  var posts: PostTable
  var survey: DumpSurvey
  var suspension: Suspension
}

extension Classifier {
  /// Batches of a window whose posts are told from what was read so far, and after which patterns are suspended.
  static let windowSize = 8

  /// The one way from a dump to judgements: surveys it, then judges it.
  ///
  /// - Parameters:
  ///   - encoder: writes the verdict lines; nil keeps all readings with the judgements instead, and gives no lines.
  ///   - collect: takes the batches in the dump's order.
  func readTwice(
    _ input: DumpInput, _ format: String?, _ isCancelled: @escaping () -> Bool, writing encoder: VerdictEncoder? = nil,
    postTexts: Bool = true, collect: SecondReading.Collect
  ) throws -> BothReadings {
    let crew = Crew(of: workers, rules)
    let progress = { if isCancelled() { throw Cancelled() } }
    let first = try DumpReader(
      input, limits: limits, format: format, formats: formats, recall: recall, progress: progress)
    let known = { postTexts ? first.posts : first.posts.withoutTexts() }
    let found = try survey(first, crew, posts: known, progress: progress)

    let posts = known()
    var suspension = found.suspension
    let second =
      try found.kept == nil
      ? DumpReader(input, limits: limits, format: format, formats: formats, posts: first.posts, progress: progress)
      : nil
    var kept = (found.kept ?? []).makeIterator()
    // Several windows are in memory at once, and one worker is kept busy by small ones.
    let queue = WindowQueue(of: workers > 1 ? Self.windowSize : Self.windowSize / 2, ahead: 2, posts: { posts }) {
      try second?.next() ?? kept.next()
    }
    var reading = SecondReading(crew, found.survey, posts: posts, writing: encoder, second, queue)
    try reading.judge(&suspension, inWindowsOf: Self.windowSize, progress: progress, collect: collect)
    return BothReadings(reader: first, posts: posts, survey: found.survey, suspension: suspension)
  }
}
