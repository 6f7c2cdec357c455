import Bytes

/// Escapes and classes of characters.
extension RequiredLiterals {
  /// `\n`, `\t` and `\r`.
  private static let controls: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
  ]

  mutating func escape(_ options: Options) throws(GivenUp) -> LiteralKnowledge? {
    guard let byte = peek(1) else { throw GivenUp() }
    index += 2
    switch byte {
    case UInt8(ascii: "b"): return .wordBoundary
    case UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "Z"), UInt8(ascii: "z"), UInt8(ascii: "K"):
      return .nothing
    case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "w"), UInt8(ascii: "W"), UInt8(ascii: "s"),
      UInt8(ascii: "S"), UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "v"), UInt8(ascii: "V"),
      UInt8(ascii: "R"), UInt8(ascii: "X"), UInt8(ascii: "N"):
      return .anything
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      if peek() == UInt8(ascii: "{") { try skip(past: UInt8(ascii: "}")) } else { index += 1 }
      return .anything
    case 0x31...0x39:
      // A reference to a group, if one digit stands alone; more of them may be an octal number and something else.
      if let next = peek(), next &- 0x30 < 10 { throw GivenUp() }
      return .anything
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"): return Self.controls[byte].map { .string([$0]) }
    case UInt8(ascii: "E"): return nil
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x20: return .string([byte])
    default: throw GivenUp()
    }
  }

  /// A class of a few plain ASCII characters is a choice of strings; any other is only stepped over.
  mutating func characterClass(_ options: Options) throws(GivenUp) -> LiteralKnowledge {
    index += 1
    // Words of the Bourne shell: `[[:<:]]` and `[[:>:]]` are no classes.
    if isNext("[:<:]") || isNext("[:>:]") { throw GivenUp() }
    var isPlain = true
    if peek() == UInt8(ascii: "^") {
      index += 1
      isPlain = false
    }
    var members: [UInt8] = []
    var isFirst = true
    while let byte = peek(), byte != UInt8(ascii: "]") || isFirst {
      isFirst = false
      index += 1
      switch byte {
      case UInt8(ascii: "\\"):
        guard let escaped = peek() else { throw GivenUp() }
        index += 1
        if escaped == UInt8(ascii: "Q") || escaped == UInt8(ascii: "E") || escaped == UInt8(ascii: "c") {
          throw GivenUp()
        }
        if let control = Self.controls[escaped] {
          members.append(control)
        } else if isNameByte(escaped) {
          isPlain = false
        } else {
          members.append(escaped)
        }
      case UInt8(ascii: "["):
        if let mark = peek(), mark == UInt8(ascii: ":") || mark == UInt8(ascii: ".") || mark == UInt8(ascii: "=") {
          guard let end = pattern[index...].firstIndex(of: UInt8(ascii: "]")) else { throw GivenUp() }
          let body = pattern[(index + 1)..<end]
          // Only `[:name:]` is a class; `[:` may also be two characters.
          guard body.last == mark, body.dropLast().allSatisfy({ isNameByte($0) || $0 == UInt8(ascii: "^") }) else {
            throw GivenUp()
          }
          index = end + 1
          isPlain = false
        } else {
          members.append(byte)
        }
      case UInt8(ascii: "-"):
        // First or last it is itself, elsewhere a range.
        if peek() != UInt8(ascii: "]"), !members.isEmpty { isPlain = false } else { members.append(byte) }
      case 0x80...: isPlain = false
      default: members.append(byte)
      }
    }
    guard peek() == UInt8(ascii: "]") else { throw GivenUp() }
    index += 1
    guard isPlain, !members.isEmpty, members.count <= 8 else { return .anything }
    let choices = members.map { literal([$0], options) }
    guard choices.allSatisfy({ $0.exact != nil }) else { return .anything }
    return .either(choices)
  }
}
