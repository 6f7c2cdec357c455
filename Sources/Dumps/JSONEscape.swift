extension JSONRepair {
  /// Bytes of a valid escape, both halves of a pair together; 0 for any other.
  func escapeLength() -> Int {
    guard index + 1 < end else { return 2 }
    switch source[index + 1] {
    case UInt8(ascii: "u"):
      guard let unit = unit(at: index) else { return 0 }
      if unit & 0xFC00 == 0xD800 {
        guard let low = self.unit(at: index + 6), low & 0xFC00 == 0xDC00 else { return 0 }
        return 12
      }
      return unit & 0xFC00 == 0xDC00 ? 0 : 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    default: return 0
    }
  }

  /// The number in `\uXXXX` at an index.
  private func unit(at start: Int) -> UInt16? {
    guard start + 6 <= end, source[start] == UInt8(ascii: "\\"), source[start + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt16 = 0
    for place in start + 2..<start + 6 {
      let byte = source[place]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt16((byte | 0x20) - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }
}
