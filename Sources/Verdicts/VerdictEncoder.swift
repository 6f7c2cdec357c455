package import Bytes
package import Dumps
package import Rules
import Signals
import Text

/// Writes verdict lines: one JSON object per comment, keys in a fixed order, nothing in it that could differ from one
/// run to the next.
package struct VerdictEncoder: Sendable {
  private let rules: EncodedRules
  /// What every line of the dump begins and ends with.
  private let head: [UInt8]
  private let tail: [UInt8]
  /// The end of most lines, which name no rules behind their reasons.
  private let tailOfNoneUnknown: [UInt8]
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
    buffer.append("],\"unknown\":[],\"ruleset\":")
    buffer.append(json: rules.digest)
    buffer.append("}\n")
    tailOfNoneUnknown = buffer.bytes
    tail = Array(tailOfNoneUnknown.dropFirst("],\"unknown\":[".utf8.count))
    verdicts = Verdict.allCases.flatMap { verdict in
      FitAxis.allCases.map { Array(",\"verdict\":\"\(verdict.name)\",\"fit\":\"\($0.name)\",\"score\":".utf8) }
    }
  }

  /// The original texts that reasons quote: made once for all comments of a batch.
  private struct Sources: QuotedTexts {
    let batch: CommentBatch
    let posts: PostTable
    /// Index of the comment in question.
    var index = 0

    func text(_ field: Field, _ span: ByteRange) -> (bytes: [UInt8], range: ByteRange)? {
      switch field {
      case .comment: slice(batch.bytes, from: batch.comments[index].text, span)
      case .parent: batch.comments[index].parentText.flatMap { slice(batch.bytes, from: $0, span) }
      case .author: batch.comments[index].author.flatMap { slice(batch.bytes, from: $0, span) }
      case .post:
        posts.text(of: Int(batch.comments[index].post)).flatMap {
          slice($0, from: ByteRange(start: 0, count: $0.count), span)
        }
      }
    }

    private func slice(_ bytes: [UInt8], from text: ByteRange, _ span: ByteRange) -> (bytes: [UInt8], range: ByteRange)?
    {
      guard span.end <= Int(text.count) else { return nil }
      return (bytes, ByteRange(start: Int(text.start) + Int(span.start), count: Int(span.count)))
    }
  }

  /// Writes the lines of a batch.
  package func append(_ judgements: Judgements, of batch: CommentBatch, posts: PostTable, to out: inout OutputBuffer) {
    var sources = Sources(batch: batch, posts: posts)
    for index in judgements.entries.indices {
      sources.index = index
      append(judgements.entries[index], of: judgements, in: sources, to: &out)
    }
  }

  private func append(
    _ entry: Judgements.Entry, of judgements: Judgements, in sources: Sources, to out: inout OutputBuffer
  ) {
    let comment = sources.batch.comments[sources.index]
    let bytes = sources.batch.bytes
    out.append(head)
    if let id = sources.posts.id(of: Int(comment.post)) { out.append(json: id) } else { out.append("null") }
    append(",\"comment\":", comment.id, of: bytes, to: &out)
    if comment.parent != nil { append(",\"parent\":", comment.parent, of: bytes, to: &out) }
    append(",\"author\":", comment.author, of: bytes, to: &out)
    out.append(",\"record\":")
    out.append(decimal: comment.record)
    if comment.isTruncated { out.append(",\"truncated\":true") }
    out.append(verdicts[Int(entry.verdict.rawValue) * FitAxis.allCases.count + Int(entry.fit.rawValue)])
    out.append(thousandths: entry.score)
    append(labels: judgements.labels[entry.labels], judgements.campaign(of: entry), to: &out)
    for index in entry.reasons {
      if index > entry.reasons.lowerBound { out.append(UInt8(ascii: ",")) }
      append(judgements.reasons[index], of: entry, judgements, sources, to: &out)
    }
    if entry.unknown.isEmpty, entry.unfinished.isEmpty, entry.silent.isEmpty { return out.append(tailOfNoneUnknown) }
    append("],\"unknown\":[", judgements.unknown[entry.unknown], to: &out)
    if !entry.unfinished.isEmpty { append("],\"unfinished\":[", judgements.unfinished[entry.unfinished], to: &out) }
    if !entry.silent.isEmpty { append("],\"shadow\":[", judgements.silent[entry.silent], to: &out) }
    out.append(tail)
  }

  /// What stands between the score and the reasons.
  private func append(labels: ArraySlice<String>, _ campaign: CampaignTie?, to out: inout OutputBuffer) {
    if labels.isEmpty, campaign == nil { return out.append(",\"labels\":[],\"reasons\":[") }
    out.append(",\"labels\":[")
    for index in labels.indices {
      if index > labels.startIndex { out.append(UInt8(ascii: ",")) }
      out.append(json: labels[index])
    }
    if let campaign {
      out.append("],\"campaign\":\"")
      out.append(campaign.kind.name)
      out.append(UInt8(ascii: ":"))
      out.append(jsonContents: campaign.called.span)
      out.append("\",\"reasons\":[")
    } else {
      out.append("],\"reasons\":[")
    }
  }

  private func append(_ key: StaticString, _ ids: ArraySlice<Int>, to out: inout OutputBuffer) {
    out.append(key)
    for (index, rule) in ids.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      out.append(rules.text, rules[rule].id)
    }
  }

  private func append(_ key: StaticString, _ range: ByteRange?, of bytes: [UInt8], to out: inout OutputBuffer) {
    out.append(key)
    guard let range else { return out.append("null") }
    out.append(json: bytes, range)
  }

  private func append(
    _ reason: Reason, of entry: Judgements.Entry, _ judgements: Judgements, _ sources: Sources,
    to out: inout OutputBuffer
  ) {
    let rule = rules[reason.rule]
    let isWhole = reason.counted == rule.weight
    if isWhole, reason.span == nil, let whole = rule.whole { return out.append(rules.text, whole) }
    if isWhole {
      out.append(rules.text, rule.wholeHead)
    } else {
      out.append(rules.text, rule.head)
      out.append(thousandths: reason.counted)
    }
    if let span = reason.span, let (bytes, range) = sources.text(reason.field, span) {
      out.append(reason.field.opening)
      out.append(decimal: Int(span.start))
      out.append(UInt8(ascii: ","))
      out.append(decimal: span.end)
      out.append("],\"text\":")
      out.append(json: bytes, ReasonSentence.shown(range, of: bytes))
    }
    if let end = rule.end { return out.append(rules.text, end) }
    rules.ends[reason.rule].write(
      judgements.matches[reason.matches], readings: judgements.readings(of: entry), quoting: sources, to: &out)
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
