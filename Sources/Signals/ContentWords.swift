import Text

/// What a text is about: the stems of its distinct words that are no function words, no parts of links or handles and
/// not too short.
struct ContentWords: Sendable {
  /// Hashes in order of first appearance, each once.
  private(set) var hashes: [UInt64] = []

  /// - Parameter most: where to stop; more words say nothing more about a comment, and a list this short is searched
  ///   fastest by walking.
  mutating func load(_ words: CommentWords, most: Int = 64) {
    hashes.removeAll(keepingCapacity: true)
    for index in words.all.indices where isContent(words.all[index]) && !words.facts[index].isStopWord {
      let stem = words.facts[index].stem
      if hashes.contains(stem) { continue }
      hashes.append(stem)
      if hashes.count == most { return }
    }
  }

  private func isContent(_ word: Word) -> Bool { !word.isInEntity && word.letters >= 3 && word.digits == 0 }
}
