/// Splits CSV rows (RFC 4180): cells in quotes may hold delimiters, line breaks and doubled quotes.
///
/// Laxer than the standard where spreadsheets are: a quote inside an unquoted cell stands for itself, what follows a
/// closing quote belongs to the cell, rows end in LF, CRLF or CR.
struct CSVRow {
  enum Outcome {
    /// A whole row; `next` is the index behind its line end.
    case row(next: Int)
    /// The bytes end within the row.
    case unfinished(inQuotes: Bool)
    case tooManyColumns
  }

  /// Cells' bytes with quotes resolved.
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Range<Int>] = []
  /// Line ends within the row, its own included.
  private(set) var lines = 0

  /// Reads one row.
  ///
  /// - Parameters:
  ///   - isLast: whether nothing follows `range`, so that its end ends the row too.
  mutating func read(
    _ source: Span<UInt8>, _ range: Range<Int>, delimiter: UInt8, isLast: Bool, columns: Int
  ) -> Outcome {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
    lines = 0
    var index = range.lowerBound
    let end = range.upperBound
    var start = 0
    var isQuoted = false
    while index < end {
      let byte = source[index]
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if index + 1 < end, source[index + 1] == byte {
            bytes.append(byte)
            index += 2
            continue
          }
          // Whether the next byte is a second quote cannot be told yet.
          if index + 1 == end, !isLast { return .unfinished(inQuotes: true) }
          isQuoted = false
        } else {
          if byte == 0x0A { lines += 1 }
          bytes.append(byte)
        }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where bytes.count == start:
        isQuoted = true
        index += 1
      case delimiter:
        cells.append(start..<bytes.count)
        start = bytes.count
        if cells.count >= columns { return .tooManyColumns }
        index += 1
      case 0x0A, 0x0D:
        if byte == 0x0D, index + 1 == end, !isLast { return .unfinished(inQuotes: false) }
        cells.append(start..<bytes.count)
        lines += 1
        let isPair = byte == 0x0D && index + 1 < end && source[index + 1] == 0x0A
        return .row(next: index + (isPair ? 2 : 1))
      default:
        bytes.append(byte)
        index += 1
      }
    }
    guard isLast, !isQuoted else { return .unfinished(inQuotes: isQuoted) }
    cells.append(start..<bytes.count)
    return .row(next: end)
  }

  /// Whether the row is an empty line.
  var isBlank: Bool { cells.count == 1 && bytes.allSatisfy(isWhitespace) }
}
