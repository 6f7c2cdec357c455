package import Bytes

/// The post that comments stand under. A dump holds few posts beside its comments, so they are plain values.
package struct Post: Hashable, Sendable {
  /// The platform's own id, shortcode or file stem; nil when the dump does not say.
  package var id: String?
  package var platform: String?
  package var author: String?
  /// Title and caption, in that order, separated by a line break; UTF-8. Nil when the dump holds no text of the post.
  package var text: [UInt8]?
  package var url: String?
  /// Seconds since 1970, UTC.
  package var time: Int?

  package init(
    id: String? = nil, platform: String? = nil, author: String? = nil, text: [UInt8]? = nil, url: String? = nil,
    time: Int? = nil
  ) {
    self.id = id
    self.platform = platform
    self.author = author
    self.text = text
    self.url = url
    self.time = time
  }
}

/// What people said of a comment by hand; read by the evaluation alone.
package enum Label: UInt8, Sendable { case bot, genuine }

/// One comment: ranges into its batch's bytes. Absent fields are nil, which is not the same as empty.
package struct Comment: Hashable, Sendable {
  /// Index into the dump's posts.
  package var post: Int32
  /// Number of the record in its file, from 1, counting rejected ones.
  package var record: Int
  package var id: ByteRange?
  package var parent: ByteRange?
  /// The text of the comment this one answers, where the dump holds it beside the answer.
  package var parentText: ByteRange?
  /// The author's stable name or id, the one verdicts carry.
  package var author: ByteRange?
  package var text: ByteRange
  /// Seconds since 1970, UTC.
  package var time: Int?
  package var likes: Int?
  /// Whether the post's own account wrote it; nil when that cannot be told.
  package var isOwner: Bool?
  /// Whether `text` was cut at the limit.
  package var isTruncated: Bool
  package var label: Label?

  package init(post: Int32, record: Int, text: ByteRange) {
    self.post = post
    self.record = record
    self.text = text
    self.isTruncated = false
  }
}

/// A run of comments with the bytes they point into.
package struct CommentBatch: Sendable {
  package var bytes: [UInt8] = []
  package var comments: [Comment] = []

  package init() {}

  /// Appends bytes and returns where they lie.
  package mutating func store(_ text: Span<UInt8>) -> ByteRange {
    let start = bytes.count
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    return ByteRange(start: start, count: text.count)
  }

  /// The same comments as nobody had labelled them: what judging gets to see.
  package func withoutLabels() -> CommentBatch {
    guard comments.contains(where: { $0.label != nil }) else { return self }
    var batch = self
    for index in batch.comments.indices { batch.comments[index].label = nil }
    return batch
  }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    comments.removeAll(keepingCapacity: true)
  }
}

/// Bounds on what a dump may hold. Every one is named in the manual.
package struct DumpLimits: Hashable, Sendable {
  /// Bytes of one file as it lies on disk.
  package var fileBytes = 4 << 30
  /// Bytes of one record of NDJSON or CSV.
  package var recordBytes = 1 << 20
  /// Bytes of a comment's or post's text that are looked at.
  package var textBytes = 16 << 10
  /// Nesting of JSON.
  package var depth = 64
  /// Columns of a CSV row.
  package var columns = 1024
  /// Bytes of a JSON document, or of a value in a larger one, that is read whole; of larger ones, bytes of what stands
  /// beside their lists.
  package var documentBytes = 4 << 20
  /// Bytes of the texts that the cells of a workbook share.
  package var sharedBytes = 64 << 20
  /// Decompressed bytes per compressed byte, beyond the first 10 MiB.
  package var expansion = 200
  /// Distinct posts of one dump, and bytes of their texts together.
  package var posts = 200_000
  package var postBytes = 64 << 20
  /// Files of an archive.
  package var members = 10_000
  /// Rejected records that are described one by one; the rest are counted.
  package var describedRejects = 1000

  package init() {}
}
