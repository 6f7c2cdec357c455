import Bytes
import Glibc

/// What each thread speaks of: how many distinct comments of people hold a word, under one post and in the whole dump.
///
/// A bot flood must not pose as the thread, so only texts that neither rules nor likeness speak against are counted, and
/// copies once. Of the dump's campaigns only is known which words are theirs.
struct ThreadModel: Sendable {
  /// How the dump's comments use a word.
  struct WordUse: Sendable {
    /// Distinct comments of people that hold it.
    var people: UInt32 = 0
    /// Pairs of those under one post.
    var pairs: UInt32 = 0
    /// Distinct texts of campaigns that hold it.
    var campaign: UInt32 = 0
  }

  private var ofDump = CountTable<WordUse>(bound: 600_000, empty: WordUse())
  /// Of each thread by itself.
  private(set) var counts = ThreadCounts()
  private var threadSizes: [UInt32] = []
  /// Distinct comments of people.
  private(set) var size = 0
  /// Distinct texts of campaigns.
  private(set) var campaignSize = 0
  /// The chance that two of the dump's comments stand under one post.
  private(set) var chanceOfPair = 1.0
  /// The rarity of stems by how many comments hold them, each with none of them left out and with one; see `rarity`.
  private var rarities: [Double] = []

  /// Rarity is measured against at least this many comments, so that a small dump does not call every word common.
  private static let leastComments = 50.0
  private static let tabulated = 1 << 16
  /// Pairs of comments that must speak for a word's gathering under few posts before they outweigh chance.
  private static let pairsOfChance = 40.0

  init() {}

  init(_ texts: [SurveyedText], stems: [UInt64]) {
    let stems = stems.span
    var ofThread = CountTable<ThreadCounts.Count>(bound: 1_200_000, empty: ThreadCounts.Count())
    /// By stem of a text: earlier comments under the same post that hold it.
    var earlier: [UInt32] = []
    for (number, text) in texts.enumerated() {
      if number + 1 < texts.count {
        // What is counted for the next text is fetched meanwhile.
        let next = texts[number + 1]
        for index in next.stems.range {
          ofThread.prefetch(ThreadCounts.key(stems[index], under: UInt64(next.post)))
          ofDump.prefetch(stems[index])
        }
      }
      if text.side == .campaign {
        campaignSize += 1
        for index in text.stems.range { ofDump.update(stems[index]) { $0.campaign &+= 1 } }
      }
      guard text.isOfThread else { continue }
      let post = Int(text.post)
      while threadSizes.count <= post { threadSizes.append(0) }
      threadSizes[post] &+= 1
      size += 1
      // One table after the other: each look-up misses the cache, and short loops let the processor wait for several at once.
      earlier.removeAll(keepingCapacity: true)
      for index in text.stems.range {
        var before: UInt32 = 0
        ofThread.update(ThreadCounts.key(stems[index], under: UInt64(post))) {
          before = $0.comments
          $0 = ThreadCounts.Count(comments: before &+ 1, post: text.post)
        }
        earlier.append(before)
      }
      for place in earlier.indices {
        ofDump.update(stems[Int(text.stems.start) + place]) {
          $0.people &+= 1
          let (pairs, isTooMany) = $0.pairs.addingReportingOverflow(earlier[place])
          $0.pairs = isTooMany ? .max : pairs
        }
      }
    }
    counts = ThreadCounts(ofThread, threads: threadSizes.count)
    let pairs = threadSizes.reduce(0.0) { $0 + Double($1) * Double($1 &- 1) }
    if size > 1, pairs > 0 { chanceOfPair = pairs / (Double(size) * Double(size - 1)) }
    for comments in 0..<min(size + 1, Self.tabulated) {
      rarities.append(rarity(ofDump: comments, own: 0))
      rarities.append(rarity(ofDump: comments, own: 1))
    }
  }

  /// How rare a stem is that so many of the dump's comments hold, in nats.
  ///
  /// - Parameter own: 1 where the comment that asks is one of the dump's and left out, else 0.
  func rarity(_ comments: Int, own: Int) -> Double {
    let place = 2 &* comments &+ own
    return place < rarities.count ? rarities[place] : rarity(ofDump: comments, own: own)
  }

  private func rarity(ofDump comments: Int, own: Int) -> Double {
    log(1 + max(Double(size - own), Self.leastComments) / (Double(comments) + 1))
  }

  /// How many times more often than by chance two comments that hold a word stand under one post, less one: 0 for a word
  /// that all threads say, more for one that belongs to few (Simpson's index over that of the threads' sizes, held to
  /// chance by a few pairs).
  ///
  /// - Parameters:
  ///   - comments: how many of the dump's comments hold the word.
  ///   - pairs: how many pairs of them stand under one post.
  /// - Returns: a fraction, for those who divide by something else as well.
  @inline(__always) func gathering(_ comments: Double, pairs: Double) -> (above: Double, below: Double) {
    let byChance = (comments * (comments - 1) + Self.pairsOfChance) * chanceOfPair
    return (max(0, 2 * pairs + Self.pairsOfChance * chanceOfPair - byChance), byChance)
  }

  /// Has fetched where a post's thread lies, and how large it is.
  func prefetch(post: Int) {
    counts.prefetch(post: post)
    if post < threadSizes.count { threadSizes.span.prefetch(post) }
  }

  /// Has fetched what `use` and `counts` read.
  func prefetch(_ stems: Span<UInt64>, under post: Int) {
    let thread = counts.thread(of: post)
    for index in stems.indices {
      ofDump.prefetch(stems[index])
      counts.prefetch(stems[index], in: thread)
    }
  }

  func size(of post: Int) -> Int { post < threadSizes.count ? Int(threadSizes[post]) : 0 }
  @inline(__always) func use(of stem: UInt64) -> WordUse { ofDump[stem] ?? WordUse() }
}
