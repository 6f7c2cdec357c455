import Dumps
import Rules
import Signals

/// What both readings of a dump found beside its comments.
struct BothReadings {
  var reader: DumpReader
  var posts: PostTable
  var survey: DumpSurvey
  var suspension: Suspension
}

/// Batches that are worked on side by side; none at the end of the dump.
private struct Window: Sendable {
  var batches: [CommentBatch] = []
  /// What is known of the posts by the time the last of the batches has been read.
  var posts: PostTable
}

extension Classifier {
  /// Batches of a window whose posts are told from what was read so far, and after which patterns are suspended.
  private static let windowSize = 8
  /// Bytes of batches kept in memory between the readings.
  private static let keptBytes = 16 << 20

  /// The one way from a dump to judgements: surveys it, then judges it.
  ///
  /// - Parameters:
  ///   - output: what the lanes make of a judgement.
  ///   - collect: takes what was made of each batch, the batch and the posts, in the dump's order.
  func readTwice(
    _ input: DumpInput, _ format: String?, _ isCancelled: @escaping () -> Bool, giving output: Lane.Output,
    postTexts: Bool = true, collect: (Lane.Judged, CommentBatch, PostTable) throws -> Void
  ) throws -> BothReadings {
    let crew = Crew(of: workers, rules)
    let progress = { if isCancelled() { throw Cancelled() } }
    let first = try DumpReader(
      input, limits: limits, format: format, formats: formats, recall: recall, progress: progress)
    let known = { postTexts ? first.posts : first.posts.withoutTexts() }
    var survey = DumpSurvey(windows: rules.windowRequests)
    var surveyed: [Lane.Surveyed] = []
    // What takes long about adding to the survey is done while the next window is surveyed.
    func addSurveyed() {
      for index in surveyed.indices {
        survey.add(surveyed[index].slice)
        crew.spares.put(&surveyed[index].slice)
      }
      surveyed = []
    }
    var kept: [CommentBatch]? = []
    var keptBytes = 0
    var suspension = Suspension()
    // Of the same size whatever the number of workers: what is known of the posts when a batch is surveyed must not
    // hang on it.
    try eachWindow {
      let batches = try Self.batches(Self.windowSize, from: first.next)
      return Window(batches: batches, posts: known())
    } work: { window, readOn in
      try progress()
      surveyed = try crew.work(on: window.batches) { [posts = window.posts, known = survey.known, suspension] in
        $0.survey($1, posts: posts, known: known, suspension: suspension)
      } beside: {
        addSurveyed()
        try readOn()
      }
      for index in surveyed.indices {
        survey.note(&surveyed[index].slice)
        for strike in surveyed[index].strikes { suspension.add(strike) }
      }
      keptBytes += window.batches.reduce(0) { $0 + $1.bytes.count }
      if keptBytes > Self.keptBytes {
        kept = nil
        for index in window.batches.indices { first.takeBack(&window.batches[index]) }
      } else {
        kept?.append(contentsOf: window.batches)
      }
    }

    addSurveyed()
    crew.spares.dropSlices()
    survey.finish()
    let learnt = survey
    suspension.beginPass()

    let posts = known()
    let second =
      try kept == nil
      ? DumpReader(input, limits: limits, format: format, formats: formats, posts: first.posts, progress: progress)
      : nil
    var queue = (kept ?? []).makeIterator()
    let size = workers > 1 ? Self.windowSize : Self.windowSize / 2
    var behind: (judged: [Lane.Judged], batches: [CommentBatch]) = ([], [])
    func collectBehind() throws {
      for index in behind.judged.indices {
        try collect(behind.judged[index], behind.batches[index], posts)
        crew.spares.put(&behind.judged[index].lines)
        second?.takeBack(&behind.batches[index])
      }
    }
    var strikes: [Suspension.Strike] = []
    var count = 0
    try eachWindow {
      Window(batches: try Self.batches(size) { try second?.next() ?? queue.next() }, posts: posts)
    } work: { window, readOn in
      try progress()
      let judged = try crew.work(on: window.batches) { [suspension] in
        $0.judge($1, posts: posts, survey: learnt, suspension: suspension, giving: output)
      } beside: {
        try collectBehind()
        try readOn()
      }
      behind = (judged, window.batches)
      strikes += judged.flatMap(\.strikes)
      count += window.batches.count
      if count.isMultiple(of: Self.windowSize) {
        for strike in strikes { suspension.add(strike) }
        strikes.removeAll()
      }
    }
    try collectBehind()
    for strike in strikes { suspension.add(strike) }
    return BothReadings(reader: first, posts: posts, survey: learnt, suspension: suspension)
  }

  /// The next batches, at most `count`.
  private static func batches(_ count: Int, from next: () throws -> CommentBatch?) throws -> [CommentBatch] {
    var batches: [CommentBatch] = []
    while batches.count < count, let batch = try next() { batches.append(batch) }
    return batches
  }

  /// Goes through a dump window by window.
  ///
  /// - Parameter work: calls its second argument once, to have the next window read: best while the workers are at the
  ///   first.
  private func eachWindow(
    _ read: @escaping () throws -> Window, work: (inout Window, _ readOn: () throws -> Void) throws -> Void
  ) throws {
    var ahead = try read()
    while !ahead.batches.isEmpty {
      var window = ahead
      try work(&window) { ahead = try read() }
    }
  }
}
