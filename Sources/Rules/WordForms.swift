import Bytes
import Text

/// The forms under which a word of a text may stand in a list, as hashes: its own and others.
///
/// - Drawn out or with letters repeated to get past a filter: `murahhh`, `folllower`. Each run of one letter is squeezed
///   to a single one, on both sides.
/// - With the clitic `-nya`, which Malay and Indonesian hang on any noun: `followersnya`.
struct WordForms {
  /// The word's own hash; the same without the clitic; and of both what `squeezedKey(of:in:)` says. 0 where there is none.
  private(set) var keys: InlineArray<4, UInt64>
  /// Whether there is no other form.
  private(set) var isAlone = true

  /// Letters that a squeezed word must keep: a shorter one is too easily another word.
  private static let leastSqueezed = 5
  private static let leastBare = 4

  init(_ word: Word, in folded: Span<UInt8>) {
    keys = [word.hash, 0, 0, 0]
    let range = word.range.range
    guard range.count > Self.leastSqueezed, range.upperBound <= folded.count else { return }
    var hasRun = false
    for index in (range.lowerBound + 1)..<range.upperBound where folded[index] == folded[index - 1] {
      hasRun = true
      break
    }
    let stem = range.lowerBound + Self.withoutClitic(folded.extracting(range))
    let hasClitic = stem < range.upperBound
    guard hasRun || hasClitic else { return }
    isAlone = false
    if hasClitic { keys[1] = hash64(folded.extracting(range.lowerBound..<stem)) }
    if hasRun { keys[2] = Self.squeezedHash(folded.extracting(range)) }
    if hasRun, hasClitic { keys[3] = Self.squeezedHash(folded.extracting(range.lowerBound..<stem)) }
  }

  /// Whether a word of a list is one of them.
  ///
  /// - Parameter key: not 0.
  func contain(_ key: UInt64) -> Bool { keys[0] == key || keys[1] == key || keys[2] == key || keys[3] == key }

  /// The key by which a list's word is found in squeezed form; 0 where too few letters remain.
  static func squeezedKey(of word: Word, in folded: Span<UInt8>) -> UInt64 {
    squeezedHash(folded.extracting(word.range.range))
  }

  /// The length of a word before its clitic, which may be drawn out too: `followernyaaa`; the whole length where there is
  /// none.
  private static func withoutClitic(_ word: Span<UInt8>) -> Int {
    var end = word.count
    func drops(_ letter: UInt8) -> Bool {
      let before = end
      while end > 0, word[end - 1] == letter { end -= 1 }
      return end < before
    }
    guard drops(UInt8(ascii: "a")), drops(UInt8(ascii: "y")), drops(UInt8(ascii: "n")) else { return word.count }
    return end >= leastBare ? end : word.count
  }

  /// FNV-1a over the letters, each run of one letter once.
  private static func squeezedHash(_ word: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var count = 0
    for index in 0..<word.count where index == 0 || word[index] != word[index - 1] {
      hash = (hash ^ UInt64(word[index])) &* 0x100_0000_01B3
      count += 1
    }
    return count >= leastSqueezed ? hash : 0
  }
}
