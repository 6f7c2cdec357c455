package import Rules

/// A piece of a YAML file.
package struct YAMLNode {
  package enum Content {
    /// A text; `isPlain` without quotes, when it may be a number or a truth value as well.
    case text(LocatedText, isPlain: Bool)
    case list([YAMLNode])
    case map([(key: YAMLNode, value: YAMLNode)])
  }

  package let content: Content
  package let position: SourcePosition

  /// The last line on which something of it begins.
  package var lastLine: Int {
    switch content {
    case .text: position.line
    case .list(let items): items.last?.lastLine ?? position.line
    case .map(let pairs): pairs.last.map { max($0.key.position.line, $0.value.lastLine) } ?? position.line
    }
  }

  /// What it is, in the words of a message.
  package var kind: String {
    switch content {
    case .list: "a list"
    case .map: "a mapping of keys to values"
    case .text(let text, let isPlain):
      if isPlain, YAMLNode.isNull(text.text) {
        "nothing"
      } else if isPlain, text.text == "true" || text.text == "false" {
        "a truth value"
      } else if isPlain, YAMLNode.isNumber(text.text) {
        "a number"
      } else {
        "a text"
      }
    }
  }

  /// Whether a text without quotes stands for nothing (YAML 1.2, core schema).
  package static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

  /// Whether a text without quotes is a number of the one form that reads the same to everybody: `-2`, `0.5`. As many
  /// digits as a `Double` holds exactly.
  package static func isNumber(_ text: String) -> Bool {
    var digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let whole = digits.prefix { $0 >= 0x30 && $0 <= 0x39 }
    digits = digits.dropFirst(whole.count)
    if whole.isEmpty || whole.count > 15 || (whole.count > 1 && whole.first == 0x30) { return false }
    guard let point = digits.first else { return true }
    let fraction = digits.dropFirst()
    return point == UInt8(ascii: ".") && !fraction.isEmpty && fraction.count <= 9
      && fraction.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
