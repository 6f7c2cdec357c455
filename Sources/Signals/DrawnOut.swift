import Bytes
import Text

/// Letters repeated inside most words (`puutiihh glloowiing`), so that no word is found by a filter. People draw out a word
/// or two, and mostly its end; Malay and English words with double letters are never most of a comment.
struct DrawnOut {
  private static let leastWords = 4
  private static let leastLetters = 4
  private static let share = 0.6

  static func measure(_ views: borrowing TextViews, into readings: inout [Reading]) {
    readings[Signal.obfuscationDrawn.rawValue] = Reading(0)
    // Each such word holds a pair, and few texts hold as many.
    guard pairs(views.foldedBytes.span) >= leastWords else { return }
    let bytes = views.foldedBytes
    var words = 0
    var drawn = 0
    for word in views.words where !word.isInEntity && Int(word.letters) >= leastLetters {
      words += 1
      if isDrawnInside(word.range.range, of: bytes) { drawn += 1 }
    }
    if drawn >= leastWords, Double(drawn) >= share * Double(words) {
      readings[Signal.obfuscationDrawn.rawValue] = Reading(Double(drawn))
    }
  }

  /// How often a byte stands behind its like.
  private static func pairs(_ bytes: Span<UInt8>) -> Int {
    var pairs = 0
    var index = 0
    while index &+ 9 <= bytes.count {
      pairs &+= EightBytes.count(EightBytes(bytes, at: index).areEqual(to: EightBytes(bytes, at: index &+ 1)))
      index &+= 8
    }
    while index &+ 1 < bytes.count {
      if bytes[index] == bytes[index &+ 1] { pairs &+= 1 }
      index &+= 1
    }
    return pairs
  }

  /// Whether the word, its end aside, holds a run of letters that no spelling of Malay, Indonesian or English has: three of
  /// one letter, two runs, or a pair other than the usual ones.
  private static func isDrawnInside(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard let last = bytes[range].last, let end = bytes[range].lastIndex(where: { $0 != last }) else { return false }
    var pairs = 0
    var index = range.lowerBound + 1
    while index <= end {
      if bytes[index] == bytes[index - 1] {
        let isTriple = index < end && bytes[index + 1] == bytes[index]
        if isTriple || !usualPairs.contains(bytes[index]) { return true }
        pairs += 1
      }
      index += 1
    }
    return pairs >= 2
  }

  private static let usualPairs = Array("oelstfrnpcmdgzb".utf8)
}
