import Bytes

/// The hash of a word's stem, so that `resepnya` meets `resepi`'s thread and `belian` the post that says `beli`.
///
/// Only endings and beginnings that are affixes in Malay, Indonesian or English are cut, never below four letters: a
/// stem need not be a word, it only has to be the same for the forms of one word.
func stemHash(_ word: Span<UInt8>) -> UInt64 {
  var start = 0
  var end = word.count
  for affix in Affixes.suffixes where end &- affix.count >= start &+ Affixes.least {
    if matches(word, at: end &- affix.count, affix) {
      end &-= affix.count
      break
    }
  }
  for affix in Affixes.prefixes where start &+ affix.count &+ Affixes.least <= end {
    if matches(word, at: start, affix) {
      start &+= affix.count
      break
    }
  }
  return hash64(word.extracting(start..<end))
}

private func matches(_ word: Span<UInt8>, at offset: Int, _ affix: [UInt8]) -> Bool {
  for index in 0..<affix.count where word[offset &+ index] != affix[index] { return false }
  return true
}

private enum Affixes {
  /// Letters that must remain.
  static let least = 4
  /// Longest first, for the first that fits is cut.
  static let suffixes = ["nya", "kan", "lah", "kah", "ing", "an", "ku", "mu", "ed", "es", "i", "s"].map {
    Array($0.utf8)
  }
  static let prefixes = ["meng", "mem", "men", "ber", "ter", "me", "di"].map { Array($0.utf8) }
}
