import Bytes
import Text

/// Neighbouring words put together, to find a name that stands in pieces.
struct JoinedName {
  private static let mostLetters = 24
  static let mostPieces = 6
  /// Bytes between two pieces: a sign, or an emoji or two.
  static let longestGap = 14

  private var bytes: InlineArray<24, UInt8> = .init(repeating: 0)
  private var count = 0
  private var pieces = 0
  private(set) var digits = 0

  /// The hash that the name has where it stands in one piece.
  var hash: UInt64 { hash64(bytes.span.extracting(0..<count)) }

  /// The letters and digits of its pieces. UTF-8.
  var letters: [UInt8] { (0..<count).map { bytes[$0] } }

  /// - Parameters:
  ///   - range: of the words to put together.
  ///   - folded: the folded view that the words stand in.
  init(_ range: Range<Int>, of words: Span<Word>, in folded: Span<UInt8>) {
    for index in range {
      guard add(words[index], behind: index > range.lowerBound ? words[index - 1] : nil, in: folded) else { return }
    }
  }

  /// Adds the next word.
  ///
  /// - Returns: false where it is no further piece: too far off, beyond a name's length, or in a link or a handle.
  mutating func add(_ word: Word, behind before: Word?, in folded: Span<UInt8>) -> Bool {
    let range = word.range.range
    guard !word.isInEntity, pieces < Self.mostPieces, count + range.count <= Self.mostLetters else { return false }
    if let before, Int(word.range.start) - before.range.end > Self.longestGap { return false }
    for index in range {
      bytes[count] = folded[index]
      count &+= 1
    }
    pieces &+= 1
    digits &+= Int(word.digits)
    return true
  }
}
