import Inbox
import Synchronization

/// What the daemon is doing, for people.
struct Status: Hashable, Sendable {
  var waiting = 0
  /// Dumps in the inbox that may not be moved.
  var stuck = 0
  /// Dumps that could not be read the last time.
  var held = 0
  /// Local time at which the rules in use were loaded, like `12:04`.
  var rulesOf = ""
  var brokenRuleFiles = 0
  var brokenFormatFiles = 0
  /// Rules that were suspended in dumps because they are too slow, and have not changed since.
  var suspendedRules = 0
  /// What the workers are waiting out; nil when nothing is in the way.
  var trouble: String?
  /// What keeps the inbox from being looked at.
  var inboxTrouble: String?

  /// Like `3 dumps waiting, rules of 12:04, 1 broken rule file`.
  var text: String {
    var parts = [waiting == 0 ? "no dump waiting" : Self.count(waiting, "dump") + " waiting"]
    parts.append("rules of \(rulesOf)")
    if brokenRuleFiles > 0 { parts.append(Self.count(brokenRuleFiles, "broken rule file")) }
    if brokenFormatFiles > 0 { parts.append(Self.count(brokenFormatFiles, "broken format file")) }
    if suspendedRules > 0 { parts.append(Self.count(suspendedRules, "rule") + " suspended as too slow, see the log") }
    if stuck > 0 { parts.append(Self.count(stuck, "dump") + " in the inbox may not be moved, see the log") }
    if held > 0 { parts.append(Self.count(held, "dump") + " cannot be read at the moment, see the log") }
    if let inboxTrouble { parts.append("the inbox cannot be looked at: \(inboxTrouble)") }
    if let trouble { parts.append("waiting for trouble to pass: \(trouble)") }
    return parts.joined(separator: ", ")
  }

  var hasTrouble: Bool { trouble != nil || inboxTrouble != nil }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

/// The status that all services write to, and whether the daemon is ready.
final class StatusBoard: Sendable {
  private struct State {
    var status: Status
    var figures: Figures
    var told = ""
    /// What must happen before the daemon is ready.
    var outstanding: Int
  }

  private let notifier: Notifier
  private let state: Mutex<State>

  /// - Parameter outstanding: how many calls of `reached` make the daemon ready, from 1.
  init(_ notifier: Notifier, rulesOf: String, rules: Figures.RulesInUse, outstanding: Int) {
    self.notifier = notifier
    state = Mutex(
      State(status: Status(rulesOf: rulesOf), figures: Figures(rules: rules), outstanding: outstanding))
  }

  /// What programs are told.
  var reports: Reports {
    let (status, figures) = state.withLock { ($0.status, $0.figures) }
    return Reports(status: figures.encoded(status), metrics: figures.metrics(status))
  }

  /// Counts something.
  func count(_ change: (inout Figures) -> Void) { state.withLock { change(&$0.figures) } }

  var isReady: Bool { state.withLock { $0.outstanding == 0 } }

  /// Changes the status, and says so where its words change.
  func update(_ change: (inout Status) -> Void) {
    state.withLock { state in
      change(&state.status)
      guard state.status.text != state.told else { return }
      state.told = state.status.text
      notifier.status(state.told)
    }
  }

  /// Takes over how many dumps wait and how many may not be moved.
  func update(from spool: Spool) {
    let counts = spool.counts
    update { ($0.waiting, $0.stuck, $0.held) = (counts.waiting, counts.stuck, counts.held) }
  }

  /// Takes over how many rules are suspended.
  func updateSuspended() {
    let count = state.withLock { $0.figures.suspended.count }
    update { $0.suspendedRules = count }
  }

  /// One of the things has happened that must before the daemon is ready.
  func reached() {
    state.withLock { state in
      state.outstanding -= 1
      if state.outstanding == 0 { notifier.ready(status: state.status.text) }
    }
  }

  func reloading() { notifier.reloading() }

  func reloaded(_ change: (inout Status) -> Void) {
    state.withLock { state in
      change(&state.status)
      state.told = state.status.text
      if state.outstanding == 0 { notifier.ready(status: state.told) } else { notifier.status(state.told) }
    }
  }
}
