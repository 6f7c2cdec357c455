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

  /// What is added up over the stems and handles of the comment.
  private struct Sums {
    /// The rarity of all stems, of those that the post holds, and of those that post or thread do.
    var total = 0.0
    var shared = 0.0
    var seen = 0.0
    /// The logarithms of factors so far, and the product of further ones: one logarithm of a product instead of one for
    /// each factor. None is beyond 1e7 or below 1e-7, so that sixteen of them fit.
    private var logarithms = 0.0
    private var product = 1.0
    private var factors = 0

    var lift: Double { logarithms + log(product) }

    mutating func multiply(by factor: Double) {
      product *= factor
      factors &+= 1
      if factors & 15 == 0 {
        logarithms += log(product)
        product = 1
      }
    }
  }

  private let own: Own
  private let post: Int
  private let thread: ThreadCounts.Thread
  private let dumpSize: Double
  private let threadSize: Double
  private let campaignSize: Double
  private let chanceOfPair: Double

  // Lent out: what is given to an initializer is otherwise taken hold of, table by table.
  private init(_ threads: borrowing ThreadModel, _ own: Own, under post: Int) {
    self.own = own
    self.post = post
    thread = threads.counts.thread(of: post)
    dumpSize = Double(threads.size - own.people)
    threadSize = Double(threads.size(of: post) - own.here)
    campaignSize = Double(threads.campaignSize) - own.campaign
    chanceOfPair = threads.chanceOfPair
  }

  static func measure(
    _ terms: CommentTerms, ownText: SurveyedText?, post: Int, profile: PostProfile, survey: DumpSurvey,
    into readings: inout [Reading]
  ) {
    let count = terms.stems.count + terms.handles.count
    guard count > 0 else { return }
    let fit = Fit(survey.threads, Own(ownText, under: post), under: post)
    var sums = Sums()
    fit.add(terms.stems.span, areWords: true, survey, profile, to: &sums)
    if !terms.handles.isEmpty { fit.add(terms.handles.span, areWords: false, survey, profile, to: &sums) }
    if profile.hasText, sums.total > 0 { readings[Signal.fitPost.rawValue] = Reading(sums.shared / sums.total) }
    let elsewhere = fit.dumpSize - fit.threadSize
    guard Int(elsewhere) >= leastElsewhere, profile.hasText || fit.threadSize > 0 else { return }
    readings[Signal.fitThread.rawValue] = Reading(sums.lift / Double(count).squareRoot())
    guard terms.stems.count >= leastStems else { return }
    // A thin thread has not said all that belongs to it; a longer comment had more chances to meet it.
    let heard = fit.threadSize / (fit.threadSize + 20)
    let length = Double(terms.stems.count) / Double(terms.stems.count + leastStems)
    readings[Signal.fitMismatch.rawValue] = Reading((1 - sums.seen / sums.total) * heard * length)
  }

  /// Adds stems, or handles.
  private func add(
    _ hashes: Span<UInt64>, areWords: Bool, _ survey: DumpSurvey, _ profile: PostProfile, to sums: inout Sums
  ) {
    for index in hashes.indices { add(hashes[index], isWord: areWords, survey.threads, profile, to: &sums) }
  }

  @inline(__always)
  private func add(
    _ stem: UInt64, isWord: Bool, _ threads: borrowing ThreadModel, _ profile: PostProfile, to sums: inout Sums
  ) {
    let use = threads.use(of: stem)
    let here = threads.counts.comments(with: stem, in: thread)
    let comments = max(Int(use.people) &- own.people, 0)
    let inThread = max(here &- own.here, 0)
    let isInPost = isWord && profile.stems.contains(stem)
    if isWord {
      let rarity = threads.rarity(comments, own: own.people)
      sums.total += rarity
      if isInPost { sums.shared += rarity }
      if isInPost || inThread > 0 { sums.seen += rarity }
    }
    let belongs = isInPost || profile.names.contains(stem)
    let said = Double(inThread) + (belongs ? Self.postComments : 0)
    // The lift with numerator and denominator both taken times the dump's size and the prior's denominator: one division
    // instead of four that wait for each other.
    let held = Double(comments) + 0.5
    let all = dumpSize + 1
    let prior = prior(of: stem, use, here, comments, threads)
    var lift = (said * prior.below * all + prior.above * held) / ((threadSize * prior.below + prior.above) * held)
    if said == 0, use.campaign > 0 {
      let campaign = Double(use.campaign) - own.campaign
      if campaign >= Self.leastCampaignTexts,
        (campaign + 0.5) * all > Self.campaignOdds * held * (campaignSize + 1)
      {
        lift *= Self.campaignFactor
      }
    }
    sums.multiply(by: lift)
  }

  /// The prior's weight for a stem that so many other comments of the dump hold, as a fraction.
  @inline(__always)
  private func prior(
    of stem: UInt64, _ use: ThreadModel.WordUse, _ here: Int, _ comments: Int, _ threads: borrowing ThreadModel
  ) -> (above: Double, below: Double) {
    guard comments > 1 else { return (Self.prior, 1) }
    var pairs = Double(use.pairs)
    if own.people > 0 {
      // The comment itself is in a pair with each other one of its thread.
      let ownThread =
        own.post == post ? here : threads.counts.comments(with: stem, in: threads.counts.thread(of: own.post))
      pairs -= Double(max(0, ownThread &- 1))
    }
    let gathering = threads.gathering(Double(comments), pairs: max(0, pairs))
    return (Self.prior * gathering.below, gathering.below + Self.gatheringWeight * gathering.above)
  }
}
