import Bytes
import Rules

/// The parts of a rule's reasons that are the same on every line, written as JSON once for all.
///
/// A class: it is taken hold of with each reason, and as a structure would be several references.
final class EncodedRule: Sendable {
  /// The id as a string.
  let id: [UInt8]
  /// A reason's beginning up to what the rule counted for.
  let head: [UInt8]
  /// The same with that, where the whole weight counted.
  let wholeHead: [UInt8]
  let weight: Double
  /// A reason's end, from the comma before its sentence on.
  let because: ReasonSentence

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
    out.append(thousandths: rule.weight)
    wholeHead = out.bytes
    weight = rule.weight
    because = ReasonSentence(rule, language: language, isJSON: true, between: (",\"because\":\"", "\"}"))
  }
}
