import Bytes
import Glibc
import Inbox
import Rules
import Verdicts

/// What the daemon counts, for `saring status` and Prometheus.
struct Figures: Hashable, Sendable {
  /// Seconds since 1970.
  let started: Int
  var judged = 0
  /// Dumps whose content had been judged before by the same rules.
  var known = 0
  var rejected = 0
  var comments = 0
  /// By verdict, in the order of `Verdict.allCases`.
  var verdicts = [Int](repeating: 0, count: Verdict.allCases.count)
  /// Records of judged dumps that could not be read.
  var badRecords = 0
  /// Milliseconds that workers spent on judged dumps.
  var busyTime = 0
  /// How often something was in the way.
  var troubles = 0
  /// The dump that was judged last.
  var last: LastDump?
  var rules: RulesInUse
  var reloads = 0
  var failedReloads = 0
  /// Paths of rule files that cannot be loaded.
  var brokenFiles: [String] = []
  /// By rule, comments that it could not be held against within its limits of time and memory.
  var unfinished: [String: Int] = [:]
  /// By rule, in how many dumps it was suspended since it last changed.
  var suspended: [String: Suspended] = [:]

  struct Suspended: Hashable, Sendable {
    /// Of the rule.
    var fingerprint: UInt64
    var dumps = 0
  }

  struct LastDump: Hashable, Sendable {
    var name: String
    /// Seconds since 1970.
    var time: Int
    var comments: Int
    /// Milliseconds.
    var took: Int
  }

  struct RulesInUse: Hashable, Sendable {
    var digest: String
    var count: Int
    /// Seconds since 1970 at which they were loaded.
    var loaded: Int
  }

  /// Rules listed one by one.
  private static let listed = 20

  init(rules: RulesInUse) {
    started = time(nil)
    self.rules = rules
  }

  /// Counts a judged dump.
  ///
  /// - Parameter ruleSet: what it was judged by.
  mutating func add(_ summary: Summary, by ruleSet: RuleSet, name: String, took: Int) {
    judged += 1
    comments += summary.tally.comments
    for (index, verdict) in Verdict.allCases.enumerated() { verdicts[index] += summary.tally[verdict] }
    badRecords += summary.rejectCount
    busyTime += took
    for (rule, count) in zip(ruleSet.rules, summary.tally.unfinished) where count > 0 {
      unfinished[rule.id, default: 0] += count
    }
    for rule in summary.suspended.map({ ruleSet.rules[$0] }) {
      suspended[rule.id, default: Suspended(fingerprint: rule.fingerprint)].dumps += 1
    }
    last = LastDump(name: name, time: time(nil), comments: summary.tally.comments, took: took)
  }

  /// Forgets what was said of rules that are gone or have changed.
  mutating func keepSuspended(of ruleSet: RuleSet) {
    let fingerprints = Dictionary(ruleSet.rules.map { ($0.id, $0.fingerprint) }) { first, _ in first }
    suspended = suspended.filter { fingerprints[$0.key] == $0.value.fingerprint }
  }

