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

/// Finds the words and phrases of all `words` leaves of one field: one probe for each word of the text, and where that
/// finds nothing, one for each of the word's other forms.
struct PhraseTable: Sendable {
  /// Beginnings of words are looked up by so many bytes, so they need at least as many.
  static let prefixBytes = 3

  private struct Candidate: Sendable {
    /// The leaf to report.
    let atom: Int32
    /// The words after the first, in `tails` and `squeezedTails`.
    let tailStart: Int32
    let tailCount: Int32
    /// The beginning of the last word, in `prefixes`; -1 for none.
    let prefix: Int32
  }

  private let byWord: HashIndex
  private let bySqueezed: HashIndex
  private let byPrefix: HashIndex
  private let hasPrefixes: Bool
  private let candidates: [Candidate]
  private let tails: [UInt64]
  private let squeezedTails: [UInt64]
  private let prefixes: [[UInt8]]

  init(_ phrases: [(phrase: Phrase, atom: Int)]) {
    var candidates: [Candidate] = []
    var tails: [UInt64] = []
    var squeezedTails: [UInt64] = []
    var prefixes: [[UInt8]] = []
    var words: [(key: UInt64, value: Int32)] = []
    var squeezed: [(key: UInt64, value: Int32)] = []
    var beginnings: [(key: UInt64, value: Int32)] = []
    for (phrase, atom) in phrases {
      let index = Int32(candidates.count)
      candidates.append(
        Candidate(
          atom: Int32(atom), tailStart: Int32(tails.count), tailCount: Int32(max(0, phrase.words.count - 1)),
          prefix: phrase.prefix == nil ? -1 : Int32(prefixes.count)))
      if let prefix = phrase.prefix { prefixes.append(prefix) }
      if let first = phrase.words.first {
        words.append((first, index))
        if phrase.squeezed[0] != 0 { squeezed.append((phrase.squeezed[0], index)) }
        tails.append(contentsOf: phrase.words.dropFirst())
        squeezedTails.append(contentsOf: phrase.squeezed.dropFirst())
      } else if let prefix = phrase.prefix {
        guard let key = PhraseTable.key(prefix.span, 0..<prefix.count) else {
          preconditionFailure("the checker refuses shorter beginnings")
        }
        beginnings.append((key, index))
      }
    }
    byWord = HashIndex(words)
    bySqueezed = HashIndex(squeezed)
    byPrefix = HashIndex(beginnings)
    hasPrefixes = !beginnings.isEmpty
    self.candidates = candidates
    self.tails = tails
    self.squeezedTails = squeezedTails
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

  /// Calls `found` with the leaf and its place in the folded view, for each occurrence in the order of the text.
  ///
  /// - Parameter forms: the other forms of each word. They are asked for by every phrase that begins with the word before.
  @inline(__always)
  func scan(
    _ words: [Word], _ forms: [WordForms], in folded: [UInt8], _ found: (_ atom: Int, _ range: ByteRange) -> Void
  ) {
    let spans = words.span
    let allForms = forms.span
    // What a link or a handle is made of says nothing about what its writer says.
    for position in 0..<spans.count where !spans[position].isInEntity {
      let hits = byWord.values(for: spans[position].hash)
      if !hits.isEmpty {
        for hit in hits { check(candidates[Int(byWord.value(hit))], 1, at: position, spans, allForms, folded, found) }
      } else {
        let forms = allForms[position]
        if forms.bare != 0 {
          for hit in byWord.values(for: forms.bare) {
            check(candidates[Int(byWord.value(hit))], 1, at: position, spans, allForms, folded, found)
          }
        }
        if forms.squeezed != 0 {
          for hit in bySqueezed.values(for: forms.squeezed) {
            check(candidates[Int(bySqueezed.value(hit))], 1, at: position, spans, allForms, folded, found)
          }
        }
        if forms.bareSqueezed != 0 {
          for hit in bySqueezed.values(for: forms.bareSqueezed) {
            check(candidates[Int(bySqueezed.value(hit))], 1, at: position, spans, allForms, folded, found)
          }
        }
      }
      if hasPrefixes, let key = PhraseTable.key(folded.span, spans[position].range.range) {
        for hit in byPrefix.values(for: key) {
          check(candidates[Int(byPrefix.value(hit))], 0, at: position, spans, allForms, folded, found)
        }
      }
    }
  }

  /// - Parameter taken: how many words already matched.
  private func check(
    _ candidate: Candidate, _ taken: Int, at position: Int, _ words: Span<Word>, _ allForms: Span<WordForms>,
    _ folded: [UInt8], _ found: (_ atom: Int, _ range: ByteRange) -> Void
  ) {
    var last = position + taken
    let tailStart = Int(candidate.tailStart)
    for offset in 0..<Int(candidate.tailCount) {
      guard last < words.count else { return }
      if words[last].hash != tails[tailStart + offset] {
        let forms = allForms[last]
        let squeezed = squeezedTails[tailStart + offset]
        let isSqueezed = squeezed != 0 && (squeezed == forms.squeezed || squeezed == forms.bareSqueezed)
        guard isSqueezed || forms.bare == tails[tailStart + offset] else { return }
      }
      last += 1
    }
    if candidate.prefix >= 0 {
      guard last < words.count, begins(words[last], with: prefixes[Int(candidate.prefix)], folded) else { return }
      last += 1
    }
    let start = Int(words[position].range.start)
    found(Int(candidate.atom), ByteRange(start: start, count: words[last - 1].range.end - start))
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

/// A hash table from 64-bit keys to several values, built once: open addressing at no more than half load.
struct HashIndex: Sendable {
  private struct Slot: Sendable {
    var key: UInt64 = 0
    /// The key's values in `all`; none for an empty slot.
    var start: Int32 = 0
    var end: Int32 = 0
  }

  private let slots: [Slot]
  private let mask: Int
  /// One bit for each key, at most one in eight of all: most words are in no list, and what tells so is small enough to
  /// stay near.
  private let bits: [UInt64]
  private let all: [Int32]

  init(_ pairs: [(key: UInt64, value: Int32)]) {
    let sorted = pairs.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
    var capacity = 2
    while capacity < sorted.count * 2 { capacity *= 2 }
    var slots = [Slot](repeating: Slot(), count: capacity)
    var bits = [UInt64](repeating: 0, count: max(1, capacity / 16))
    var start = 0
    while start < sorted.count {
      let key = sorted[start].key
      var end = start
      while end < sorted.count, sorted[end].key == key { end += 1 }
      var place = HashIndex.place(key, mask: capacity - 1)
      while slots[place].end > slots[place].start { place = (place + 1) & (capacity - 1) }
      slots[place] = Slot(key: key, start: Int32(start), end: Int32(end))
      let bit = HashIndex.place(key, mask: bits.count * 64 - 1)
      bits[bit / 64] |= 1 << UInt64(bit % 64)
      start = end
    }
    self.slots = slots
    self.bits = bits
    mask = capacity - 1
    all = sorted.map(\.value)
  }

  @inline(__always) private static func place(_ key: UInt64, mask: Int) -> Int {
    Int(truncatingIfNeeded: key ^ key >> 32) & mask
  }

  /// Positions for `value(_:)`.
  @inline(__always) func values(for key: UInt64) -> Range<Int> {
    let bit = HashIndex.place(key, mask: bits.count &* 64 &- 1)
    if bits[bit / 64] & 1 << UInt64(bit % 64) == 0 { return 0..<0 }
    let slots = slots.span
    var place = HashIndex.place(key, mask: mask)
    while true {
      let slot = slots[place]
      if slot.end == slot.start { return 0..<0 }
      if slot.key == key { return Int(slot.start)..<Int(slot.end) }
      place = (place &+ 1) & mask
    }
  }

  @inline(__always) func value(_ position: Int) -> Int32 { all[position] }
}
