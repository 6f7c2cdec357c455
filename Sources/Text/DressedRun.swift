import Bytes

/// Dressed words that follow each other make one run; a plain word, a line break or much between them ends it.
struct DressedRun {
  private let kind: Disguise.Kind
  private var count = 0
  private var letters = 0
  /// The longest word of the run, in dressed letters and digits.
  private var longest = 0
  /// Whether a word of it has plain letters too.
  private var isMixed = false
  private var alphabet: UInt8 = 0
  private var start = 0
  private var end = 0
  private var gap = 0

  /// More characters than this between two words part them.
  private static let widestGap = 3
  /// A run needs a word as long, for formulas have short ones, or as many letters altogether.
  private static let leastWord = 3
  private static let leastLetters = 5
  /// Single letters, pulled apart, with their digits: `𝗺 𝗲 𝗸 𝟴 𝟴`.
  private static let leastApart = (letters: 3, all: 5)
  /// Digits alone may number a list; a telephone number has as many in one word.
  private static let leastDigits = 6

  init(kind: Disguise.Kind) { self.kind = kind }

  mutating func reset() { self = DressedRun(kind: kind) }

  mutating func add(_ dress: WordCount.Dress, of wordLetters: Int, at word: ByteRange) {
    if count == 0 {
      start = Int(word.start)
      end = word.end
    }
    if dress.letters > 0 || letters == 0 {
      alphabet = count == 0 || (letters == 0 && dress.letters > 0) || alphabet == dress.alphabet ? dress.alphabet : 0
    }
    count += dress.count
    letters += dress.letters
    longest = max(longest, dress.count)
    if dress.count >= 2, dress.count < wordLetters { isMixed = true }
    start = min(start, Int(word.start))
    end = max(end, word.end)
    gap = 0
  }

  mutating func separate(_ unit: Unit, into disguises: inout [Disguise]) {
    guard count > 0 else { return }
    gap += 1
    if unit.scalar == 0x0A || gap > Self.widestGap { flush(into: &disguises) }
  }

  /// Ends the run. Single dressed letters are signs, not words.
  mutating func flush(into disguises: inout [Disguise]) {
    guard count > 0 else { return }
    let isApart = letters >= Self.leastApart.letters && count >= Self.leastApart.all
    let isWord = letters > 0 && (longest >= Self.leastWord || letters >= Self.leastLetters || isApart)
    if isWord || isMixed || longest >= Self.leastDigits {
      disguises.append(
        Disguise(kind: kind, alphabet: alphabet, source: ByteRange(start..<end), letters: count))
    }
    reset()
  }
}
