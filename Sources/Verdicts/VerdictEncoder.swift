package import Bytes
package import Dumps
package import Rules
import Signals
package import Text

/// Writes verdict lines: one JSON object per comment, keys in a fixed order, nothing in it that could differ from one
/// run to the next.
package struct VerdictEncoder: Sendable {
  private let rules: EncodedRules
  /// What every line of the dump begins and ends with.
  private let head: [UInt8]
  private let tail: [UInt8]
  /// By verdict and fit.
  private let verdicts: [[UInt8]]

  package init(dump: String, rules: RuleSet) {
    self.rules = EncodedRules(rules)
    var buffer = OutputBuffer()
    buffer.append("{\"v\":1,\"dump\":")
    buffer.append(json: dump)
    buffer.append(",\"post\":")
    head = buffer.bytes
    buffer.removeAll()
    buffer.append("],\"ruleset\":")
    buffer.append(json: rules.digest)
    buffer.append("}\n")
    tail = buffer.bytes
    verdicts = Verdict.allCases.flatMap { verdict in
      FitAxis.allCases.map { Array(",\"verdict\":\"\(verdict.name)\",\"fit\":\"\($0.name)\",\"score\":".utf8) }
    }
  }

  /// The original texts that reasons quote: made once for all comments of a batch.
  package struct Sources {
    package let batch: CommentBatch
    package let posts: PostTable

    package init(batch: CommentBatch, posts: PostTable) {
      self.batch = batch
      self.posts = posts
    }

    /// Where the bytes of a span of a comment's field lie; nil when the field holds none.
    func text(_ field: Field, _ span: ByteRange, of comment: Comment) -> (bytes: [UInt8], range: Range<Int>)? {
      switch field {
      case .comment: slice(batch.bytes, from: comment.text, span)
      case .parent: comment.parentText.flatMap { slice(batch.bytes, from: $0, span) }
      case .author: comment.author.flatMap { slice(batch.bytes, from: $0, span) }
      case .post:
        posts.text(of: Int(comment.post)).flatMap { slice($0, from: ByteRange(start: 0, count: $0.count), span) }
      }
    }

    private func slice(_ bytes: [UInt8], from text: ByteRange, _ span: ByteRange) -> (
      bytes: [UInt8], range: Range<Int>
    )? {
      guard span.end <= Int(text.count) else { return nil }
      let start = Int(text.start) + Int(span.start)
      return (bytes, start..<(start + Int(span.count)))
    }
  }

  /// - Parameter readings: the measured values that reasons quote.
  package func append(
    _ judgement: Judgement, _ comment: Comment, _ readings: [Reading], in sources: Sources, to out: inout OutputBuffer
  ) {
    let bytes = sources.batch.bytes.span
    out.append(head)
    if let id = sources.posts.id(of: Int(comment.post)) { out.append(json: id) } else { out.append("null") }
    append(",\"comment\":", comment.id, of: bytes, to: &out)
    if comment.parent != nil { append(",\"parent\":", comment.parent, of: bytes, to: &out) }
    append(",\"author\":", comment.author, of: bytes, to: &out)
    out.append(",\"record\":")
    out.append(decimal: comment.record)
    if comment.isTruncated { out.append(",\"truncated\":true") }
    out.append(verdicts[Int(judgement.verdict.rawValue) * FitAxis.allCases.count + Int(judgement.fit.rawValue)])
    out.append(thousandths: judgement.score)
    out.append(",\"labels\":[")
    for (index, label) in judgement.labels.enumerated() {
      if index > 0 { out.append(",") }
      out.append(json: label)
    }
    if let tie = judgement.campaign {
      out.append("],\"campaign\":\"")
      out.append(tie.kind.name)
      out.append(":")
      out.append(jsonContents: tie.called.span)
      out.append("\",\"reasons\":[")
    } else {
      out.append("],\"reasons\":[")
    }
    for (index, reason) in judgement.reasons.enumerated() {
      if index > 0 { out.append(",") }
      append(reason, comment, readings, sources, to: &out)
    }
    append("],\"unknown\":[", judgement.unknown, to: &out)
    if !judgement.unfinished.isEmpty { append("],\"unfinished\":[", judgement.unfinished, to: &out) }
    if !judgement.silent.isEmpty { append("],\"shadow\":[", judgement.silent, to: &out) }
    out.append(tail)
  }

  private func append(_ key: StaticString, _ ids: [Int], to out: inout OutputBuffer) {
    out.append(key)
    for (index, rule) in ids.enumerated() {
      if index > 0 { out.append(",") }
      out.append(rules.text.span.extracting(rules[rule].id.range))
    }
  }

  private func append(_ key: StaticString, _ range: ByteRange?, of bytes: Span<UInt8>, to out: inout OutputBuffer) {
    out.append(key)
    guard let range else { return out.append("null") }
    out.append(json: bytes.extracting(range.range))
  }

  private func append(
    _ reason: Reason, _ comment: Comment, _ readings: [Reading], _ sources: Sources, to out: inout OutputBuffer
  ) {
    let rule = rules[reason.rule]
    let text = rules.text.span
    if reason.counted == rule.weight {
      out.append(text.extracting(rule.wholeHead.range))
    } else {
      out.append(text.extracting(rule.head.range))
      out.append(thousandths: reason.counted)
    }
    if let span = reason.span, let found = sources.text(reason.field, span, of: comment) {
      out.append(reason.field.opening)
      out.append(decimal: Int(span.start))
      out.append(",")
      out.append(decimal: span.end)
      out.append("],\"text\":")
      out.append(json: found.bytes.span.extracting(ReasonSentence.shown(found.range, of: found.bytes)))
    }
    if let end = rule.end { return out.append(text.extracting(end.range)) }
    rules.ends[reason.rule].write(reason.outcome, readings: readings, to: &out) { sources.text($0, $1, of: comment) }
  }
}

extension Field {
  /// What stands before the numbers of a span in it.
  fileprivate var opening: StaticString {
    switch self {
    case .comment: ",\"field\":\"comment\",\"span\":["
    case .post: ",\"field\":\"post\",\"span\":["
    case .parent: ",\"field\":\"parent\",\"span\":["
    case .author: ",\"field\":\"author\",\"span\":["
    }
  }
}
