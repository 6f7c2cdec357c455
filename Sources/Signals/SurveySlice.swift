import Bytes
package import Dumps
package import Text

/// What one batch adds to the survey of its dump: measured by any worker, added in the dump's order.
package struct SurveySlice: Sendable {
  struct Entry: Sendable {
    var post: Int32
    var author: UInt64
    /// 0 for a text too short to count as a template.
    var template: UInt64
    /// Whether nothing about the comment speaks against it, so that its words may stand for the thread.
    var isClean: Bool
    var words: Range<Int32>
    var tokens: Range<Int32>
    var handles: Range<Int32>
  }

  struct Token: Sendable {
    var hash: UInt64
    var isDisguised: Bool
  }

  private(set) var entries: [Entry] = []
  private(set) var words: [UInt64] = []
  private(set) var tokens: [Token] = []
  private(set) var handles: [UInt64] = []
  private var content = ContentWords()

  package init() {}

  package mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    handles.removeAll(keepingCapacity: true)
  }

  /// Takes in one comment.
  ///
  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - batch: what the comment's ranges point into.
  package mutating func add(_ comment: Comment, in batch: CommentBatch, views: TextViews) {
    content.load(views)
    let firstWord = Int32(words.count)
    words.append(contentsOf: content.hashes)
    let firstToken = Int32(tokens.count)
    Brands.forEachCandidate(in: views) { tokens.append(Token(hash: $0.word.hash, isDisguised: $0.isDisguised)) }
    let firstHandle = Int32(handles.count)
    for entity in views.entities where entity.kind == .handle { handles.append(handleHash(entity, in: views)) }
    entries.append(
      Entry(
        post: comment.post, author: authorHash(comment, in: batch), template: Repeats.template(of: views),
        isClean: Fit.standsForThread(views),
        words: firstWord..<Int32(words.count), tokens: firstToken..<Int32(tokens.count),
        handles: firstHandle..<Int32(handles.count)))
  }
}

/// The author as a hash; a comment without author counts as written by somebody of its own.
func authorHash(_ comment: Comment, in batch: CommentBatch) -> UInt64 {
  guard let author = comment.author else { return combine(0x5E1F, UInt64(comment.record)) }
  return hash64(batch.bytes.span.extracting(author.range), seed: 0xA0)
}
