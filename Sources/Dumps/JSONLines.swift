import Bytes

/// Parses JSON that stands one value to a line, in memory bounded by the longest line.
final class JSONLines {
  /// The line that is being taken.
  let document = JSONDocument()
  private let window: ByteWindow
  private let limits: DumpLimits
  private var line = 0
  private var record = 0

  /// - Parameter window: stands at the beginning of the file, behind a byte order mark.
  init(_ window: ByteWindow, _ limits: DumpLimits) {
    self.window = window
    self.limits = limits
  }

  /// Reads lines until a batch is full, and rejects those that are too long or no JSON.
  ///
  /// - Parameter take: takes the line that `document` holds.
  ///   - after: the number of the last record before it.
  ///   - line: its number, from 1.
  ///   - offset: of its first byte in the file.
  ///   - returns: the number of the last record in it.
  /// - Returns: false at the end of the file.
  func advance(
    into sink: RecordSink, _ take: (_ after: Int, _ line: Int, _ offset: Int) throws -> Int
  ) throws -> Bool {
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
        if !isBlank(range) { try read(range, into: sink, take) }
        window.consume(upTo: min(range.upperBound + 1, window.unread.upperBound))
      }
    }
    return true
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    for index in range where !isWhitespace(window.bytes[index]) { return false }
    return true
  }

  private func read(
    _ range: Range<Int>, into sink: RecordSink, _ take: (_ after: Int, _ line: Int, _ offset: Int) throws -> Int
  ) throws {
    let offset = window.offset(of: range.lowerBound)
    let bytes = window.bytes
    if let cause = document.parse(bytes.span, range, depth: limits.depth) {
      record += 1
      let problem = jsonProblem(bytes.span, range, cause, limits)
      return sink.reject(
        record: record, line: line, offset: offset + problem.place, code: problem.code, message: problem.message)
    }
    record = try take(record, line, offset)
  }
}
