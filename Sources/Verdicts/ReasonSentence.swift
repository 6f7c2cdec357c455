package import Bytes
package import Rules
package import Text

/// A rule's reason, ready to be written for many comments.
package struct ReasonSentence: Sendable {
  /// Bytes of a found text that are shown.
  private static let shownText = 200

  private enum Piece: Sendable {
    /// As it is written.
    case text([UInt8])
    /// What the first of these leaves found that found something.
    case found(leaves: [Int])
    /// A reading, by its number.
    case reading(Int)
  }

  private let pieces: [Piece]
  private let isJSON: Bool

  /// - Parameters:
  ///   - isJSON: whether to write what stands between the quotes of a JSON string, instead of the bytes themselves.
  ///   - frame: written before and behind the sentence as it is.
  package init(
    _ rule: RuleInfo, language: CommentLanguage, isJSON: Bool = false, between frame: (String, String) = ("", "")
  ) {
    self.isJSON = isJSON
    let sentence = rule.because(language.rawValue).parts.map { part -> Piece in
      switch part {
      case .text(let text):
        var out = OutputBuffer()
        if isJSON { out.append(jsonContents: text.utf8.span) } else { out.append(text) }
        return .text(out.bytes)
      case .source(let leaves): return .found(leaves: leaves)
      case .value(let leaf):
        guard case .signal(let signal) = rule.leaves[leaf].kind else {
          preconditionFailure("only what measures something is asked for its value")
        }
        return .reading(signal)
      }
    }
    // Texts that stand side by side are one: most sentences are nothing else.
    pieces = ([.text(Array(frame.0.utf8))] + sentence + [.text(Array(frame.1.utf8))]).reduce(into: []) { pieces, next in
      if case .text(let more) = next, case .text(let before) = pieces.last {
        pieces[pieces.count - 1] = .text(before + more)
      } else {
        pieces.append(next)
      }
    }
  }

  /// The sentence, frame and all, where it is the same for every comment.
  var constant: [UInt8]? {
    if case .text(let text) = pieces.first, pieces.count == 1 { return text }
    return nil
  }

  /// Writes the sentence for one comment, with `…` where there is nothing to put.
  ///
  /// - Parameter text: the bytes of a field's span; nil where the field holds none.
  package func write(
    _ outcome: RuleOutcome, readings: [Reading], to out: inout OutputBuffer,
    text: (Field, ByteRange) -> (bytes: [UInt8], range: Range<Int>)?
  ) {
    for piece in pieces {
      switch piece {
      case .text(let bytes): out.append(bytes)
      case .found(let leaves):
        guard let match = Self.match(of: leaves, in: outcome), let span = match.source,
          let (bytes, range) = text(match.field, span)
        else {
          out.append("…")
          continue
        }
        let shown = bytes.span.extracting(Self.shown(range, of: bytes))
        if isJSON { out.append(jsonContents: shown) } else { out.append(shown) }
      case .reading(let number):
        let value = readings[number].value
        // Also false for what is unknown.
        if value.magnitude < 1e12 { out.append(thousandths: value) } else { out.append("…") }
      }
    }
  }

  private static func match(of leaves: [Int], in outcome: RuleOutcome) -> LeafMatch? {
    for leaf in leaves {
      if let match = outcome.matches.first(where: { $0.leaf == leaf && $0.source != nil }) { return match }
    }
    return nil
  }

  /// The beginning of what was found, as far as it is shown: whole characters.
  static func shown(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    guard range.count > shownText else { return range }
    var end = range.lowerBound + shownText
    while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }
}
