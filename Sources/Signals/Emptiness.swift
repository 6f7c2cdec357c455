import Text

/// How little a comment says: the ground on which generic praise is told from an answer to the post.
struct Emptiness {
  static func measure(_ views: borrowing TextViews, contentWords: Int, into readings: inout [Reading]) {
    readings[Signal.emptinessWords.rawValue] = Reading(Double(contentWords))
    readings[Signal.emptinessLetters.rawValue] = Reading(Double(views.shape.letters + views.shape.digits))
    readings[Signal.emptinessEmoji.rawValue] = Reading(Double(views.shape.emoji))
    readings[Signal.emptinessCharacters.rawValue] = Reading(Double(views.shape.characters))
  }
}
