/// Verdicts against labels: how many comments of each kind were flagged and how many not.
package struct Confusion: Hashable, Sendable {
  /// Bots that were flagged, and genuine comments that were.
  package var truePositives = 0
  package var falsePositives = 0
  /// Genuine comments that were let be, and bots that were.
  package var trueNegatives = 0
  package var falseNegatives = 0

  package init() {}

  package init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  package mutating func add(isBot: Bool, isFlagged: Bool, count: Int = 1) {
    switch (isBot, isFlagged) {
    case (true, true): truePositives += count
    case (true, false): falseNegatives += count
    case (false, true): falsePositives += count
    case (false, false): trueNegatives += count
    }
  }

  package var bots: Int { truePositives + falseNegatives }
  package var genuine: Int { falsePositives + trueNegatives }

  /// The share of the flagged that are bots; nil where nothing was flagged.
  package var precision: Double? { share(truePositives, of: truePositives + falsePositives) }
  /// The share of the bots that were flagged; nil where there are none.
  package var recall: Double? { share(truePositives, of: bots) }
  /// The share of the genuine that were flagged; nil where there are none.
  package var falsePositiveRate: Double? { share(falsePositives, of: genuine) }
  /// The harmonic mean of precision and recall; nil where there is no bot.
  package var f1: Double? {
    bots == 0 ? nil : share(2 * truePositives, of: 2 * truePositives + falsePositives + falseNegatives)
  }

  /// Precision if so large a share of all comments were bots: dumps made for training hold far more than threads do.
  /// Nil where a rate is unknown or nothing would be flagged.
  package func precision(prevalence: Double) -> Double? {
    guard let recall, let falsePositiveRate else { return nil }
    let found = prevalence * recall
    let wrong = (1 - prevalence) * falsePositiveRate
    return found + wrong == 0 ? nil : found / (found + wrong)
  }

  /// F1 at that share of bots.
  package func f1(prevalence: Double) -> Double? {
    guard let recall, falsePositiveRate != nil else { return nil }
    guard let precision = precision(prevalence: prevalence), precision + recall > 0 else { return 0 }
    return 2 * precision * recall / (precision + recall)
  }
}

func share(_ part: Int, of whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
