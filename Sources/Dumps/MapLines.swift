import Bytes

/// Reads lines that are records of a map, in memory bounded by the longest line.
final class MapLines {
  let map: FormatMap
  private let window: ByteWindow
  private let limits: DumpLimits
  private let document = JSONDocument()
  private var line = 0
  private var record = 0

  /// - Parameter window: stands at the beginning of the file, behind a byte order mark.
  init(_ window: ByteWindow, _ limits: DumpLimits, _ map: FormatMap) {
    self.window = window
    self.limits = limits
    self.map = map
  }

  /// Reads records until a batch is full.
  ///
  /// - Returns: false at the end of the file.
  func advance(into sink: RecordSink, _ threads: ThreadPosts) throws -> Bool {
    var reader = MapReader(map, sink, threads)
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
        if !window.bytes[range].allSatisfy(isWhitespace) { try read(range, into: sink, &reader) }
        window.consume(upTo: min(range.upperBound + 1, window.unread.upperBound))
      }
    }
    return true
  }

  private func read(_ range: Range<Int>, into sink: RecordSink, _ reader: inout MapReader) throws {
    let offset = window.offset(of: range.lowerBound)
    let bytes = window.bytes
    if let cause = document.parse(bytes.span, range, depth: limits.depth) {
      record += 1
      let problem = jsonProblem(bytes.span, range, cause, limits)
      return sink.reject(
        record: record, line: line, offset: offset + problem.place, code: problem.code, message: problem.message)
    }
    let comments = DocumentComments(document, sink, after: record, line: line, offset: offset)
    try reader.readRecord(JSONDocument.root, comments)
    record = max(record, sink.lastRecord)
  }
}
