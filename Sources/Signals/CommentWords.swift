import Bytes
import Text

/// A comment's words with what is known of each, found out once for all signals that ask.
struct CommentWords: Sendable {
  private(set) var all: [Word] = []
  /// For each word; of one inside a link or a handle nothing is asked.
  private(set) var facts: [WordFacts] = []
  /// The words that may be a campaign's brand.
  private(set) var candidates: [Brands.Candidate] = []
  private var memory = WordMemory()

  private static let nothing = WordFacts(stem: 0, isStopWord: false, isOrdinary: false)

  mutating func load(_ views: borrowing TextViews) {
    all.removeAll(keepingCapacity: true)
    all.append(contentsOf: views.words)
    let folded = views.foldedBytes
    facts.removeAll(keepingCapacity: true)
    for word in all { facts.append(word.isInEntity ? Self.nothing : memory.facts(of: word, in: folded.span)) }
    candidates.removeAll(keepingCapacity: true)
    Brands.findCandidates(all, facts, in: views, into: &candidates)
  }
}
