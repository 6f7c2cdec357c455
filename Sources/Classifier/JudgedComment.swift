package import Dumps
package import Text
package import Verdicts

/// A comment with all that was made of it, for those who hold judgements against labels.
package struct JudgedComment: Sendable {
  /// What people said of it; nil where nobody did. Set after judging.
  package var label: Label?
  /// Number of the record in its file, from 1.
  package let record: Int
  /// Index into the dump's posts.
  package let post: Int
  /// UTF-8.
  package let text: [UInt8]
  package let judgement: Judgement
  /// By the raw value of `Signal`.
  package let readings: [Reading]

  init(record: Int, post: Int, text: [UInt8], judgement: Judgement, readings: [Reading]) {
    self.record = record
    self.post = post
    self.text = text
    self.judgement = judgement
    self.readings = readings
  }
}
