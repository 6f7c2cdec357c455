import Bytes

/// Reads comments and posts out of XML by a map, in memory bounded by the longest record.
final class XMLReader {
  let map: FormatMap
  private let scanner: XMLScanner
  private let limits: DumpLimits
  private let name: String
  private let document = JSONDocument()
  private let places: XMLPlaces
  /// Names of the open elements.
  private var open: [String] = []
  private var comment: Element?
  private var post: Element?
  /// The number of the post whose element is open, once it is known.
  private var number: Int32?
  private var record = 0

  /// An element that is being collected.
  private struct Element {
    var object: XMLObject
    /// How many elements were open around it.
    let depth: Int
    let offset: Int
  }

  init(_ window: ByteWindow, _ limits: DumpLimits, _ map: FormatMap) {
    self.map = map
    self.limits = limits
    name = window.source.name
    scanner = XMLScanner(window, limits)
    places = map.xml ?? XMLPlaces(root: [], comment: "")
  }

  /// Comments lie inside their posts, so posts without any need not be known.
  private var isNested: Bool { map.comment.post == nil }

  /// Reads records until a batch is full.
  ///
  /// - Returns: false at the end of the file.
  func advance(into sink: RecordSink, _ threads: ThreadPosts) throws -> Bool {
    var reader = MapReader(map, sink, threads)
    while !sink.hasFullBatch {
      let offset = scanner.offset
      guard let piece = try scanner.next() else {
        finish(sink)
        return false
      }
      switch piece {
      case .start(let name, let attributes): try start(name, attributes, offset, sink, &reader)
      case .text(let text): add(text)
      case .end(let name): try end(name, sink, &reader)
      }
    }
    return true
  }

  private func start(
    _ name: String, _ attributes: [(name: String, value: [UInt8])], _ offset: Int, _ sink: RecordSink,
    _ reader: inout MapReader
  ) throws {
    guard open.count < limits.depth else {
      throw DumpError(
        file: self.name, offset: offset, code: "too-deep",
        message: "it is nested more than \(limits.depth) deep (limit: nesting of XML)")
    }
    defer { open.append(name) }
    if comment != nil {
      comment?.object.open(name, attributes)
    } else if name == places.comment {
      if post != nil, number == nil { try readPost(sink, &reader) }
      comment = Element(object: XMLObject(name, attributes), depth: open.count, offset: offset)
    } else if post != nil {
      if number == nil { post?.object.open(name, attributes) }
    } else if name == places.post {
      post = Element(object: XMLObject(name, attributes), depth: open.count, offset: offset)
      number = nil
    }
  }

  private func add(_ text: [UInt8]) {
    if comment != nil {
      comment?.object.add(text, limit: limits.recordBytes + 1)
    } else if post != nil, number == nil {
      post?.object.add(text, limit: limits.recordBytes)
    }
  }

  private func end(_ name: String, _ sink: RecordSink, _ reader: inout MapReader) throws {
    // An end without a beginning is passed over; one that is missing is made up for.
    guard open.contains(name) else { return }
    while let last = open.popLast() {
      if let element = comment {
        comment?.object.close()
        if element.depth == open.count { try readComment(sink, &reader) }
      } else if let element = post {
        if number == nil { post?.object.close() }
        if element.depth == open.count {
          if number == nil, !isNested { try readPost(sink, &reader) }
          (post, number) = (nil, nil)
        }
      }
      if last == name { return }
    }
  }

  private func readPost(_ sink: RecordSink, _ reader: inout MapReader) throws {
    guard let post, parse(post.object.whole()) else { return }
    let comments = DocumentComments(document, sink, after: record, line: nil, offset: post.offset)
    number = try reader.readRecord(JSONDocument.root, comments, isPost: true)
  }

  private func readComment(_ sink: RecordSink, _ reader: inout MapReader) throws {
    guard let element = comment else { return }
    comment = nil
    record += 1
    guard !element.object.isBroken else {
      return sink.reject(
        record: record, offset: element.offset, code: "bad-utf8", message: "it is not valid UTF-8; export it as UTF-8")
    }
    guard element.object.size <= limits.recordBytes, parse(element.object.whole()) else {
      return sink.reject(
        record: record, offset: element.offset, code: "too-long",
        message: "the record is longer than \(limits.recordBytes) bytes (limit: record)")
    }
    let comments = DocumentComments(document, sink, after: record - 1, line: nil, offset: element.offset)
    try reader.readRecord(JSONDocument.root, comments, under: number, isPost: false)
  }

  private func finish(_ sink: RecordSink) {
    guard !open.isEmpty else { return }
    sink.reject(
      record: record + 1, offset: scanner.offset, code: "cut-off",
      message: "the file ends within its XML; what was whole before was read; copy or export it again")
    open = []
  }

  private func parse(_ json: [UInt8]) -> Bool {
    let bytes = json + [UInt8](repeating: 0, count: JSONDocument.padding)
    return document.parse(bytes.span, 0..<json.count, depth: limits.depth) == nil
  }
}
