import Dispatch
import Synchronization

/// Wakes workers when there may be work.
final class Bell: Sendable {
  private struct State {
    var rings = 0
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// How often it has rung. Asked before looking for work, so that no ring is missed in between.
  var rings: Int { state.withLock { $0.rings } }

  func ring() {
    let waiters = state.withLock { state in
      state.rings += 1
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when it has rung more often than that.
  func wait(beyond rings: Int) async {
    await withCheckedContinuation { continuation in
      let hasRung = state.withLock { state in
        if state.rings > rings { return true }
        state.waiters.append(continuation)
        return false
      }
      if hasRung { continuation.resume() }
    }
  }
}

/// Runs work that blocks on a queue of its own, away from the threads that tasks share.
func blocking<Result: Sendable>(on queue: DispatchQueue, _ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    queue.async { continuation.resume(returning: work()) }
  }
}
