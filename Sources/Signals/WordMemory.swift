import Bytes
import Text

/// What is known of a word wherever it stands.
struct WordFacts: Sendable {
  /// The hash of its stem.
  var stem: UInt64
  /// Whether it says what a text is about: it is no function word, not too short and without digits.
  var isContent: Bool
  /// Whether `Vocabulary` calls it ordinary.
  var isOrdinary: Bool
  /// Whether it may be a name as it stands, with no number behind it and undisguised; see `Brands`.
  var mayBeName: Bool
}

/// What was found out of words met before. The comments of a dump use the same few thousand words again and again, and to
/// look up one word here costs a tenth of cutting its stem and trying its affixes against the vocabulary.
///
/// A word takes the place of the one that was there before it. What is remembered changes the speed, never the facts.
struct WordMemory: Sendable {
  private struct Slot: Sendable {
    /// 0 for a free slot.
    var hash: UInt64 = 0
    var facts = WordMemory.nothing
  }

  private static let slots = 1 << 14
  private var slots = [Slot](repeating: Slot(), count: WordMemory.slots)

  /// Finds what is known of each word; nothing is asked of one inside a link or a handle.
  ///
  /// - Parameter facts: grows with the longest text and is never emptied, which would cost more than a few words do.
  mutating func find(_ words: Span<Word>, in folded: Span<UInt8>, into facts: inout [WordFacts]) {
    if facts.count < words.count {
      facts.append(contentsOf: repeatElement(Self.nothing, count: words.count - facts.count))
    }
    var facts = facts.mutableSpan
    for index in words.indices {
      let word = words[index]
      facts[index] = word.isInEntity ? Self.nothing : self.facts(of: word, in: folded)
    }
  }

  private static let nothing = WordFacts(stem: 0, isContent: false, isOrdinary: false, mayBeName: false)

  private mutating func facts(of word: Word, in folded: Span<UInt8>) -> WordFacts {
    guard word.isToldByHash else { return Self.find(word, in: folded) }
    let place = Int(truncatingIfNeeded: word.hash ^ word.hash >> 32) & (Self.slots - 1)
    if slots[place].hash == word.hash { return slots[place].facts }
    let facts = Self.find(word, in: folded)
    slots[place] = Slot(hash: word.hash, facts: facts)
    return facts
  }

  private static func find(_ word: Word, in folded: Span<UInt8>) -> WordFacts {
    let isOrdinary = Vocabulary.isOrdinary(word, in: folded)
    return WordFacts(
      stem: stemHash(folded.extracting(word.range.range)),
      isContent: word.letters >= 3 && word.digits == 0 && !StopWords.contains(word.hash),
      isOrdinary: isOrdinary, mayBeName: Brands.mayBeName(word, isOrdinary: isOrdinary))
  }
}
