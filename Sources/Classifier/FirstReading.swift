import Dumps
import Rules
import Signals
import Synchronization

/// What the first reading of a dump found.
struct FirstReading {
  var survey: DumpSurvey
  /// Patterns that struck, the pass through the texts ended.
  var suspension: Suspension
  /// All batches, where they are few enough to be judged from memory.
  var kept: [CommentBatch]?
}

/// The survey, and what is noted in it but not added yet.
private struct GrowingSurvey: Sendable {
  var survey: DumpSurvey
  private var noted: [Lane.Surveyed] = []

  init(_ survey: DumpSurvey) { self.survey = survey }

  /// Takes what a window came to, and leaves nothing of it.
  mutating func note(_ surveyed: inout [Lane.Surveyed]) {
    swap(&noted, &surveyed)
    for index in noted.indices { survey.note(&noted[index].slice) }
  }

  /// What takes long about adding to the survey: done while the next window is surveyed.
  mutating func addNoted(_ spares: Spares) {
    for index in noted.indices {
      survey.add(noted[index].slice)
      spares.slices.put(&noted[index].slice)
    }
    noted = []
  }
}

extension Classifier {
  /// Bytes of batches kept in memory between the readings.
  private static let keptBytes = 16 << 20
  /// Windows read ahead. The first comments take the workers long, as rules speak of them: meanwhile much can be read.
  private static let surveyedAhead = 12

  /// Surveys a dump.
  ///
  /// - Parameters:
  ///   - posts: what is known of the posts by the time it is called.
  ///   - progress: asked between windows; throws when the result is no longer wanted.
  func survey(
    _ reader: DumpReader, _ crew: Crew, posts: @escaping () -> PostTable, progress: () throws -> Void
  ) throws -> FirstReading {
    let growing = Mutex(GrowingSurvey(DumpSurvey(windows: rules.windowRequests)))
    var suspension = Suspension()
    var kept: [CommentBatch]? = []
    var keptBytes = 0
    // Windows of the same size whatever the number of workers: what is known of the posts when a batch is surveyed must
    // not hang on it.
    var queue = WindowQueue(of: Self.windowSize, ahead: Self.surveyedAhead, posts: posts, read: reader.next)
    while var window = try queue.next() {
      try progress()
      var surveyed = try crew.work(on: window.batches, finishing: 1) {
        [posts = window.posts, known = growing.withLock { $0.survey.known }, suspension] in
        $0.survey($1, posts: posts, known: known, suspension: suspension)
      } finish: { _ in
        growing.withLock { $0.addNoted(crew.spares) }
      } beside: {
        try queue.readWindow()
      } idle: {
        try queue.readBatch()
      }.made
      for strike in surveyed.flatMap(\.strikes) { suspension.add(strike) }
      growing.withLock { $0.note(&surveyed) }
      keptBytes += window.batches.reduce(0) { $0 + $1.bytes.count }
      if keptBytes > Self.keptBytes {
        kept = nil
        for index in window.batches.indices { reader.takeBack(&window.batches[index]) }
      } else {
        kept?.append(contentsOf: window.batches)
      }
    }
    suspension.beginPass()
    let survey = growing.withLock { growing in
      growing.addNoted(crew.spares)
      growing.survey.finish(Crew.sideBySide)
      return growing.survey
    }
    crew.spares.slices.drop()
    return FirstReading(survey: survey, suspension: suspension, kept: kept)
  }
}
