import Bytes

/// The hash of a word's stem, so that `resepnya` meets `resepi`'s thread, `belian` the post that says `beli`, and
/// `mantaaap` and `kata2` what others spell `mantap` and `kata`.
///
/// Letters drawn out count once, a `2` for saying the word twice goes, and then only endings and beginnings
/// are cut that are affixes in Malay, Indonesian or English, never below four letters: a stem need not be a word, it only
/// has to be the same for the forms of one word.
func stemHash(_ word: Span<UInt8>) -> UInt64 {
  var letters: InlineArray<48, UInt8> = .init(repeating: 0)
  // Longer words have no forms worth meeting.
  guard word.count <= letters.count else { return hash64(word) }
  var end = 0
  var run = 0
  for index in word.indices {
    let byte = word[index]
    letters[end] = byte
    end &+= 1
    // Of three in a row, and what follows them, one is left.
    run = index > 0 && word[index &- 1] == byte && byte &- 0x61 < 26 ? run &+ 1 : 1
    if run == 3 { end &-= 2 } else if run > 3 { end &-= 1 }
  }
  if end > Affixes.least, letters[end &- 1] == UInt8(ascii: "2"), letters[end &- 2] &- 0x61 < 26 { end &-= 1 }
  var start = 0
  // `makanannya` carries two.
  for _ in 0..<2 {
    guard
      let suffix = Affixes.suffixes.first(where: {
        end &- $0.count >= Affixes.least && matches(letters.span, at: end &- $0.count, $0)
      })
    else { break }
    end &-= suffix.count
  }
  if let prefix = Affixes.prefixes.first(where: {
    $0.count &+ Affixes.least <= end && matches(letters.span, at: 0, $0)
  }) {
    start = prefix.count
  }
  return hash64(letters.span.extracting(start..<end))
}

private func matches(_ word: Span<UInt8>, at offset: Int, _ affix: [UInt8]) -> Bool {
  for index in 0..<affix.count where word[offset &+ index] != affix[index] { return false }
  return true
}

private enum Affixes {
  /// Letters that must remain.
  static let least = 4
  /// The first that fits is cut, so what ends in another stands before it.
  static let suffixes = ["nya", "lah", "kah", "kan", "ing", "an", "ku", "mu", "ed", "es", "ny", "i", "s"].map {
    Array($0.utf8)
  }
  static let prefixes = [
    "meny", "meng", "mem", "men", "peng", "pem", "pen", "ber", "ter", "per", "me", "di", "se", "ke", "pe", "ng",
  ].map { Array($0.utf8) }
}
