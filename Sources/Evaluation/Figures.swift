import Dumps
import Verdicts

/// How often and from which seed comments are drawn anew for intervals.
package struct Resampling: Hashable, Sendable, Encodable {
  package let resamples: Int
  package let seed: UInt64

  package init(resamples: Int = 1000, seed: UInt64 = 1) {
    self.resamples = resamples
    self.seed = seed
  }
}

/// The share of bots that figures are also given for: what a thread may hold, not what a training set does.
let prevalence = 0.05

/// How well one kind of verdict agrees with the labels. Intervals are percentiles over resampled comments.
package struct Quality: Hashable, Sendable, Encodable {
  /// Bots and genuine comments that got the verdict.
  package let flaggedBots: Int
  package let flaggedGenuine: Int
  package let precision: Estimate
  package let recall: Estimate
  package let f1: Estimate
  package let falsePositiveRate: Estimate
  package let perThousandGenuine: Estimate
  /// If 5 % of all comments were bots.
  package let precisionAtPrevalence: Estimate
  package let f1AtPrevalence: Estimate

  init(_ confusion: Confusion, resampled: [Confusion]) {
    let estimate = { (figure: (Confusion) -> Double?) in
      Estimate(figure(confusion), resampled: resampled.compactMap(figure))
    }
    flaggedBots = confusion.truePositives
    flaggedGenuine = confusion.falsePositives
    precision = estimate(\.precision)
    recall = estimate(\.recall)
    f1 = estimate(\.f1)
    falsePositiveRate = estimate(\.falsePositiveRate)
    perThousandGenuine = estimate { $0.falsePositiveRate.map { $0 * 1000 } }
    precisionAtPrevalence = estimate { $0.precision(prevalence: prevalence) }
    f1AtPrevalence = estimate { $0.f1(prevalence: prevalence) }
  }
}

/// What is said of the comments of a set, judged in one way.
package struct Figures: Hashable, Sendable, Encodable {
  /// For the verdict `bot` alone, and for `bot` or `suspicious`.
  package let bot: Quality
  package let flagged: Quality
  /// Per 1,000 comments that nobody labelled; without value where there are none.
  package let unlabelledBotPerThousand: Estimate
  package let unlabelledFlaggedPerThousand: Estimate

  package init(_ items: some Collection<JudgedSet.Item>, _ resampling: Resampling) {
    let cells = items.map { Cells.index(of: $0) }
    var counts = Cells()
    for cell in cells { counts.counts[Int(cell)] += 1 }
    let resampled = Cells.resampled(cells, resampling)
    bot = Quality(counts.confusion(from: 2), resampled: resampled.map { $0.confusion(from: 2) })
    flagged = Quality(counts.confusion(from: 1), resampled: resampled.map { $0.confusion(from: 1) })
    unlabelledBotPerThousand = Estimate(
      counts.unlabelledRate(from: 2), resampled: resampled.compactMap { $0.unlabelledRate(from: 2) })
    unlabelledFlaggedPerThousand = Estimate(
      counts.unlabelledRate(from: 1), resampled: resampled.compactMap { $0.unlabelledRate(from: 1) })
  }
}

/// Comments counted by label and by what the verdict says against them: all that the figures hang on, so that a resample
/// is nine numbers.
private struct Cells {
  /// Genuine, bot, unlabelled; each by let be, suspicious, bot.
  var counts: InlineArray<9, Int> = .init(repeating: 0)

  static func index(of item: JudgedSet.Item) -> UInt8 {
    let level: UInt8 = item.verdict == .bot ? 2 : item.verdict == .suspicious ? 1 : 0
    switch item.label {
    case .genuine: return level
    case .bot: return 3 + level
    case nil: return 6 + level
    }
  }

  /// As many comments as there are, drawn with putting back, again and again.
  static func resampled(_ cells: [UInt8], _ resampling: Resampling) -> [Cells] {
    if cells.isEmpty { return [] }
    var random = SplitMix(seed: resampling.seed)
    return (0..<resampling.resamples).map { _ in
      var drawn = Cells()
      for _ in cells.indices { drawn.counts[Int(cells[random.next(below: cells.count)])] += 1 }
      return drawn
    }
  }

  func confusion(from level: Int) -> Confusion {
    var confusion = Confusion()
    for index in 0..<6 { confusion.add(isBot: index >= 3, isFlagged: index % 3 >= level, count: counts[index]) }
    return confusion
  }

  func unlabelledRate(from level: Int) -> Double? {
    let all = counts[6] + counts[7] + counts[8]
    return share(counts[8] + (level == 1 ? counts[7] : 0), of: all).map { $0 * 1000 }
  }
}
