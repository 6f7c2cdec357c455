import Bytes

/// Telephone numbers: eight to fifteen digits that begin like one (`+`, `0`, `60`, `62`, `65`), with single separators, and
/// after a plus with brackets; also as North Americans write them, `(305) 555-0148` and `1-888-555-0163`.
extension EntityFinder {
  private static let least = 8
  private static let most = 15

  /// Groups of digits, as far as they say whether they are a telephone number, a date, a time or an amount.
  private struct Groups {
    var digits = 0
    /// Digits of the group at hand.
    var size = 0
    var count = 0
    var firstSize = 0
    var widest = 0
    /// The first two digits.
    var start = 0
    var hasPlus = false
    var hasBracket = false
    /// Whether nothing but hyphens parts the groups.
    var isHyphened = true
    var isYear = false
    /// Whether the first three groups are a day, a month and a year.
    var isDate = false
    /// Whether dots part groups of three, as thousands are.
    var areThousands = true
    /// The sizes of all groups, four bits each.
    var sizes = 0

    mutating func add(_ byte: UInt8) {
      if digits < 2 { start = start * 10 + Int(byte &- 0x30) }
      if size == 0 {
        count += 1
        isYear = byte == UInt8(ascii: "1") || byte == UInt8(ascii: "2")
      }
      digits += 1
      size += 1
    }

    mutating func close(_ separator: UInt8) {
      if count == 1 { firstSize = size } else if size != 3 { areThousands = false }
      if separator != 0, separator != UInt8(ascii: ".") { areThousands = false }
      if separator != 0, separator != UInt8(ascii: "-") { isHyphened = false }
      widest = max(widest, size)
      sizes = sizes &* 16 &+ size
      if sizes == 0x224, isYear { isDate = true }
      size = 0
    }

    var isPhone: Bool {
      guard digits >= EntityFinder.least, digits <= EntityFinder.most else { return false }
      if hasPlus { return count == 1 || !areThousands }
      if sizes == 0x334, hasBracket || isHyphened { return true }
      if sizes == 0x1334, isHyphened, start / 10 == 1 { return true }
      if hasBracket { return false }
      guard start < 10 || (digits >= 10 && [60, 62, 65].contains(start)) else { return false }
      if count == 1 { return true }
      // `08.00-17.00`, `0.12345678`, `62.500.000.000`, `01-02-2024`.
      return firstSize >= 2 && widest >= 3 && !areThousands && !isDate
    }
  }

  mutating func phone(_ index: Int, _ bytes: Span<UInt8>) -> Int {
    if index > 0,
      ByteClass.isAlphanumeric(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: ".")
        || bytes[index - 1] == UInt8(ascii: ",")
    {
      return index + 1
    }
    var groups = Groups()
    groups.hasPlus = bytes[index] == UInt8(ascii: "+")
    groups.hasBracket = bytes[index] == UInt8(ascii: "(")
    // Only an area of three digits stands in brackets; what else does begins behind the bracket.
    if groups.hasBracket, index + 4 >= bytes.count || bytes[index + 4] != UInt8(ascii: ")") { return index + 1 }
    var next = index + (groups.hasPlus || groups.hasBracket ? 1 : 0)
    var end = index
    /// Where the last group ended that made the digits so far a telephone number: two may stand side by side.
    var whole = index
    while next < bytes.count, groups.digits <= Self.most {
      if ByteClass.of(bytes[next]) == ByteClass.digit {
        groups.add(bytes[next])
        next += 1
        end = next
      } else if groups.digits > 0,
        let separator = separatorLength(next, bytes, withBrackets: groups.hasPlus || groups.hasBracket)
      {
        groups.close(bytes[next])
        if groups.isPhone { whole = next }
        next += separator
      } else {
        break
      }
    }
    if next == bytes.count || ByteClass.of(bytes[next]) != ByteClass.letter, groups.digits <= Self.most {
      groups.close(0)
      if groups.isPhone { whole = end }
    }
    if whole > index { return add(.phone, index..<whole) }
    if groups.hasBracket { return index + 1 }
    while end < bytes.count, ByteClass.of(bytes[end]) == ByteClass.digit { end += 1 }
    return max(end, index + 1)
  }

  /// The length of what parts two groups of digits here: one sign, or also a bracket: `+1 (305) 555-0148`.
  private func separatorLength(_ index: Int, _ bytes: Span<UInt8>, withBrackets: Bool) -> Int? {
    var end = index
    while end < bytes.count, end - index < 2, isSeparator(bytes[end]) || withBrackets && isBracket(bytes[end]) {
      end += 1
    }
    guard end > index, end < bytes.count, ByteClass.of(bytes[end]) == ByteClass.digit,
      end == index + 1 || isBracket(bytes[index]) || isBracket(bytes[index + 1])
    else { return nil }
    return end - index
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }
}
