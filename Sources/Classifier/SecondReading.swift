import Bytes
import Dumps
import Rules
import Signals
import Verdicts

/// Judges a dump that was surveyed, in three steps that go on side by side: what was judged a window ago is written out
/// while the next window is judged, and collected while the one after is.
struct SecondReading {
  /// Takes a judged batch: its verdict lines, its judgements, the batch and the posts.
  typealias Collect = (OutputBuffer, Judgements, CommentBatch, PostTable) throws -> Void

  /// Judged batches on their way out.
  private struct Behind: Sendable {
    var batches: [CommentBatch] = []
    var judgements: [Judgements] = []
    var lines: [OutputBuffer] = []
  }

  private let crew: Crew
  private let survey: DumpSurvey
  private let posts: PostTable
  /// Writes the verdict lines; where there is none, all readings are kept with the judgements instead.
  private let encoder: VerdictEncoder?
  /// Is given back the batches that were collected; nil where they stay in memory.
  private let reader: DumpReader?
  private var queue: WindowQueue
  private var judged = Behind()
  private var written = Behind()

  init(
    _ crew: Crew, _ survey: DumpSurvey, posts: PostTable, writing encoder: VerdictEncoder?, _ reader: DumpReader?,
    _ queue: WindowQueue
  ) {
    self.crew = crew
    self.survey = survey
    self.posts = posts
    self.encoder = encoder
    self.reader = reader
    self.queue = queue
  }

  /// Judges the whole dump.
  ///
  /// - Parameters:
  ///   - suspension: patterns not to be run any more; those that strike are added after each `size` batches.
  ///   - progress: asked between windows; throws when the result is no longer wanted.
  mutating func judge(
    _ suspension: inout Suspension, inWindowsOf size: Int, progress: () throws -> Void, collect: Collect
  ) throws {
    var strikes: [Suspension.Strike] = []
    var count = 0
    while let window = try queue.next() {
      try progress()
      strikes += try judge(window.batches, suspension, collect: collect)
      count += window.batches.count
      if count.isMultiple(of: size) {
        for strike in strikes { suspension.add(strike) }
        strikes.removeAll()
      }
    }
    // What is still on its way out.
    for _ in 0..<2 { _ = try judge([], suspension, collect: collect) }
    for strike in strikes { suspension.add(strike) }
  }

  /// - Returns: patterns that could not finish.
  private mutating func judge(
    _ batches: [CommentBatch], _ suspension: Suspension, collect: Collect
  ) throws -> [Suspension.Strike] {
    let (made, lines) = try crew.work(on: batches, finishing: judged.batches.count) { [posts, survey, encoder] in
      $0.judge($1, posts: posts, survey: survey, suspension: suspension, keepsReadings: encoder == nil)
    } finish: { [judged, posts, encoder, crew] index in
      var lines = crew.spares.lines.take()
      encoder?.append(judged.judgements[index], of: judged.batches[index], posts: posts, to: &lines)
      return lines
    } beside: {
      for index in written.batches.indices {
        try collect(written.lines[index], written.judgements[index], written.batches[index], posts)
        crew.spares.lines.put(&written.lines[index])
        crew.spares.judgements.put(&written.judgements[index])
        reader?.takeBack(&written.batches[index])
      }
      try queue.readWindow()
    } idle: {
      try queue.readBatch()
    }
    written = judged
    written.lines = lines
    judged = Behind(batches: batches, judgements: made.map(\.judgements))
    return made.flatMap(\.strikes)
  }
}
