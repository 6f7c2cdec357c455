import Bytes

/// Takes what the readers find: comments into batches, posts into their table, rejected records into their list.
final class RecordSink {
  let limits: DumpLimits
  /// Name of the file being read, as shown to people.
  var file = "" {
    didSet { lastRecord = 0 }
  }
  var posts: PostCollector
  private(set) var rejects: RejectLog
  /// Whether any comment was taken so far.
  private(set) var hasComments = false
  /// By post: whether any comment stands under it.
  private var areCommented: [Bool] = []
  private var seen = SeenComments()
  private var repeatedComments = 0
  private var told: [String] = []
  private var unreadTimes = 0
  private var mendedTexts = 0
  private var skippedRecords = 0
  /// Number of the last record taken or rejected in the file being read.
  private(set) var lastRecord = 0

  private var full: [CommentBatch] = []
  private(set) var batch = CommentBatch()
  /// Counts batches, so that a range into an earlier one can be told.
  private(set) var batchNumber = 0

  /// Comments of a batch, and bytes after which it is closed earlier.
  static let batchComments = 2048
  static let batchBytes = 2 << 20

  init(_ limits: DumpLimits, known: PostTable?, recall: PostRecall?) {
    self.limits = limits
    posts = PostCollector(limits, known: known, recall: recall)
    rejects = RejectLog(most: limits.describedRejects)
  }

  var hasFullBatch: Bool { !full.isEmpty }

  /// The oldest full batch.
  func takeFull() -> CommentBatch? { full.isEmpty ? nil : full.removeFirst() }

  /// What is left when all has been read.
  func takeRest() -> CommentBatch? {
    // The reader stays for what it has to tell; this it need not keep until then.
    seen = SeenComments()
    guard !batch.comments.isEmpty else { return nil }
    defer { startBatch() }
    return batch
  }

  /// Before a comment's fields are stored: closes a batch that holds enough.
  func makeRoom() {
    guard batch.comments.count == Self.batchComments || batch.bytes.count >= Self.batchBytes else { return }
    full.append(batch)
    startBatch()
  }

  private func startBatch() {
    let size = batch.bytes.count
    batch = CommentBatch()
    batch.bytes.reserveCapacity(size + size / 8)
    batch.comments.reserveCapacity(Self.batchComments)
    batchNumber += 1
  }

  /// Stores an id or name; what is longer than a text may be is cut as well.
  func store(_ text: Span<UInt8>) -> ByteRange { batch.store(text.extracting(0..<cut(text, limits.textBytes))) }

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
    return (batch.store(text.extracting(0..<count)), count < text.count)
  }

  func add(_ comment: Comment) {
    batch.comments.append(comment)
    takeLast()
  }

  /// Takes in a plain row that has a text.
  func add(_ row: borrowing PlainRow, record: Int, post: Int32) {
    makeRoom()
    if batch.append(row, record: record, post: post, textBytes: limits.textBytes) { unreadTimes += 1 }
    takeLast()
  }

  /// Takes note of the batch's last comment, or takes it out again where it was met before.
  private func takeLast() {
    guard let comment = batch.comments.last else { return }
    lastRecord = comment.record
    hasComments = true
    while areCommented.count <= comment.post { areCommented.append(false) }
    areCommented[Int(comment.post)] = true
    if !seen.isNew(comment, in: batch.bytes, seed: posts.seed) {
      batch.comments.removeLast()
      repeatedComments += 1
    }
  }

  func reject(record: Int, line: Int? = nil, offset: Int? = nil, code: String, message: @autoclosure () -> String) {
    lastRecord = record
    rejects.add { Reject(file: file, record: record, line: line, offset: offset, code: code, message: message()) }
  }

  /// Counts a time that is given but cannot be read; the comment goes on without.
  func countUnreadTime() { unreadTimes += 1 }

  /// Counts a record that is of the format but no comment.
  func countSkipped() { skippedRecords += 1 }

  /// What is to be told of the dump, beside its rejected records.
  var notes: [String] {
    var notes = told
    if unreadTimes > 0 {
      notes.append(
        "times that cannot be read for certain (neither ISO 8601 nor Unix seconds) were left out of \(unreadTimes) "
          + "comments")
    }
    let recalled = posts.table.recalled.count
    if recalled > 0 { notes.append("the texts of \(recalled) posts were not in it and were known from elsewhere") }
    notes += missingTexts
    if mendedTexts > 0 { notes.append("\(mendedTexts) texts were encoded as UTF-8 twice and were mended") }
    if repeatedComments > 0 {
      notes.append("\(repeatedComments) comments were in it more than once and are judged once")
    }
    if skippedRecords > 0 {
      notes.append("\(skippedRecords) records that are no comments, such as pingbacks, were left out")
    }
    return notes
  }

  /// What is missing to tell how comments fit their posts.
  private var missingTexts: [String] {
    let table = posts.table
    let missing = areCommented.indices.filter { areCommented[$0] && !table.hasText($0) }
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
