/// What tells of most 64-bit keys that they are not in a set, small enough to stay near: one bit for each key, at most one in
/// eight of all.
struct HashFilter: Sendable {
  private let bits: [UInt64]

  init(_ keys: [UInt64]) {
    var count = 1
    while count * 8 < keys.count { count *= 2 }
    var bits = [UInt64](repeating: 0, count: count)
    for key in keys {
      let bit = HashFilter.place(key, count)
      bits[bit / 64] |= 1 << UInt64(bit % 64)
    }
    self.bits = bits
  }

  @inline(__always) private static func place(_ key: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: key ^ key >> 32) & (count &* 64 &- 1)
  }

  @inline(__always) func mayContain(_ key: UInt64) -> Bool {
    let bit = HashFilter.place(key, bits.count)
    return bits[bit / 64] & 1 << UInt64(bit % 64) != 0
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
  /// Most words are in no list.
  private let filter: HashFilter
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
    filter = HashFilter(sorted.map(\.key))
    mask = capacity - 1
    all = sorted.map(\.value)
  }

  @inline(__always) private static func place(_ key: UInt64, mask: Int) -> Int {
    Int(truncatingIfNeeded: key ^ key >> 32) & mask
  }

  /// False for most keys without values.
  @inline(__always) func mayContain(_ key: UInt64) -> Bool { filter.mayContain(key) }

  /// Positions for `value(_:)`.
  @inline(__always) func values(for key: UInt64) -> Range<Int> {
    guard filter.mayContain(key) else { return 0..<0 }
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
