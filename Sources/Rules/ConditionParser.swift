/// A fault in a `when`.
struct ConditionError: Error {
  /// In bytes of the text.
  let offset: Int
  let id: String
  let message: String
  var suggestion: String?
}

/// Reads a `when`.
///
///     when      := condition ("unless" condition)?
///     condition := conjunct ("or" conjunct)*
///     conjunct  := factor ("and" factor)*
///     factor    := "not" factor | "(" condition ")" | name | quantity "of" ("them" | "(" condition ("," condition)* ")")
///     quantity  := "all" | "any" | number
///
/// `and` binds tighter than `or`, `not` tighter than both. `them` is every leaf of the rule. What stands behind `unless`
/// is an exception: it counts only where it is known to be true, so a dump without post texts does not silence the rule.
struct ConditionParser {
  static let maximumDepth = 32
  static let maximumSteps = 1_000

  private enum Token: Equatable {
    case name(String), open, close, comma, end
  }

  private let leaves: [String]
  private var tokens: [(token: Token, offset: Int)] = []
  private var next = 0
  private var depth = 0

  static func parse(_ text: String, leaves: [String]) throws(ConditionError) -> Condition {
    var parser = try ConditionParser(text, leaves: leaves)
    var condition = try parser.condition()
    if parser.take(.name("unless")) { condition = .all([condition, .unless(try parser.condition())]) }
    if parser.current.token != .end { throw parser.unexpected("expected “and”, “or”, “unless” or the end") }
    return condition
  }

  private init(_ text: String, leaves: [String]) throws(ConditionError) {
    self.leaves = leaves
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "("): (index, _) = (index + 1, tokens.append((.open, start)))
      case UInt8(ascii: ")"): (index, _) = (index + 1, tokens.append((.close, start)))
      case UInt8(ascii: ","): (index, _) = (index + 1, tokens.append((.comma, start)))
      case let byte where isNameByte(byte):
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        tokens.append((.name(String(decoding: bytes[start..<index], as: UTF8.self)), start))
      default:
        throw ConditionError(
          offset: start, id: "bad-condition",
          message: "a condition is made of names, and, or, not, of, numbers, commas and parentheses",
          suggestion: ["&": "and", "|": "or", "!": "not"][String(decoding: bytes[start...start], as: UTF8.self)])
      }
      if tokens.count > ConditionParser.maximumSteps {
        throw ConditionError(offset: start, id: "bad-condition", message: "the condition is too long")
      }
    }
    tokens.append((.end, bytes.count))
  }

  private var current: (token: Token, offset: Int) { tokens[next] }

  private func unexpected(_ message: String) -> ConditionError {
    ConditionError(offset: current.offset, id: "bad-condition", message: message)
  }

  private mutating func take(_ token: Token) -> Bool {
    guard current.token == token else { return false }
    next += 1
    return true
  }

  private mutating func condition() throws(ConditionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    if depth > ConditionParser.maximumDepth { throw unexpected("parentheses are nested too deep") }
    var parts = [try conjunct()]
    while take(.name("or")) { parts.append(try conjunct()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunct() throws(ConditionError) -> Condition {
    var parts = [try factor()]
    while take(.name("and")) { parts.append(try factor()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func factor() throws(ConditionError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    if depth > ConditionParser.maximumDepth { throw unexpected("the condition is nested too deep") }
    if take(.open) {
      let inner = try condition()
      if !take(.close) { throw unexpected("expected “)”") }
      return inner
    }
    guard case .name(let name) = current.token else { throw unexpected("expected the name of a match") }
    let start = current
    if name == "not" {
      next += 1
      return .not(try factor())
    }
    if ["and", "or", "of", "them", "unless"].contains(name) {
      throw unexpected("expected the name of a match before “\(name)”")
    }
    next += 1
    if take(.name("of")) { return try several(quantity: name, at: start.offset) }
    guard let index = leaves.firstIndex(of: name) else {
      throw ConditionError(
        offset: start.offset, id: "unknown-match", message: "“\(name)” is not a match of this rule",
        suggestion: nearest(name, among: leaves))
    }
    return .leaf(index)
  }

  private mutating func several(quantity: String, at offset: Int) throws(ConditionError) -> Condition {
    var parts: [Condition] = []
    if take(.name("them")) {
      parts = leaves.indices.map { .leaf($0) }
    } else if take(.open) {
      repeat { parts.append(try condition()) } while take(.comma)
      if !take(.close) { throw unexpected("expected “,” or “)”") }
    } else {
      throw unexpected("expected “them” or a list in parentheses after “of”")
    }
    switch quantity {
    case "all": return parts.count == 1 ? parts[0] : .all(parts)
    case "any": return parts.count == 1 ? parts[0] : .any(parts)
    default:
      guard let wanted = Int(quantity), wanted >= 1, wanted <= parts.count else {
        throw ConditionError(
          offset: offset, id: "bad-condition",
          message: "expected “all”, “any” or a number from 1 to \(parts.count) before “of”")
      }
      return .atLeast(wanted, parts)
    }
  }
}

/// Letters, digits, `-` and `_`.
func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
  default: false
  }
}
