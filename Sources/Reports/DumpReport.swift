import Bytes
import Signals
package import Verdicts

/// What a report of one dump shows: its summary, and so many of its comments as a page can hold.
package struct DumpReport: Sendable {
  /// Comments shown one by one on a page; the CSV report has them all.
  package static let mostFlagged = 2000
  package static let mostLeads = 1000
  package static let mostOthers = 2000

  /// Comments of one kind, the first ones shown and all counted.
  struct Shown: Sendable {
    private(set) var rows: [ReportRow] = []
    private(set) var more = 0
    private let most: Int

    init(most: Int) { self.most = most }

    mutating func add(_ row: ReportRow) {
      if rows.count < most { rows.append(row) } else { more += 1 }
    }
  }

  /// Set when all comments are in.
  package var summary: Summary?
  private(set) var flagged = Shown(most: mostFlagged)
  private(set) var leads = Shown(most: mostLeads)
  private(set) var others = Shown(most: mostOthers)
  /// The first text of each campaign that is known by its text alone.
  private(set) var samples: [CampaignTie: [UInt8]] = [:]

  package init() {}

  package mutating func add(_ row: ReportRow) {
    if row.isLead { leads.add(row) }
    guard row.verdict.isFlagged else { return others.add(row) }
    flagged.add(row)
    if let tie = row.campaign, tie.kind == .text, samples.count < CampaignTally.mostCampaigns,
      samples[tie] == nil
    {
      samples[tie] = row.beginning
    }
  }
}
