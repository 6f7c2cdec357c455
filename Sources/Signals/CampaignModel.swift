import Bytes
import Glibc
import Synchronization

/// What the dump's campaigns sound like, learnt from the dump itself.
///
/// Hard evidence stands in some comments of a campaign and not in others: one hides the brand, the next spells it, a third
/// only says how well it pays there. The comments that rules speak against are taken for examples of a campaign's talk,
/// those that nothing speaks against for examples of people's, and each comment is asked which of the two its words come
/// from (naive Bayes). What was undecided or wrong then changes sides, and all is learnt again (self-training, Yarowsky
/// 1995). Nothing is known in advance of any brand or topic, and nothing outlives the dump.
///
/// Copies of a text count once, and no comment is an example for itself.
struct CampaignModel: Sendable {
  /// Which side a text is an example for.
  enum Side: Int8, Sendable { case people = 0, campaign = 1, neither = 2 }

  /// Distinct texts of a campaign that must be known before anything is said: a handful may be a misjudgement.
  private static let leastExamples = 8
  private static let rounds = 6
  /// From which score on a text is an example of a campaign: at first by rules alone, then with likeness.
  private static let seedScore = 2.5
  private static let campaignScore = 3.0
  /// What rules must make of an example of a campaign, however alike it sounds.
  private static let leastOpinion = 0.5
  /// Up to which score it is an example of people.
  private static let peopleScore = 0.5
  /// Bounds on what one phrase says, in nats. That a phrase is met among people says less: much of a campaign is
  /// still among them in the first round.
  private static let phraseRange = -2.0...4.0
  /// A little more than the odds of which those are the logarithms.
  private static let certainOdds = 0.1353...54.6
  /// Bounds on what likeness adds to a score while learning.
  private static let scoreRange = -2.0...3.0
  /// The weight, in phrases, of the dump as a whole against what was counted of one side (Dirichlet prior): a side of
  /// few examples owns no words.
  private static let prior = 300.0
  /// Slots of the table of counts; phrases that share one are counted together.
  private static let mostSlots = 1 << 21

  private struct Counts {
    var campaign: UInt32 = 0
    var people: UInt32 = 0
  }

  /// What phrases say that few texts hold, which are nearly all: a table instead of a logarithm for each.
  private struct Ratios {
    static let mostCampaign = 63
    static let mostPeople = 255
    var values: [Double] = []
    var height = 0
    var width = 0
  }

  private var counts: [Counts] = [Counts()]
  private var ratios = Ratios()
  private var campaignTexts = 0
  private var peopleTexts = 0
  private var campaignPhrases = 0
  private var peoplePhrases = 0
  /// Where campaigns are rare, more must be said for them: half the log of the odds against, in nats. Set with the ratios.
  private var rarity = 0.0
  /// How many of all phrases met weigh one of the prior's, and how much fewer the campaigns' are. Set with the ratios.
  private var priorShare = 0.0
  private var sizeOdds = 1.0

  /// The examples of a campaign that the model was learnt from, or 0 where they were too few.
  var examples: Int { isReady ? campaignTexts : 0 }
  private var isReady: Bool { campaignTexts >= Self.leastExamples && peopleTexts > 0 }

  init() {}

  /// Learns from distinct texts.
  ///
  /// - Parameter sideBySide: as in `DumpSurvey.finish`.
  /// - Returns: the side of each.
  mutating func learn(
    from texts: [SurveyedText], phrases: [UInt32],
    _ sideBySide: (_ one: @Sendable () -> Void, _ other: () -> Void) -> Void
  ) -> [Side] {
    var slots = 1024
    while slots < phrases.count * 4, slots < Self.mostSlots { slots *= 2 }
    counts = largeArray(repeating: Counts(), count: slots)
    var sides: [Side] = []
    sides.reserveCapacity(texts.count)
    for text in texts {
      let score = Double(text.opinion)
      // Who says a coined name is left undecided until more is known.
      let side: Side =
        score >= Self.seedScore ? .campaign : score <= Self.peopleScore && !text.holdsName ? .people : .neither
      sides.append(side)
      count(text, of: side, phrases, by: 1)
    }
    for _ in 0..<Self.rounds where isReady {
      tabulate()
      let half = texts.count / 2
      let first = Mutex<[Move]>([])
      var second: [Move] = []
      sideBySide { [self, sides] in
        first.withLock { $0 = moves(of: texts, 0..<half, phrases, sides) }
      } _: {
        second = moves(of: texts, half..<texts.count, phrases, sides)
      }
      let moved = first.withLock { $0 } + second
      if moved.isEmpty { break }
      for (index, side) in moved {
        count(texts[index], of: sides[index], phrases, by: -1)
        sides[index] = side
        count(texts[index], of: side, phrases, by: 1)
      }
    }
    tabulate()
    return sides
  }

  /// A text that changes sides.
  private typealias Move = (index: Int, side: Side)

