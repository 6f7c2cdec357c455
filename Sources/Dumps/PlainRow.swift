import Bytes
internal import Glibc

/// The keys of the plain format.
enum PlainField: Int, CaseIterable {
  case platform, postID, postAuthor, postText, id, parentID, author, text, time, likes, label

  var key: StaticString {
    switch self {
    case .platform: "platform"
    case .postID: "post_id"
    case .postAuthor: "post_author"
    case .postText: "post_text"
    case .id: "id"
    case .parentID: "parent_id"
    case .author: "author"
    case .text: "text"
    case .time: "time"
    case .likes: "likes"
    case .label: "label"
    }
  }

  /// The field of a key or header cell.
  ///
  /// - Parameter isHeader: letters of either case are equal there.
  init?(_ name: Span<UInt8>, isHeader: Bool = false) {
    let candidate: PlainField
    // Told apart by length first, so that most keys cost one comparison.
    switch name.count {
    case 2: candidate = .id
    case 4: candidate = name[1] == UInt8(ascii: "i") || name[1] == UInt8(ascii: "I") ? .time : .text
    case 5: candidate = name[1] == UInt8(ascii: "i") || name[1] == UInt8(ascii: "I") ? .likes : .label
    case 6: candidate = .author
    case 7: candidate = .postID
    case 8: candidate = .platform
    case 9: candidate = name[1] == UInt8(ascii: "o") || name[1] == UInt8(ascii: "O") ? .postText : .parentID
    case 11: candidate = .postAuthor
    default: return nil
    }
    let key = candidate.key
    if isHeader {
      let letters = unsafe UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount).span
      for index in 0..<name.count {
        let byte = name[index]
        guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == letters[index] else { return nil }
      }
    } else {
      guard unsafe name.withUnsafeBufferPointer({ unsafe memcmp($0.baseAddress!, key.utf8Start, $0.count) == 0 }) else {
        return nil
      }
    }
    self = candidate
  }
}

