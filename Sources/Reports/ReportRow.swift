import Bytes
package import Classifier
import Dumps
package import Rules
import Signals
import Text
import Verdicts

/// One comment as a report shows it.
package struct ReportRow: Sendable {
  /// A rule that spoke.
  struct Reason: Sendable {
    let rule: String
    let counted: Double
    /// UTF-8, any bytes; holds words of the comment.
    let because: [UInt8]
  }

  let id: [UInt8]?
  let record: Int
  let author: [UInt8]?
  let text: [UInt8]
  let post: Post
  let verdict: Verdict
  let fit: FitAxis
  let score: Double
  let labels: [String]
  let campaign: CampaignTie?
  /// Those that counted first, the heaviest first.
  let reasons: [Reason]
  /// What the reasons rest on: places in the text, in its order, none overlapping another.
  let marked: [Range<Int>]

  package init(_ subject: CommentCase, _ rules: RuleSet, _ language: CommentLanguage) {
    let judgement = subject.judgement
    id = subject.id
    record = subject.record
    author = subject.author
    text = subject.text
    post = subject.post
    verdict = judgement.verdict
    fit = judgement.fit
    score = judgement.score
    labels = judgement.labels
    isLead = judgement.isLead
    campaign = judgement.campaign
    reasons = judgement.reasons.sorted { $0.counted.magnitude > $1.counted.magnitude }.map { reason in
      Reason(
        rule: rules.rules[reason.rule].id, counted: reason.counted,
        because: subject.because(rules.rules[reason.rule], judgement.matches[reason.matches], language))
    }
    marked = Self.marks(
      judgement.reasons.filter { $0.field == .comment && $0.counted > 0 }.compactMap(\.span).map(\.range),
      within: text.count)
  }

  let isLead: Bool
  /// The first 200 bytes of the text, whole characters.
  var beginning: [UInt8] {
    var end = min(text.count, 200)
    while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(text[..<end])
  }

  private static func marks(_ spans: [Range<Int>], within count: Int) -> [Range<Int>] {
    var marks: [Range<Int>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where span.upperBound <= count && !span.isEmpty {
      if let last = marks.last, span.lowerBound <= last.upperBound {
        marks[marks.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        marks.append(span)
      }
    }
    return marks
  }
}
