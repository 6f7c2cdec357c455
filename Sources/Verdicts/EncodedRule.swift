import Bytes
import Rules

/// The parts of a rule's reasons that are the same on every line, written as JSON once for all.
struct EncodedRule: Sendable {
  /// A piece of the reason: what stands between quotes, or what is to be put there.
  enum Piece: Sendable {
    case text([UInt8])
    /// What a leaf found.
    case source(leaf: Int)
    /// A reading, by its number.
    case value(Int)
  }

  /// The id as a string.
  let id: [UInt8]
  /// A reason's beginning up to what the rule counted for.
  let head: [UInt8]
  let because: [Piece]

  /// - Parameter language: of the reason.
  init(_ rule: RuleInfo, group: RuleGroup, language: CommentLanguage) {
    var out = OutputBuffer()
    out.append(json: rule.id)
    id = out.bytes
    out.removeAll()
    out.append("{\"rule\":")
    out.append(id)
    out.append(",\"group\":")
    out.append(json: group.name)
    out.append(",\"weight\":")
    out.append(thousandths: rule.weight)
    out.append(",\"counted\":")
    head = out.bytes
    because = rule.because(language.rawValue).parts.map { part in
      switch part {
      case .text(let text):
        out.removeAll()
        out.append(jsonContents: text.utf8.span)
        return .text(out.bytes)
      case .source(let leaf): return .source(leaf: leaf)
      case .value(let leaf):
        guard case .signal(let signal) = rule.leaves[leaf].kind else {
          preconditionFailure("only what measures something is asked for its value")
        }
        return .value(signal)
      }
    }
  }
}
