import Bytes
import Text

/// A word or phrase of a `words` leaf, folded the way comments are.
struct Phrase: Hashable, Sendable {
  /// Hashes of the whole words, in order; empty for a lone beginning of a word.
  var words: [UInt64]
  /// The same of their squeezed forms; 0 for a word too short to be told by it.
  var squeezed: [UInt64]
  /// The folded beginning of one more word after them, from an entry that ends in `*`; without apostrophes, which
  /// words are compared without.
  var prefix: [UInt8]?
}

extension RuleSetCompiler {
  /// The phrases of a `words` match; nil after reporting what is wrong.
  mutating func phrases(_ entries: [LocatedText]) -> [Phrase]? {
    if entries.count == 1, entries[0].text.hasPrefix("@") { return listPhrases(entries[0]) }
    var all: [Phrase] = []
    var isGood = true
    for entry in entries {
      if entry.text.hasPrefix("@") {
        guard let more = listPhrases(entry) else {
          isGood = false
          continue
        }
        all += more
      } else if let phrase = phrase(entry) {
        all.append(phrase)
      } else {
        isGood = false
      }
    }
    return isGood ? sorted(all) : nil
  }

  private mutating func listPhrases(_ reference: LocatedText) -> [Phrase]? {
    let name = String(reference.text.dropFirst())
    if let folded = foldedLists[name] { return folded }
    guard let list = lists[name] else {
      report(
        "unknown-list", reference.position, "there is no list “\(name)”",
        suggestion: nearest(name, among: lists.keys).map { "@" + $0 })
      return nil
    }
    // Folded once, and reported once, however many rules use it.
    let phrases = sorted(list.entries.prefix(RuleSet.maximumListEntries).compactMap { phrase($0) })
    foldedLists[name] = phrases
    return phrases
  }

  /// In order, each once. Lists come sorted, which makes sorting a merge.
  private func sorted(_ phrases: [Phrase]) -> [Phrase] {
    let sorted = phrases.sorted { a, b in
      if a.words != b.words { return a.words.lexicographicallyPrecedes(b.words) }
      return (a.prefix ?? []).lexicographicallyPrecedes(b.prefix ?? [])
    }
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }

  /// Folds an entry the way comments are folded.
  private mutating func phrase(_ entry: LocatedText) -> Phrase? {
    let isPrefix = entry.text.hasSuffix("*")
    let bytes = Array((isPrefix ? String(entry.text.dropLast()) : entry.text).utf8)
    views.load(bytes.span)
    let folded = views.folded.bytes
    var words = views.words.map(\.hash)
    var squeezed = views.words.map { WordForms.squeezedKey(of: $0, in: folded.span) }
    guard !words.isEmpty else {
      report("no-words", entry.position, "“\(entry.text)” has no letters or digits to look for")
      return nil
    }
    guard isPrefix else { return Phrase(words: words, squeezed: squeezed, prefix: nil) }
    words.removeLast()
    squeezed.removeLast()
    guard let last = views.words.last, last.range.end <= folded.count else { return nil }
    let prefix = folded[last.range.range].filter { $0 != UInt8(ascii: "'") }
    guard prefix.count >= PhraseTable.prefixBytes else {
      report(
        "short-prefix", entry.position, "before “*” there must be at least \(PhraseTable.prefixBytes) letters or digits"
      )
      return nil
    }
    return Phrase(words: words, squeezed: squeezed, prefix: prefix)
  }
}
