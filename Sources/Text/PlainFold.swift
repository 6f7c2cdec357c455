import Bytes
import CUnicode

/// Lower case and counts of a text that has nothing else to undo: ASCII, and emoji and signs that stand for themselves in
/// every view. Most comments are nothing else.
struct PlainFold {
  private(set) var upper = 0
  private(set) var letters = 0
  private(set) var digits = 0
  private(set) var spaces = 0
  private(set) var lineBreaks = 0
  private(set) var emoji = 0
  /// Bytes that begin no character, and characters that only change the emoji before them.
  private var uncounted = 0
  /// Whether a byte stands in the text at which links, handles or telephone numbers are found.
  private(set) var hasTrigger = false
  /// Whether a digit or sign stands in it that may stand for a letter.
  private(set) var hasSign = false

  /// - Returns: false for a text that has more to undo; what was done to it is of no use then.
  mutating func run(_ text: inout [UInt8]) -> Bool {
    var found = PlainFold()
    var bytes = text.mutableSpan
    let count = bytes.count
    var index = 0
    while index < count {
      index = found.takeEights(&bytes, from: index)
      let end = min(index &+ 8, count)
      while index < end {
        let length = found.take(&bytes, at: index)
        if length == 0 { return false }
        index &+= length
      }
    }
    found.hasTrigger = found.hasTrigger || found.digits > 0
    found.hasSign = found.hasSign || found.digits > 0
    self = found
    return true
  }

  /// Takes in eight bytes at once as long as they are letters and spaces, as most are. By itself, so that all it needs
  /// stays in registers.
  ///
  /// - Returns: where other bytes follow, or fewer.
  @inline(never)
  private mutating func takeEights(_ bytes: inout MutableSpan<UInt8>, from start: Int) -> Int {
    var index = start
    var spaces = 0
    var upper = 0
    while index &+ 8 <= bytes.count {
      let eight = EightBytes(bytes.span, at: index)
      let areLetters = eight.areLetters
      let areSpaces = eight.are(0x20)
      if areLetters | areSpaces != EightBytes.all(0x80) { break }
      spaces &+= EightBytes.count(areSpaces)
      // Small letters have the bit 0x20, two below the highest.
      let areCapitals = areLetters & ~(eight.bits &<< 2)
      if areCapitals != 0 {
        upper &+= EightBytes.count(areCapitals)
        let small = eight.bits | (areCapitals &>> 2)
        var room = unsafe bytes.mutableBytes
        room.storeBytes(of: small.littleEndian, toByteOffset: index, as: UInt64.self)
      }
      index &+= 8
    }
    self.spaces &+= spaces
    self.upper &+= upper
    letters &+= index &- start &- spaces
    return index
  }

  /// Takes in one character.
  ///
  /// - Returns: its length; 0 for what has to be undone, or may have to beside another such character.
  @inline(__always)
  private mutating func take(_ bytes: inout MutableSpan<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    if byte &- 0x61 < 26 {
      letters &+= 1
    } else if byte == 0x20 {
      spaces &+= 1
    } else if byte &- 0x41 < 26 {
      letters &+= 1
      upper &+= 1
      bytes[index] = byte | 0x20
    } else if byte < 0x80 {
      count(byte)
    } else {
      let (scalar, length) = decodeScalar(bytes.span, at: index)
      return count(beyondASCII: scalar, length) ? length : 0
    }
    return 1
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

  private mutating func count(beyondASCII scalar: UInt32, _ length: Int) -> Bool {
    guard scalar != .invalid else { return false }
    let unit = Unit(scalar, source: 0)
    guard unit.record.fold_count == 0, !unit.composes, !unit.isRegional, !LostPlanes.mayBeLost(unit) else {
      return false
    }
    uncounted &+= length &- 1
    switch unit.group {
    case .emoji where unit.isSkinTone: uncounted &+= 1
    case .emoji: emoji &+= 1
    case .space: spaces &+= 1
    case .other: break
    default: return false
    }
    return true
  }

  /// What `Shape.count` would count of the text.
  ///
  /// - Parameter bytes: how long the text is.
  func shape(of bytes: Int) -> Shape {
    var shape = Shape()
    shape.characters = bytes &- uncounted
    shape.letters = letters
    shape.upperCase = upper
    shape.digits = digits
    shape.emoji = emoji
    shape.punctuation = shape.characters &- letters &- digits &- spaces &- emoji
    shape.lines = bytes == 0 ? 0 : lineBreaks &+ 1
    shape.scripts[Int(Script.latin.rawValue)] = letters
    return shape
  }
}
