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
  /// One digit is a reduplication (`orang2`), a grade or a version.
  private static let digits = 2...4

  /// Calls `body` for each word that is coined or disguised.
  static func forEachCandidate(in views: TextViews, _ body: (Candidate) -> Void) {
    for word in views.words where !word.isInEntity && Int(word.letters) >= leastLetters {
      let isDisguised = !views.disguises.isEmpty && overlapsDisguise(word, in: views)
      if isDisguised || endsInDigits(word, in: views) {
        body(Candidate(word: word, isDisguised: isDisguised))
      }
    }
  }

  /// Letters first, then two to four digits: `mekar88`, not `2jam`, not `h2o`.
  private static func endsInDigits(_ word: Word, in views: TextViews) -> Bool {
    guard digits.contains(Int(word.digits)) else { return false }
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

  /// The longest coined or disguised word of the comment itself.
  static func measureCoined(_ views: TextViews, post: PostProfile, into readings: inout [Reading]) {
    var coined = Reading(0)
    forEachCandidate(in: views) { candidate in
      let letters = Double(candidate.word.letters)
      if letters > coined.value, !post.words.contains(candidate.word.hash) {
        coined = Reading(letters, at: ByteRange(views.source(of: candidate.word.range.range, in: .folded)))
      }
    }
    readings[Signal.brandCoined.rawValue] = coined
  }

  /// What the rest of the dump does with the comment's names.
  static func measureShared(
    _ views: TextViews, post: PostProfile, survey: DumpSurvey, into readings: inout [Reading]
  ) {
    var authors = Reading(0)
    forEachCandidate(in: views) { candidate in
      guard !post.words.contains(candidate.word.hash), let token = survey.token(candidate.word.hash) else { return }
      if Double(token.authors.count) > authors.value {
        authors = Reading(
          Double(token.authors.count), at: ByteRange(views.source(of: candidate.word.range.range, in: .folded)))
      }
    }
    readings[Signal.brandAuthors.rawValue] = authors
    var disguised = Reading(0)
    for word in views.words where !word.isInEntity && Int(word.letters) >= leastLetters {
      if post.words.contains(word.hash) { continue }
      guard let token = survey.token(word.hash), token.disguisedBy.count >= 2 else { continue }
      if !views.disguises.isEmpty, overlapsDisguise(word, in: views) { continue }
      // An ordinary word may be dressed up now and then; a coined one that some hide is hidden for its own sake.
      let texts = max(Int(token.occurrences), survey.campaigns.texts(with: word.hash))
      let share = word.digits > 0 ? 1 : Double(token.disguised) / Double(max(1, texts))
      if share > disguised.value {
        disguised = Reading(min(1, share), at: ByteRange(views.source(of: word.range.range, in: .folded)))
      }
    }
    readings[Signal.brandDisguised.rawValue] = disguised
  }
}
