import Dumps

/// How well fit tells belonging from not belonging, for comments of some length.
package struct FitFigures: Hashable, Sendable, Encodable {
  /// `1-3`, `4-8`, `9-` or `all`, in words.
  package let words: String
  /// Genuine comments that were measured under their own post and another.
  package let comments: Int
  /// The share of them of which nothing can be said under one post or the other; nil where there are none.
  package let abstained: Double?
  /// The chance that a comment fits its own post better than one, under another post, fits that; by `fit.thread`.
  package let swapAUC: Double?
  /// The chance that a genuine comment fits better than a bot; by `fit.thread`.
  package let botAUC: Double?
  /// The shares of them that verdicts would call fitting, under their own post and under the other.
  package let fitsOwn: Double?
  package let fitsOther: Double?

  private enum CodingKeys: CodingKey { case words, comments, abstained, swapAuc, botAuc, fitsOwn, fitsOther }

  package func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(words, forKey: .words)
    try keys.encode(comments, forKey: .comments)
    try keys.encode(abstained, forKey: .abstained)
    try keys.encode(swapAUC, forKey: .swapAuc)
    try keys.encode(botAUC, forKey: .botAuc)
    try keys.encode(fitsOwn, forKey: .fitsOwn)
    try keys.encode(fitsOther, forKey: .fitsOther)
  }

  private static let lengths: [(String, ClosedRange<Int>)] = [
    ("1-3", 1...3), ("4-8", 4...8), ("9-", 9...Int.max), ("all", 0...Int.max),
  ]

  /// - Parameters:
  ///   - pairs: what was measured under two posts each.
  static func all(_ items: [JudgedSet.Item], _ pairs: [PostSwap.Pair]) -> [FitFigures] {
    lengths.map { words, lengths in
      let measured = pairs.filter { lengths.contains($0.length) }
      let answered = measured.filter { !$0.own.thread.isNaN && !$0.other.thread.isNaN }
      let fitness = { (label: Label) in
        items.lazy.filter { $0.label == label && lengths.contains($0.length) }.map(\.fitness.thread)
          .filter { !$0.isNaN }
      }
      return FitFigures(
        words: words, comments: measured.count, abstained: share(measured.count - answered.count, of: measured.count),
        swapAUC: rankAUC(higher: answered.map(\.own.thread), lower: answered.map(\.other.thread)),
        botAUC: rankAUC(higher: Array(fitness(.genuine)), lower: Array(fitness(.bot))),
        fitsOwn: share(measured.count { $0.own.isSaid }, of: measured.count),
        fitsOther: share(measured.count { $0.other.isSaid }, of: measured.count))
    }
  }
}
