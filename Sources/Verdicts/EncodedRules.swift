import Bytes
import Rules

/// The parts of reasons that are the same on every line, written as JSON once for all rules.
///
/// All in one text, so that a reason is put together from pieces of it without taking hold of anything else.
struct EncodedRules: Sendable {
  struct Rule: Sendable {
    /// The id as a string.
    let id: ByteRange
    /// A reason's beginning up to what the rule counted for.
    let head: ByteRange
    /// The same with that, where the whole weight counted.
    let wholeHead: ByteRange
    let weight: Double
    /// A reason's end, from the comma before its sentence on; nil where it hangs on the comment.
    let end: ByteRange?
    /// All of a reason that counted for its whole weight and quotes nothing; nil where its end hangs on the comment.
    let whole: ByteRange?
  }

  let text: [UInt8]
  let rules: [Rule]
  /// By rule, the reason's end.
  let ends: [ReasonSentence]

  init(_ set: RuleSet) {
    var text: [UInt8] = []
    var rules: [Rule] = []
    ends = set.rules.map { rule in
      ReasonSentence(rule, language: set.policy.language, isJSON: true, between: (",\"because\":\"", "\"}"))
    }
    for (rule, end) in zip(set.rules, ends) {
      var out = OutputBuffer()
      out.append("{\"rule\":")
      let idStart = out.count
      out.append(json: rule.id)
      let idEnd = out.count
      out.append(",\"group\":")
      out.append(json: set.groups[rule.group].name)
      out.append(",\"weight\":")
      out.append(thousandths: rule.weight)
      out.append(",\"counted\":")
      let headEnd = out.count
      out.append(thousandths: rule.weight)
      let wholeEnd = out.count
      if let constant = end.constant { out.append(constant) }
      let start = text.count
      text += out.bytes
      rules.append(
        Rule(
          id: ByteRange(start: start + idStart, count: idEnd - idStart), head: ByteRange(start: start, count: headEnd),
          wholeHead: ByteRange(start: start, count: wholeEnd), weight: rule.weight,
          end: end.constant.map { ByteRange(start: start + wholeEnd, count: $0.count) },
          whole: end.constant.map { ByteRange(start: start, count: wholeEnd + $0.count) }))
    }
    self.text = text
    self.rules = rules
  }

  subscript(index: Int) -> Rule { rules[index] }
}
