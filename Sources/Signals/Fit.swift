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
///     lift(w) = ln(((c + m·q) / (n + m)) / q),   m = 20000 / (1 + 20·g)
///
/// Most words of a comment say nothing about its thread, so the prior is heavy; but it gives way for a word that gathers
/// under few posts (`ThreadModel.gathering`, g), whose absence says something, too. A stem of the post counts as if five
/// comments of the thread held it, and so does the account's name. A word that neither holds, and that the dump's campaigns
/// say far more often than its people, takes a little off.
///
/// `fit.thread` is the sum of the lifts over the root of their number, so that a longer comment says more, but not in
/// proportion.
struct Fit {
  /// The prior's weight in comments, for a word that gathers nowhere.
  private static let prior = 20_000.0
  private static let gatheringWeight = 20.0
  private static let postComments = 5.0
  /// Texts of campaigns that must hold a word, and how much more often than people's, for it to be theirs.
  private static let leastCampaignTexts = 3.0
  private static let campaignOdds = 10.0
  /// What such a word takes off, as a factor: 0.1 nats.
  private static let campaignFactor = 0.9048
  /// Comments that other threads must hold together before this one can be told from them.
  private static let leastElsewhere = 30
  /// Fewer stems than this say nothing about a mismatch.
  private static let leastStems = 4

  /// What the survey counted of the comment itself, to be left out: the thread is what others say.
  private struct Own {
    /// 1 where it is one of the dump's comments of people, and one under the post asked about.
    var people = 0
    var here = 0
    /// 1 where it is an example of a campaign.
    var campaign = 0.0
    /// The post that it was counted under.
    var post: Int

    init(_ text: SurveyedText?, under post: Int) {
      self.post = post
      guard let text else { return }
      if text.side == .campaign { campaign = 1 }
      guard text.isOfThread else { return }
      people = 1
      self.post = Int(text.post)
      here = self.post == post ? 1 : 0
    }
  }

  /// A stem or handle of the comment, and how many others hold it.
  private struct Held {
    var stem: UInt64 = 0
    var use = ThreadModel.WordUse()
    var here = 0
  }

  static func measure(
    _ terms: CommentTerms, ownText: SurveyedText?, post: Int, profile: PostProfile, survey: DumpSurvey,
    into readings: inout [Reading]
  ) {
    // At most 64, as many as words are compared.
    let count = terms.stems.count + terms.handles.count
    guard count > 0 else { return }
    let threads = survey.threads
    let own = Own(ownText, under: post)
    let dumpSize = Double(threads.size - own.people)
    let threadSize = Double(threads.size(of: post) - own.here)
    let campaignSize = Double(threads.campaignSize) - own.campaign
    var total = 0.0
    var shared = 0.0
    var seen = 0.0
    var lift = 0.0
    // One logarithm of a product instead of one for each factor; none is beyond 1e7 or below 1e-7.
    var product = 1.0
    // The tables are large and each look-up misses the cache: asked one right after the other, the misses overlap.
    var held: InlineArray<64, Held> = .init(repeating: Held())
    for index in 0..<count {
      let stem = index < terms.stems.count ? terms.stems[index] : terms.handles[index - terms.stems.count]
      held[index] = Held(stem: stem, use: threads.use(of: stem), here: threads.comments(with: stem, under: post))
    }
    for index in 0..<count {
      let isWord = index < terms.stems.count
      let (stem, use, here) = (held[index].stem, held[index].use, held[index].here)
      let comments = max(Int(use.people) - own.people, 0)
      let inThread = max(here - own.here, 0)
      let isInPost = isWord && profile.stems.contains(stem)
      if isWord {
        let rarity = threads.rarity(comments, own: own.people)
        total += rarity
        if isInPost { shared += rarity }
        if isInPost || inThread > 0 { seen += rarity }
      }
      var prior = Self.prior
      if comments > 1 {
        // The comment itself is in a pair with each other one of its thread.
        let ownThread = own.post == post ? here : threads.comments(with: stem, under: own.post)
        let ownPairs = own.people == 0 ? 0 : max(0, ownThread - 1)
        let pairs = Double(use.pairs) - Double(ownPairs)
        prior /= 1 + Self.gatheringWeight * threads.gathering(Double(comments), pairs: max(0, pairs))
      }
      let share = (Double(comments) + 0.5) / (dumpSize + 1)
      let belongs = isInPost || profile.names.contains(stem)
      let said = Double(inThread) + (belongs ? Self.postComments : 0)
      product *= (said + prior * share) / ((threadSize + prior) * share)
      let campaign = Double(use.campaign) - own.campaign
      if said == 0, campaign >= Self.leastCampaignTexts,
        (campaign + 0.5) / (campaignSize + 1) > Self.campaignOdds * share
      {
        product *= Self.campaignFactor
      }
      if index % 16 == 15 {
        lift += log(product)
        product = 1
      }
    }
    lift += log(product)
    if profile.hasText, total > 0 { readings[Signal.fitPost.rawValue] = Reading(shared / total) }
    let elsewhere = dumpSize - threadSize
    guard Int(elsewhere) >= leastElsewhere, profile.hasText || threadSize > 0 else { return }
    readings[Signal.fitThread.rawValue] = Reading(lift / Double(count).squareRoot())
    guard terms.stems.count >= leastStems else { return }
    // A thin thread has not said all that belongs to it; a longer comment had more chances to meet it.
    let heard = threadSize / (threadSize + 20)
    let length = Double(terms.stems.count) / Double(terms.stems.count + leastStems)
    readings[Signal.fitMismatch.rawValue] = Reading((1 - seen / total) * heard * length)
  }
}
