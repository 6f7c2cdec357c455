package import Bytes
package import Dumps
package import Rules
package import Text
package import Verdicts

/// One comment with all that its verdict hangs on, for those who explain it.
package struct CommentCase: QuotedTexts, Sendable {
  /// UTF-8; nil where the dump does not say. So for the others.
  package let id: [UInt8]?
  /// Number of the record in its file, from 1.
  package let record: Int
  package let text: [UInt8]
  package let post: Post
  package let parent: [UInt8]?
  package let author: [UInt8]?
  /// The id of the comment it answers.
  package let parentID: [UInt8]?
  package let likes: Int?
  /// Seconds since 1970.
  package let time: Int?
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
    parentID = comment.parent.map { Array(batch.bytes[$0.range]) }
    likes = comment.likes
    time = comment.time
    self.readings = readings
    self.judgement = judgement
  }

  /// Where the bytes of a span of a field lie; nil when the field holds none.
  package func text(_ field: Field, _ span: ByteRange) -> (bytes: [UInt8], range: ByteRange)? {
    let text: [UInt8]? =
      switch field {
      case .comment: self.text
      case .post: post.text
      case .parent: parent
      case .author: author
      }
    guard let text, span.end <= text.count else { return nil }
    return (text, span)
  }

  /// A rule's reason for this comment: UTF-8, any bytes.
  ///
  /// - Parameter matches: the rule's.
  package func because(_ rule: RuleInfo, _ matches: ArraySlice<LeafMatch>, _ language: CommentLanguage) -> [UInt8] {
    var out = OutputBuffer()
    ReasonSentence(rule, language: language).write(matches, readings: readings[...], quoting: self, to: &out)
    return out.finished()
  }

  /// What a field that is compared as a number holds.
  package func number(_ field: ValueField) -> Double? { field.number(likes: likes, time: time, post) }

  /// - Parameter judgements: those of the batch, readings of all comments kept.
  init(_ index: Int, of judgements: Judgements, in batch: CommentBatch, _ posts: PostTable) {
    let comment = batch.comments[index]
    self.init(
      comment, in: batch, post: posts[Int(comment.post)], readings: judgements.readings(at: index),
      judgement: judgements[index])
  }
}

extension ValueField {
  /// What it holds, for a field that is compared as a number.
  ///
  /// - Parameters:
  ///   - likes: the comment's, as is its time.
  ///   - post: the comment's post; nil where no rule asks for it.
  func number(likes: Int?, time: Int?, _ post: Post?) -> Double? {
    switch self {
    case .commentLikes: likes.map(Double.init)
    case .commentTime: time.map(Double.init)
    case .commentHour: time.map { Double((($0 % 86_400) + 86_400) % 86_400 / 3_600) }
    case .postTime: post?.time.map(Double.init)
    case .commentAge: time.flatMap { time in post?.time.map { Double(time) - Double($0) } }
    default: nil
    }
  }
}
