import Bytes
import Glibc
import Text

/// Whether a comment speaks of what its post and thread speak of.
///
/// The post alone is too short to judge by: most genuine comments share no word with it. So the thread's other comments
/// are asked too, as a language model of the thread against one of the whole dump, the thread's smoothed by the dump's
/// (Zhai and Lafferty 2004, Dirichlet prior). For a stem `w` that `c` of the thread's `n` comments hold and a share `q` of
/// the dump's:
///
///     lift(w) = ln(((c + m·q) / (n + m)) / q),   m = 5000
///
/// A stem of the post counts as if five comments of the thread held it. `fit.thread` is the sum of the lifts over the
/// root of their number, so that a longer comment says more, but not in proportion.
struct Fit {
  /// The prior's weight in comments. So heavy because most words of a comment say nothing about its thread.
  private static let prior = 5000.0
  private static let postComments = 5.0
  /// Comments that other threads must hold together before this one can be told from them.
  private static let leastElsewhere = 30
  /// Fewer stems than this say nothing about a mismatch.
  private static let leastStems = 4

  static func measure(
    _ terms: CommentTerms, post: Int, profile: PostProfile, survey: DumpSurvey, into readings: inout [Reading]
  ) {
    guard !terms.stems.isEmpty else { return }
    let threads = survey.threads
    // The comment's own words are in the survey; the thread is what others say.
    let kept = survey.text(terms.text)
    let own = kept.map { $0.side == .people && !$0.holdsName } ?? false ? 1 : 0
    let ownHere = own == 1 && kept.map { Int($0.post) } == post ? 1 : 0
    let dumpSize = Double(threads.size - own)
    let threadSize = Double(threads.size(of: post) - ownHere)
    var total = 0.0
    var shared = 0.0
    var seen = 0.0
    var lift = 0.0
    // One logarithm of a product instead of one for each factor; none is beyond 1e7 or below 1e-4.
    var product = 1.0
    // The tables are large and each look-up misses the cache: asked one right after the other, the misses overlap.
    var held: InlineArray<64, (dump: Int, thread: Int)> = .init(repeating: (0, 0))
    for (index, stem) in terms.stems.enumerated() {
      held[index] = (threads.comments(with: stem), threads.comments(with: stem, under: post))
    }
    for (index, stem) in terms.stems.enumerated() {
      let comments = max(held[index].dump - own, 0)
      let inDump = Double(comments)
      let inThread = Double(max(held[index].thread - ownHere, 0))
      let isInPost = profile.stems.contains(stem)
      let rarity = threads.rarity(comments, own: own)
      total += rarity
      if isInPost { shared += rarity }
      if isInPost || inThread > 0 { seen += rarity }
      let share = (inDump + 0.5) / (dumpSize + 1)
      let here = inThread + (isInPost ? postComments : 0)
      product *= (here + prior * share) / ((threadSize + prior) * share)
      if index % 16 == 15 {
        lift += log(product)
        product = 1
      }
    }
    lift += log(product)
    if profile.hasText { readings[Signal.fitPost.rawValue] = Reading(shared / total) }
    let elsewhere = dumpSize - threadSize
    guard Int(elsewhere) >= leastElsewhere, profile.hasText || threadSize > 0 else { return }
    readings[Signal.fitThread.rawValue] = Reading(lift / Double(terms.stems.count).squareRoot())
    guard terms.stems.count >= leastStems else { return }
    // A thin thread has not said all that belongs to it; a longer comment had more chances to meet it.
    let heard = threadSize / (threadSize + 20)
    let length = Double(terms.stems.count) / Double(terms.stems.count + leastStems)
    readings[Signal.fitMismatch.rawValue] = Reading((1 - seen / total) * heard * length)
  }
}
