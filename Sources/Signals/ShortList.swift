/// Which hashes may stand in a short list already: of each one bit. Where it is not set, the list need not be walked.
struct ShortListBits {
  private var bits: InlineArray<8, UInt64> = .init(repeating: 0)

  /// Notes a hash by nine of its bits, and says whether another with the same bits, or itself, was noted before.
  @inline(__always) mutating func note(_ hash: UInt32) -> Bool {
    let bit = UInt64(1) &<< UInt64(hash & 63)
    let group = Int(hash >> 6 & 7)
    let isNoted = bits[group] & bit != 0
    bits[group] |= bit
    return isNoted
  }
}

/// Whether a list of hashes holds one.
@inline(__always) func holds<Hash: Equatable>(_ list: Span<Hash>, _ hash: Hash) -> Bool {
  for index in list.indices where list[index] == hash { return true }
  return false
}

/// Where a list holds a hash for the first time; its count where it does not.
@inline(__always) func firstIndex<Hash: Equatable>(of hash: Hash, in list: Span<Hash>) -> Int {
  for index in list.indices where list[index] == hash { return index }
  return list.count
}
