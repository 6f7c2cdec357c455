import Bytes
import Dumps
import Signals
import Verdicts

/// The comments of dumps as a table for spreadsheets (RFC 4180, with the mark by which spreadsheets know UTF-8).
///
/// A cell that a spreadsheet would run as a formula is given an apostrophe before it. Controls and direction marks become
/// U+FFFD.
package struct CSVTable {
  private var out = OutputBuffer()

  private static let header = [
    "dump", "record", "post", "comment", "author", "text", "verdict", "fit", "score", "labels", "campaign", "reasons",
  ]

  private enum Cell {
    case text([UInt8]?)
    case number(Double)

    static func words(_ text: String) -> Cell { .text(Array(text.utf8)) }
  }

  package init() {
    out.append("\u{FEFF}")
    add(Self.header.map { .words($0) })
  }

  package mutating func add(_ row: ReportRow, dump: String) {
    let reasons = row.reasons.filter { $0.counted != 0 }.map { Array("\($0.rule): ".utf8) + $0.because }
    add([
      .words(dump), .number(Double(row.record)), .text(row.post.id.map { Array($0.utf8) }), .text(row.id),
      .text(row.author), .text(row.text), .words("\(row.verdict.name)"), .words("\(row.fit.name)"), .number(row.score),
      .words(row.labels.joined(separator: " ")), .text(row.campaign.map { Array("\($0.kind.name):".utf8) + $0.called }),
      .text(Array(reasons.joined(separator: Array("; ".utf8)))),
    ])
  }

  /// What was added since this was last asked for.
  package mutating func take() -> [UInt8] {
    defer { out.removeAll() }
    return out.bytes
  }

  private mutating func add(_ cells: [Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { out.append(",") }
      append(cell)
    }
    out.append("\r\n")
  }

  private mutating func append(_ cell: Cell) {
    switch cell {
    case .number(let value): out.append(thousandths: value)
    case .text(let bytes):
      guard let bytes, !bytes.isEmpty else { return }
      out.append("\"")
      if Self.formulaStarts.contains(decodeScalar(bytes.span, at: 0).scalar) { out.append("'") }
      quote(bytes.span)
      out.append("\"")
    }
  }

  private mutating func quote(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      let (scalar, length) = decodeScalar(bytes, at: index)
      switch scalar {
      case 0x22: out.append("\"\"")
      case 0x0A: out.append("\n")
      case .invalid, 0x00...0x1F, 0x7F...0x9F: out.append("\u{FFFD}")
      case _ where turnsDirection(scalar): out.append("\u{FFFD}")
      default: out.append(bytes.extracting(index..<(index + length)))
      }
      index += length
    }
  }

  /// `=`, `+`, `-`, `@`, tabulator, carriage return, and the full-width forms of the first four.
  private static let formulaStarts: [UInt32] = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20]
}
