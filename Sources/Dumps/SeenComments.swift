import Bytes

/// The comments met lately, so that one that lies on two pages is taken once. At least the last hundred thousand are known:
/// pages overlap with their neighbours, and memory has bounds.
struct SeenComments {
  private var now: Set<UInt64> = []
  private var before: Set<UInt64> = []
  private let most: Int

  init(most: Int = 100_000) { self.most = most }

  /// Whether a comment is met for the first time. Its id alone does not tell: tables of one's own count from 1 in each
  /// file. One without id is always new.
  ///
  /// - Parameter seed: the same for all readings of a dump.
  mutating func isNew(_ comment: Comment, in bytes: [UInt8], seed: UInt64) -> Bool {
    guard let id = comment.id else { return true }
    var key = combine(seed, UInt64(UInt32(bitPattern: comment.post)))
    for range in [id, comment.author ?? ByteRange(start: 0, count: 0), comment.text] {
      key = hash64(bytes.span.extracting(range.range), seed: key)
    }
    guard !before.contains(key), now.insert(key).inserted else { return false }
    if now.count >= most {
      swap(&before, &now)
      now.removeAll(keepingCapacity: true)
    }
    return true
  }
}
