import Bytes

/// Takes what the readers find: comments into batches, posts into their table, rejected records into their list.
final class RecordSink {
  let limits: DumpLimits
  /// Name of the file being read, as shown to people.
  var file = "" {
    didSet { taken.lastRecord = 0 }
  }
  var posts: PostCollector
  private(set) var rejects: RejectLog
  private var taken: Taken
  private var told: [String] = []
  private var mendedTexts = 0
  private var skippedRecords = 0

  private var full: [CommentBatch] = []
  /// Batches to be filled anew: fresh memory would cost more than what is written into it.
  private var spares: [CommentBatch] = []
  /// Whether all was read.
  private var hasEnded = false
  /// Counts batches, so that a range into an earlier one can be told.
  private(set) var batchNumber = 0

  /// What every comment changes. One value, so that a comment takes hold of it once.
  private struct Taken {
    var batch = CommentBatch()
    /// Number of the last record taken or rejected in the file being read.
    var lastRecord = 0
    /// Whether any comment was taken so far.
    var hasComments = false
    /// By post: whether any comment stands under it.
    var areCommented: [Bool] = []
    var seen: SeenComments
    /// The comment taken last, and what it is known by: whether it was met before is not yet asked.
    private var last: (comment: Comment, key: UInt64)?
    var repeatedComments = 0
    var unreadTimes = 0

    init(seen: SeenComments) { self.seen = seen }

    /// Takes in a comment whose bytes are in the batch, unless it was met before.
    mutating func add(_ comment: Comment) {
      lastRecord = comment.record
      hasComments = true
      while areCommented.count <= comment.post { areCommented.append(false) }
      areCommented[Int(comment.post)] = true
      settle()
      if let key = seen.key(of: comment, in: batch.bytes) {
        last = (comment, key)
      } else {
        batch.comments.append(comment)
      }
    }

    /// Keeps the comment taken last unless it was met before: to be done before anything is asked of the batch.
    mutating func settle() {
      guard let (comment, key) = last else { return }
      last = nil
      if seen.isNew(key) {
        batch.comments.append(comment)
      } else {
        repeatedComments += 1
      }
    }
  }

  /// Comments of a batch, and bytes after which it is closed earlier.
  static let batchComments = 2048
  static let batchBytes = 2 << 20

  init(_ limits: DumpLimits, known: PostTable?, recall: PostRecall?) {
    self.limits = limits
    posts = PostCollector(limits, known: known, recall: recall)
    rejects = RejectLog(most: limits.describedRejects)
    taken = Taken(seen: SeenComments(seed: posts.seed))
  }

  /// Whether any comment was taken so far.
  var hasComments: Bool { taken.hasComments }
  /// Number of the last record taken or rejected in the file being read.
  var lastRecord: Int { taken.lastRecord }
  var hasFullBatch: Bool { !full.isEmpty }

  /// The oldest full batch.
  func takeFull() -> CommentBatch? { full.isEmpty ? nil : full.removeFirst() }

  /// What is left when all has been read.
  func takeRest() -> CommentBatch? {
    taken.settle()
    // The reader stays for what it has to tell; this it need not keep until then.
    taken.seen = SeenComments(seed: posts.seed)
    spares = []
    hasEnded = true
    guard !taken.batch.comments.isEmpty else { return nil }
    defer { startBatch() }
    return taken.batch
  }

  /// Before a comment's fields are stored: closes a batch that holds enough.
  func makeRoom() {
    if taken.batch.comments.count == Self.batchComments - 1 { taken.settle() }
    guard taken.batch.comments.count == Self.batchComments || taken.batch.bytes.count >= Self.batchBytes else { return }
    taken.settle()
    full.append(taken.batch)
    startBatch()
  }

  private func startBatch() {
    let size = taken.batch.bytes.count
    taken.batch = spares.popLast() ?? CommentBatch()
    taken.batch.bytes.reserveCapacity(size + size / 8)
    taken.batch.comments.reserveCapacity(Self.batchComments)
    batchNumber += 1
  }

  /// Takes a batch back that is done with, and leaves an empty one in its place.
  func takeBack(_ batch: inout CommentBatch) {
    var spare = CommentBatch()
    swap(&spare, &batch)
    if hasEnded { return }
    spare.removeAll()
    spares.append(spare)
  }

