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

/// Finds the words and phrases of all `words` leaves of one field: one probe for each word of the text, and one for each
/// of the word's other forms.
///
/// A phrase is looked up by the one of its words that the fewest phrases hold: `how to earn` by `earn`, or every `how` of
/// every text would be held against a hundred phrases.
final class PhraseTable: Sendable {
  /// Beginnings of words are looked up by so many bytes, so they need at least as many.
  static let prefixBytes = 3

  private struct Candidate: Sendable {
    /// The leaf to report.
    let atom: Int32
    /// Its words, in `words` and `squeezed`, and which of them it is looked up by.
    let start: Int32
    let count: Int32
    let anchor: Int32
    /// The beginning of the word after them, in `prefixes`; -1 for none.
    let prefix: Int32
  }

  private let byWord: HashIndex
  private let bySqueezed: HashIndex
  private let byPrefix: HashIndex
  private let hasPrefixes: Bool
  private let candidates: [Candidate]
  private let words: [UInt64]
  private let squeezed: [UInt64]
  private let prefixes: [[UInt8]]

  init(_ phrases: [(phrase: Phrase, atom: Int)]) {
    var uses: [UInt64: Int] = [:]
    for (phrase, _) in phrases { for word in phrase.words { uses[word, default: 0] += 1 } }
    var candidates: [Candidate] = []
    var words: [UInt64] = []
    var squeezed: [UInt64] = []
    var prefixes: [[UInt8]] = []
    var anchors: [(key: UInt64, value: Int32)] = []
    var squeezedAnchors: [(key: UInt64, value: Int32)] = []
    var beginnings: [(key: UInt64, value: Int32)] = []
    for (phrase, atom) in phrases {
      let index = Int32(candidates.count)
      let anchor = phrase.words.indices.min { uses[phrase.words[$0], default: 0] < uses[phrase.words[$1], default: 0] }
      candidates.append(
        Candidate(
          atom: Int32(atom), start: Int32(words.count), count: Int32(phrase.words.count), anchor: Int32(anchor ?? 0),
          prefix: phrase.prefix == nil ? -1 : Int32(prefixes.count)))
      if let prefix = phrase.prefix { prefixes.append(prefix) }
      if let anchor {
        anchors.append((phrase.words[anchor], index))
        if phrase.squeezed[anchor] != 0 { squeezedAnchors.append((phrase.squeezed[anchor], index)) }
        words.append(contentsOf: phrase.words)
        squeezed.append(contentsOf: phrase.squeezed)
      } else if let prefix = phrase.prefix {
        guard let key = PhraseTable.key(prefix.span, 0..<prefix.count) else {
          preconditionFailure("the checker refuses shorter beginnings")
        }
        beginnings.append((key, index))
      }
    }
    byWord = HashIndex(anchors)
    bySqueezed = HashIndex(squeezedAnchors)
    byPrefix = HashIndex(beginnings)
    hasPrefixes = !beginnings.isEmpty
    self.candidates = candidates
    self.words = words
    self.squeezed = squeezed
    self.prefixes = prefixes
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
  /// - Parameter forms: the other forms of each word.
  func scan(_ text: [Word], _ forms: [WordForms], in folded: [UInt8], into hits: inout [Hit]) {
    let text = text.span
    let allForms = forms.span
    for position in 0..<text.count {
      let forms = allForms[position]
      look(byWord, text[position].hash, at: position, text, allForms, folded, &hits)
      if forms.bare != 0 { look(byWord, forms.bare, at: position, text, allForms, folded, &hits) }
      if forms.squeezed != 0 { look(bySqueezed, forms.squeezed, at: position, text, allForms, folded, &hits) }
      if forms.bareSqueezed != 0 { look(bySqueezed, forms.bareSqueezed, at: position, text, allForms, folded, &hits) }
      if hasPrefixes, let key = PhraseTable.key(folded.span, text[position].range.range) {
        look(byPrefix, key, at: position, text, allForms, folded, &hits)
      }
    }
  }

  /// Adds the occurrences of all phrases that are looked up by a key.
  ///
  /// - Parameter position: where their anchor stands.
  @inline(__always)
  private func look(
    _ index: HashIndex, _ key: UInt64, at position: Int, _ text: Span<Word>, _ allForms: Span<WordForms>,
    _ folded: [UInt8], _ hits: inout [Hit]
  ) {
    for place in index.values(for: key) {
      let candidate = candidates[Int(index.value(place))]
      if let range = range(of: candidate, at: position, text, allForms, folded) {
        hits.append(Hit(atom: Int(candidate.atom), range: range))
      }
    }
  }

  private func range(
    of candidate: Candidate, at position: Int, _ text: Span<Word>, _ allForms: Span<WordForms>, _ folded: [UInt8]
  ) -> ByteRange? {
    let first = position &- Int(candidate.anchor)
    var end = first &+ Int(candidate.count)
    // What a link or a handle is made of says nothing about what its writer says.
    guard first >= 0, end <= text.count, !text[first].isInEntity else { return nil }
    for offset in 0..<Int(candidate.count) where offset != Int(candidate.anchor) {
      let place = Int(candidate.start) &+ offset
      if text[first &+ offset].hash == words[place] { continue }
      let forms = allForms[first &+ offset]
      let isSqueezed =
        squeezed[place] != 0 && (squeezed[place] == forms.squeezed || squeezed[place] == forms.bareSqueezed)
      guard isSqueezed || forms.bare == words[place] else { return nil }
    }
    if candidate.prefix >= 0 {
      guard end < text.count, begins(text[end], with: prefixes[Int(candidate.prefix)], folded) else { return nil }
      end &+= 1
    }
    let start = Int(text[first].range.start)
    return ByteRange(start: start, count: text[end &- 1].range.end &- start)
  }

  private func begins(_ word: Word, with prefix: [UInt8], _ folded: [UInt8]) -> Bool {
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
