import Bytes
import Dispatch
package import Dumps
package import Rules
package import Signals
import Synchronization
package import Verdicts

/// Thrown when the caller no longer wants the result.
package struct Cancelled: Error {
  package init() {}
}

/// Dump and rule set in, verdicts out.
///
/// A dump is read twice: first to survey who repeats whom and what each thread speaks of, then to judge each comment
/// against that. Both readings go batch by batch; workers take batches side by side and their results are joined in the
/// dump's order, so the bytes that come out do not depend on how many there are. A small dump stays in memory between
/// the readings, a large one is read from its file again.
package struct Classifier: Sendable {
  package let rules: RuleSet
  private let formats: FormatSet
  package let limits: DumpLimits
  private let workers: Int
  private let recall: PostRecall?

  /// Batches that are read before any of them is worked on, and after which patterns are suspended.
  private static let windowSize = 8
  /// Bytes of batches kept in memory between the readings.
  private static let keptBytes = 16 << 20

  /// - Parameters:
  ///   - formats: the maps of formats in use, beside those that are read by code of their own.
  ///   - workers: how many batches are worked on at once, from 1.
  ///   - recall: knows texts of posts that dumps do not hold.
  package init(
    rules: RuleSet, formats: FormatSet = FormatSet(), limits: DumpLimits = DumpLimits(), workers: Int = 1,
    recall: PostRecall? = nil
  ) {
    self.rules = rules
    self.formats = formats
    self.limits = limits
    self.workers = max(1, workers)
    self.recall = recall
  }

  /// Judges a dump.
  ///
  /// - Parameters:
  ///   - format: a format's name, or nil to recognise it by content.
  ///   - isCancelled: asked between batches, and between pieces of what is read.
  ///   - learn: takes each post whose text the dump holds, after all verdicts.
  ///   - write: takes the verdict lines, whole lines at a time, in the dump's order.
  /// - Returns: the summary.
  /// - Throws: `DumpError` when the dump cannot be read, `Cancelled`, or what `write` throws.
  package func classify(
    _ input: DumpInput, format: String? = nil, isCancelled: @escaping () -> Bool = { false },
    learn: (Post) -> Void = { _ in }, write: (Span<UInt8>) throws -> Void
  ) throws -> Summary {
    let encoder = VerdictEncoder(dump: input.name, rules: rules)
    var tally = Tally(rules)
    let found = try readTwice(input, format, isCancelled, giving: .lines(encoder)) { judged, comments, _ in
      try write(judged.lines.bytes.span)
      tally.add(judged.tally, of: comments)
    }
    for number in 0..<found.posts.count where found.posts.hasOwnText(number) { learn(found.posts[number]) }
    return summary(of: input, tally, found)
  }

  private func summary(of input: DumpInput, _ tally: Tally, _ found: Found) -> Summary {
    let (reader, posts) = (found.reader, found.posts)
    return Summary(
      dump: input.name, formats: reader.formats, tally: tally, posts: (0..<posts.count).map { posts[$0] },
      rejects: reader.rejects.described, rejectCount: reader.rejects.count, notes: reader.notes,
      suspended: rules.suspended(by: found.suspension))
  }

  /// Judges a dump, and hands over each comment with its judgement and the label that people gave it.
  ///
  /// - Parameters:
  ///   - postTexts: false judges as if the dump held no text of any post.
  ///   - isCancelled: asked between batches; `Cancelled` is thrown then.
  ///   - take: takes the comments in the dump's order.
  /// - Returns: what was known of the dump while its comments were judged.
  /// - Throws: `DumpError` when the dump cannot be read, or what `take` throws.
  package func judge(
    _ input: DumpInput, postTexts: Bool = true, isCancelled: @escaping () -> Bool = { false },
    take: (JudgedComment) throws -> Void
  ) throws -> (posts: PostTable, survey: DumpSurvey) {
    let found = try readTwice(input, nil, isCancelled, giving: .comments, postTexts: postTexts) { batch, comments, _ in
      for (var judged, comment) in zip(batch.comments, comments.comments) {
        judged.label = comment.label
        try take(judged)
      }
    }
    return (found.posts, found.survey)
  }

  /// Judges a dump, and returns the first of its comments that is wanted, with all that its verdict hangs on.
  ///
  /// - Parameters:
  ///   - format: a format's name, or nil to recognise it by content.
  ///   - isWanted: asked of the comments in the dump's order.
  /// - Returns: nil where no comment is wanted.
  /// - Throws: `DumpError` when the dump cannot be read.
  package func find(
    in input: DumpInput, format: String? = nil, _ isWanted: (Comment, CommentBatch) -> Bool
  ) throws -> CommentCase? {
    var found: CommentCase?
    _ = try readTwice(input, format, { false }, giving: .comments) { batch, comments, posts in
      guard found == nil, let index = comments.comments.firstIndex(where: { isWanted($0, comments) }) else { return }
      found = CommentCase(batch.comments[index], comments.comments[index], in: comments, posts)
    }
    return found
  }

  /// Judges a dump, and hands over each comment with all that its verdict hangs on.
  ///
  /// - Parameters:
  ///   - isCancelled: asked between batches; `Cancelled` is thrown then.
  ///   - take: takes the comments in the dump's order.
  /// - Returns: the summary.
  /// - Throws: `DumpError` when the dump cannot be read, or what `take` throws.
  @discardableResult
  package func cases(
    in input: DumpInput, format: String? = nil, isCancelled: @escaping () -> Bool = { false },
    take: (CommentCase) throws -> Void
  ) throws -> Summary {
    var tally = Tally(rules)
    let found = try readTwice(input, format, isCancelled, giving: .comments) { batch, comments, posts in
      var part = Tally(rules)
      for (judged, comment) in zip(batch.comments, comments.comments) {
        part.add(judged.judgement, comment, in: comments)
        try take(CommentCase(judged, comment, in: comments, posts))
      }
      tally.add(part, of: comments)
    }
    return summary(of: input, tally, found)
  }

  /// What both readings found beside the comments.
  private struct Found {
    var reader: DumpReader
    var posts: PostTable
    var survey: DumpSurvey
    var suspension: Suspension
  }

  /// The one way from a dump to judgements: surveys it, then judges it.
  ///
  /// - Parameters:
  ///   - output: what the lanes make of a judgement.
  ///   - collect: takes what was made of each batch, the batch and the posts, in the dump's order.
  private func readTwice(
    _ input: DumpInput, _ format: String?, _ isCancelled: @escaping () -> Bool, giving output: Lane.Output,
    postTexts: Bool = true, collect: (Lane.Judged, CommentBatch, PostTable) throws -> Void
  ) throws -> Found {
    let contexts = PostContexts()
    let lanes = (0..<workers).map { _ in LockedLane(rules, contexts) }
    let progress = { if isCancelled() { throw Cancelled() } }
    let first = try DumpReader(
      input, limits: limits, format: format, formats: formats, recall: recall, progress: progress)
    let known = { postTexts ? first.posts : first.posts.withoutTexts() }
    var slices = DumpSurvey(windows: rules.windowRequests)
    var kept: [CommentBatch]? = []
    var keptBytes = 0
    var suspension = Suspension()
    try inWindows(of: { try first.next() }, isCancelled) { window in
      let found = parallel(window, lanes) { [posts = known(), slices, suspension] in
        $0.survey($1, posts: posts, known: slices, suspension: suspension)
      }
      for batch in found {
        slices.add(batch.slice)
        for strike in batch.strikes { suspension.add(strike) }
      }
      keptBytes += window.reduce(0) { $0 + $1.bytes.count }
      if keptBytes > Self.keptBytes { kept = nil } else { kept?.append(contentsOf: window) }
    }

    let survey = slices.finished()
    suspension.beginPass()

    let posts = known()
    let second =
      try kept == nil
      ? DumpReader(input, limits: limits, format: format, formats: formats, posts: first.posts, progress: progress)
      : nil
    var queue = (kept ?? []).makeIterator()
    var ahead = try window(of: { try second?.next() ?? queue.next() })
    var behind: (judged: [Lane.Judged], window: [CommentBatch]) = ([], [])
    var strikes: [Suspension.Strike] = []
    var count = 0
    while !ahead.isEmpty || !behind.window.isEmpty {
      if isCancelled() { throw Cancelled() }
      let current = ahead
      var failure: (any Error)?
      // While the workers are at one window, the one before is collected and the next one read.
      let judged = parallel(current, lanes) { [suspension] in
        $0.judge($1, posts: posts, survey: survey, suspension: suspension, giving: output)
      } beside: {
        do {
          for (batch, comments) in zip(behind.judged, behind.window) { try collect(batch, comments, posts) }
          ahead = try window(of: { try second?.next() ?? queue.next() })
        } catch { failure = error }
      }
      if let failure { throw failure }
      behind = (judged, current)
      strikes += judged.flatMap(\.strikes)
      count += current.count
      if count.isMultiple(of: Self.windowSize) || ahead.isEmpty {
        for strike in strikes { suspension.add(strike) }
        strikes.removeAll()
      }
    }
    return Found(reader: first, posts: posts, survey: survey, suspension: suspension)
  }

  /// The next batches to be judged side by side, half a window or a whole one; none at the end of the dump.
  private func window(of next: () throws -> CommentBatch?) throws -> [CommentBatch] {
    let size = workers > Self.windowSize / 2 ? Self.windowSize : Self.windowSize / 2
    var window: [CommentBatch] = []
    while window.count < size, let batch = try next() { window.append(batch) }
    return window
  }

  /// Calls `body` with so many batches at a time, whatever the number of workers: what is known of the posts when a
  /// batch is surveyed must not hang on it.
  private func inWindows(
    of next: () throws -> CommentBatch?, _ isCancelled: () -> Bool, _ body: ([CommentBatch]) throws -> Void
  ) throws {
    var window: [CommentBatch] = []
    while let batch = try next() {
      if isCancelled() { throw Cancelled() }
      window.append(batch)
      if window.count == Self.windowSize {
        try body(window)
        window.removeAll(keepingCapacity: true)
      }
    }
    if !window.isEmpty { try body(window) }
  }

  /// Works on the batches of a window and returns what came of each, in their order. No label gets past here.
  ///
  /// - Parameter beside: done once in the meantime, by a thread that is none of the workers'.
  private func parallel<Result: Sendable>(
    _ window: [CommentBatch], _ lanes: [LockedLane], _ work: @Sendable (inout Lane, CommentBatch) -> Result,
    beside: () -> Void = {}
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: window.count))
    withoutActuallyEscaping(beside) { beside in
      // Called by one thread only, while this one waits for it.
      nonisolated(unsafe) let beside = beside
      DispatchQueue.concurrentPerform(iterations: min(workers, window.count) + 1) { iteration in
        if iteration == 0 { return unsafe beside() }
        for index in stride(from: iteration - 1, to: window.count, by: workers) {
          let result = lanes[iteration - 1].state.withLock { work(&$0, window[index].withoutLabels()) }
          results.withLock { $0[index] = result }
        }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}

/// A lane that a worker may be handed. Never contended: each worker has a lane of its own.
private final class LockedLane: Sendable {
  let state: Mutex<Lane>

  init(_ rules: RuleSet, _ contexts: PostContexts) {
    state = Mutex(Lane(rules, contexts))
  }
}
