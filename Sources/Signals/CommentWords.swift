import Bytes
import Text

/// What is known of a comment's words, found out once for all signals that ask.
struct CommentWords: Sendable {
  /// For each word of the folded view, and behind those what is left of longer texts; of a word inside a link or a handle
  /// nothing is asked.
  private(set) var facts: [WordFacts] = []
  /// The words that may be a campaign's brand.
  private(set) var candidates: [Brands.Candidate] = []
  private var memory = WordMemory()

  mutating func load(_ views: borrowing TextViews) {
    memory.find(views.words.span, in: views.foldedBytes.span, into: &facts)
    candidates.clear()
    Brands.findCandidates(facts, in: views, into: &candidates)
  }
}
