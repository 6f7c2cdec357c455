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

/// Batches that are worked on side by side; none at the end of the dump.
struct Window: Sendable {
  var batches: [CommentBatch] = []
  /// What is known of the posts by the time the last of the batches has been read.
  var posts: PostTable
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
    var reading = SecondReading(crew, found.survey, posts: posts, writing: encoder)
    let second =
      try found.kept == nil
      ? DumpReader(input, limits: limits, format: format, formats: formats, posts: first.posts, progress: progress)
      : nil
    var queue = (found.kept ?? []).makeIterator()
    let size = workers > 1 ? Self.windowSize : Self.windowSize / 2
    var strikes: [Suspension.Strike] = []
    var count = 0
    try eachWindow {
      Window(batches: try Self.batches(size) { try second?.next() ?? queue.next() }, posts: posts)
    } work: { window, readOn in
      try progress()
      strikes += try reading.judge(window.batches, suspension, from: second, collect: collect, readOn: readOn)
      count += window.batches.count
      if count.isMultiple(of: Self.windowSize) {
        for strike in strikes { suspension.add(strike) }
        strikes.removeAll()
      }
    }
    try reading.finish(suspension, collect: collect)
    for strike in strikes { suspension.add(strike) }
    return BothReadings(reader: first, posts: posts, survey: found.survey, suspension: suspension)
  }

  /// The next batches, at most `count`.
  static func batches(_ count: Int, from next: () throws -> CommentBatch?) throws -> [CommentBatch] {
    var batches: [CommentBatch] = []
    while batches.count < count, let batch = try next() { batches.append(batch) }
    return batches
  }

  /// Goes through a dump window by window.
  ///
  /// - Parameter work: calls its second argument once, to have the next window read: best while the workers are at the
  ///   first.
  func eachWindow(
    _ read: @escaping () throws -> Window, work: (inout Window, _ readOn: () throws -> Void) throws -> Void
  ) throws {
    var ahead = try read()
    while !ahead.batches.isEmpty {
      var window = ahead
      try work(&window) { ahead = try read() }
    }
  }
}
