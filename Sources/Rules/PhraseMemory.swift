import Bytes
import Text

/// What a phrase table found out of words met before: comments use the same few thousand words again and again.
///
/// A word takes the place of the one that was there before it. What is remembered changes the speed, never what is found.
struct PhraseMemory {
  /// What is known of a word wherever it stands.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// Phrases may be looked up by it and the word behind it.
    static let beginsPair = Traits(rawValue: 1)
    /// The same with the word before it.
    static let endsPair = Traits(rawValue: 2)
    static let hasOtherForms = Traits(rawValue: 4)
  }

  struct Facts {
    /// Where in `candidates` those begin that are looked up by the word itself.
    var candidates: Int32 = 0
    var traits: Traits = []
  }

  private struct Slot {
    /// 0 for a free slot.
    var hash: UInt64 = 0
    var facts = Facts()
  }

  /// More are forgotten with all words.
  private static let mostCandidates = 1 << 16
  private var slots: [Slot]
  /// The candidates of each word one after the other, an `end` behind those of each; at first those of words without any.
  private(set) var candidates: [PhraseCandidate] = [.end]
  /// How many of these belong to words that are remembered.
  private var remembered = 1

  /// - Parameter words: how many are remembered at most, a power of two.
  init(words: Int = 1 << 13) {
    slots = [Slot](repeating: Slot(), count: words)
  }

  /// - Parameter find: adds the candidates of a word that is not remembered, and says what else is known of it.
  @inline(__always)
  mutating func facts(of word: Word, find: (inout [PhraseCandidate]) -> Traits) -> Facts {
    let place = Int(truncatingIfNeeded: word.hash ^ word.hash >> 32) & (slots.count &- 1)
    let isPlain = word.isToldByHash
    if isPlain, slots[place].hash == word.hash { return slots[place].facts }
    return learn(word, at: isPlain ? place : nil, find)
  }

  @inline(never)
  private mutating func learn(
    _ word: Word, at place: Int?, _ find: (inout [PhraseCandidate]) -> Traits
  ) -> Facts {
    if remembered > Self.mostCandidates { self = PhraseMemory(words: slots.count) }
    if candidates.count > remembered { candidates.removeLast(candidates.count - remembered) }
    let traits = find(&candidates)
    var facts = Facts(candidates: 0, traits: traits)
    if candidates.count > remembered {
      facts.candidates = Int32(remembered)
      candidates.append(.end)
    }
    guard let place else { return facts }
    remembered = candidates.count
    slots[place] = Slot(hash: word.hash, facts: facts)
    return facts
  }
}

/// What a phrase table has to look at where a word stands.
struct PhraseCandidate: Equatable {
  /// The place of a phrase among those of the table; below 0 the leaf of one that is no more than the word itself, or its
  /// beginning, of which nothing more need be looked up.
  private let code: Int32
  /// Stands behind the last of several candidates.
  static let end = PhraseCandidate(code: .min)

  private init(code: Int32) { self.code = code }
  init(leaf: Int32) { code = ~leaf }
  init(phrase: Int) { code = Int32(phrase) }

  /// What there is to report; nil for a phrase.
  @inline(__always) var leaf: Int? { code < 0 ? Int(~code) : nil }
  @inline(__always) var phrase: Int { Int(code) }
}
