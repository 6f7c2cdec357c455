import Bytes
import Text

/// Accents upon ordinary words of languages that use none (`lëbih cäntik`), so that no word is found by a filter.
///
/// A single accented word is a name or a loan (`café`). Words of languages that do use accents are not in the vocabulary
/// without them.
struct Accents {
  private static let leastWords = 3
  private static let leastLetters = 4
  private static let share = 0.25

  static func measure(_ views: borrowing TextViews, _ facts: [WordFacts], into readings: inout [Reading]) {
    readings[Signal.obfuscationAccents.rawValue] = Reading(0)
    // The lead bytes of U+00C0 to U+027F; a plain text holds no such letter.
    guard !views.isPlain, views.raw.contains(where: { $0 >= 0xC3 && $0 <= 0xC9 }) else { return }
    var words = 0
    var accented = 0
    for (index, word) in views.words.enumerated() where !word.isInEntity && Int(word.letters) >= leastLetters {
      words += 1
      let source = views.source(of: word.range.range, in: .folded)
      guard holdsAccent(views.raw[source]) else { continue }
      if facts[index].isOrdinary { accented += 1 }
    }
    if accented >= leastWords, Double(accented) >= share * Double(words) {
      readings[Signal.obfuscationAccents.rawValue] = Reading(Double(accented))
    }
  }

  /// Whether a text holds a letter from U+00C0 to U+024F. The small capitals of a whole comment's font lie behind them.
  private static func holdsAccent(_ text: ArraySlice<UInt8>) -> Bool {
    zip(text, text.dropFirst()).contains { $0 >= 0xC3 && $0 <= 0xC8 || $0 == 0xC9 && $1 < 0x90 }
  }
}
