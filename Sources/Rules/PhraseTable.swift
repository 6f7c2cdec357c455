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

/// Finds the words and phrases of all `words` leaves of one field: one probe for each word of the text and each pair of
/// neighbours, and more for those that have other forms.
///
/// A phrase is looked up by the one of its pairs that the fewest phrases hold: `how to earn` by `to earn`. By a single
/// word, every `how` of every text would be held against a hundred phrases.
final class PhraseTable: Sendable {
  /// Beginnings of words are looked up by so many bytes, so they need at least as many.
  static let prefixBytes = 3

  private struct Candidate: Sendable {
    /// The leaf to report.
    let atom: Int32
    /// Its words, in `words` and `squeezed`, and the first of those that it is looked up by.
    let start: Int32
    let count: Int32
    let anchor: Int32
    /// The beginning of the word after them, in `prefixes`; -1 for none.
    let prefix: Int32
  }

  /// Single words, by their hash and by their squeezed one.
  private let byWord: HashIndex
  private let byPair: HashIndex
  private let byPrefix: HashIndex
  private let hasPrefixes: Bool
  private let candidates: [Candidate]
  private let words: [UInt64]
  private let squeezed: [UInt64]
  private let prefixes: [[UInt8]]

  init(_ phrases: [(phrase: Phrase, atom: Int)]) {
    var uses: [UInt64: Int] = [:]
    for (phrase, _) in phrases {
      for (first, second) in zip(phrase.words, phrase.words.dropFirst()) {
        uses[PhraseTable.pair(first, second), default: 0] += 1
      }
    }
    var candidates: [Candidate] = []
    var words: [UInt64] = []
    var squeezed: [UInt64] = []
    var prefixes: [[UInt8]] = []
    var single: [(key: UInt64, value: Int32)] = []
    var pairs: [(key: UInt64, value: Int32)] = []
    var beginnings: [(key: UInt64, value: Int32)] = []
    for (phrase, atom) in phrases {
      let index = Int32(candidates.count)
      let keys = zip(phrase.words, phrase.squeezed).map { $1 == 0 ? [$0] : [$0, $1] }
      let anchor = phrase.words.indices.dropLast().min {
        uses[PhraseTable.pair(phrase.words[$0], phrase.words[$0 + 1]), default: 0]
          < uses[PhraseTable.pair(phrase.words[$1], phrase.words[$1 + 1]), default: 0]
      }
      candidates.append(
        Candidate(
          atom: Int32(atom), start: Int32(words.count), count: Int32(phrase.words.count), anchor: Int32(anchor ?? 0),
          prefix: phrase.prefix == nil ? -1 : Int32(prefixes.count)))
      words.append(contentsOf: phrase.words)
      squeezed.append(contentsOf: phrase.squeezed)
      if let prefix = phrase.prefix { prefixes.append(prefix) }
      if let anchor {
        for first in keys[anchor] {
          for second in keys[anchor + 1] { pairs.append((PhraseTable.pair(first, second), index)) }
        }
      } else if let only = keys.first {
        for key in only { single.append((key, index)) }
      } else if let prefix = phrase.prefix {
        guard let key = PhraseTable.key(prefix.span, 0..<prefix.count) else {
          preconditionFailure("the checker refuses shorter beginnings")
        }
        beginnings.append((key, index))
      }
    }
    byWord = HashIndex(single)
    byPair = HashIndex(pairs)
    byPrefix = HashIndex(beginnings)
    hasPrefixes = !beginnings.isEmpty
    self.candidates = candidates
    self.words = words
    self.squeezed = squeezed
    self.prefixes = prefixes
  }

