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
}