/// One record of the plain format: its fields' bytes, whether they came from NDJSON or CSV.
struct PlainRow {
  private(set) var bytes: [UInt8] = []
  /// By field; begins below zero where it is missing.
  private var ranges = [Range<Int>](repeating: -1 ..< -1, count: PlainField.allCases.count)

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    for index in ranges.indices { ranges[index] = -1 ..< -1 }
  }

  mutating func set(_ field: PlainField, _ span: Span<UInt8>) {
    let start = bytes.count
    append(span)
    ranges[field.rawValue] = start..<bytes.count
  }

  /// Appends bytes that hold several fields; `set(_:_:)` tells where they are.
  mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// - Parameter range: of `bytes`.
  mutating func set(_ field: PlainField, _ range: Range<Int>) { ranges[field.rawValue] = range }

  mutating func set(_ field: PlainField, _ number: Int) {
    let start = bytes.count
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits: UInt64(number.magnitude))
    ranges[field.rawValue] = start..<bytes.count
  }

  mutating func set(_ field: PlainField, _ number: UInt64) {
    let start = bytes.count
    append(digits: number)
    ranges[field.rawValue] = start..<bytes.count
  }

  private mutating func append(digits number: UInt64) {
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var first = 20
    var rest = number
    repeat {
      first -= 1
      digits[first] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    unsafe digits.span.extracting(first..<20).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func clear(_ field: PlainField) { ranges[field.rawValue] = -1 ..< -1 }

  subscript(field: PlainField) -> Range<Int>? {
    let range = ranges[field.rawValue]
    return range.lowerBound < 0 ? nil : range
  }
}

/// Turns plain rows into comments.
struct PlainIntake {
  private var key = PostKey()

  /// Takes a row in, or rejects it when it has no text. One that has a post's id and text alone is the post.
  ///
  /// - Parameters:
  ///   - line: line of the file, from 1.
  ///   - offset: byte of the file, from 0.
  mutating func take(_ row: borrowing PlainRow, record: Int, line: Int?, offset: Int?, into sink: RecordSink) throws {
    guard let text = row[.text] else {
      if row[.postID] != nil, row[.postText] != nil {
        _ = try post(of: row, sink)
        return
      }
      return sink.reject(
        record: record, line: line, offset: offset, code: "no-text",
        message: "the record has no text; every comment needs one")
    }
    let post = try post(of: row, sink)
    if let mended = sink.mended(row.bytes.span.extracting(text)) {
      var mendedRow = copy row
      mendedRow.set(.text, mended.span)
      return sink.add(mendedRow, record: record, post: post)
    }
    sink.add(row, record: record, post: post)
  }

  private mutating func post(of row: borrowing PlainRow, _ sink: RecordSink) throws -> Int32 {
    let bytes = row.bytes.span
    let text = row[.postText].map { range in
      range.lowerBound..<range.lowerBound + cut(bytes.extracting(range), sink.limits.textBytes)
    }
    func value(_ field: PlainField) -> Range<Int>? { row[field].flatMap { $0.isEmpty ? nil : $0 } }
    func string(_ field: PlainField) -> String? { value(field).map { String(row.bytes.span.extracting($0)) } }
    func make() -> Post {
      Post(
        id: string(.postID), platform: string(.platform), author: string(.postAuthor),
        text: text.map { Array(row.bytes[$0]) })
    }
    key.start(platform: bytes.extracting(value(.platform) ?? 0..<0))
    if let id = value(.postID) {
      key.tell(id: bytes.extracting(id))
    } else if let text {
      key.tell(text: bytes.extracting(text))
    }
    let number = try sink.posts.number(of: key, file: sink.file, make: make)
    if text != nil, !sink.posts.hasOwnText(number) {
      try sink.posts.supplement(number, file: sink.file, with: make())
    }
    return number
  }
}

extension Label {
  /// `bot` or `genuine`; anything else is no label.
  fileprivate init?(_ text: Span<UInt8>) {
    switch String(text) {
    case "bot": self = .bot
    case "genuine": self = .genuine
    default: return nil
    }
  }
}

extension CommentBatch {
  /// Stores what a plain row's comment is made of, and makes it.
  ///
  /// - Returns: beside it, whether it has a time that cannot be read.
  mutating func store(
    _ row: borrowing PlainRow, record: Int, post: Int32, textBytes: Int
  ) -> (comment: Comment, isUnreadTime: Bool) {
    let source = row.bytes.span
    let text = source.extracting(row[.text] ?? 0..<0)
    let kept = cut(text, textBytes)
    var comment = Comment(post: post, record: record, text: store(text.extracting(0..<kept)))
    comment.isTruncated = kept < text.count
    func value(_ field: PlainField) -> Range<Int>? {
      guard let range = row[field], !range.isEmpty else { return nil }
      return range.lowerBound..<range.lowerBound + cut(source.extracting(range), textBytes)
    }
    if let id = value(.id) { comment.id = store(source.extracting(id)) }
    if let parent = value(.parentID) { comment.parent = store(source.extracting(parent)) }
    if let author = value(.author) {
      comment.author = store(source.extracting(author))
      if let owner = value(.postAuthor) {
        comment.isOwner = isSameAccount(source.extracting(author), source.extracting(owner))
      }
    }
    var isUnreadTime = false
    if let time = value(.time) {
      comment.time = moment(source.extracting(time))
      isUnreadTime = comment.time == nil
    }
    if let count = value(.likes) { comment.likes = likes(decimal(source.extracting(count))) }
    if let label = value(.label) { comment.label = Label(source.extracting(label)) }
    return (comment, isUnreadTime)
  }
}

/// Whether two account names are one, whether or not they are written with an @.
func isSameAccount(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
  let first = one.count > 0 && one[0] == UInt8(ascii: "@") ? 1 : 0
  let second = other.count > 0 && other[0] == UInt8(ascii: "@") ? 1 : 0
  guard one.count - first == other.count - second else { return false }
  for index in 0..<one.count - first where one[first + index] != other[second + index] { return false }
  return true
}
