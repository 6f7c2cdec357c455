import Bytes

/// What the readers of JSON documents share: they walk one document and hand its comments to the sink.
struct DocumentComments {
  let document: JSONDocument
  private let sink: RecordSink
  /// What the marks in the document stand for.
  private let problems: [JSONRepair.Problem]
  /// Number of the last record met in the file.
  private(set) var record: Int
  /// Places on the tape whose comments no piece before has held.
  private let fresh: Range<Int>
  /// Line and byte of the file, where records have lines or elements of their own.
  private let line: Int?
  private let offset: Int?

  init(_ documents: Documents, _ sink: RecordSink, after record: Int) {
    document = documents.document
    problems = documents.problems
    fresh = documents.fresh
    self.sink = sink
    self.record = record
    (line, offset) = (nil, nil)
  }

  /// For one record out of many, which stands at a place of its own.
  init(_ document: JSONDocument, _ sink: RecordSink, after record: Int, line: Int?, offset: Int?) {
    self.document = document
    problems = []
    fresh = 0..<Int.max
    self.sink = sink
    self.record = record
    (self.line, self.offset) = (line, offset)
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
    /// Whether the text is HTML.
    var isHTML = false
    /// Whether addresses in the HTML are kept.
    var keepsLinks = false
    var label: Label?
    /// What was made from values and lies nowhere on the tape; counts where it is there.
    var made = Made()
  }

  /// Fields that are cut from values, or read from more than one.
  struct Made {
    var id: [UInt8]?
    var parent: [UInt8]?
    var author: [UInt8]?
    var text: [UInt8]?
    var time: Int?
  }

  /// The text of a comment that has answers, for them to refer to.
  struct Parent {
    let id: Int?
    let text: Int
    fileprivate let isHTML: Bool
    fileprivate let keepsLinks: Bool
    fileprivate var stored: ByteRange?
    fileprivate var batchNumber = 0

    /// - Returns: nil where the comment has no text.
    init?(_ fields: Fields, _ document: JSONDocument) {
      guard let text = fields.text, document.isString(text), document.problem(at: text) == nil else { return nil }
      id = fields.id
      self.text = text
      isHTML = fields.isHTML
      keepsLinks = fields.keepsLinks
    }
  }

  /// Takes in one comment.
  ///
  /// - Parameters:
  ///   - value: the record, for telling what is wrong with it.
  ///   - parent: the comment it answers, where that lies beside it; keeps where its text was stored.
  mutating func take(_ value: Int, _ fields: Fields, post: Int32, parent: inout Parent?) {
    guard fresh.contains(value) else { return }
    record += 1
    if let problem = problem(of: value, fields) {
      return sink.reject(
        record: record, line: line, offset: problem.offset, code: problem.code, message: problem.message)
    }
    guard document.isObject(value) else {
      return sink.reject(
        record: record, line: line, offset: offset, code: "not-an-object", message: "the record is no JSON object")
    }
    guard fields.made.text != nil || fields.text.map(document.isString) == true else {
      return sink.reject(
        record: record, line: line, offset: offset, code: "no-text",
        message: "the record has no text; every comment needs one")
    }
    sink.makeRoom()
    let stored =
      if let made = fields.made.text {
        storeText(made.span, isHTML: fields.isHTML, keepsLinks: fields.keepsLinks)
      } else {
        storeText(at: fields.text ?? value, isHTML: fields.isHTML, keepsLinks: fields.keepsLinks)
      }
    var comment = Comment(post: post, record: record, text: stored.range)
    comment.isTruncated = stored.isTruncated
    comment.id = fields.made.id.map { sink.store($0.span) } ?? store(fields.id)
    comment.parent = fields.made.parent.map { sink.store($0.span) } ?? store(fields.parent)
    comment.author = fields.made.author.map { sink.store($0.span) } ?? store(fields.author)
    comment.parentText = storeText(of: &parent)
    if let time = fields.made.time {
      comment.time = time
    } else if let time = fields.time, !isEmpty(time) {
      comment.time = moment(at: time)
      if comment.time == nil { sink.countUnreadTime() }
    }
    comment.likes = likes(at: fields.likes)
    comment.isOwner = fields.isOwner
    comment.label = fields.label
    sink.add(comment)
  }

  /// Rejects what is no comment at all.
  mutating func reject(_ value: Int, code: String, message: String) {
    record += 1
    sink.reject(record: record, line: line, offset: offset, code: code, message: message)
  }

  private func isEmpty(_ index: Int) -> Bool {
    document.isString(index) && document.withString(index) { $0.count == 0 }
  }

  /// What is broken about a record: the whole of it, or one of the fields that are read.
  private func problem(of value: Int, _ fields: Fields) -> JSONRepair.Problem? {
    guard !problems.isEmpty else { return nil }
    let places = [value, fields.id, fields.parent, fields.author, fields.text, fields.time, fields.likes]
    guard let number = places.compactMap({ $0.flatMap(document.problem) }).first else { return nil }
    return problems.indices.contains(number) ? problems[number] : nil
  }

  private func storeText(of parent: inout Parent?) -> ByteRange? {
    guard let known = parent else { return nil }
    if known.batchNumber == sink.batchNumber, let stored = known.stored { return stored }
    let stored = storeText(at: known.text, isHTML: known.isHTML, keepsLinks: known.keepsLinks).range
    parent?.stored = stored
    parent?.batchNumber = sink.batchNumber
    return stored
  }

  private func storeText(at index: Int, isHTML: Bool, keepsLinks: Bool) -> (range: ByteRange, isTruncated: Bool) {
    document.withString(index) { storeText($0, isHTML: isHTML, keepsLinks: keepsLinks) }
  }

  private func storeText(
    _ text: Span<UInt8>, isHTML: Bool, keepsLinks: Bool
  ) -> (range: ByteRange, isTruncated: Bool) {
    guard isHTML else { return sink.storeText(text) }
    let plain = plainText(ofHTML: text, keepsLinks: keepsLinks)
    return sink.storeText(plain.span)
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
    post.text = post.text.map { text in
      let mended = sink.mended(text.span) ?? text
      return Array(mended[..<cut(mended.span, sink.limits.textBytes)])
    }
    return try sink.posts.number(of: post, file: sink.file)
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
