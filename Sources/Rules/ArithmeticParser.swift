/// Reads a `count`.
///
///     sum     := product (("+" | "-") product)*
///     product := factor (("*" | "/") factor)*
///     factor  := number | name | "(" sum ")"
///
/// A name may hold dots and, between letters, dashes: `-` with spaces around it takes away.
struct ArithmeticParser {
  indirect enum Tree {
    case number(Double)
    case name(String, offset: Int)
    case operation(UInt8, Tree, Tree)
  }

  static let maximumDepth = 32
  static let maximumBytes = 1_000

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  static func parse(_ text: String) throws(ConditionError) -> Tree {
    var parser = ArithmeticParser(bytes: Array(text.utf8))
    if parser.bytes.count > maximumBytes { throw parser.fault("the sum is too long") }
    let tree = try parser.sum()
    if parser.index < parser.bytes.count { throw parser.fault("expected +, -, *, / or the end") }
    return tree
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ message: String) -> ConditionError {
    ConditionError(offset: index, id: "bad-count", message: message)
  }

  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  /// Takes one of some signs, and the space behind it.
  private mutating func take(_ signs: String) -> UInt8? {
    guard index < bytes.count, signs.utf8.contains(bytes[index]) else { return nil }
    let sign = bytes[index]
    index += 1
    skipSpace()
    return sign
  }

  private mutating func sum() throws(ConditionError) -> Tree {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { throw fault("parentheses are nested too deep") }
    skipSpace()
    var tree = try product()
    while let sign = take("+-") { tree = .operation(sign, tree, try product()) }
    return tree
  }

  private mutating func product() throws(ConditionError) -> Tree {
    var tree = try factor()
    while let sign = take("*/") { tree = .operation(sign, tree, try factor()) }
    return tree
  }

  private mutating func factor() throws(ConditionError) -> Tree {
    if take("(") != nil {
      let inner = try sum()
      if take(")") == nil { throw fault("expected “)”") }
      return inner
    }
    let start = index
    while index < bytes.count, isNameByte(bytes[index]) || bytes[index] == UInt8(ascii: ".") { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    defer { skipSpace() }
    guard let first = word.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else {
      index = start
      throw fault("expected a number, a match, a signal or a field")
    }
    guard first >= 0x30 && first <= 0x39 else { return .name(word, offset: start) }
    guard word.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") }), let value = Double(word)
    else {
      index = start
      throw fault("“\(word)” is no number")
    }
    return .number(value)
  }
}
