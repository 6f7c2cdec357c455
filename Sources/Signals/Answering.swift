import Dumps
import Text

/// Whether an answer takes up what it answers, and whom it answers.
struct Answering {
  /// - Parameter own: 1 where the survey counts the comment among its people's, else 0.
  static func measure(
    _ comment: Comment, in batch: CommentBatch, _ terms: CommentTerms, own: Int, survey: DumpSurvey,
    into readings: inout [Reading]
  ) {
    guard let parent = commentHash(comment.parent, of: comment, in: batch) else {
      readings[Signal.fitParent.rawValue] = Reading(0)
      readings[Signal.parentCampaign.rawValue] = Reading(0)
      return
    }
    guard let answered = survey.answered[parent] else { return }
    readings[Signal.parentCampaign.rawValue] = Reading(answered.isCampaign ? 1 : 0)
    var total = 0.0
    var shared = 0.0
    for stem in terms.stems {
      let rarity = survey.threads.rarity(max(0, Int(survey.threads.use(of: stem).people) - own), own: own)
      total += rarity
      if answered.stems.contains(stem) { shared += rarity }
    }
    readings[Signal.fitParent.rawValue] = Reading(total > 0 ? shared / total : 0)
  }
}
