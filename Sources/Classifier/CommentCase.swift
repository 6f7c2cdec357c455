import Bytes
package import Dumps
package import Text
package import Verdicts

/// One comment with all that its verdict hangs on, for those who explain it.
package struct CommentCase: Sendable {
  /// UTF-8; nil where the dump does not say. So for the others.
  package let id: [UInt8]?
  /// Number of the record in its file, from 1.
  package let record: Int
  package let text: [UInt8]
  package let post: Post
  package let parent: [UInt8]?
  package let author: [UInt8]?
  /// By the raw value of `Signal`.
  package let readings: [Reading]
  package let judgement: Judgement

  init(_ comment: Comment, in batch: CommentBatch, post: Post, readings: [Reading], judgement: Judgement) {
    id = comment.id.map { Array(batch.bytes[$0.range]) }
    record = comment.record
    text = Array(batch.bytes[comment.text.range])
    self.post = post
    parent = comment.parentText.map { Array(batch.bytes[$0.range]) }
    author = comment.author.map { Array(batch.bytes[$0.range]) }
    self.readings = readings
    self.judgement = judgement
  }

  init(_ judged: JudgedComment, _ comment: Comment, in batch: CommentBatch, _ posts: PostTable) {
    self.init(
      comment, in: batch, post: posts[judged.post], readings: judged.readings, judgement: judged.judgement)
  }
}
