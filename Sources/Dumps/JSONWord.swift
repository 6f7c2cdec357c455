/// What the words of JSON outside strings are.
enum JSONWord {
  static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  static func isLiteral(_ word: ArraySlice<UInt8>) -> Bool {
    word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) || word.elementsEqual("null".utf8)
  }

  /// Whether a word is digits with no needless zero before them, and perhaps a minus.
  static func isWholeNumber(_ word: ArraySlice<UInt8>) -> Bool {
    let digits = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
    guard let first = digits.first, digits.allSatisfy(isDigit) else { return false }
    return first != UInt8(ascii: "0") || digits.count == 1
  }

  /// Whether a word is a JSON number that 64 bits hold, whole or as a floating-point number.
  static func isSmallNumber(_ word: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    if isWholeNumber(word) { return Int64(text) != nil || UInt64(text) != nil }
    let whole = word.prefix { $0 == UInt8(ascii: "-") || isDigit($0) }
    var rest = word[whole.endIndex...]
    guard isWholeNumber(whole), !rest.isEmpty else { return false }
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix(while: isDigit)
      guard !digits.isEmpty else { return false }
      rest = rest[digits.endIndex...]
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return false }
      rest = []
    }
    return rest.isEmpty && Double(text)?.isFinite == true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
