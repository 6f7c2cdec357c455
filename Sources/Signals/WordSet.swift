/// A set of word hashes, built once and asked often: open addressing at no more than half load.
struct WordSet: Sendable {
  /// 0 is a free slot, and in no set.
  private var slots: [UInt64]
  /// One bit for each hash, by six of its own. Most words are in no set of a few, and this tells so without a look at the
  /// slots, which lie elsewhere.
  private let filter: UInt64

  init(_ hashes: some Collection<UInt64>) {
    isEmpty = hashes.isEmpty
    var capacity = 1
    while capacity < hashes.count * 2 { capacity *= 2 }
    slots = [UInt64](repeating: 0, count: capacity)
    filter = hashes.reduce(0) { $0 | Self.bit(of: $1) }
    for hash in hashes { slots[Self.slot(of: hash, in: slots.span)] = hash }
  }

  let isEmpty: Bool

  @inline(__always) private static func bit(of hash: UInt64) -> UInt64 { 1 &<< (hash &>> 58) }

  /// The slot of a hash, or the free one where it would go.
  @inline(__always) private static func slot(of hash: UInt64, in slots: Span<UInt64>) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[slot] != 0, slots[slot] != hash { slot = (slot &+ 1) & mask }
    return slot
  }

  @inline(__always) func contains(_ hash: UInt64) -> Bool {
    if filter & Self.bit(of: hash) == 0 { return false }
    let slots = slots.span
    return slots[Self.slot(of: hash, in: slots)] != 0
  }
}

/// A set of hundreds of words that nearly all words asked for are not in, for which one number of bits would say nothing.
struct RareWordSet: Sendable {
  private let words: WordSet
  /// At least sixteen bits for each word.
  private var bits: [UInt64]

  init(_ hashes: [UInt64]) {
    words = WordSet(hashes)
    var count = 1
    while count * 4 < hashes.count { count *= 2 }
    bits = [UInt64](repeating: 0, count: count)
    for hash in hashes { bits[group(of: hash)] |= Self.bit(of: hash) }
  }

  var isEmpty: Bool { words.isEmpty }

  @inline(__always) private static func bit(of hash: UInt64) -> UInt64 { 1 &<< (hash &>> 16 & 63) }
  @inline(__always) private func group(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash &>> 22) & (bits.count &- 1)
  }

  @inline(__always) func contains(_ hash: UInt64) -> Bool {
    bits.span[group(of: hash)] & Self.bit(of: hash) != 0 && words.contains(hash)
  }
}
