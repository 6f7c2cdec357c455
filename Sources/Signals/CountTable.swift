/// A hash table from 64-bit keys to small values that never grows beyond a bound: a dump of any size must be
/// judged in bounded memory.
///
/// Keys are hashes already, so a slot is a few of their bits and a linear walk. Once the bound is reached new keys
/// are refused and old ones still counted; what is dropped depends only on the order of the dump.
struct CountTable<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var values: [Value]
  private(set) var count = 0
  private let bound: Int
  private let empty: Value

  /// - Parameter bound: most distinct keys.
  init(bound: Int, empty: Value) {
    self.bound = bound
    self.empty = empty
    keys = Array(repeating: 0, count: 64)
    values = Array(repeating: empty, count: 64)
  }

  /// The slot of a key, or the free slot where it would go. Key 0 marks a free slot and is never looked up.
  @inline(__always) private func slot(_ key: UInt64) -> Int {
    let mask = keys.count &- 1
    var slot = Int(truncatingIfNeeded: key >> 17) & mask
    while keys[slot] != key, keys[slot] != 0 { slot = (slot &+ 1) & mask }
    return slot
  }

  subscript(key: UInt64) -> Value? {
    let slot = slot(key | 1)
    return keys[slot] == 0 ? nil : values[slot]
  }

  /// The keys, their lowest bit set, whose values fulfil a condition.
  func keys(where condition: (Value) -> Bool) -> [UInt64] {
    keys.indices.filter { keys[$0] != 0 && condition(values[$0]) }.map { keys[$0] }
  }

  /// Changes a key's value in place, from the empty value when it is new.
  @inline(__always) mutating func update(_ key: UInt64, _ change: (inout Value) -> Void) {
    let key = key | 1
    var slot = slot(key)
    if keys[slot] == 0 {
      guard count < bound else { return }
      if count &* 8 >= keys.count &* 5 {
        grow()
        slot = self.slot(key)
      }
      keys[slot] = key
      count &+= 1
    }
    change(&values[slot])
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldValues = values
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    values = Array(repeating: empty, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldKeys[index] != 0 {
      let slot = slot(oldKeys[index])
      keys[slot] = oldKeys[index]
      values[slot] = oldValues[index]
    }
  }
}

/// Counts distinct things exactly up to four, and beyond that every one that is not among the first four.
struct DistinctFew: Sendable {
  private var first: InlineArray<4, UInt32> = .init(repeating: 0)
  private(set) var count: UInt32 = 0

  mutating func insert(_ hash: UInt64) {
    let key = UInt32(truncatingIfNeeded: hash >> 32)
    for index in 0..<Int(min(count, 4)) where first[index] == key { return }
    if count < 4 { first[Int(count)] = key }
    count &+= 1
  }
}
