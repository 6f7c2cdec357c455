import Bytes
import Rules
import Signals
import Testing
import Text

@testable import Verdicts

extension Judgements {
  /// Puts judgements that were made up into the lists of a batch, as `Scoring` does with those that it makes.
  init(_ judgements: [Judgement]) {
    self.init()
    for judgement in judgements { append(judgement) }
  }

  private mutating func append(_ judgement: Judgement) {
    var entry = begun()
    entry.verdict = judgement.verdict
    entry.fit = judgement.fit
    entry.score = judgement.score
    labels += judgement.labels
    unknown += judgement.unknown
    unfinished += judgement.unfinished
    silent += judgement.silent
    for var reason in judgement.reasons {
      let start = matches.count
      matches += judgement.matches[reason.matches]
      reason.matches = start..<matches.count
      reasons.append(reason)
    }
    append(entry)
    if let campaign = judgement.campaign { tie(campaign) }
  }
}

/// The flat lists of a batch's judgements.
struct JudgementsTests {
  /// A made-up judgement in which everything hangs on its number, lists of all lengths from none on.
  private static func judgement(_ number: Int) -> Judgement {
    var judgement = Judgement()
    judgement.verdict = Verdict.allCases[number % 4]
    judgement.fit = FitAxis.allCases[number / 2 % 4]
    judgement.score = Double(number) / 4
    judgement.labels = (0..<(number % 3)).map { "label-\(number)-\($0)" }
    judgement.unknown = Array(repeating: number, count: number % 4)
    judgement.unfinished = Array(repeating: -number, count: number % 2)
    judgement.silent = Array(repeating: number + 1, count: number % 5)
    for index in 0..<(number % 3) {
      let start = judgement.matches.count
      for leaf in 0..<index {
        judgement.matches.append(
          LeafMatch(leaf: leaf, field: .comment, source: ByteRange(start: number, count: leaf)))
      }
      judgement.reasons.append(
        Reason(
          rule: number + index, counted: 1, field: .comment, span: nil, matches: start..<judgement.matches.count))
    }
    if number % 3 == 1 { judgement.campaign = CampaignTie(kind: .name, called: Array("mekar\(number)".utf8)) }
    return judgement
  }

  @Test func eachComesBackAsItWas() {
    var judgements = Judgements(Array(repeating: Self.judgement(59), count: 9))
    judgements.removeAll()
    #expect(judgements.entries.isEmpty)
    let made = (0..<60).map(Self.judgement)
    judgements = Judgements(made)
    #expect(judgements.entries.count == 60)
    for (index, judgement) in made.enumerated() {
      #expect("\(judgements[index])" == "\(judgement)")
    }
  }

  @Test func readingsAreKeptOfThoseForWhomTheyAreWanted() {
    var judgements = Judgements()
    for number in 0..<6 {
      judgements.append(judgements.begun())
      if number % 2 == 1 { judgements.keep([Reading(Double(number)), Reading(0.5)]) }
    }
    for number in 0..<6 {
      #expect(judgements.readings(at: number).map(\.value) == (number % 2 == 1 ? [Double(number), 0.5] : []))
    }
  }
}
