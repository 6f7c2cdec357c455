import Bytes

/// What the readers of JSON documents share: they walk one document and hand its comments to the sink.
struct DocumentComments {
  let document: JSONDocument
  let sink: RecordSink
  /// Number of the last record met in the file.
  private(set) var record: Int

  init(_ document: JSONDocument, _ sink: RecordSink, after record: Int) {
    self.document = document
    self.sink = sink
    self.record = record
  }

  /// Where a comment's fields lie on the tape; nil for what it does not have.
  struct Fields {
    var id: Int?
    var parent: Int?
    var author: Int?
    var text: Int?
    var time: Int?
    var likes: Int?
    var isOwner: Bool?
  }

  /// The text of a comment that has answers, for them to refer to.
  struct Parent {
    let id: Int?
    let text: Int
    fileprivate var stored: ByteRange?
    fileprivate var batchNumber = 0

    init(id: Int?, text: Int) {
      self.id = id
      self.text = text
    }
  }

  /// Takes in one comment.
  ///
  /// - Parameters:
  ///   - value: the record, for telling what is wrong with it.
  ///   - parent: the comment it answers, where that lies beside it; keeps where its text was stored.
  mutating func take(_ value: Int, _ fields: Fields, post: Int32, parent: inout Parent?) {
    record += 1
    guard document.isObject(value) else {
      return sink.reject(record: record, code: "not-an-object", message: "the record is no JSON object")
    }
    guard let text = fields.text, document.isString(text) else {
      return sink.reject(
        record: record, code: "no-text", message: "the record has no text; every comment needs one")
    }
    sink.makeRoom()
    let stored = document.withString(text) { sink.storeText($0) }
    var comment = Comment(post: post, record: record, text: stored.range)
    comment.isTruncated = stored.isTruncated
    comment.id = store(fields.id)
    comment.parent = store(fields.parent)
    comment.author = store(fields.author)
    comment.parentText = storeText(of: &parent)
    if let time = fields.time {
      comment.time = moment(at: time)
      if comment.time == nil { sink.countUnreadTime() }
    }
    comment.likes = likes(at: fields.likes)
    comment.isOwner = fields.isOwner
    sink.add(comment)
  }

  private func storeText(of parent: inout Parent?) -> ByteRange? {
    guard let known = parent else { return nil }
    if known.batchNumber == sink.batchNumber, let stored = known.stored { return stored }
    let stored = document.withString(known.text) { sink.storeText($0).range }
    parent?.stored = stored
    parent?.batchNumber = sink.batchNumber
    return stored
  }

  /// Stores a string, or a whole number's digits; nil for anything else and for what is empty.
  private func store(_ index: Int?) -> ByteRange? {
    guard let index else { return nil }
    if document.isString(index) { return document.withString(index) { $0.isEmpty ? nil : sink.store($0) } }
    guard let digits = document.text(index) else { return nil }
    let bytes = Array(digits.utf8)
    return sink.store(bytes.span)
  }

  /// A moment from a string or number.
  func moment(at index: Int?) -> Int? {
    guard let index else { return nil }
    switch document.kind(index) {
    case .string: return document.withString(index) { Dumps.moment($0) }
    case .integer: return Dumps.moment(unix: document.integer(index))
    case .double: return Int(exactly: document.double(index).rounded(.down)).flatMap { Dumps.moment(unix: $0) }
    default: return nil
    }
  }

  private func likes(at index: Int?) -> Int? {
    guard let index else { return nil }
    switch document.kind(index) {
    case .string: return document.withString(index) { Dumps.likes(decimal($0)) }
    case .integer: return Dumps.likes(document.integer(index))
    default: return nil
    }
  }

  /// The number of a post.
  func number(of post: Post) throws -> Int32 {
    var post = post
    post.text = post.text.map { Array($0[..<cut($0.span, sink.limits.textBytes)]) }
    let number = try sink.posts.number(of: PostKey(post), file: sink.file) { post }
    try sink.posts.supplement(number, file: sink.file, with: post)
    return number
  }

  /// Whether two values hold the same account; nil where either is missing.
  func isSameAccount(_ one: Int?, _ other: Int?) -> Bool? {
    guard let one = document.text(one), let other = document.text(other) else { return nil }
    let (first, second) = (Array(one.utf8), Array(other.utf8))
    return Dumps.isSameAccount(first.span, second.span)
  }
}

/// A post's text from its parts, each on lines of its own; nil when there are none.
func postText(_ parts: [String?]) -> [UInt8]? {
  let known = parts.compactMap { $0 }.filter { !$0.isEmpty }
  guard !known.isEmpty else { return parts.contains { $0 != nil } ? [] : nil }
  return Array(known.joined(separator: "\n").utf8)
}