  /// Two neighbours as one key, which is another the other way round.
  @inline(__always) private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    combine(first &<< 1 | first &>> 63, second)
  }

  /// The first bytes of a word; nil for a shorter one.
  @inline(__always) private static func key(_ bytes: Span<UInt8>, _ word: Range<Int>) -> UInt64? {
    guard word.count >= prefixBytes, word.upperBound <= bytes.count else { return nil }
    var key: UInt64 = 1
    var count = 0
    for index in word {
      if bytes[index] == UInt8(ascii: "'") { continue }
      key = key &<< 8 | UInt64(bytes[index])
      count &+= 1
      if count == prefixBytes { return key }
    }
    return nil
  }

  /// An occurrence.
  struct Hit {
    /// The leaf that it is of.
    let atom: Int
    /// In the folded view.
    let range: ByteRange
  }

  /// Adds each occurrence, in no certain order.
  ///
  /// - Parameter forms: room for the forms of the text's words.
  func scan(_ views: borrowing TextViews, reusing forms: inout [WordForms], into hits: inout [Hit]) {
    let (allWords, allFolded) = (views.words, views.foldedBytes)
    let (text, folded) = (allWords.span, allFolded.span)
    forms.removeAll(keepingCapacity: true)
    for word in allWords { forms.append(WordForms(word, in: folded)) }
    let allForms = forms.span
    for position in 0..<text.count {
      let own = allForms[position]
      look(byWord, own.keys[0], at: position, text, allForms, folded, &hits)
      if !own.isAlone {
        for form in 1..<4 where own.keys[form] != 0 {
          look(byWord, own.keys[form], at: position, text, allForms, folded, &hits)
        }
      }
      if hasPrefixes, let key = PhraseTable.key(folded, text[position].range.range) {
        look(byPrefix, key, at: position, text, allForms, folded, &hits)
      }
      guard position + 1 < text.count else { continue }
      let next = allForms[position + 1]
      look(byPair, PhraseTable.pair(own.keys[0], next.keys[0]), at: position, text, allForms, folded, &hits)
      if own.isAlone, next.isAlone { continue }
      for form in 1..<16 where own.keys[form / 4] != 0 && next.keys[form % 4] != 0 {
        look(
          byPair, PhraseTable.pair(own.keys[form / 4], next.keys[form % 4]), at: position, text, allForms, folded, &hits
        )
      }
    }
  }

  /// Adds the occurrences of all phrases that are looked up by a key.
  ///
  /// - Parameter position: where their anchor stands.
  @inline(__always)
  private func look(
    _ index: HashIndex, _ key: UInt64, at position: Int, _ text: Span<Word>, _ allForms: Span<WordForms>,
    _ folded: Span<UInt8>, _ hits: inout [Hit]
  ) {
    for place in index.values(for: key) {
      let candidate = candidates[Int(index.value(place))]
      if let range = range(of: candidate, at: position, text, allForms, folded) {
        hits.append(Hit(atom: Int(candidate.atom), range: range))
      }
    }
  }

  private func range(
    of candidate: Candidate, at position: Int, _ text: Span<Word>, _ allForms: Span<WordForms>, _ folded: Span<UInt8>
  ) -> ByteRange? {
    let first = position &- Int(candidate.anchor)
    var end = first &+ Int(candidate.count)
    // What a link or a handle is made of says nothing about what its writer says.
    guard first >= 0, end <= text.count, !text[first].isInEntity else { return nil }
    for offset in 0..<Int(candidate.count) {
      let place = Int(candidate.start) &+ offset
      let forms = allForms[first &+ offset]
      guard forms.contain(words[place]) || squeezed[place] != 0 && forms.contain(squeezed[place]) else { return nil }
    }
    if candidate.prefix >= 0 {
      guard end < text.count, begins(text[end], with: prefixes[Int(candidate.prefix)], folded) else {
        return nil
      }
      end &+= 1
    }
    let start = Int(text[first].range.start)
    return ByteRange(start: start, count: text[end &- 1].range.end &- start)
  }

  private func begins(_ word: Word, with prefix: [UInt8], _ folded: Span<UInt8>) -> Bool {
    guard Int(word.range.count) >= prefix.count, word.range.end <= folded.count else { return false }
    var taken = 0
    for index in word.range.range {
      if taken == prefix.count { return true }
      if folded[index] == UInt8(ascii: "'") { continue }
      if folded[index] != prefix[taken] { return false }
      taken += 1
    }
    return taken == prefix.count
  }
}