  /// Stores an id or name; what is longer than a text may be is cut as well.
  func store(_ text: Span<UInt8>) -> ByteRange {
    taken.batch.store(text.extracting(0..<cut(text, limits.textBytes)))
  }

  /// Stores a comment's text up to the limit.
  func storeText(_ text: Span<UInt8>) -> (range: ByteRange, isTruncated: Bool) {
    if let mended = mended(text) { return keepText(mended.span) }
    return keepText(text)
  }

  /// A text that was encoded as UTF-8 twice, once; nil for any other. Counted.
  func mended(_ text: Span<UInt8>) -> [UInt8]? {
    guard let mended = decodedTwice(text) else { return nil }
    mendedTexts += 1
    return mended
  }

  private func keepText(_ text: Span<UInt8>) -> (range: ByteRange, isTruncated: Bool) {
    let count = cut(text, limits.textBytes)
    return (taken.batch.store(text.extracting(0..<count)), count < text.count)
  }

  func add(_ comment: Comment) { taken.add(comment) }

  /// Takes in a plain row that has a text.
  func add(_ row: borrowing PlainRow, record: Int, post: Int32) {
    makeRoom()
    let (comment, isUnreadTime) = taken.batch.store(row, record: record, post: post, textBytes: limits.textBytes)
    if isUnreadTime { taken.unreadTimes += 1 }
    taken.add(comment)
  }

  func reject(record: Int, line: Int? = nil, offset: Int? = nil, code: String, message: @autoclosure () -> String) {
    taken.lastRecord = record
    rejects.add { Reject(file: file, record: record, line: line, offset: offset, code: code, message: message()) }
  }

  /// Counts a time that is given but cannot be read; the comment goes on without.
  func countUnreadTime() { taken.unreadTimes += 1 }

  /// Counts a record that is of the format but no comment.
  func countSkipped() { skippedRecords += 1 }

  /// What is to be told of the dump, beside its rejected records.
  var notes: [String] {
    var notes = told
    if taken.unreadTimes > 0 {
      notes.append(
        "times that cannot be read for certain (neither ISO 8601 nor Unix seconds) were left out of \(taken.unreadTimes) "
          + "comments")
    }
    let recalled = posts.table.recalled.count
    if recalled > 0 { notes.append("the texts of \(recalled) posts were not in it and were known from elsewhere") }
    notes += missingTexts
    if mendedTexts > 0 { notes.append("\(mendedTexts) texts were encoded as UTF-8 twice and were mended") }
    if taken.repeatedComments > 0 {
      notes.append("\(taken.repeatedComments) comments were in it more than once and are judged once")
    }
    if skippedRecords > 0 {
      notes.append("\(skippedRecords) records that are no comments, such as pingbacks, were left out")
    }
    return notes
  }

  /// What is missing to tell how comments fit their posts.
  private var missingTexts: [String] {
    let table = posts.table
    let missing = taken.areCommented.indices.filter { taken.areCommented[$0] && !table.hasText($0) }
    let named = missing.count { table[$0].id != nil || table[$0].url != nil }
    var notes: [String] = []
    if named > 0 {
      notes.append(
        "the texts of \(named) posts are missing, so how their comments fit them is unknown; drop it in one folder with a "
          + "file that holds the posts, or that file before it")
    }
    if named < missing.count {
      notes.append("it does not say which post comments stand under, so how they fit it is unknown")
    }
    return notes
  }

  /// Something to tell of the dump; the same is told once.
  func note(_ text: String) {
    if !told.contains(text) { told.append(text) }
  }
}

/// The records that could not be read: all are counted, the first ones described.
package struct RejectLog: Sendable {
  package private(set) var described: [Reject] = []
  package private(set) var count = 0
  private let most: Int

  init(most: Int) { self.most = most }

  mutating func add(_ make: () -> Reject) {
    count += 1
    if described.count < most { described.append(make()) }
  }
}

/// How many bytes of a text are kept when at most `limit` may be: whole characters of UTF-8.
func cut(_ text: Span<UInt8>, _ limit: Int) -> Int {
  guard text.count > limit else { return text.count }
  var end = limit
  while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
  return end
}
