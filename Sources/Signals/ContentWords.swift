import Text

/// What a text is about: its distinct words that are no function words, no parts of links or handles and not too short.
struct ContentWords: Sendable {
  /// How many there are, those with one stem once.
  var count: Int { stems.count }
  private var stems: [UInt64] = []

  /// Where to stop: more words say nothing more about a comment, and a list this short is searched fastest by walking.
  private static let most = 64

  mutating func load(_ words: [Word], _ facts: [WordFacts]) {
    let (words, facts) = (words.span, facts.span)
    let most = min(words.count, Self.most)
    var seen = ShortListBits()
    stems.removeAll(keepingCapacity: true)
    stems.append(addingCapacity: most) { stems in
      for index in words.indices where Self.isContent(words[index]) && !facts[index].isStopWord {
        let stem = facts[index].stem
        if seen.note(UInt32(truncatingIfNeeded: stem)), holds(stems.span, stem) { continue }
        stems.append(stem)
        if stems.count == most { return }
      }
    }
  }

  private static func isContent(_ word: Word) -> Bool { !word.isInEntity && word.letters >= 3 && word.digits == 0 }
}
