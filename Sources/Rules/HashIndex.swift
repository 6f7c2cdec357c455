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
