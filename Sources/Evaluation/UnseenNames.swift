import Dumps
import Verdicts

/// How many bots are found whose name could not have been learnt from elsewhere. Whoever knows brands by heart loses here.
package struct UnseenNames: Hashable, Sendable, Encodable {
  /// The share of some bots that are found, by the verdict `bot` alone and with `suspicious`.
  package struct Recall: Hashable, Sendable, Encodable {
    package let bots: Int
    package let bot: Estimate
    package let flagged: Estimate

    init(_ items: [JudgedSet.Item], _ resampling: Resampling) {
      let figures = Figures(items, resampling)
      bots = items.count
      bot = figures.bot.recall
      flagged = figures.flagged.recall
    }
  }

  /// Bots with a coined, hidden or unknown name.
  package let named: Int
  /// Those whose names stand in no other set; nil where there is no other set.
  package let inNoOtherSet: Recall?
  /// Those whose names stand in no other comment of their own set.
  package let unique: Recall

  /// The figures of each set, in order.
  package static func all(_ sets: [JudgedSet], _ resampling: Resampling) -> [UnseenNames] {
    let holders = sets.map(commentsWithWord)
    return sets.indices.map { own in
      let named = sets[own].items.filter { $0.label == .bot && !$0.names.isEmpty }
      let others = sets.indices.filter { $0 != own }
      let elsewhere = named.filter { bot in
        bot.names.allSatisfy { name in others.allSatisfy { holders[$0][name] == nil } }
      }
      let unique = named.filter { bot in bot.names.allSatisfy { holders[own][$0] == 1 } }
      return UnseenNames(
        named: named.count, inNoOtherSet: others.isEmpty ? nil : Recall(elsewhere, resampling),
        unique: Recall(unique, resampling))
    }
  }

  private static func commentsWithWord(_ set: JudgedSet) -> [UInt64: Int] {
    var counts: [UInt64: Int] = [:]
    for item in set.items {
      for word in item.words { counts[word, default: 0] += 1 }
    }
    return counts
  }

  private enum CodingKeys: CodingKey { case named, inNoOtherSet, unique }

  package func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(named, forKey: .named)
    try keys.encode(inNoOtherSet, forKey: .inNoOtherSet)
    try keys.encode(unique, forKey: .unique)
  }
}
