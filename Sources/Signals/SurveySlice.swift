import Bytes
package import Dumps
package import Text

/// What one batch adds to the survey of its dump: measured by any worker, added in the dump's order.
package struct SurveySlice: Sendable {
  struct Entry: Sendable {
    var post: Int32
    var author: UInt64
    /// Of its id and its post; nil where it has no id.
    var comment: UInt64?
    /// The same of the comment it answers; nil where it answers none.
    var parent: UInt64?
    /// Seconds since 1970; 0 where the dump does not say.
    var time: UInt32
    /// 0 for a text too short to count as a template.
    var template: UInt64
    /// Whether it is too long to be said twice by chance.
    var isLong: Bool
    /// Equal for the same words in the same order.
    var text: UInt64
    /// What the rules made of the text alone: the sum of their weights.
    var opinion: Float
    /// None where there is nothing to learn from the text.
    var phrases: ByteRange
    var stems: ByteRange
    var tokens: ByteRange
    var handles: ByteRange
    /// Whether the text is learnt from: the first of all copies.
    var isNew = false
  }

  struct Token: Sendable {
    var hash: UInt64
    var isDisguised: Bool
  }

  private(set) var entries: [Entry] = []
  private(set) var phrases: [UInt32] = []
  private(set) var stems: [UInt64] = []
  private(set) var tokens: [Token] = []
  private(set) var handles: [UInt64] = []
  private(set) var sightings: [Sighting] = []
  private let sightingKinds: [SightingKind]

  /// - Parameter windows: the requests of the survey that the slice is for.
  package init(windows: [WindowRequest] = []) {
    sightingKinds = Set(windows.map(\.kind)).sorted { $0.rawValue < $1.rawValue }
  }

  /// Makes it one of no comments again, in the memory that it has.
  package mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    phrases.removeAll(keepingCapacity: true)
    stems.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    handles.removeAll(keepingCapacity: true)
    sightings.removeAll(keepingCapacity: true)
  }

  /// Takes in one comment.
  ///
  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - meter: has loaded the comment.
  ///   - opinion: what the rules make of it without a survey: the sum of their weights; nil where there is nothing to
  ///     learn from the text.
  ///   - batch: what the comment's ranges point into.
  package mutating func add(
    _ comment: Comment, in batch: CommentBatch, views: borrowing TextViews, meter: SignalMeter, opinion: Double?
  ) {
    for kind in sightingKinds { see(kind, comment, batch, views) }
    let firstPhrase = phrases.count
    let firstStem = stems.count
    if opinion != nil {
      phrases.append(contentsOf: meter.terms.phrases)
      stems.append(contentsOf: meter.terms.stems)
      stems.append(contentsOf: meter.terms.handles)
    }
    let firstToken = tokens.count
    for name in meter.words.candidates {
      tokens.append(Token(hash: name.word.hash, isDisguised: name.isDisguised))
      if let joined = name.joined { tokens.append(Token(hash: joined, isDisguised: name.isJoinedHidden)) }
    }
    let firstHandle = handles.count
    for entity in views.entities where entity.kind == .handle { handles.append(handleHash(entity, in: views)) }
    entries.append(
      Entry(
        post: comment.post, author: authorHash(comment, in: batch),
        comment: commentHash(comment.id, of: comment, in: batch),
        parent: commentHash(comment.parent, of: comment, in: batch),
        time: UInt32(clamping: comment.time ?? 0), template: Repeats.template(of: views),
        isLong: views.shape.letters >= Repeats.longLetters,
        text: meter.terms.text, opinion: Float(opinion ?? 0), phrases: ByteRange(firstPhrase..<phrases.count),
        stems: ByteRange(firstStem..<stems.count), tokens: ByteRange(firstToken..<tokens.count),
        handles: ByteRange(firstHandle..<handles.count)))
  }

  /// Marks what is learnt from.
  ///
  /// - Parameter isNew: whether a text is met for the first time, and learnt from; asked once of each comment whose text
  ///   might be.
  mutating func markNew(_ isNew: (_ text: UInt64) -> Bool) {
    for index in entries.indices where !entries[index].phrases.isEmpty {
      entries[index].isNew = isNew(entries[index].text)
    }
  }
}

extension SurveySlice {
  private mutating func see(
    _ kind: SightingKind, _ comment: Comment, _ batch: CommentBatch, _ views: borrowing TextViews
  ) {
    let author = authorHash(comment, in: batch)
    forEachKey(kind, views) { key, _ in
      sightings.append(Sighting(kind: kind, key: key, author: author, post: comment.post, time: comment.time))
    }
  }
}

/// The author as a hash; a comment without author counts as written by somebody of its own.
func authorHash(_ comment: Comment, in batch: CommentBatch) -> UInt64 {
  guard let author = comment.author else { return combine(0x5E1F, UInt64(comment.record)) }
  return authorHash(batch.bytes.span.extracting(author.range))
}

/// The hash of an author's name or id, as the dump spells it.
package func authorHash(_ author: Span<UInt8>) -> UInt64 { hash64(author, seed: 0xA0) }
