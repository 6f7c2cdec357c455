import Bytes
import Dumps
import Text

/// Whether the post's own account speaks, or one that answers for it: sellers point to their shop and pages to their
/// site, and nobody is to call them a bot for it.
struct Hosts {
  /// Fewer answers than this in a dump tell nobody's part in it.
  private static let leastAnswers = 20

  /// Known from the dump alone, comment by comment.
  static func measureOwner(_ comment: Comment, into readings: inout [Reading]) {
    if let isOwner = comment.isOwner { readings[Signal.authorOwner.rawValue] = Reading(isOwner ? 1 : 0) }
  }

  /// The share of the dump's answers that this author wrote: where a dump does not say whose account it is, the one who
  /// answers most is its host.
  static func measureAnswers(author: UInt64, survey: DumpSurvey, into readings: inout [Reading]) {
    let share =
      survey.answers < leastAnswers ? 0 : Double(survey.answers(by: author)) / Double(survey.answers)
    readings[Signal.authorAnswers.rawValue] = Reading(share)
  }

  /// What else the author wrote: who splits a payload over comments is known by its other part, and a regular by what
  /// was said before.
  ///
  /// - Parameter texts: all that the author wrote.
  static func measureOtherTexts(
    _ texts: DumpSurvey.OwnTexts, author: UInt64, ownText: SurveyedText?, into readings: inout [Reading]
  ) {
    let own = ownText?.author == author ? ownText : nil
    readings[Signal.authorCampaign.rawValue] = Reading(Double(Int(texts.campaign) - (own?.side == .campaign ? 1 : 0)))
    readings[Signal.authorPeople.rawValue] = Reading(Double(Int(texts.people) - (own?.isOfThread == true ? 1 : 0)))
  }
}
