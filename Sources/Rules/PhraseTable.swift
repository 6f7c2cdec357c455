import Bytes
import Text

/// A word or phrase of a `words` leaf, folded the way comments are.
struct Phrase: Hashable, Sendable {
  /// Hashes of the whole words, in order; empty for a lone beginning of a word.
  var words: [UInt64]
  /// The same of their squeezed forms; 0 for a word too short to be told by it.
  var squeezed: [UInt64]
  /// The folded beginning of one more word after them, from an entry that ends in `*`.
  var prefix: [UInt8]?
}

/// Finds the words and phrases of all `words` leaves of one field: one probe for each word of the text, and a second one
/// for words with repeated letters, which are drawn out (`murahhh`) or repeated to get past a filter (`folllower`).
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
        beginnings.append((PhraseTable.key(prefix.span, at: 0), index))
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

  private static func key(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
    UInt64(bytes[start]) | UInt64(bytes[start + 1]) << 8 | UInt64(bytes[start + 2]) << 16 | 1 << 63
  }

  /// Calls `found` with the leaf and its place in the folded view, for each occurrence in the order of the text.
  @inline(__always)
  func scan(_ words: [Word], in folded: [UInt8], _ found: (_ atom: Int, _ range: ByteRange) -> Void) {
    let spans = words.span
    for position in 0..<spans.count {
      let hits = byWord.values(for: spans[position].hash)
      if !hits.isEmpty {
        for hit in hits { check(candidates[Int(byWord.value(hit))], 1, at: position, spans, folded, found) }
      } else if let hash = squeezedHash(spans[position], in: folded.span) {
        for hit in bySqueezed.values(for: hash) {
          check(candidates[Int(bySqueezed.value(hit))], 1, at: position, spans, folded, found)
        }
      }
      if hasPrefixes, Int(spans[position].range.count) >= PhraseTable.prefixBytes {
        let start = Int(spans[position].range.start)
        guard start + PhraseTable.prefixBytes <= folded.count else { continue }
        for hit in byPrefix.values(for: PhraseTable.key(folded.span, at: start)) {
          check(candidates[Int(byPrefix.value(hit))], 0, at: position, spans, folded, found)
        }
      }
    }
  }

  /// - Parameter taken: how many words already matched.
  private func check(
    _ candidate: Candidate, _ taken: Int, at position: Int, _ words: Span<Word>, _ folded: [UInt8],
    _ found: (_ atom: Int, _ range: ByteRange) -> Void
  ) {
    var last = position + taken
    let tailStart = Int(candidate.tailStart)
    for offset in 0..<Int(candidate.tailCount) {
      guard last < words.count else { return }
      if words[last].hash != tails[tailStart + offset] {
        guard let hash = squeezedHash(words[last], in: folded.span), hash == squeezedTails[tailStart + offset] else {
          return
        }
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
    let start = Int(word.range.start)
    guard Int(word.range.count) >= prefix.count, start + prefix.count <= folded.count else { return false }
    for offset in prefix.indices where folded[start + offset] != prefix[offset] { return false }
    return true
  }
}

/// Letters that a squeezed word must keep: shorter words are too easily another word.
private let leastSqueezed = 5

/// The hash of a word with each run of one letter made a single letter; nil where no letter is repeated or too few
/// remain.
func squeezedHash(_ word: Word, in folded: Span<UInt8>) -> UInt64? {
  let range = word.range.range
  guard range.count > leastSqueezed, range.upperBound <= folded.count else { return nil }
  var hasRun = false
  for index in (range.lowerBound + 1)..<range.upperBound where folded[index] == folded[index - 1] {
    hasRun = true
    break
  }
  return hasRun ? hashSqueezed(folded.extracting(range)) : nil
}

/// The hash of a list entry's word as `squeezedHash` gives it for a drawn-out one; 0 where too few letters remain.
func squeezedKey(_ word: Word, in folded: Span<UInt8>) -> UInt64 {
  hashSqueezed(folded.extracting(word.range.range)) ?? 0
}

private func hashSqueezed(_ word: Span<UInt8>) -> UInt64? {
  var hash = HashOfBytes()
  var count = 0
  for index in 0..<word.count where index == 0 || word[index] != word[index - 1] {
    hash.add(word[index])
    count += 1
  }
  return count >= leastSqueezed ? hash.value : nil
}

/// FNV-1a, for bytes that come one by one.
private struct HashOfBytes {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
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
  private let all: [Int32]

  init(_ pairs: [(key: UInt64, value: Int32)]) {
    let sorted = pairs.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
    var capacity = 2
    while capacity < sorted.count * 2 { capacity *= 2 }
    var slots = [Slot](repeating: Slot(), count: capacity)
    var start = 0
    while start < sorted.count {
      let key = sorted[start].key
      var end = start
      while end < sorted.count, sorted[end].key == key { end += 1 }
      var place = HashIndex.place(key, mask: capacity - 1)
      while slots[place].end > slots[place].start { place = (place + 1) & (capacity - 1) }
      slots[place] = Slot(key: key, start: Int32(start), end: Int32(end))
      start = end
    }
    self.slots = slots
    mask = capacity - 1
    all = sorted.map(\.value)
  }

  @inline(__always) private static func place(_ key: UInt64, mask: Int) -> Int {
    Int(truncatingIfNeeded: key ^ key >> 32) & mask
  }

  /// Positions for `value(_:)`.
  @inline(__always) func values(for key: UInt64) -> Range<Int> {
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
