/// The branches of a pattern that may match a piece of a word: neither their beginning nor their end holds an edge of a word.
///
/// Read roughly, as `PatternPieces` reads: a branch that is misread is warned of, or is not, and nothing worse.
struct PatternEdges {
  private struct Element {
    var text: String
    /// Whether it may be left out.
    var isOptional: Bool
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  /// As they are written.
  static func looseBranches(of pattern: String) -> [String] {
    branches(of: pattern).flatMap { branch -> [String] in
      let elements = elements(of: branch)
      // A group around everything is no more than its branches.
      if elements.count == 1, !elements[0].isOptional, let inner = inside(elements[0].text) {
        return looseBranches(of: inner)
      }
      return holdsEdge(elements) || holdsEdge(elements.reversed(), atEnd: true) ? [] : [branch]
    }
  }

  private static func holdsEdge(_ elements: [Element], atEnd: Bool = false) -> Bool {
    for element in elements {
      if !isEdge(element.text, atEnd) { return false }
      if !element.isOptional { return true }
    }
    return false
  }

  /// Whether nothing that an element matches is, or lets stand beside it, a letter or digit.
  private static func isEdge(_ text: String, _ atEnd: Bool) -> Bool {
    if ["\\b", "\\A", "\\z", "\\Z", "\\W", "\\s", "^", "$"].contains(text) { return true }
    // Who looks around has thought of what stands there.
    if ["(?=", "(?!", "(?<=", "(?<!"].contains(where: text.hasPrefix) { return true }
    if let inner = inside(text) {
      return branches(of: inner).allSatisfy {
        let elements = elements(of: $0)
        return holdsEdge(atEnd ? elements.reversed() : elements, atEnd: atEnd)
      }
    }
    if text.hasPrefix("[") {
      let members = text.dropFirst().dropLast()
      if members.hasPrefix("^") { return members.contains("\\w") }
      return !members.contains { $0.isLetter && $0 != "s" && $0 != "W" || $0.isNumber }
    }
    let literal = text.hasPrefix("\\") ? text.dropFirst() : text[...]
    return text != "." && !literal.contains { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// What stands in a group that is nothing but a group.
  private static func inside(_ text: String) -> String? {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return nil }
    let inner = text.dropFirst().dropLast()
    if !inner.hasPrefix("?") { return String(inner) }
    return inner.hasPrefix("?:") || inner.hasPrefix("?>") ? String(inner.dropFirst(2)) : nil
  }

  private static func branches(of pattern: String) -> [String] {
    var reader = PatternEdges(pattern)
    var branches = [""]
    while let element = reader.element() {
      if element == "|" { branches.append("") } else { branches[branches.count - 1] += element }
    }
    return branches
  }

  private static func elements(of branch: String) -> [Element] {
    var reader = PatternEdges(branch)
    var elements: [Element] = []
    while let text = reader.element() {
      // Options such as `(?i)` match nothing.
      let isSetting = text.hasPrefix("(?") && text.dropFirst(2).dropLast().allSatisfy { $0.isLetter || $0 == "-" }
      let isOptional = reader.quantifier()
      if !isSetting { elements.append(Element(text: text, isOptional: isOptional)) }
    }
    return elements
  }

  private init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  /// Takes one character, escape, class or group as it is written; nil at the end.
  private mutating func element() -> String? {
    guard index < scalars.count else { return nil }
    let start = index
    switch scalars[index] {
    case "\\":
      index += 2
      if index < scalars.count, scalars[index] == "{", "pPxN".unicodeScalars.contains(scalars[index - 1]) {
        skip(to: "}")
      }
    case "[": skipClass()
    case "(":
      index += 1
      while index < scalars.count, scalars[index] != ")" { _ = element() }
      index += 1
    default: index += 1
    }
    index = min(index, scalars.count)
    return String(String.UnicodeScalarView(scalars[start..<index]))
  }

  private mutating func skip(to end: Unicode.Scalar) {
    while index < scalars.count, scalars[index] != end { index += 1 }
    index += 1
  }

  private mutating func skipClass() {
    index += 1
    if index < scalars.count, scalars[index] == "^" { index += 1 }
    var isFirst = true
    while index < scalars.count, isFirst || scalars[index] != "]" {
      index += scalars[index] == "\\" ? 2 : 1
      isFirst = false
    }
    index += 1
  }

  /// Takes a quantifier.
  ///
  /// - Returns: whether it lets what stands before it be left out.
  private mutating func quantifier() -> Bool {
    guard index < scalars.count else { return false }
    var isOptional = false
    switch scalars[index] {
    case "?", "*":
      isOptional = true
      index += 1
    case "+": index += 1
    case "{":
      isOptional = index + 1 < scalars.count && scalars[index + 1] == "0"
      skip(to: "}")
    default: return false
    }
    if index < scalars.count, scalars[index] == "?" || scalars[index] == "+" { index += 1 }
    return isOptional
  }
}
