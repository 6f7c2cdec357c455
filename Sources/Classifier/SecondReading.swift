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

  let crew: Crew
  let survey: DumpSurvey
  let posts: PostTable
  /// Writes the verdict lines; where there is none, all readings are kept with the judgements instead.
  let encoder: VerdictEncoder?
  private var judged = Behind()
  private var written = Behind()

  init(_ crew: Crew, _ survey: DumpSurvey, posts: PostTable, writing encoder: VerdictEncoder?) {
    self.crew = crew
    self.survey = survey
    self.posts = posts
    self.encoder = encoder
  }

  /// Judges a window's batches.
  ///
  /// - Parameters:
  ///   - reader: is given back the batches that were collected.
  ///   - readOn: done meanwhile.
  /// - Returns: patterns that could not finish.
  mutating func judge(
    _ batches: [CommentBatch], _ suspension: Suspension, from reader: DumpReader?, collect: Collect,
    readOn: () throws -> Void
  ) throws -> [Suspension.Strike] {
    let (made, lines) = try crew.work(on: batches, finishing: judged.batches.count) { [posts, survey, encoder] in
      $0.judge($1, posts: posts, survey: survey, suspension: suspension, keepsReadings: encoder == nil)
    } finish: { [judged, posts, encoder, crew] index in
      var lines = crew.spares.takeBuffer()
      encoder?.append(judged.judgements[index], of: judged.batches[index], posts: posts, to: &lines)
      return lines
    } beside: {
      for index in written.batches.indices {
        try collect(written.lines[index], written.judgements[index], written.batches[index], posts)
        crew.spares.put(&written.lines[index])
        crew.spares.put(&written.judgements[index])
        reader?.takeBack(&written.batches[index])
      }
      try readOn()
    }
    written = judged
    written.lines = lines
    judged = Behind(batches: batches, judgements: made.map(\.judgements))
    return made.flatMap(\.strikes)
  }

  /// Writes out and collects what is still on its way.
  mutating func finish(_ suspension: Suspension, collect: Collect) throws {
    for _ in 0..<2 { _ = try judge([], suspension, from: nil, collect: collect) {} }
  }
}
