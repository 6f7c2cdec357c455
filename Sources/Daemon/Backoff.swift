import Synchronization

/// How long all workers wait while something is in the way: 1 s, doubled up to 60 s, until something succeeds.
final class Backoff: Sendable {
  private struct State {
    var delay = 0
    var until = 0
  }

  private let state = Mutex(State())

  /// Something failed.
  ///
  /// - Returns: the seconds to wait.
  func failed(now: Int = milliseconds()) -> Int {
    state.withLock { state in
      // Workers that fail together have met the same trouble.
      guard now >= state.until else { return state.delay }
      state.delay = min(60, max(1, state.delay * 2))
      state.until = now + state.delay * 1000
      return state.delay
    }
  }

  /// Something went well.
  ///
  /// - Returns: whether there was trouble before.
  func succeeded() -> Bool {
    state.withLock { state in
      defer { state = State() }
      return state.delay > 0
    }
  }

  /// Milliseconds that are still to be waited.
  func remaining(now: Int = milliseconds()) -> Int { state.withLock { max(0, $0.until - now) } }
}
