import Bytes
import Text

/// Words that name something no dictionary holds: `mekar88`, or any word that its writer disguised.
///
/// A campaign needs its brand to be read by people and missed by filters. So it coins a word with digits behind it,
/// or hides it, and many accounts say it. None of this needs a list of brands.
struct Brands {
  /// A word that may be a campaign's brand.
  struct Candidate {
    var word: Word
    var isDisguised: Bool
  }

  private static let leastLetters = 3
  private static let mostDigits = 4

  /// Calls `body` for each word that is coined or disguised.
  static func forEachCandidate(in views: TextViews, _ body: (Candidate) -> Void) {
    for word in views.words where !word.isInEntity && Int(word.letters) >= leastLetters {
      let isDisguised = !views.disguises.isEmpty && overlapsDisguise(word, in: views)
      if isDisguised || endsInDigits(word, in: views) {
        body(Candidate(word: word, isDisguised: isDisguised))
      }
    }
  }

  /// Letters first, then one to four digits: `mekar88`, not `2jam`, not `h2o`.
  private static func endsInDigits(_ word: Word, in views: TextViews) -> Bool {
    guard word.digits > 0, word.digits <= mostDigits else { return false }
    let range = word.range.range
    for index in (range.upperBound - Int(word.digits))..<range.upperBound {
      let byte = views.folded.bytes[index]
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return false }
    }
    return true
  }

  private static func overlapsDisguise(_ word: Word, in views: TextViews) -> Bool {
    let source = views.source(of: word.range.range, in: .folded)
    return views.disguises.contains { $0.source.range.overlaps(source) }
  }

  static func measure(
    _ views: TextViews, survey: DumpSurvey, post: PostProfile?, into readings: inout [Reading]
  ) {
    var coined = Reading(0)
    var authors = Reading(0)
    var disguised = Reading(0)
    for word in views.words where !word.isInEntity && Int(word.letters) >= leastLetters {
      if let post, post.words.contains(word.hash) { continue }
      guard let token = survey.token(word.hash) else { continue }
      let isDisguised = !views.disguises.isEmpty && overlapsDisguise(word, in: views)
      let source = { ByteRange(views.source(of: word.range.range, in: .folded)) }
      if isDisguised || endsInDigits(word, in: views) {
        if Double(word.letters) > coined.value { coined = Reading(Double(word.letters), at: source()) }
        if Double(token.authors.count) > authors.value { authors = Reading(Double(token.authors.count), at: source()) }
      }
      if !isDisguised, token.disguisedBy.count >= 2 {
        // A coined word is a candidate wherever it stands; an ordinary one only where it is disguised.
        var occurrences = Int(token.occurrences)
        if word.digits == 0 {
          occurrences += survey.comments(with: stemHash(views.folded.bytes.span.extracting(word.range.range)))
        }
        let share = Double(token.disguised) / Double(max(1, occurrences))
        if share > disguised.value { disguised = Reading(min(1, share), at: source()) }
      }
    }
    readings[Signal.brandCoined.rawValue] = coined
    readings[Signal.brandAuthors.rawValue] = authors
    readings[Signal.brandDisguised.rawValue] = disguised
  }
}
