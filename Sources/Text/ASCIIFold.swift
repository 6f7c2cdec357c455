/// Lower case and counts of an ASCII text.
struct ASCIIFold {
  private(set) var upper = 0
  private(set) var letters = 0
  private(set) var digits = 0
  private(set) var spaces = 0
  private(set) var lineBreaks = 0
  /// Whether a byte stands in the text at which links, handles or telephone numbers are found.
  private(set) var hasTrigger = false
  /// Whether a digit or sign stands in it that may stand for a letter.
  private(set) var hasSign = false

  mutating func run(_ text: inout [UInt8]) {
    var found = ASCIIFold()
    var bytes = text.mutableSpan
    let count = bytes.count
    for index in 0..<count {
      let byte = bytes[index]
      if byte &- 0x61 < 26 {
        found.letters &+= 1
      } else if byte &- 0x41 < 26 {
        found.letters &+= 1
        found.upper &+= 1
        bytes[index] = byte | 0x20
      } else if byte == 0x20 {
        found.spaces &+= 1
      } else {
        found.count(byte)
      }
    }
    found.hasTrigger = found.hasTrigger || found.digits > 0
    found.hasSign = found.hasSign || found.digits > 0
    self = found
  }

  private mutating func count(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digits &+= 1
    case 0x0A:
      spaces &+= 1
      lineBreaks &+= 1
    case 0x09...0x0D: spaces &+= 1
    case UInt8(ascii: "@"):
      hasTrigger = true
      hasSign = true
    case UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: ":"): hasTrigger = true
    case UInt8(ascii: "!"), UInt8(ascii: "$"): hasSign = true
    default: break
    }
  }
}
