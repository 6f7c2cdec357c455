import Bytes

/// HTML in the making. Everything that is not markup of our own goes through `text`, which lets nothing act: not markup, not
/// an attribute, not a mark that turns the direction of what stands beside it.
struct HTML {
  private(set) var out = OutputBuffer()

  mutating func raw(_ markup: StaticString) { out.append(markup) }

  /// The style sheet, byte for byte as its digest has it.
  mutating func sheet() { out.append(Style.sheet) }

  mutating func text(_ string: String) { text(string.utf8.span) }
  mutating func text(_ bytes: [UInt8]) { text(bytes.span) }

  /// Text of any bytes. Controls and marks that nobody sees are written out by their numbers; what is not UTF-8 is U+FFFD.
  mutating func text(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      let (scalar, length) = decodeScalar(bytes, at: index)
      switch scalar {
      case 0x26: out.append("&amp;")
      case 0x3C: out.append("&lt;")
      case 0x3E: out.append("&gt;")
      case 0x22: out.append("&quot;")
      case 0x27: out.append("&#39;")
      case 0x0A: out.append("<br>")
      case .invalid: out.append("\u{FFFD}")
      case _ where Self.isHidden(scalar): number(scalar)
      default: out.append(bytes.extracting(index..<(index + length)))
      }
      index += length
    }
  }

  mutating func decimal(_ number: Int) { out.append(decimal: number) }
  mutating func number(_ value: Double) { out.append(thousandths: value) }

  /// A text of somebody else's in an element of its own, so that its direction ends with it.
  mutating func foreign(_ bytes: [UInt8]) {
    raw("<bdi>")
    text(bytes)
    raw("</bdi>")
  }

  /// The same with places marked.
  mutating func foreign(_ bytes: [UInt8], marking marks: [Range<Int>]) {
    raw("<bdi>")
    var done = 0
    for mark in marks {
      text(bytes.span.extracting(done..<mark.lowerBound))
      raw("<mark>")
      text(bytes.span.extracting(mark))
      raw("</mark>")
      done = mark.upperBound
    }
    text(bytes.span.extracting(done..<bytes.count))
    raw("</bdi>")
  }

  private mutating func number(_ scalar: UInt32) {
    out.append("<i>U+")
    let digits = String(scalar, radix: 16, uppercase: true)
    out.append(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
    out.append("</i>")
  }

  /// Controls, direction marks and characters without a width. Joiners and variation selectors are part of ordinary emoji
  /// and scripts.
  private static func isHidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x200B, 0x2028, 0x2029, 0x2060...0x2064, 0xFEFF, 0xE0000...0xE0FFF: true
    default: turnsDirection(scalar)
    }
  }
}
