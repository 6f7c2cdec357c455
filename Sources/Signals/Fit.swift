import Glibc
import Text

/// Whether a comment speaks of what its post and thread speak of.
///
/// The post alone is too short to judge by: most genuine comments share no word with it. So the thread's other comments
/// are asked too, as far as nothing speaks against them and each template once (a flood must not pose as the thread).
/// Words weigh by their rarity in the dump: `idf(w) = ln(1 + N / (n(w) + 1))` over N clean, distinct comments.
/// Nothing is said about a comment with too few content words, or under a post the dump says too little about.
struct Fit {
  /// Whether nothing about a text speaks against it, so that its words may stand for its thread: no disguise, nothing
  /// that points elsewhere.
  static func standsForThread(_ views: TextViews) -> Bool {
    !views.entities.contains { $0.kind != .hashtag && $0.kind != .handle } && !Obfuscation.isPresent(in: views)
  }

  /// Rarity is measured against at least this many comments, so that a small dump does not call every word common.
  private static let leastComments = 50.0
  /// Fewer content words than this, and not one shared with the post, say nothing about fit.
  private static let leastWords = 4
  /// Added to both shares of the thread's likelihood ratio, so that unseen words neither save nor damn.
  private static let smoothing = 0.002

  static func measure(
    _ content: ContentWords, isClean: Bool, post: Int, profile: PostProfile?, survey: DumpSurvey,
    into readings: inout [Reading]
  ) {
    readings[Signal.fitWords.rawValue] = Reading(Double(content.hashes.count))
    readings[Signal.fitPost.rawValue] = .unknown
    readings[Signal.fitThread.rawValue] = .unknown
    readings[Signal.fitMismatch.rawValue] = .unknown
    guard !content.hashes.isEmpty else { return }

    // The comment's own words are in the survey; the thread is what others say.
    let own = isClean ? 1 : 0
    let dumpSize = max(survey.size - own, 0)
    let threadSize = max(survey.threadSize(of: post) - own, 0)
    let reference = max(Double(dumpSize), leastComments)
    var total = 0.0
    var shared = 0.0
    var seen = 0.0
    var lift = 0.0
    for word in content.hashes {
      let inDump = max(survey.comments(with: word) - own, 0)
      let inThread = max(survey.comments(with: word, under: post) - own, 0)
      let rarity = log(1 + reference / Double(inDump + 1))
      total += rarity
      let isInPost = profile?.content.contains(word) ?? false
      if isInPost { shared += rarity }
      if isInPost || inThread > 0 { seen += rarity }
      let here = Double(inThread) / Double(max(threadSize, 1))
      let elsewhere = Double(inDump - inThread) / Double(max(dumpSize - threadSize, 1))
      lift += log((here + smoothing) / (elsewhere + smoothing))
    }
    let hasPost = profile?.hasText ?? false
    if hasPost { readings[Signal.fitPost.rawValue] = Reading(shared / total) }
    guard content.hashes.count >= leastWords else { return }
    if threadSize > 0 { readings[Signal.fitThread.rawValue] = Reading(lift / Double(content.hashes.count)) }
    guard hasPost || threadSize > 0 else { return }
    // A thin thread has not said all that belongs to it; a longer comment had more chances to meet it.
    let heard = Double(threadSize) / Double(threadSize + 20)
    let length = Double(content.hashes.count) / Double(content.hashes.count + 4)
    readings[Signal.fitMismatch.rawValue] = Reading((1 - seen / total) * heard * length)
  }
}
