import Bytes

/// Turns UTF-16 into UTF-8, as spreadsheets save "Unicode text". Half a surrogate pair becomes bytes that are no valid
/// UTF-8, so that it spoils the record it stands in.
struct UTF16Transcoder {
  private let isLittleEndian: Bool
  /// A first half of a pair that waits for its second, and a single byte.
  private var high: UInt16?
  private var odd: UInt8?

  /// - Parameter start: the first two bytes of the file.
  /// - Returns: nil where they are no byte order mark of UTF-16.
  init?(_ start: ArraySlice<UInt8>) {
    if start.elementsEqual([0xFF, 0xFE]) {
      isLittleEndian = true
    } else if start.elementsEqual([0xFE, 0xFF]) {
      isLittleEndian = false
    } else {
      return nil
    }
  }

  mutating func text(of bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 3 / 2 + 3)
    for byte in bytes {
      guard let first = odd else {
        odd = byte
        continue
      }
      odd = nil
      let unit = isLittleEndian ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
      if let half = high {
        high = nil
        if unit & 0xFC00 == 0xDC00 {
          out.append(scalar: 0x1_0000 + (UInt32(half & 0x3FF) << 10 | UInt32(unit & 0x3FF)))
          continue
        }
        out.append(0xFF)
      }
      if unit & 0xFC00 == 0xD800 {
        high = unit
      } else if unit & 0xFC00 == 0xDC00 {
        out.append(0xFF)
      } else {
        out.append(scalar: UInt32(unit))
      }
    }
    if isLast, high != nil || odd != nil {
      (high, odd) = (nil, nil)
      out.append(0xFF)
    }
    return out
  }
}
