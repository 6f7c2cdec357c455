import Bytes
import CVocabulary
import Text

/// Words that people commonly use in Malay, Indonesian and English, so that names can be told from words without a list
/// of names.
///
/// A word counts as ordinary when it stands in the vocabulary itself, with drawn-out letters squeezed, without the affixes
/// that the three languages hang on words, or when it is how people shorten such a word: `tngok`, `sblum`, `xbest`. Words
/// of up to three letters always do.
enum Vocabulary {
  /// Letters up to which no word is a name.
  static let shortest = 3

  /// - Parameter bytes: the folded view that the word stands in.
  static func isOrdinary(_ word: Word, in bytes: Span<UInt8>) -> Bool {
    if Int(word.letters) <= shortest || contains(word.hash) { return true }
    var letters: InlineArray<32, UInt8> = .init(repeating: 0)
    // One letter of each run, then two: `mantappp` is `mantap`, `goood` is `good`.
    for most in [2, 1] {
      var count = 0
      var run = 0
      for index in word.range.range {
        let byte = bytes[index]
        if isInsideName(byte, at: index, word, bytes) { return false }
        // Longer words, and those of other scripts, are none of this vocabulary's.
        if byte &- 0x61 >= 26 { break }
        run = index > Int(word.range.start) && bytes[index - 1] == byte ? run + 1 : 1
        if run > most { continue }
        if count == letters.count { return false }
        letters[count] = byte
        count += 1
      }
      if isKnown(letters.span, 0..<count, affixes: 2) { return true }
      // x for tak: `xbest`.
      if count > shortest, letters[0] == UInt8(ascii: "x"), isKnown(letters.span, 1..<count, affixes: 2) { return true }
      if isLaughter(letters.span, 0..<count) { return true }
      if most == 1, isVowelPoor(letters.span, 0..<count), shortened.contains(skeleton(letters.span, 0..<count)) {
        return true
      }
    }
    return false
  }

  /// Whether a digit has letters behind it, as in `gajah8k`, other than those of a word said twice: `buku2nya`.
  private static func isInsideName(_ byte: UInt8, at index: Int, _ word: Word, _ bytes: Span<UInt8>) -> Bool {
    byte &- 0x30 < 10 && byte != UInt8(ascii: "2") && index + 1 < word.range.end && bytes[index + 1] &- 0x61 < 26
  }

  /// Whether so few of its letters are vowels that some may have been left out: two fifths at most.
  private static func isVowelPoor(_ letters: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.count { isVowel(letters[$0]) } * 5 <= word.count * 2
  }

  /// A word's first letter and its consonants, each run once: what is left when people leave out vowels.
  private static func skeleton(_ letters: Span<UInt8>, _ word: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var last: UInt8 = 0
    for index in word {
      let letter = letters[index]
      if index > word.lowerBound, isVowel(letter) || letter == last { continue }
      hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3
      last = letter
    }
    return hash
  }

  /// `wkwkwk`, `hahahaha`, `awokawok`: hardly any letters, again and again.
  private static func isLaughter(_ letters: Span<UInt8>, _ word: Range<Int>) -> Bool {
    var seen: UInt32 = 0
    for index in word { seen |= 1 << UInt32(letters[index] - 0x61) }
    return seen.nonzeroBitCount <= 3 || (word.count >= 8 && seen.nonzeroBitCount == 4)
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
    default: false
    }
  }

  /// Whether a word is known as it is or without so many of its affixes.
  private static func isKnown(_ letters: Span<UInt8>, _ word: Range<Int>, affixes: Int) -> Bool {
    if word.count <= shortest { return word.count == shortest && contains(hash64(letters.extracting(word))) }
    if contains(hash64(letters.extracting(word))) { return true }
    if affixes == 0 { return false }
    for suffix in suffixes where word.count - suffix.count >= shortest {
      if matches(letters, at: word.upperBound - suffix.count, suffix),
        isKnown(letters, word.lowerBound..<(word.upperBound - suffix.count), affixes: affixes - 1)
      {
        return true
      }
    }
    for prefix in prefixes where word.count - prefix.count >= shortest {
      if matches(letters, at: word.lowerBound, prefix),
        isKnown(letters, (word.lowerBound + prefix.count)..<word.upperBound, affixes: affixes - 1)
      {
        return true
      }
    }
    return false
  }

  private static func matches(_ letters: Span<UInt8>, at offset: Int, _ affix: [UInt8]) -> Bool {
    for index in affix.indices where letters[offset + index] != affix[index] { return false }
    return true
  }

  private static let suffixes = [
    "nya", "lah", "kah", "kan", "an", "ku", "mu", "ny", "in", "i", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "y",
  ].map { Array($0.utf8) }
  private static let prefixes = [
    "meng", "meny", "mem", "men", "me", "peng", "pem", "pen", "pe", "ber", "ter", "di", "se", "ke", "nge", "ng", "ny",
    "ga", "un",
    "re",
  ].map { Array($0.utf8) }

  // MARK: The table

  /// Whether the vocabulary holds the word itself, not one that it is made of.
  static func contains(_ hash: UInt64) -> Bool { words.contains(hash) }

  private static let words = wordSet { hash64($0) }
  private static let shortened = wordSet { skeleton($0, 0..<$0.count) }

  /// The hashes of all words.
  private static func wordSet(_ hash: (Span<UInt8>) -> UInt64) -> WordSet {
    let count = saring_vocabulary_length()
    var words: [UInt8] = []
    unsafe words.append(contentsOf: UnsafeBufferPointer(start: saring_vocabulary(), count: count))
    var hashes: [UInt64] = []
    hashes.reserveCapacity(saring_vocabulary_count())
    var start = 0
    for end in words.indices where words[end] == 0x20 {
      hashes.append(hash(words.span.extracting(start..<end)))
      start = end + 1
    }
    return WordSet(hashes)
  }
}
