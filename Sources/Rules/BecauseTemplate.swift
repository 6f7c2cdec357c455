/// A rule's reason with places for what it found: `“{brand}” has nothing to do with this post`.
///
/// `{leaf}` and `{leaf.raw}` stand for the text where the leaf was found, as it was received; `{leaf.value}` for the
/// value of what it measures; `{leaf|other}` for the first of several that was found; `{{` and `}}` for braces.
package struct BecauseTemplate: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case text(String)
    /// What the first of these leaves found that found something.
    case source(leaves: [Int])
    /// The value of a leaf that measures something.
    case value(leaf: Int)
  }

  package let parts: [Part]

  /// Whether it tells what was measured.
  package var quotesReadings: Bool {
    parts.contains { if case .value = $0 { true } else { false } }
  }

  package init(plain text: String) { parts = [.text(text)] }

  /// - Parameter leaves: the rule's leaves with whether each has a value.
  init(_ text: String, leaves: [(name: String, hasValue: Bool)]) throws(ConditionError) {
    var parts: [Part] = []
    var plain: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if isBrace, index + 1 < bytes.count, bytes[index + 1] == byte {
        plain.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "{") {
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
          throw ConditionError(offset: index, id: "bad-because", message: "“{” without “}”; write “{{” for a brace")
        }
        if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
        plain = []
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        parts.append(try BecauseTemplate.place(name, at: index + 1, leaves: leaves))
        index = end + 1
      } else if isBrace {
        throw ConditionError(offset: index, id: "bad-because", message: "“}” without “{”; write “}}” for a brace")
      } else {
        plain.append(byte)
        index += 1
      }
    }
    if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
    self.parts = parts
  }

  private static func place(
    _ name: String, at offset: Int, leaves: [(name: String, hasValue: Bool)]
  ) throws(ConditionError) -> Part {
    let choices = name.split(separator: "|", omittingEmptySubsequences: false)
    var found: [Int] = []
    for choice in choices {
      let pieces = choice.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard let leaf = leaves.firstIndex(where: { $0.name == pieces[0] }) else {
        throw ConditionError(
          offset: offset, id: "unknown-match", message: "“\(pieces[0])” is not a match of this rule",
          suggestion: nearest(pieces[0], among: leaves.map(\.name)))
      }
      switch pieces.dropFirst() {
      case [], ["raw"]: found.append(leaf)
      case ["value"]:
        guard choices.count == 1 else {
          throw ConditionError(offset: offset, id: "bad-because", message: "a “.value” stands alone in its braces")
        }
        if leaves[leaf].hasValue { return .value(leaf: leaf) }
        throw ConditionError(
          offset: offset, id: "bad-because", message: "“\(pieces[0])” measures nothing and has no value")
      default:
        throw ConditionError(
          offset: offset, id: "bad-because", message: "after a match's name only “.raw” and “.value” may stand")
      }
    }
    return .source(leaves: found)
  }

  /// The template as one string; for the digest.
  var canonical: String {
    parts.map { part in
      switch part {
      case .text(let text): "t\(text.utf8.count):\(text)"
      case .source(let leaves): "s" + leaves.map { "\($0)" }.joined(separator: "|")
      case .value(let leaf): "v\(leaf)"
      }
    }.joined()
  }
}
