import Bytes
import Text

/// Finds the words and phrases of all `words` leaves of one field: a look into the memory of words for each word of the
/// text, and a probe for those pairs of neighbours with which a phrase may begin.
///
/// A phrase is looked up by the one of its pairs that the fewest phrases hold: `how to earn` by `to earn`. By a single
/// word, every `how` of every text would be held against a hundred phrases.
final class PhraseTable: Sendable {
  /// Beginnings of words are looked up by so many bytes, so they need at least as many.
  static let prefixBytes = 3

  private struct Entry: Sendable {
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
  /// The words that pairs in `byPair` begin with, and those that they end with.
  private let firsts: HashFilter
  private let seconds: HashFilter
  /// All phrases.
  private let entries: [Entry]
  private let words: [UInt64]
  private let squeezed: [UInt64]
  private let prefixes: [[UInt8]]

  /// Takes the leaf of a phrase and where in the folded view it stands.
  typealias Take = (Int, ByteRange) -> Void

  init(_ phrases: [(phrase: Phrase, atom: Int)]) {
    var uses: [UInt64: Int] = [:]
    for (phrase, _) in phrases {
      for (first, second) in zip(phrase.words, phrase.words.dropFirst()) {
        uses[PhraseTable.pair(first, second), default: 0] += 1
      }
    }
    var entries: [Entry] = []
    var words: [UInt64] = []
    var squeezed: [UInt64] = []
    var prefixes: [[UInt8]] = []
    var single: [(key: UInt64, value: Int32)] = []
    var pairs: [(key: UInt64, value: Int32)] = []
    var (firsts, seconds): ([UInt64], [UInt64]) = ([], [])
    var beginnings: [(key: UInt64, value: Int32)] = []
    for (phrase, atom) in phrases {
      let index = Int32(entries.count)
      let keys = zip(phrase.words, phrase.squeezed).map { $1 == 0 ? [$0] : [$0, $1] }
      let anchor = phrase.words.indices.dropLast().min {
        uses[PhraseTable.pair(phrase.words[$0], phrase.words[$0 + 1]), default: 0]
          < uses[PhraseTable.pair(phrase.words[$1], phrase.words[$1 + 1]), default: 0]
      }
      entries.append(
        Entry(
          atom: Int32(atom), start: Int32(words.count), count: Int32(phrase.words.count), anchor: Int32(anchor ?? 0),
          prefix: phrase.prefix == nil ? -1 : Int32(prefixes.count)))
      words.append(contentsOf: phrase.words)
      squeezed.append(contentsOf: phrase.squeezed)
      if let prefix = phrase.prefix { prefixes.append(prefix) }
      if let anchor {
        firsts += keys[anchor]
        seconds += keys[anchor + 1]
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
    self.firsts = HashFilter(firsts)
    self.seconds = HashFilter(seconds)
    self.entries = entries
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

  /// Finds each occurrence, in no certain order.
  ///
  /// It becomes a part of its caller: to note all that is found and to read it again would cost as much as to find it.
  ///
  /// - Parameter memory: of this table alone.
  @inline(__always)
  func scan(_ views: borrowing TextViews, _ memory: inout PhraseMemory, take: Take) {
    let (allWords, allFolded) = (views.words, views.foldedBytes)
    let (words, folded) = (allWords.span, allFolded.span)
    var before: PhraseMemory.Traits = []
    for position in words.indices {
      let facts = memory.facts(of: words[position]) { find(words[position], in: folded, &$0) }
      var place = Int(facts.candidates)
      while memory.candidates[place] != .end {
        let candidate = memory.candidates[place]
        if let leaf = candidate.leaf {
          // What a link or a handle is made of says nothing about what its writer says.
          if !words[position].isInEntity { take(leaf, words[position].range) }
        } else {
          hold(candidate.phrase, against: position, words, folded, take)
        }
        place &+= 1
      }
      if before.contains(.beginsPair), facts.traits.contains(.endsPair) {
        let areAlone = before.union(facts.traits).isDisjoint(with: .hasOtherForms)
        let own = PhraseTable.pair(words[position &- 1].hash, words[position].hash)
        if !areAlone || byPair.mayContain(own) {
          lookUpPair(own, endingAt: position, areAlone: areAlone, words, folded, take)
        }
      }
      before = facts.traits
    }
  }

  /// What is to be known of a word wherever it stands.
  ///
  /// - Parameter found: takes the candidates that are looked up by the word itself.
  private func find(
    _ word: Word, in folded: Span<UInt8>, _ found: inout [PhraseCandidate]
  ) -> PhraseMemory.Traits {
    let forms = WordForms(word, in: folded)
    var traits: PhraseMemory.Traits = forms.isAlone ? [] : .hasOtherForms
    for form in 0..<4 where form == 0 || forms.keys[form] != 0 {
      let key = forms.keys[form]
      for place in byWord.values(for: key) { found.append(candidate(byWord.value(place))) }
      if firsts.mayContain(key) { traits.insert(.beginsPair) }
      if seconds.mayContain(key) { traits.insert(.endsPair) }
    }
    if let key = PhraseTable.key(folded, word.range.range) {
      for place in byPrefix.values(for: key) {
        let index = byPrefix.value(place)
        if begins(word, with: prefixes[Int(entries[Int(index)].prefix)], folded) { found.append(candidate(index)) }
      }
    }
    return traits
  }

  private func candidate(_ index: Int32) -> PhraseCandidate {
    let entry = entries[Int(index)]
    let isOneWord = entry.prefix < 0 ? entry.count == 1 : entry.count == 0
    return isOneWord ? PhraseCandidate(leaf: entry.atom) : PhraseCandidate(phrase: Int(index))
  }

  /// Finds the occurrences of all phrases that are looked up by a word and the one before it.
  ///
  /// - Parameters:
  ///   - own: the key of both as they stand.
  ///   - areAlone: whether neither has other forms.
  private func lookUpPair(
    _ own: UInt64, endingAt position: Int, areAlone: Bool, _ words: Span<Word>, _ folded: Span<UInt8>, _ take: Take
  ) {
    func lookUp(_ key: UInt64) {
      for place in byPair.values(for: key) {
        hold(Int(byPair.value(place)), against: position &- 1, words, folded, take)
      }
    }
    lookUp(own)
    if areAlone { return }
    let first = WordForms(words[position &- 1], in: folded).keys
    let second = WordForms(words[position], in: folded).keys
    for form in 1..<16 where first[form / 4] != 0 && second[form % 4] != 0 {
      lookUp(PhraseTable.pair(first[form / 4], second[form % 4]))
    }
  }

  /// Tells of a phrase if it stands here.
  ///
  /// - Parameters:
  ///   - index: its place among all phrases.
  ///   - position: where its anchor stands.
  private func hold(
    _ index: Int, against position: Int, _ words: Span<Word>, _ folded: Span<UInt8>, _ take: Take
  ) {
    let entry = entries[index]
    let first = position &- Int(entry.anchor)
    var end = first &+ Int(entry.count)
    guard first >= 0, end <= words.count, !words[first].isInEntity else { return }
    for offset in 0..<Int(entry.count) {
      guard holds(words[first &+ offset], Int(entry.start) &+ offset, folded) else { return }
    }
    if entry.prefix >= 0 {
      guard end < words.count, begins(words[end], with: prefixes[Int(entry.prefix)], folded) else { return }
      end &+= 1
    }
    let start = Int(words[first].range.start)
    take(Int(entry.atom), ByteRange(start: start, count: words[end &- 1].range.end &- start))
  }

  /// Whether a word of a text is one of a phrase.
  ///
  /// - Parameter place: in the words of all phrases.
  private func holds(_ word: Word, _ place: Int, _ folded: Span<UInt8>) -> Bool {
    if word.hash == self.words[place] { return true }
    let forms = WordForms(word, in: folded)
    return !forms.isAlone
      && (forms.contain(self.words[place]) || squeezed[place] != 0 && forms.contain(squeezed[place]))
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
