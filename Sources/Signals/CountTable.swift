import Bytes

/// A hash table from 64-bit keys to small values that never grows beyond a bound: a dump of any size must be
/// judged in bounded memory.
///
/// Keys are hashes already, so a slot is a few of their bits and a linear walk. Once the bound is reached new keys
/// are refused and old ones still counted; what is dropped depends only on the order of the dump.
package struct CountTable<Value: Sendable>: Sendable {
  /// Key and value side by side: a look-up that finds them costs one line of the cache, not two.
  private struct Slot: Sendable {
    /// 0 for a free slot.
    var key: UInt64 = 0
    var value: Value
  }

  private var slots: [Slot]
  private(set) var count = 0
  private let bound: Int
  private let empty: Value

  /// - Parameter bound: most distinct keys.
  package init(bound: Int, empty: Value) {
    self.bound = bound
    self.empty = empty
    slots = Array(repeating: Slot(value: empty), count: 64)
  }

  /// Where a key is looked for first.
  ///
  /// - Parameter mask: one less than there are slots.
  @inline(__always) private static func firstSlot(_ key: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: key >> 17) & mask
  }

  /// The slot of a key, or the free slot where it would go. Key 0 marks a free slot and is never looked up.
  @inline(__always) private static func slot(_ key: UInt64, in slots: Span<Slot>) -> Int {
    let mask = slots.count &- 1
    var slot = firstSlot(key, mask)
    while slots[slot].key != key, slots[slot].key != 0 { slot = (slot &+ 1) & mask }
    return slot
  }

  @inline(__always) package subscript(key: UInt64) -> Value? {
    let slots = slots.span
    let slot = Self.slot(key | 1, in: slots)
    return slots[slot].key == 0 ? nil : slots[slot].value
  }

  /// Has a key's slot fetched, so that to look it up a little later needs no waiting.
  @inline(__always) func prefetch(_ key: UInt64) {
    slots.span.prefetch(Self.firstSlot(key | 1, slots.count &- 1))
  }

  /// The keys, their lowest bit set, whose values fulfil a condition.
  func keys(where condition: (Value) -> Bool) -> [UInt64] {
    slots.filter { $0.key != 0 && condition($0.value) }.map(\.key)
  }

  /// Goes through all keys, their lowest bit set, and their values, in no certain order.
  func forEach(_ body: (UInt64, Value) -> Void) {
    let slots = slots.span
    for index in slots.indices where slots[index].key != 0 { body(slots[index].key, slots[index].value) }
  }

  /// All values, in no certain order.
  package var values: [Value] { slots.filter { $0.key != 0 }.map(\.value) }

  /// Changes a key's value in place, from the empty value when it is new.
  @inline(__always) package mutating func update(_ key: UInt64, _ change: (inout Value) -> Void) {
    let isFull = count >= bound
    if !isFull, count &* 8 >= slots.count &* 5 { grow() }
    let key = key | 1
    var isNew = false
    var slots = slots.mutableSpan
    let mask = slots.count &- 1
    var slot = Self.firstSlot(key, mask)
    while slots[slot].key != key {
      if slots[slot].key == 0 {
        if isFull { return }
        slots[slot].key = key
        isNew = true
      } else {
        slot = (slot &+ 1) & mask
      }
    }
    change(&slots[slot].value)
    if isNew { count &+= 1 }
  }

  /// Makes room for four times as many, for the work of it is in clearing and filling memory, which small steps do over
  /// and over again; but for no more than the bound asks for.
  private mutating func grow() {
    var size = slots.count * 2
    if bound &* 8 >= size &* 5 { size *= 2 }
    let old = slots
    slots = largeArray(repeating: Slot(value: empty), count: size)
    for entry in old where entry.key != 0 { slots[Self.slot(entry.key, in: slots.span)] = entry }
  }
}

/// Counts distinct things exactly up to four, and beyond that every one that is not among the first four.
struct DistinctFew: Sendable {
  private var first: InlineArray<4, UInt32> = .init(repeating: 0)
  private(set) var count: UInt32 = 0

  /// Whether it is the first that was counted.
  func isFirst(_ hash: UInt64) -> Bool { count > 0 && first[0] == Self.key(hash) }

  /// What a thing is told from others by.
  static func key(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

  mutating func insert(_ hash: UInt64) { insert(key: Self.key(hash)) }

  mutating func insert(key: UInt32) {
    for index in 0..<Int(min(count, 4)) where first[index] == key { return }
    if count < 4 { first[Int(count)] = key }
    count &+= 1
  }
}
