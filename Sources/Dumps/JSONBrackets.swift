/// Follows the brackets, commas and colons of JSON that comes in pieces, without looking at values.
///
/// Broken JSON is followed as far as it can be guessed: a line end closes a string, for valid strings hold none; a quote
/// opens a string if neither comma, colon nor bracket stands behind it, nor a number or string after a blank; a bracket of
/// the wrong kind closes what was left open within its own kind, and a stray brace is passed over.
struct JSONBrackets {
  enum Event {
    /// A container begins, one level down; the byte before the index is its bracket.
    case opens(isArray: Bool)
    /// A container ended, and the level is reached again.
    case returns
    /// The container at the level ends. A missing bracket takes no byte.
    case closes(isMissing: Bool)
    case comma
    case colon
  }

  private enum State { case outside, string, escape, closed, closedAndBlank }

  private var state = State.outside
  /// A bit for each open container: whether it is an array, and whether it is an object that waits for no key.
  private var arrays: UInt64 = 0
  private var values: UInt64 = 0
  private var count = 0
  /// Containers open beyond those that are followed.
  private var deeper = 0
  private let depth: Int

  /// - Parameter depth: containers that are followed, at most 64.
  init(depth: Int) { self.depth = min(depth, 64) }

  /// Begins anew behind the opening bracket of the last of some containers.
  mutating func restart(within open: [Bool]) {
    (state, arrays, values, count, deeper) = (.outside, 0, 0, 0, 0)
    for isArray in open {
      values |= 1 << UInt64(max(0, count - 1))
      push(isArray)
    }
  }

  private mutating func push(_ isArray: Bool) {
    let bit = UInt64(1) << UInt64(count)
    arrays = isArray ? arrays | bit : arrays & ~bit
    values = values & ~bit
    count += 1
  }

  private var isInArray: Bool { count > 0 && arrays >> UInt64(count - 1) & 1 == 1 }
  private var waitsForKey: Bool { count > 0 && (arrays | values) >> UInt64(count - 1) & 1 == 0 }
  /// Whether an array is open around the innermost container.
  private var isWithinArray: Bool { count > 1 && arrays & (1 << UInt64(count - 1) - 1) != 0 }

  /// The next event at a level, in the bytes from an index on; moves the index behind it.
  ///
  /// - Parameter level: containers around the values of interest; what lies deeper is passed over.
  /// - Returns: nil when all bytes were looked at.
  mutating func next(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int, level: Int) -> Event? {
    while index < end {
      switch state {
      case .string:
        while index < end, !isSpecialInString(bytes[index]) { index += 1 }
        if index == end { return nil }
        state = bytes[index] == UInt8(ascii: "\\") ? .escape : bytes[index] == 0x0A ? .outside : .closed
        index += 1
      case .escape:
        index += 1
        state = .string
      case .closed, .closedAndBlank:
        let byte = bytes[index]
        if isWhitespace(byte) {
          index += 1
          state = .closedAndBlank
        } else {
          state = isBehindString(byte, isBlankBetween: state == .closedAndBlank) ? .outside : .string
        }
      case .outside:
        while index < end, !isStructural(bytes[index]) { index += 1 }
        if index == end { return nil }
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\"") {
          state = .string
        } else if let event = take(byte, &index, level) {
          return event
        }
      }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8, _ index: inout Int, _ level: Int) -> Event? {
    switch byte {
    case UInt8(ascii: ","):
      guard deeper == 0, count > 0 else { return nil }
      values &= ~(1 << UInt64(count - 1))
      return count == level ? .comma : nil
    case UInt8(ascii: ":"):
      guard deeper == 0, count > 0 else { return nil }
      values |= 1 << UInt64(count - 1)
      return count == level ? .colon : nil
    case UInt8(ascii: "{"), UInt8(ascii: "["): return open(byte == UInt8(ascii: "["), &index, level)
    default: return close(byte == UInt8(ascii: "]"), &index, level)
    }
  }

  private mutating func open(_ isArray: Bool, _ index: inout Int, _ level: Int) -> Event? {
    if deeper > 0 || count == depth {
      deeper += 1
      return nil
    }
    // Where a key should stand an element of the array around begins: the object was not closed.
    if waitsForKey, isWithinArray { return popMissing(&index, level) }
    push(isArray)
    return count == level + 1 ? .opens(isArray: isArray) : nil
  }

  private mutating func close(_ isArray: Bool, _ index: inout Int, _ level: Int) -> Event? {
    if deeper > 0 {
      deeper -= 1
      return nil
    }
    guard count > 0 else { return nil }
    if isArray, !isInArray { return isWithinArray ? popMissing(&index, level) : nil }
    if !isArray, isInArray { return nil }
    count -= 1
    return closed(isMissing: false, level)
  }

  /// Closes what was left open, and stays before the byte that told.
  private mutating func popMissing(_ index: inout Int, _ level: Int) -> Event? {
    index -= 1
    count -= 1
    return closed(isMissing: true, level)
  }

  private func closed(isMissing: Bool, _ level: Int) -> Event? {
    count == level ? .returns : count == level - 1 ? .closes(isMissing: isMissing) : nil
  }
}

@inline(__always) private func isSpecialInString(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x0A
}

@inline(__always) private func isStructural(_ byte: UInt8) -> Bool {
  // Brackets and braces differ in one bit.
  byte | 0x20 == UInt8(ascii: "{") || byte | 0x20 == UInt8(ascii: "}") || byte == UInt8(ascii: "\"")
    || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
}

private func isBehindString(_ byte: UInt8, isBlankBetween: Bool) -> Bool {
  switch byte {
  case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): true
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "\""), UInt8(ascii: "{"),
    UInt8(ascii: "["):
    isBlankBetween
  default: false
  }
}