  /// Those that could not finish most often first.
  private var worstRules: [(rule: String, count: Int)] {
    unfinished.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.listed).map { ($0.key, $0.value) }
  }

  private var suspendedRules: [String] { Array(suspended.keys.sorted().prefix(Self.listed)) }

  /// `state/status.json`: one JSON object on one line.
  func encoded(_ status: Status) -> [UInt8] {
    var out = OutputBuffer()
    out.append("{\"v\":1,\"status\":")
    out.append(json: status.text)
    for (key, value) in numbers(status) {
      out.append(",\"\(key)\":")
      out.append(decimal: value)
    }
    for (verdict, count) in zip(Verdict.allCases, verdicts) {
      out.append(",\"\(verdict.name)\":")
      out.append(decimal: count)
    }
    out.append(",\"rule_set\":")
    out.append(json: rules.digest)
    out.append(",\"trouble\":")
    if let trouble = status.trouble ?? status.inboxTrouble { out.append(json: trouble) } else { out.append("null") }
    out.append(",\"last\":")
    if let last {
      out.append("{\"dump\":")
      out.append(json: last.name)
      out.append(",\"time\":\(last.time),\"comments\":\(last.comments),\"took\":\(last.took)}")
    } else {
      out.append("null")
    }
    out.append(",\"broken_rule_files\":[")
    for (index, file) in brokenFiles.enumerated() {
      if index > 0 { out.append(",") }
      out.append(json: file)
    }
    out.append("],\"unfinished_rules\":[")
    for (index, entry) in worstRules.enumerated() {
      if index > 0 { out.append(",") }
      out.append("{\"rule\":")
      out.append(json: entry.rule)
      out.append(",\"comments\":\(entry.count)}")
    }
    out.append("],\"suspended_rules\":[")
    for (index, rule) in suspendedRules.enumerated() {
      if index > 0 { out.append(",") }
      out.append(json: rule)
    }
    out.append("]}\n")
    return out.finished()
  }

  private func numbers(_ status: Status) -> [(String, Int)] {
    [
      ("started", started), ("waiting", status.waiting), ("held", status.held), ("stuck", status.stuck),
      ("judged", judged), ("known", known), ("rejected", rejected), ("comments", comments),
      ("bad_records", badRecords), ("busy_milliseconds", busyTime), ("troubles", troubles), ("rules", rules.count),
      ("rules_loaded", rules.loaded), ("reloads", reloads), ("failed_reloads", failedReloads),
    ]
  }

  /// The text format of Prometheus. Names of dumps are no labels: there is no end of them.
  func metrics(_ status: Status) -> [UInt8] {
    var out = OutputBuffer()
    func metric(_ name: StaticString, _ kind: StaticString, _ help: StaticString, _ values: [(label: String, Int)]) {
      out.append("# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n")
      for (label, value) in values { out.append("\(name)\(label) \(value)\n") }
    }
    metric("saring_start_time_seconds", "gauge", "When the daemon started.", [("", started)])
    metric("saring_dumps_waiting", "gauge", "Dumps that are ready or begun.", [("", status.waiting)])
    metric("saring_dumps_held", "gauge", "Dumps that cannot be read at the moment.", [("", status.held)])
    metric("saring_dumps_stuck", "gauge", "Dumps in the inbox that may not be moved.", [("", status.stuck)])
    metric(
      "saring_dumps_total", "counter", "Dumps by what became of them.",
      [("{outcome=\"judged\"}", judged), ("{outcome=\"known\"}", known), ("{outcome=\"rejected\"}", rejected)])
    metric(
      "saring_comments_total", "counter", "Comments by verdict.",
      zip(Verdict.allCases, verdicts).map { ("{verdict=\"\($0.name)\"}", $1) })
    metric("saring_bad_records_total", "counter", "Records that could not be read.", [("", badRecords)])
    metric("saring_busy_milliseconds_total", "counter", "Time that workers spent on dumps.", [("", busyTime)])
    metric("saring_troubles_total", "counter", "How often something was in the way.", [("", troubles)])
    metric("saring_trouble", "gauge", "1 while something is in the way.", [("", status.hasTrouble ? 1 : 0)])
    metric("saring_last_dump_time_seconds", "gauge", "When a dump was judged last.", [("", last?.time ?? 0)])
    metric("saring_rules", "gauge", "Rules in use.", [("", rules.count)])
    metric("saring_rules_loaded_time_seconds", "gauge", "When the rules in use were loaded.", [("", rules.loaded)])
    metric("saring_broken_rule_files", "gauge", "Rule files that cannot be loaded.", [("", brokenFiles.count)])
    metric(
      "saring_rule_reloads_total", "counter", "Reloads of rules.",
      [("{result=\"loaded\"}", reloads), ("{result=\"broken\"}", failedReloads)])
    metric(
      "saring_rule_unfinished_total", "counter", "Comments that a rule could not be held against within its limits.",
      worstRules.map { ("{rule=\"\($0.rule)\"}", $0.count) })
    metric(
      "saring_suspended_rules", "gauge", "Rules that dumps were judged without because they are too slow.",
      [("", suspended.count)])
    metric(
      "saring_rule_suspended_total", "counter", "Dumps in which a rule was suspended, since it last changed.",
      suspendedRules.map { ("{rule=\"\($0)\"}", suspended[$0]?.dumps ?? 0) })
    return out.finished()
  }
}
