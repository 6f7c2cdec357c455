package import Bytes
package import Rules
package import Text

/// The texts of one comment that its reasons quote.
package protocol QuotedTexts {
  /// Where the bytes of a span of a field lie; nil when the field holds none.
  func text(_ field: Field, _ span: ByteRange) -> (bytes: [UInt8], range: ByteRange)?
}

/// A rule's reason, ready to be written for many comments.
package struct ReasonSentence: Sendable {
  /// Bytes of a found text that are shown.
  private static let shownText = 200

  private enum Piece: Sendable {
    /// A part of `text`, as it is written.
    case text(ByteRange)
    /// What the first of a run of `leaves` found that found something.
    case found(leaves: Range<Int>)
    /// A reading, by its number.
    case reading(Int)
  }

  // Plain values that point into one text and one list: none of them is to be taken hold of when a comment's sentence is
  // written.
  private var pieces: [Piece] = []
  private var text: [UInt8] = []
  private var leaves: [Int] = []
  private let isJSON: Bool

  /// - Parameters:
  ///   - isJSON: whether to write what stands between the quotes of a JSON string, instead of the bytes themselves.
  ///   - frame: written before and behind the sentence as it is.
  package init(
    _ rule: RuleInfo, language: CommentLanguage, isJSON: Bool = false, between frame: (String, String) = ("", "")
  ) {
    self.isJSON = isJSON
    append(Array(frame.0.utf8))
    for part in rule.because(language.rawValue).parts {
      switch part {
      case .text(let text):
        var out = OutputBuffer()
        if isJSON { out.append(jsonContents: text.utf8.span) } else { out.append(text) }
        append(out.bytes)
      case .source(let leaves):
        pieces.append(.found(leaves: self.leaves.count..<(self.leaves.count + leaves.count)))
        self.leaves += leaves
      case .value(let leaf):
        guard case .signal(let signal) = rule.leaves[leaf].kind else {
          preconditionFailure("only what measures something is asked for its value")
        }
        pieces.append(.reading(signal))
      }
    }
    append(Array(frame.1.utf8))
  }

  /// Texts that stand side by side are one: most sentences are nothing else.
  private mutating func append(_ more: [UInt8]) {
    var start = text.count
    text += more
    if case .text(let before) = pieces.last {
      start = Int(before.start)
      pieces.removeLast()
    }
    pieces.append(.text(ByteRange(start..<text.count)))
  }

  /// The sentence, frame and all, where it is the same for every comment.
  var constant: [UInt8]? {
    if case .text = pieces.first, pieces.count == 1 { return text }
    return nil
  }

  /// Writes the sentence for one comment, with `…` where there is nothing to put.
  ///
  /// - Parameters:
  ///   - matches: the rule's, on that comment.
  ///   - readings: the comment's; may be none where `quotesReadings` of the rule's reason is false.
  ///   - texts: the comment's.
  package func write(
    _ matches: ArraySlice<LeafMatch>, readings: ArraySlice<Reading>, quoting texts: some QuotedTexts,
    to out: inout OutputBuffer
  ) {
    for piece in pieces {
      switch piece {
      case .text(let range): out.append(text, range)
      case .found(let leaves):
        guard let match = match(of: leaves, in: matches), let span = match.source,
          let (bytes, range) = texts.text(match.field, span)
        else {
          out.append("…")
          continue
        }
        let shown = Self.shown(range, of: bytes)
        if isJSON { out.append(jsonContents: bytes, shown) } else { out.append(bytes, shown) }
      case .reading(let number):
        let value = readings[readings.startIndex + number].value
        // Also false for what is unknown.
        if value.magnitude < 1e12 { out.append(thousandths: value) } else { out.append("…") }
      }
    }
  }

  private func match(of range: Range<Int>, in matches: ArraySlice<LeafMatch>) -> LeafMatch? {
    for leaf in leaves[range] {
      if let match = matches.first(where: { $0.leaf == leaf && $0.source != nil }) { return match }
    }
    return nil
  }

  /// The beginning of what was found, as far as it is shown: whole characters.
  static func shown(_ range: ByteRange, of bytes: [UInt8]) -> ByteRange {
    guard range.count > shownText else { return range }
    let start = Int(range.start)
    var end = start + shownText
    while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return ByteRange(start..<end)
  }
}
