import Bytes

/// Reads plain NDJSON.
final class NDJSONReader {
  private let lines: JSONLines

  /// - Parameter window: stands at the beginning of the file, behind a byte order mark.
  init(_ window: ByteWindow, _ limits: DumpLimits) { lines = JSONLines(window, limits) }

  /// Reads records until a batch is full.
  ///
  /// - Returns: false at the end of the file.
  func advance(into sink: RecordSink) throws -> Bool {
    // Made for each batch: whatever an object keeps costs a check of who else changes it, each time it is changed.
    var row = PlainRow()
    var intake = PlainIntake()
    return try lines.advance(into: sink) { before, line, offset in
      let record = before + 1
      guard lines.document.isObject(JSONDocument.root) else {
        sink.reject(
          record: record, line: line, offset: offset, code: "not-an-object",
          message: "the line is no JSON object; write one object {…} per line")
        return record
      }
      row.load(lines.document, JSONDocument.root)
      try intake.take(row, record: record, line: line, offset: offset, into: sink)
      return record
    }
  }
}

extension PlainRow {
  /// Takes the fields of a JSON object. Null is as good as missing; of equal keys the last counts.
  mutating func load(_ document: JSONDocument, _ object: Int) {
    removeAll()
    let strings = document.strings(of: object)
    document.withStrings(strings) { append($0) }
    document.forEachMember(of: object) { key, value in
      guard let field = document.withString(key, { PlainField($0) }) else { return }
      switch document.kind(value) {
      case .string:
        let place = document.place(ofString: value)
        set(field, place.lowerBound - strings.lowerBound..<place.upperBound - strings.lowerBound)
      case .integer: set(field, document.integer(value))
      case .unsigned: set(field, document.unsigned(value))
      case .double:
        if let whole = Int(exactly: document.double(value).rounded(.down)) { set(field, whole) }
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
