import Bytes
package import Text

/// What a text is about: the stems of its distinct words that are no function words, no parts of links or handles and
/// not too short.
package struct ContentWords: Sendable {
  /// Hashes in order of first appearance, each once.
  package private(set) var hashes: [UInt64] = []

  package init() {}

  /// - Parameter most: where to stop; more words say nothing more about a comment, and a list this short is searched
  ///   fastest by walking.
  package mutating func load(_ views: TextViews, most: Int = 64) {
    hashes.removeAll(keepingCapacity: true)
    for word in views.words where isContent(word) {
      let stem = stemHash(of: word, in: views)
      if hashes.contains(stem) { continue }
      hashes.append(stem)
      if hashes.count == most { return }
    }
  }

  private func isContent(_ word: Word) -> Bool {
    !word.isInEntity && word.letters >= 3 && word.digits == 0 && !StopWords.contains(word.hash)
  }
}
