import Dumps

/// A tuning as people read it.
package struct TuningText {
  package private(set) var lines: [String] = []

  package init(_ tuning: Tuning) {
    lines = [
      "Held out: each set judged with weights tuned on the others",
      "  F1 and false positives of bot or suspicious; leads: genuine comments flagged that ask to buy something",
    ]
    var table = TextTable([
      "set", "bots", "genuine", "F1 before", "after", "false positives before", "after", "leads before", "after",
      "weights changed",
    ])
    for fold in tuning.folds { table.add(Self.row(fold.name, fold.before, fold.after) + ["\(fold.changes)"]) }
    lines += table.lines
    lines.append(
      "  mean over the sets: \(fixed(tuning.meanBefore, 4)) before, \(fixed(tuning.meanAfter, 4)) after (F1; the share let be "
        + "where a set has no bots)")
    lines += ["", "Weights proposed from all sets"]
    var proposals = TextTable(["rule", "before", "after"])
    for proposal in tuning.proposals {
      proposals.add([proposal.rule, fixed(proposal.before, 2), fixed(proposal.after, 2)])
    }
    lines += proposals.isEmpty ? ["  none"] : proposals.lines
  }

  /// Sets judged anew, the survey of their dumps included, before and after.
  package init(before: [JudgedSet], after: [JudgedSet]) {
    lines = [
      "Judged anew with the proposed weights",
      "  these weights were tuned on these sets: what is to be expected elsewhere is the table above",
    ]
    var table = TextTable([
      "set", "bots", "genuine", "F1 before", "after", "false positives before", "after", "leads before", "after",
    ])
    for (first, second) in zip(before, after) where first.items.contains(where: { $0.label != nil }) {
      table.add(Self.row(first.name, TuningOutcome(first), TuningOutcome(second)))
    }
    lines += table.lines
  }

  private static func row(_ name: String, _ before: TuningOutcome, _ after: TuningOutcome) -> [String] {
    let f1 = { (outcome: TuningOutcome) in outcome.confusion.f1.map { fixed($0, 3) } ?? "–" }
    let rate = { (outcome: TuningOutcome) in
      outcome.confusion.falsePositiveRate.map { fixed($0 * 100, 2) + " %" } ?? "–"
    }
    return [
      name, "\(before.confusion.bots)", "\(before.confusion.genuine)", f1(before), f1(after), rate(before), rate(after),
      "\(before.flaggedLeads)", "\(after.flaggedLeads)",
    ]
  }
}

extension TuningOutcome {
  init(_ set: JudgedSet) {
    var confusion = Confusion()
    var leads = 0
    for item in set.items {
      guard let label = item.label else { continue }
      confusion.add(isBot: label == .bot, isFlagged: item.isFlagged)
      if label == .genuine, item.isFlagged, item.isLead { leads += 1 }
    }
    self.init(confusion: confusion, flaggedLeads: leads)
  }
}
