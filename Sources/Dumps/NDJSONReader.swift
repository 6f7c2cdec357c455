import Bytes

/// Reads plain NDJSON, line by line, in memory bounded by the longest line.
final class NDJSONReader {
  private let window: ByteWindow
  private let document = JSONDocument()
  private let limits: DumpLimits
  private var row = PlainRow()
  private var intake = PlainIntake()
  private var line = 0
  private var record = 0

  /// - Parameter window: stands at the beginning of the file, behind a byte order mark.
  init(_ window: ByteWindow, _ limits: DumpLimits) {
    self.window = window
    self.limits = limits
  }

  /// Reads records until a batch is full.
  ///
  /// - Returns: false at the end of the file.
  func advance(into sink: RecordSink) throws -> Bool {
    while !sink.hasFullBatch {
      guard let found = try window.nextLine(limits.recordBytes) else { return false }
      line += 1
      switch found {
      case .tooLong(let offset):
        record += 1
        sink.reject(
          record: record, line: line, offset: offset, code: "too-long",
          message: "the line is longer than \(limits.recordBytes) bytes (limit: record)")
      case .line(let range):
        if !isBlank(range) { try read(range, into: sink) }
        window.consume(upTo: min(range.upperBound + 1, window.unread.upperBound))
      }
    }
    return true
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    for index in range where !isWhitespace(window.bytes[index]) { return false }
    return true
  }

  private func read(_ range: Range<Int>, into sink: RecordSink) throws {
    record += 1
    let offset = window.offset(of: range.lowerBound)
    let bytes = window.bytes
    if let cause = document.parse(bytes.span, range, depth: limits.depth) {
      let problem = jsonProblem(bytes.span, range, cause, limits)
      return sink.reject(
        record: record, line: line, offset: offset + problem.place, code: problem.code, message: problem.message)
    }
    guard document.isObject(JSONDocument.root) else {
      return sink.reject(
        record: record, line: line, offset: offset, code: "not-an-object",
        message: "the line is no JSON object; write one object {…} per line")
    }
    row.load(document, JSONDocument.root)
    try intake.take(row, record: record, line: line, offset: offset, into: sink)
  }
}

extension PlainRow {
  /// Takes the fields of a JSON object. Null is as good as missing; of equal keys the last counts.
  mutating func load(_ document: JSONDocument, _ object: Int) {
    removeAll()
    document.forEachMember(of: object) { key, value in
      guard let field = document.withString(key, { PlainField($0) }) else { return }
      switch document.kind(value) {
      case .string: document.withString(value) { set(field, $0) }
      case .integer: set(field, digits: String(document.integer(value)))
      case .unsigned: set(field, digits: String(document.unsigned(value)))
      case .double:
        if let whole = Int(exactly: document.double(value).rounded(.down)) { set(field, digits: String(whole)) }
      default: clear(field)
      }
    }
  }
}

/// What is wrong with a piece of JSON that simdjson refused, and where as far as that can be told.
func jsonProblem(_ bytes: Span<UInt8>, _ range: Range<Int>, _ cause: String, _ limits: DumpLimits)
  -> (place: Int, code: String, message: String)
{
  if let place = firstInvalidUTF8(bytes.extracting(range)) {
    return (place, "bad-utf8", "it is not valid UTF-8; export it as UTF-8")
  }
  if cause.contains("too deep") {
    return (0, "too-deep", "it is nested more than \(limits.depth) deep (limit: nesting of JSON)")
  }
  let hint =
    if cause.contains("string") {
      "a string is broken off or holds a broken escape, such as half of a surrogate pair (a cut emoji)"
    } else if cause.contains("number") {
      "a number is malformed or beyond 64 bits; write long ids as strings"
    } else {
      "a bracket, comma or quote is missing or too many"
    }
  return (0, "bad-json", "it is not valid JSON: \(hint)")
}

func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
