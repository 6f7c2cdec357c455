import Rules

/// Finds what YAML allows and these files do not: anchors, aliases, tags, directives, several documents, and nesting
/// beyond reason. Looks only at where values begin, before anything is parsed, so that no alias is ever expanded.
package struct YAMLSyntax {
  package static let maximumDepth = 40

  private let source: SourceText
  private let scalars: [Unicode.Scalar]
  private var index = 0
  /// Open brackets and braces.
  private var depth = 0
  /// Whether a value may begin here.
  private var isAtStart = true
  /// Whether a text without quotes may go on in the next line.
  private var isInText = false
  /// The column (from 0) beyond which texts and blocks that belong to the current key or dash are indented.
  private var indent = -1
  private var tokenColumn = 0
  private var hasContent = false
  private(set) var found: [(id: String, index: Int, message: String)] = []

  init(_ source: SourceText) {
    self.source = source
    scalars = source.scalars
  }

  /// - Returns: what must not be there, in the order of the file.
  package static func refusals(in source: SourceText) -> [(id: String, index: Int, message: String)] {
    var syntax = YAMLSyntax(source)
    syntax.run()
    return syntax.found
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    index + ahead < scalars.count ? scalars[index + ahead] : nil
  }

  private func isBlank(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return true }
    return scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  private func isNext(_ text: StaticString) -> Bool {
    "\(text)".unicodeScalars.enumerated().allSatisfy { peek($0.offset) == $0.element } && isBlank(peek(3))
  }

  private mutating func refuse(_ id: String, _ message: String, at place: Int) {
    found.append((id, place, message))
  }

  private mutating func run() {
    while index < scalars.count, found.count < 20 {
      if depth == 0 {
        guard line() else { return }
      }
      restOfLine()
    }
  }

  private mutating func skipLine() {
    while index < scalars.count, scalars[index] != "\n" { index += 1 }
    if index < scalars.count { index += 1 }
  }

  private func spaces(from start: Int) -> Int {
    var end = start
    while end < scalars.count, scalars[end] == " " { end += 1 }
    return end - start
  }

  /// The beginning of a line outside of brackets: document marks, dashes.
  ///
  /// - Returns: false where nothing more need be looked at.
  private mutating func line() -> Bool {
    let start = index
    if peek() == "%" {
      refuse("yaml-directive", "directives are not supported; remove this line", at: index)
      skipLine()
      return line()
    }
    if isNext("---"), !hasContent {
      index += 3
      hasContent = true
      isAtStart = true
      return true
    }
    if isNext("---") || isNext("...") {
      refuse("yaml-documents", "the file must be one document; divide it into files", at: index)
      return false
    }
    let column = spaces(from: start)
    index = start + column
    if isBlank(peek()) || (isInText && column > indent) { return true }
    isInText = false
    isAtStart = true
    tokenColumn = column
    if peek() != "#" { hasContent = true }
    if column > 200 {
      refuse("yaml-depth", "this is indented beyond reason", at: index)
      return false
    }
    var dashes = 0
    while peek() == "-" || peek() == "?", isBlank(peek(1)), peek(1) != nil {
      dashes += 1
      indent = index - start
      index += 1
      index += spaces(from: index)
      tokenColumn = index - start
      if dashes > YAMLSyntax.maximumDepth {
        refuse("yaml-depth", "lists are nested too deep", at: index)
        return false
      }
    }
    return true
  }

  private mutating func restOfLine() {
    while let scalar = peek() {
      switch scalar {
      case "\n":
        index += 1
        if depth == 0 { return }
      case " ", "\t", "\r": index += 1
      case "#" where index == 0 || isBlank(scalars[index - 1]):
        skipLine()
        if depth == 0 {
          isInText = false
          return
        }
      case "[" where isAtStart || depth > 0, "{" where isAtStart || depth > 0: open()
      case "]" where depth > 0, "}" where depth > 0:
        depth -= 1
        index += 1
        (isAtStart, isInText) = (false, false)
      case "," where depth > 0:
        index += 1
        (isAtStart, isInText) = (true, false)
      case ":" where isKeyEnd: endKey()
      default:
        if isAtStart {
          if value(scalar) { return }
        } else {
          index += 1
        }
      }
      if found.last?.id == "yaml-depth" {
        index = scalars.count
        return
      }
    }
  }

  private mutating func open() {
    depth += 1
    if depth > YAMLSyntax.maximumDepth { refuse("yaml-depth", "brackets are nested too deep", at: index) }
    index += 1
    (isAtStart, isInText) = (true, false)
  }

  private var isKeyEnd: Bool {
    if isBlank(peek(1)) { return true }
    guard depth > 0, let next = peek(1) else { return false }
    // After a key in quotes no space is needed there.
    return next == "," || next == "]" || next == "}" || next == "[" || next == "{" || (!isInText && !isAtStart)
  }

  private mutating func endKey() {
    if depth == 0 { indent = tokenColumn }
    index += 1
    (isAtStart, isInText) = (true, false)
  }

  /// Where a value begins.
  ///
  /// - Returns: true where the line is done with.
  private mutating func value(_ scalar: Unicode.Scalar) -> Bool {
    isAtStart = false
    switch scalar {
    case "\"", "'":
      quoted(scalar)
      isInText = false
    case "|" where depth == 0, ">" where depth == 0:
      block()
      return true
    case "&":
      refuse(
        "yaml-anchor", "anchors (“&name”) are not supported; put the text in quotes if it begins with “&”", at: index)
      text()
    case "*":
      refuse(
        "yaml-alias", "aliases (“*name”) are not supported; put the text in quotes if it begins with “*”", at: index)
      text()
    case "!":
      refuse("yaml-tag", "tags (“!name”) are not supported; put the text in quotes if it begins with “!”", at: index)
      text()
    default: text()
    }
    return false
  }

  private mutating func text() {
    index += 1
    isInText = true
  }

  private mutating func quoted(_ quote: Unicode.Scalar) {
    index += 1
    while let scalar = peek() {
      if quote == "\"", scalar == "\\" {
        index += 2
      } else if scalar != quote {
        index += 1
      } else if quote == "'", peek(1) == quote {
        index += 2
      } else {
        index += 1
        return
      }
    }
  }

  /// A block text: all lines below that are empty or indented further.
  private mutating func block() {
    skipLine()
    while index < scalars.count {
      let column = spaces(from: index)
      let next = index + column < scalars.count ? scalars[index + column] : nil
      if column <= indent, next != "\n", next != "\r", next != nil { return }
      skipLine()
    }
  }
}
