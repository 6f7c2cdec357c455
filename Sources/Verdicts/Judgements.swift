import Bytes
import Rules
package import Signals
package import Text

/// The judgements of a batch, in its order.
///
/// In a few flat lists, so that who writes them out may be another than who made them: nothing is allocated for a comment,
/// and the lists are filled anew for the next batch.
package struct Judgements: Sendable {
  /// One comment's, its lists as ranges of those of the batch.
  package struct Entry: Sendable {
    package internal(set) var verdict = Verdict.genuine
    package internal(set) var fit = FitAxis.unknown
    /// Sum of the counted weights.
    package internal(set) var score = 0.0
    var labels = 0..<0
    var reasons = 0..<0
    var unknown = 0..<0
    var unfinished = 0..<0
    var silent = 0..<0
    /// The first of its readings; nil where they were not kept.
    var readings: Int?
    /// Index of what ties it to others.
    var campaign: Int?
  }

  package private(set) var entries: [Entry] = []
  var labels: [String] = []
  /// Their matches are ranges of those of the batch.
  var reasons: [Reason] = []
  var matches: [LeafMatch] = []
  var unknown: [Int] = []
  var unfinished: [Int] = []
  var silent: [Int] = []
  private var campaigns: [CampaignTie] = []
  /// As many for each comment whose readings were kept.
  private var readings: [Reading] = []
  private var readingCount = 0

  package init() {}

  /// Makes room for the next batch's.
  package mutating func removeAll() {
    entries.clear()
    labels.clear()
    reasons.clear()
    matches.clear()
    unknown.clear()
    unfinished.clear()
    silent.clear()
    campaigns.clear()
    readings.clear()
  }

  /// Begins the judgement of the next comment: all that is appended to the lists from here on is its.
  func begun() -> Entry {
    var entry = Entry()
    entry.labels = labels.count..<labels.count
    entry.reasons = reasons.count..<reasons.count
    entry.unknown = unknown.count..<unknown.count
    entry.unfinished = unfinished.count..<unfinished.count
    entry.silent = silent.count..<silent.count
    return entry
  }

  /// Ends the judgement that was begun.
  mutating func append(_ begun: Entry) {
    var entry = begun
    entry.labels = entry.labels.lowerBound..<labels.count
    entry.reasons = entry.reasons.lowerBound..<reasons.count
    entry.unknown = entry.unknown.lowerBound..<unknown.count
    entry.unfinished = entry.unfinished.lowerBound..<unfinished.count
    entry.silent = entry.silent.lowerBound..<silent.count
    entries.append(entry)
  }

  /// Keeps the readings of the comment judged last.
  mutating func keep(_ readings: [Reading]) {
    readingCount = readings.count
    entries[entries.count - 1].readings = self.readings.count
    self.readings.append(contentsOf: readings)
  }

  /// Says what the comment judged last has in common with others.
  package mutating func tie(_ campaign: CampaignTie) {
    entries[entries.count - 1].campaign = campaigns.count
    campaigns.append(campaign)
  }

  func campaign(of entry: Entry) -> CampaignTie? { entry.campaign.map { campaigns[$0] } }

  /// By the raw value of `Signal`, then measures; empty where they were not kept.
  func readings(of entry: Entry) -> ArraySlice<Reading> {
    guard let start = entry.readings else { return [] }
    return readings[start..<(start + readingCount)]
  }

  /// Whether rules call a comment a question or an order of somebody who buys.
  func hasLeadLabel(_ entry: Entry) -> Bool { labels[entry.labels].contains(Judgement.leadLabel) }

  /// One comment's by itself.
  package subscript(index: Int) -> Judgement {
    let entry = entries[index]
    var judgement = Judgement()
    judgement.verdict = entry.verdict
    judgement.fit = entry.fit
    judgement.score = entry.score
    judgement.labels = Array(labels[entry.labels])
    judgement.unknown = Array(unknown[entry.unknown])
    judgement.unfinished = Array(unfinished[entry.unfinished])
    judgement.silent = Array(silent[entry.silent])
    judgement.campaign = campaign(of: entry)
    for var reason in reasons[entry.reasons] {
      let start = judgement.matches.count
      judgement.matches += matches[reason.matches]
      reason.matches = start..<judgement.matches.count
      judgement.reasons.append(reason)
    }
    return judgement
  }

  /// The readings of one comment, where they were kept.
  package func readings(at index: Int) -> [Reading] { Array(readings(of: entries[index])) }
}
