import Bytes
import Dispatch
package import Dumps
package import Rules
import Signals
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
  private let limits: DumpLimits
  private let workers: Int

  /// Batches that are read before any of them is worked on.
  private static let windowSize = 8
  /// Bytes of batches kept in memory between the readings.
  private static let keptBytes = 16 << 20

  /// - Parameters:
  ///   - formats: the maps of formats in use, beside those that are read by code of their own.
  ///   - workers: how many batches are worked on at once, from 1.
  package init(
    rules: RuleSet, formats: FormatSet = FormatSet(), limits: DumpLimits = DumpLimits(), workers: Int = 1
  ) {
    self.rules = rules
    self.formats = formats
    self.limits = limits
    self.workers = max(1, workers)
  }

  /// Judges a dump.
  ///
  /// - Parameters:
  ///   - format: a format's name, or nil to recognise it by content.
  ///   - isCancelled: asked between batches.
  ///   - write: takes the verdict lines, whole lines at a time, in the dump's order.
  /// - Returns: the summary.
  /// - Throws: `DumpError` when the dump cannot be read, `Cancelled`, or what `write` throws.
  package func classify(
    _ input: DumpInput, format: String? = nil, isCancelled: () -> Bool = { false },
    write: (Span<UInt8>) throws -> Void
  ) throws -> Summary {
    let lanes = (0..<Self.windowSize).map { _ in LockedLane(rules) }

    let first = try DumpReader(input, limits: limits, format: format, formats: formats)
    var slices = DumpSurvey()
    var kept: [CommentBatch]? = []
    var keptBytes = 0
    try inWindows(of: { try first.next() }, isCancelled) { window in
      parallel(window, lanes) { [posts = first.posts] in $0.survey($1, posts: posts) }
      for index in window.indices { lanes[index].state.withLock { slices.add($0.slice) } }
      keptBytes += window.reduce(0) { $0 + $1.bytes.count }
      if keptBytes > Self.keptBytes { kept = nil } else { kept?.append(contentsOf: window) }
    }

    let survey = slices.finished()

    let posts = first.posts
    let encoder = VerdictEncoder(dump: input.name, rules: rules)
    var tally = Tally(rules)
    let second =
      try kept == nil ? DumpReader(input, limits: limits, format: format, formats: formats, posts: posts) : nil
    var queue = (kept ?? []).makeIterator()
    try inWindows(of: { try second?.next() ?? queue.next() }, isCancelled) { window in
      parallel(window, lanes) { $0.judge($1, posts: posts, survey: survey, encoder: encoder) }
      for index in window.indices {
        try lanes[index].state.withLock {
          try write($0.lines.bytes.span)
          tally.add($0.tally)
        }
      }
    }
    return Summary(
      dump: input.name, formats: first.formats, tally: tally, posts: (0..<posts.count).map { posts[$0] },
      rejects: first.rejects.described, rejectCount: first.rejects.count, notes: first.notes)
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

  /// Works on each batch of a window in the lane of its number.
  private func parallel(
    _ window: [CommentBatch], _ lanes: [LockedLane], _ work: @Sendable (inout Lane, CommentBatch) -> Void
  ) {
    DispatchQueue.concurrentPerform(iterations: min(workers, window.count)) { worker in
      for index in stride(from: worker, to: window.count, by: workers) {
        lanes[index].state.withLock { work(&$0, window[index]) }
      }
    }
  }
}

/// A lane that workers may be handed. Never contended: each batch of a window has a lane of its own.
private final class LockedLane: Sendable {
  let state: Mutex<Lane>

  init(_ rules: RuleSet) {
    state = Mutex(Lane(rules))
  }
}
