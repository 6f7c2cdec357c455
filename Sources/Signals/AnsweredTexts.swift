import Bytes
import Dumps

/// The comments of a dump that others answer, for comparing an answer with what it answers.
///
/// A comment may stand before its answers or after them, so the id of each is noted in the first reading, and what nobody
/// answered is let go at its end.
struct AnsweredTexts: Sendable {
  /// What is known of a comment that others answer.
  struct Answered: Sendable {
    /// Whether it is an example of the dump's campaigns.
    let isCampaign: Bool
    /// Its stems and handles.
    let stems: [UInt64]
  }

  private struct Noted: Sendable {
    let comment: UInt64
    let text: UInt64
  }

  /// Comments whose ids are noted, and answers that are.
  private static let mostComments = 250_000

  private var noted: [Noted] = []
  private var wanted: [UInt64] = []
  private var answered: [UInt64: Answered] = [:]

  /// Notes a comment of the first reading.
  ///
  /// - Parameters:
  ///   - comment: the hash of its id and post; nil where it has no id.
  ///   - parent: the same of the comment that it answers; nil where it answers none.
  ///   - text: the hash of its text.
  mutating func note(_ comment: UInt64?, answering parent: UInt64?, text: UInt64) {
    if let comment, noted.count < Self.mostComments { noted.append(Noted(comment: comment, text: text)) }
    if let parent, wanted.count < Self.mostComments { wanted.append(parent) }
  }

  /// Keeps what the survey learnt of the comments that are answered.
  ///
  /// - Parameter find: what was learnt of a text, if anything.
  mutating func finish(stems: [UInt64], _ find: (_ text: UInt64) -> SurveyedText?) {
    let wanted = Set(wanted)
    for entry in noted where wanted.contains(entry.comment) && answered[entry.comment] == nil {
      guard let text = find(entry.text) else { continue }
      answered[entry.comment] = Answered(isCampaign: text.side == .campaign, stems: Array(stems[text.stems.range]))
    }
    noted = []
    self.wanted = []
  }

  /// What is known of a comment, by the hash of its id and post.
  subscript(comment: UInt64) -> Answered? { answered[comment] }
}

/// The hash of a comment's own id, or of the one it answers, together with its post.
func commentHash(_ id: ByteRange?, of comment: Comment, in batch: CommentBatch) -> UInt64? {
  guard let id else { return nil }
  return combine(hash64(batch.bytes.span.extracting(id.range), seed: 0x1D), UInt64(UInt32(bitPattern: comment.post)))
}
