import Bytes

/// The comments met lately, so that one that lies on two pages is taken once. At least the last hundred thousand are known:
/// pages overlap with their neighbours, and memory has bounds.
struct SeenComments {
  private var now = KeySet()
  private var before = KeySet()
  private let seed: UInt64
  private let most: Int

  /// - Parameter seed: secret, and the same for all readings of a dump.
  init(seed: UInt64, most: Int = 100_000) {
    self.seed = seed
    self.most = most
  }

  /// What a comment is known by. Its id alone does not tell: tables of one's own count from 1 in each file.
  ///
  /// The sets are larger than the processor's caches: where the key would lie is fetched, for `isNew` a comment later.
  ///
  /// - Returns: nil for a comment without id, which is always new.
  func key(of comment: Comment, in bytes: [UInt8]) -> UInt64? {
    guard let id = comment.id else { return nil }
    let bytes = bytes.span
    var key = combine(seed, UInt64(UInt32(bitPattern: comment.post)))
    key = hash64(bytes.extracting(id.range), seed: key)
    key = hash64(bytes.extracting(comment.author?.range ?? 0..<0), seed: key)
    key = hash64(bytes.extracting(comment.text.range), seed: key)
    now.prefetch(key)
    before.prefetch(key)
    return key
  }

  /// Whether the comment of a key is met for the first time.
  mutating func isNew(_ key: UInt64) -> Bool {
    guard !before.contains(key), now.insert(key) else { return false }
    if now.count >= most {
      swap(&before, &now)
      now.removeAll()
    }
    return true
  }
}

/// A set of hashes made with a secret seed, which need no hashing of their own: open addressing at no more than half load.
private struct KeySet {
  /// 0 is a free slot, and stands for 1 as a key.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)
  private(set) var count = 0

  func contains(_ key: UInt64) -> Bool { slots[slot(of: max(key, 1))] != 0 }

  /// - Returns: whether it is new.
  mutating func insert(_ key: UInt64) -> Bool {
    let slot = slot(of: max(key, 1))
    guard slots[slot] == 0 else { return false }
    slots[slot] = max(key, 1)
    count += 1
    if count * 2 > slots.count { grow() }
    return true
  }

  func prefetch(_ key: UInt64) { slots.span.prefetch(Int(truncatingIfNeeded: key) & (slots.count &- 1)) }

  mutating func removeAll() {
    for slot in slots.indices { slots[slot] = 0 }
    count = 0
  }

  /// The slot of a key, or the free one where it would go.
  private func slot(of key: UInt64) -> Int {
    let slots = slots.span
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while slots[slot] != key, slots[slot] != 0 { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 4)
    for key in old where key != 0 { slots[slot(of: key)] = key }
  }
}
