/// What a text is made of, as far as it decides how it is searched.
package enum TextKind: Sendable {
  case ascii
  /// Beyond ASCII nothing but signs such as 🔥, → and “: neither letters nor digits, marks or spaces.
  case signs
  /// Whatever it may be, invalid bytes among it.
  case any

  package init(of text: Span<UInt8>) {
    var all: UInt8 = 0
    for index in text.indices { all |= text[index] }
    self = all < 0x80 ? .ascii : Self.hasOnlySigns(text) ? .signs : .any
  }

  private static func hasOnlySigns(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let lead = text[index]
      if lead < 0x80 {
        index &+= 1
        continue
      }
      // All blocks of signs lie in these two rows.
      let length = lead == 0xE2 ? 3 : lead == 0xF0 ? 4 : 0
      if length == 0 || index &+ length > text.count { return false }
      var scalar = UInt32(lead & (length == 3 ? 0x0F : 0x07))
      for place in index &+ 1..<index &+ length {
        if text[place] & 0xC0 != 0x80 { return false }
        scalar = scalar &<< 6 | UInt32(text[place] & 0x3F)
      }
      // Written longer than need be it is no valid UTF-8.
      if !isSign(scalar) || (length == 4 && scalar < 0x1_0000) { return false }
      index &+= length
    }
    return true
  }

  /// Blocks of General Punctuation, arrows, mathematical and technical signs, shapes, dingbats and emoji that hold no
  /// letter, number, mark, space or connector (Unicode 15, by general category), and where none can come to be.
  private static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2010...0x2015, 0x2018...0x2027, 0x2030...0x203E, 0x2190...0x245F, 0x2500...0x2775, 0x2794...0x2BFF,
      0x1F300...0x1FAFF:
      true
    default: false
    }
  }
}
