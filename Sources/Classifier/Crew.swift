import Dispatch
import Dumps
import Rules
import Synchronization

/// The workers that a dump's batches are shared out to.
struct Crew: Sendable {
  private let lanes: [LockedLane]
  /// Who has written out the verdict lines of a batch, or added it to the survey, returns what they were in.
  let spares: Spares

  /// - Parameter count: how many batches are worked on at once, from 1.
  init(of count: Int, _ rules: RuleSet) {
    let contexts = PostContexts()
    spares = Spares(windows: rules.windowRequests)
    lanes = (0..<count).map { [spares] _ in LockedLane(rules, contexts, spares) }
  }

  /// Works on batches and returns what came of each, in their order. No label gets past here.
  ///
  /// Each worker takes the next batch that nobody has taken, and when there is none, finishes what the batches before came
  /// to; so does the thread that does what is to be done beside, when it is through. With one worker that is most of the
  /// finishing, with many it is shared out.
  ///
  /// - Parameters:
  ///   - finishing: how many results are to be finished.
  ///   - beside: done once in the meantime.
  ///   - idle: done again and again behind that and the finishing, as long as workers are at work and it returns true.
  /// - Throws: what `beside` or `idle` throws.
  func work<Made: Sendable, Finished: Sendable>(
    on batches: [CommentBatch], finishing: Int = 0, _ work: @Sendable (inout Lane, CommentBatch) -> Made,
    finish: @Sendable (Int) -> Finished, beside: () throws -> Void, idle: () throws -> Bool
  ) throws -> (made: [Made], finished: [Finished]) {
    let made = SharedOut<Made>(batches.count)
    let finished = SharedOut<Finished>(finishing)
    var failure: (any Error)?
    let coordinate = {
      do {
        try beside()
        finished.take(finish)
        while made.isGoingOn, try idle() {}
      } catch { failure = error }
    }
    withoutActuallyEscaping(coordinate) { coordinate in
      // Called by one thread only, while this one waits for it.
      nonisolated(unsafe) let coordinate = coordinate
      DispatchQueue.concurrentPerform(iterations: min(lanes.count, batches.count) + 1) { iteration in
        if iteration == 0 { return unsafe coordinate() }
        lanes[iteration - 1].state.withLock { lane in made.take { work(&lane, batches[$0].withoutLabels()) } }
        finished.take(finish)
      }
    }
    if let failure { throw failure }
    return (made.results, finished.results)
  }

  /// Does two things side by side: the first on any thread, the other on this one.
  static func sideBySide(_ one: @Sendable () -> Void, _ other: () -> Void) {
    withoutActuallyEscaping(other) { other in
      // Called by one thread only, while this one waits for it.
      nonisolated(unsafe) let other = other
      DispatchQueue.concurrentPerform(iterations: 2) { iteration in
        if iteration == 0 { unsafe other() } else { one() }
      }
    }
  }
}

/// Pieces of work that several threads take one after the other.
private final class SharedOut<Result: Sendable>: Sendable {
  private let next = Atomic(0)
  private let done = Atomic(0)
  private let made: Mutex<[Result?]>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    made = Mutex(Array(repeating: nil, count: count))
  }

  /// Works until nothing is left that nobody has taken.
  func take(_ work: (Int) -> Result) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      let result = work(index)
      made.withLock { $0[index] = result }
      done.add(1, ordering: .relaxed)
    }
  }

  /// Whether a piece is still to be done.
  var isGoingOn: Bool { done.load(ordering: .relaxed) < count }

  /// Of all pieces, in their order: to be asked when all threads are through.
  var results: [Result] { made.withLock { $0.compactMap { $0 } } }
}

/// A lane that a worker may be handed. Never contended: each worker has a lane of its own.
private final class LockedLane: Sendable {
  let state: Mutex<Lane>

  init(_ rules: RuleSet, _ contexts: PostContexts, _ spares: Spares) {
    state = Mutex(Lane(rules, contexts, spares))
  }
}