  /// Which of some texts belong to another side than the one that they were counted for.
  private func moves(of texts: [SurveyedText], _ range: Range<Int>, _ phrases: [UInt32], _ sides: [Side]) -> [Move] {
    var moved: [Move] = []
    for index in range {
      let text = texts[index]
      let likeness = likeness(of: phrases.span.extracting(text.phrases.range), own: sides[index]) ?? 0
      let score = Double(text.opinion) + min(max(likeness, Self.scoreRange.lowerBound), Self.scoreRange.upperBound)
      // Likeness alone makes no examples, or a mistake would feed on itself.
      let isCampaign =
        score >= Self.campaignScore && (text.holdsName || Double(text.opinion) >= Self.leastOpinion)
      let side: Side = isCampaign ? .campaign : score <= Self.peopleScore ? .people : .neither
      if side != sides[index] { moved.append((index, side)) }
    }
    return moved
  }

  /// Fills the table of ratios; to be done anew when the counts have changed.
  private mutating func tabulate() {
    let most = (campaign: min(campaignTexts, Ratios.mostCampaign), people: min(peopleTexts, Ratios.mostPeople))
    rarity = max(0, 0.5 * log(Double(peopleTexts + 1) / Double(campaignTexts + 1)))
    priorShare = Self.prior / Double(campaignPhrases + peoplePhrases)
    sizeOdds = (Double(peoplePhrases) + Self.prior) / (Double(campaignPhrases) + Self.prior)
    (ratios.height, ratios.width) = (most.campaign + 1, most.people + 1)
    ratios.values.removeAll(keepingCapacity: true)
    for campaign in 0...most.campaign {
      for people in 0...most.people { ratios.values.append(ratio(Double(campaign), Double(people))) }
    }
  }

  /// What a phrase says that so many texts of either side hold, within bounds, in nats.
  private func ratio(_ campaign: Double, _ people: Double) -> Double {
    // Met once, a phrase may be anybody's.
    if campaign + people < 2 { return 0 }
    let expected = priorShare * (campaign + people)
    let above = (campaign + expected) * sizeOdds
    let below = people + expected
    // Common words are mostly beyond a bound, and need neither division nor logarithm to say so.
    if above < Self.certainOdds.lowerBound * below { return Self.phraseRange.lowerBound }
    if above > Self.certainOdds.upperBound * below { return Self.phraseRange.upperBound }
    return min(max(log(above / below), Self.phraseRange.lowerBound), Self.phraseRange.upperBound)
  }

  private mutating func count(_ text: SurveyedText, of side: Side, _ phrases: [UInt32], by step: Int) {
    if side == .neither { return }
    let isCampaign = side == .campaign
    if isCampaign {
      campaignTexts += step
      campaignPhrases += step * Int(text.phrases.count)
    } else {
      peopleTexts += step
      peoplePhrases += step * Int(text.phrases.count)
    }
    let step = UInt32(truncatingIfNeeded: step)
    let phrases = phrases.span
    var counts = counts.mutableSpan
    let mask = counts.count &- 1
    if isCampaign {
      for index in text.phrases.range { counts[Int(phrases[index]) & mask].campaign &+= step }
    } else {
      for index in text.phrases.range { counts[Int(phrases[index]) & mask].people &+= step }
    }
  }

  /// Distinct texts of either side that hold a word.
  func texts(with word: UInt64) -> Int {
    let found = counts[Int(CommentTerms.phrase(word)) & (counts.count - 1)]
    return Int(found.campaign + found.people)
  }

  /// Has fetched what `likeness` reads.
  func prefetch(_ phrases: Span<UInt32>) {
    let counts = counts.span
    for index in phrases.indices { counts.prefetch(Int(phrases[index]) & (counts.count &- 1)) }
  }

  /// How much more a text sounds like the dump's campaigns than like its people: the sum of its phrases' log likelihood
  /// ratios over the root of their number, in nats; nil where too little was learnt.
  ///
  /// - Parameter own: the side the same text is an example for.
  func likeness(of phrases: Span<UInt32>, own: Side) -> Double? {
    guard isReady, !phrases.isEmpty else { return nil }
    let ownCampaign: UInt32 = own == .campaign ? 1 : 0
    let ownPeople: UInt32 = own == .people ? 1 : 0
    let counts = counts.span
    let ratioValues = ratios.values.span
    let (height, width) = (ratios.height, ratios.width)
    var sum = 0.0
    for index in phrases.indices {
      let found = counts[Int(phrases[index]) & (counts.count &- 1)]
      let campaign = Int(found.campaign &- min(found.campaign, ownCampaign))
      let people = Int(found.people &- min(found.people, ownPeople))
      // Phrases that share a slot may be counted more often than there are texts.
      if campaign < height, people < width {
        sum += ratioValues[campaign &* width &+ people]
      } else {
        sum += ratio(Double(campaign), Double(people))
      }
    }
    return sum / Double(phrases.count).squareRoot() - rarity
  }
}
