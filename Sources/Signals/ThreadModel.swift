import Bytes
import Glibc

/// What each thread speaks of: how many distinct comments of people hold a word, under one post and in the whole dump.
///
/// A bot flood must not pose as the thread, so only texts that neither rules nor likeness speak against are counted, and
/// copies once.
struct ThreadModel: Sendable {
  private var ofDump = CountTable<UInt32>(bound: 600_000, empty: 0)
  private var ofThread = CountTable<UInt32>(bound: 1_200_000, empty: 0)
  private var threadSizes: [UInt32] = []
  /// Distinct comments of people.
  private(set) var size = 0
  /// The rarity of stems that few comments hold, with none of them left out and with one; see `rarity`.
  private var rarities: [[Double]] = [[], []]

  /// Rarity is measured against at least this many comments, so that a small dump does not call every word common.
  private static let leastComments = 50.0
  private static let tabulated = 1024

  init() {}

  init(_ texts: [SurveyedText], stems: [UInt64]) {
    for text in texts where text.side == .people && !text.holdsName {
      let post = Int(text.post)
      while threadSizes.count <= post { threadSizes.append(0) }
      threadSizes[post] &+= 1
      size += 1
      for index in text.stems.range {
        ofDump.update(stems[index]) { $0 &+= 1 }
        ofThread.update(combine(stems[index], UInt64(post))) { $0 &+= 1 }
      }
    }
    rarities = [0, 1].map { own in
      (0..<min(size + 1, Self.tabulated)).map { rarity(ofDump: $0, own: own, size: size) }
    }
  }

  /// How rare a stem is that so many of the dump's comments hold, in nats.
  ///
  /// - Parameter own: 1 where the comment that asks is one of the dump's and left out, else 0.
  func rarity(_ comments: Int, own: Int) -> Double {
    comments < rarities[own].count ? rarities[own][comments] : rarity(ofDump: comments, own: own, size: size)
  }

  private func rarity(ofDump comments: Int, own: Int, size: Int) -> Double {
    log(1 + max(Double(size - own), Self.leastComments) / (Double(comments) + 1))
  }

  func size(of post: Int) -> Int { post < threadSizes.count ? Int(threadSizes[post]) : 0 }
  func comments(with stem: UInt64) -> Int { Int(ofDump[stem] ?? 0) }
  func comments(with stem: UInt64, under post: Int) -> Int { Int(ofThread[combine(stem, UInt64(post))] ?? 0) }
}
