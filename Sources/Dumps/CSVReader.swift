import Bytes

/// Reads plain CSV, row by row, in memory bounded by the longest row.
final class CSVReader {
  private let window: ByteWindow
  private let limits: DumpLimits
  private let target: Target
  private let delimiter: UInt8
  /// Columns of the header.
  private let columns: Int
  private var cells = CSVRow()
  private var row = PlainRow()
  private var intake = PlainIntake()
  private var line: Int
  private var record = 0
  /// How often a row with an open quote may be given up for its first line alone before such rows are skipped whole.
  private var retries = 64

  /// Who takes the rows.
  private enum Target {
    case plain(CSVHeader)
    case map(TableIntake)
  }

  /// - Parameters:
  ///   - window: stands behind the header row.
  ///   - line: the line it stands at, from 1.
  init(_ window: ByteWindow, _ limits: DumpLimits, _ header: CSVHeader, line: Int) {
    self.window = window
    self.limits = limits
    target = .plain(header)
    (delimiter, columns) = (header.delimiter, header.fields.count)
    self.line = line
  }

  /// For a table of a map.
  init(_ window: ByteWindow, _ limits: DumpLimits, _ intake: TableIntake, delimiter: UInt8, line: Int) {
    self.window = window
    self.limits = limits
    target = .map(intake)
    self.delimiter = delimiter
    columns = intake.columns
    self.line = line
  }

  /// Reads rows until a batch is full.
  ///
  /// - Returns: false at the end of the file.
  func advance(into sink: RecordSink) throws -> Bool {
    while !sink.hasFullBatch {
      if window.unread.isEmpty {
        if window.isComplete { return false }
        try window.fill()
        continue
      }
      switch readCells() {
      case .row(let next) where next - window.unread.lowerBound <= limits.recordBytes:
        try take(next, into: sink)
      case .row(let next):
        rejectTooLong(sink)
        line += cells.lines
        window.consume(upTo: next)
      case .tooManyColumns:
        try giveUp(sink, "too-many-columns", "the row has more than \(limits.columns) cells (limit: columns of CSV)")
      case .unfinished(let inQuotes):
        if !window.isComplete, window.unread.count <= limits.recordBytes {
          try window.fill()
        } else if inQuotes {
          try giveUp(
            sink, "open-quote", "a cell's quote is not closed within the row's bounds; double quotes inside of quotes")
        } else {
          try giveUp(sink, "too-long", "the row is longer than \(limits.recordBytes) bytes (limit: record)")
        }
      }
    }
    return true
  }

  private func readCells() -> CSVRow.Outcome {
    let bytes = window.bytes
    return cells.read(
      bytes.span, window.unread, delimiter: delimiter, isLast: window.isComplete, columns: limits.columns)
  }

  private func take(_ next: Int, into sink: RecordSink) throws {
    let (firstLine, offset) = (line, window.offset)
    let range = window.unread.lowerBound..<next
    line += cells.lines
    defer { window.consume(upTo: next) }
    guard !cells.isBlank else { return }
    record += 1
    let bytes = window.bytes
    if let place = firstInvalidUTF8(bytes.span.extracting(range)) {
      return sink.reject(
        record: record, line: firstLine, offset: offset + place, code: "bad-utf8",
        message: "the row is not valid UTF-8; export the file as UTF-8")
    }
    if cells.cells.count > columns, cells.cells[columns...].contains(where: { !$0.isEmpty }) {
      return sink.reject(
        record: record, line: firstLine, offset: offset, code: "ragged-row",
        message: "the row has \(cells.cells.count) cells, the header \(columns); quote cells that hold the "
          + "delimiter")
    }
    switch target {
    case .map(let intake):
      let bytes = cells.bytes
      let row = cells.cells.map { Array(bytes[$0]) }
      try intake.take(row, after: record - 1, line: firstLine, offset: offset, into: sink)
      record = max(record, sink.lastRecord)
    case .plain(let header): try take(header, firstLine, offset, into: sink)
    }
  }

  private func take(_ header: CSVHeader, _ firstLine: Int, _ offset: Int, into sink: RecordSink) throws {
    row.removeAll()
    for (field, cell) in zip(header.fields, cells.cells) {
      guard let field else { continue }
      // An empty cell is as good as none, save for the text: an empty one stands for a sticker.
      if field == .text || !cell.isEmpty { row.set(field, cells.bytes.span.extracting(cell)) }
    }
    try intake.take(row, record: record, line: firstLine, offset: offset, into: sink)
  }

  private func rejectTooLong(_ sink: RecordSink) {
    record += 1
    sink.reject(
      record: record, line: line, offset: window.offset, code: "too-long",
      message: "the row is longer than \(limits.recordBytes) bytes (limit: record)")
  }

  /// Rejects a row whose end is not known and goes on behind its first line, so that one open quote does not swallow
  /// what follows. Only so many times: then it goes on behind all that was looked at.
  private func giveUp(_ sink: RecordSink, _ code: String, _ message: String) throws {
    record += 1
    sink.reject(record: record, line: line, offset: window.offset, code: code, message: message)
    retries -= 1
    if retries < 0 {
      let seen = window.unread
      line += window.bytes[seen].count { $0 == 0x0A }
      window.consume(upTo: seen.upperBound)
    }
    try window.skipLine()
    line += 1
  }
}

/// The header of a plain CSV file.
struct CSVHeader {
  let delimiter: UInt8
  /// The field of each column; nil for columns that are not read.
  let fields: [PlainField?]
  /// Line ends of the header row.
  let lines: Int
  /// Index behind the header row.
  let next: Int
  /// A field that two columns name.
  let duplicate: PlainField?

  /// Reads a header: a first row that names the column `text`, with commas, semicolons or tabs between.
  ///
  /// - Returns: nil where there is none.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>, isLast: Bool, columns: Int) {
    var row = CSVRow()
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
      guard case .row(let next) = row.read(bytes, range, delimiter: delimiter, isLast: isLast, columns: columns)
      else { continue }
      let names = row.bytes.span
      let fields = row.cells.map { PlainField(names.extracting(trimmed($0, of: names)), isHeader: true) }
      guard
        fields.contains(PlainField.text) || (fields.contains(PlainField.postID) && fields.contains(PlainField.postText))
      else { continue }
      self.delimiter = delimiter
      self.fields = fields
      self.next = next
      lines = row.lines
      duplicate = PlainField.allCases.first { field in fields.count { $0 == field } > 1 }
      return
    }
    return nil
  }
}

/// A cell's range without spaces around it.
private func trimmed(_ cell: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
  var (start, end) = (cell.lowerBound, cell.upperBound)
  while start < end, isWhitespace(bytes[start]) { start += 1 }
  while end > start, isWhitespace(bytes[end - 1]) { end -= 1 }
  return start..<end
}
