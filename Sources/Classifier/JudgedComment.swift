import Bytes
package import Dumps
package import Text
package import Verdicts

/// A comment with all that was made of it, for those who hold judgements against labels.
package struct JudgedComment: Sendable {
  /// What people said of it; nil where nobody did.
  package let label: Label?
  /// Number of the record in its file, from 1.
  package let record: Int
  /// Index into the dump's posts.
  package let post: Int
  /// UTF-8.
  package let text: [UInt8]
  package let judgement: Judgement
  /// By the raw value of `Signal`.
  package let readings: [Reading]

  /// - Parameter judgements: those of the batch, readings of all comments kept.
  init(_ index: Int, of judgements: Judgements, in batch: CommentBatch) {
    let comment = batch.comments[index]
    label = comment.label
    record = comment.record
    post = Int(comment.post)
    text = Array(batch.bytes[comment.text.range])
    judgement = judgements[index]
    readings = judgements.readings(at: index)
  }
}
