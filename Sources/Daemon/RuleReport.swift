import Classifier
import Dumps
import Inbox
import RuleTools
import Rules

/// What changed rules would find on the latest dumps, before anyone asks: `state/rules-report.md`.
struct RuleReport {
  /// Dumps that are tried, and bytes that a file may have: a dump that is one, or one of a folder's.
  static let mostDumps = 5
  static let mostBytes = 8 << 20
  /// Milliseconds after which no further dump is begun, and one that is being judged is given up.
  static let mostTime = 60_000
  /// Comments shown of each kind.
  private static let shown = 10
  /// Comments kept in memory of each kind.
  private static let kept = 200

  let old: RuleSet
  let new: RuleSet
  /// When the rules were taken into use.
  let saved: String
  private(set) var text = ""

  init(old: RuleSet, new: RuleSet, saved: String) {
    (self.old, self.new, self.saved) = (old, new, saved)
  }

  /// Whether there is anything to tell.
  var isWorthIt: Bool { old.digest != new.digest || new.rules.contains { $0.stage.isSilent } }

  /// Judges the latest dumps by both rule sets.
  ///
  /// - Parameters:
  ///   - memory: the posts of earlier dumps, by which dumps without posts were judged, too.
  ///   - mustYield: asked between batches: whether something else has to be done now.
  /// - Throws: `Cancelled` where it had to yield; nothing is told then.
  mutating func make(
    from spool: Spool, formats: FormatSet, memory: PostMemory, mustYield: @escaping () -> Bool
  ) throws {
    text = head()
    var diff = RuleDiff(old: old, new: new, keeping: Self.kept)
    let limits = Self.limits
    let classifiers = [old, new].map {
      Classifier(rules: $0, formats: formats, limits: limits, recall: { memory.text(of: $0) })
    }
    let began = milliseconds()
    let isLate = { milliseconds() - began > Self.mostTime }
    text += "## Dumps\n\n"
    let dumps = try spool.latestDone(Self.mostDumps, bytes: Self.mostBytes)
    if dumps.isEmpty { text += "No dump has been judged yet that could be tried.\n" }
    for dump in dumps {
      let before = diff
      let name = dump.name.description
      if isLate() {
        text += "- `\(name)`: left out, there was no time left\n"
        continue
      }
      do {
        let file = try spool.open(dump)
        let input = try withExtendedLifetime(file) {
          try DumpInput(descriptor: file.number, fileName: dump.name.bytes)
        }
        try diff.add(input, old: classifiers[0], new: classifiers[1]) { mustYield() || isLate() }
        text += "- `\(name)`: \(diff.comments - before.comments) comments\n"
      } catch is Cancelled {
        if mustYield() { throw Cancelled() }
        diff = before
        text += "- `\(name)`: left out, it took too long\n"
      } catch {
        diff = before
        text += "- `\(name)`: left out, \(error)\n"
      }
    }
    text += "\n## Verdicts that differ\n\n" + diff.lines(showing: Self.shown).map { "    \($0)\n" }.joined()
  }

  /// Much less than for a dump in the inbox: this is only a trial.
  private static var limits: DumpLimits {
    var limits = DumpLimits()
    (limits.fileBytes, limits.postBytes) = (mostBytes, mostBytes)
    (limits.expansion, limits.members, limits.posts) = (20, 1_000, 20_000)
    return limits
  }

  private func head() -> String {
    let before = Dictionary(uniqueKeysWithValues: old.rules.map { ($0.id, $0.fingerprint) })
    let after = Dictionary(uniqueKeysWithValues: new.rules.map { ($0.id, $0.fingerprint) })
    var lines = ["# What the saved rules would do", "", "Rules of \(saved), tried on the latest dumps in `done/`.", ""]
    for (title, ids) in [
      ("New", after.keys.filter { before[$0] == nil }),
      ("Changed", after.keys.filter { before[$0] != nil && before[$0] != after[$0] }),
      ("Gone", before.keys.filter { after[$0] == nil }),
      ("Draft or shadow", new.rules.filter { $0.stage.isSilent }.map(\.id)),
    ] where !ids.isEmpty {
      lines.append("- \(title): \(ids.sorted().map { "`\($0)`" }.joined(separator: ", "))")
    }
    if old.policy != new.policy { lines.append("- The policy has changed.") }
    return lines.joined(separator: "\n") + "\n\n"
  }
}
