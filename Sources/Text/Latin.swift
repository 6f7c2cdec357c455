/// Classes of bytes of the folded view: ASCII by table, everything else to be looked up by scalar.
enum ByteClass {
  static let other: UInt8 = 0
  static let letter: UInt8 = 1
  static let digit: UInt8 = 2
  static let space: UInt8 = 3
  static let beyondASCII: UInt8 = 4

  @inline(__always) static func of(_ byte: UInt8) -> UInt8 {
    if byte >= 0x80 { return beyondASCII }
    if byte &- 0x61 < 26 || byte &- 0x41 < 26 { return letter }
    if byte &- 0x30 < 10 { return digit }
    return byte == 0x20 || byte &- 0x09 < 5 ? space : other
  }

  @inline(__always) static func isAlphanumeric(_ byte: UInt8) -> Bool {
    let found = of(byte)
    return found == letter || found == digit
  }
}
