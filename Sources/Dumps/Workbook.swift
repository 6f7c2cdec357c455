import Bytes

/// Reads the first sheet of a workbook of Excel, row by row. The table of texts that its cells share is kept in memory.
final class WorkbookReader {
  let map: FormatMap
  /// What the format was known by.
  let reason: String
  private let rows: SheetRows
  private let intake: TableIntake
  private var record = 0

  /// Finds the header among the sheet's first rows.
  ///
  /// - Throws: `DumpError` when there is none, or the sheet cannot be read.
  init(_ archive: Archive, _ maps: MapRecogniser, _ name: String, _ limits: DumpLimits, forced: FormatMap?) throws {
    rows = try SheetRows(archive, name, limits)
    var search = TableHeaderSearch(forced.map { [$0] } ?? maps.formats.maps + [plainTable], limits)
    for _ in 0..<TableHeader.rows {
      guard let row = try rows.next() else { break }
      if let found = search.map(of: row.cells) {
        (map, reason) = (found.0, "a workbook with " + found.reason)
        intake = TableIntake(map, search.names, search.above, limits, source: .workbook)
        return
      }
    }
    throw DumpError(
      file: name, code: "unrecognised",
      message: unrecognised(
        " It is a workbook of Excel, but none of the first \(TableHeader.rows) rows of its first sheet is a header that "
          + "is known.", maps.formats))
  }

  /// Reads rows until a batch is full.
  ///
  /// - Returns: false at the end.
  func advance(into sink: RecordSink) throws -> Bool {
    while !sink.hasFullBatch {
      guard let row = try rows.next() else { return false }
      guard row.cells.allSatisfy({ firstInvalidUTF8($0.span) == nil }) else {
        record += 1
        sink.reject(record: record, line: row.number, code: "bad-utf8", message: "the row is not valid UTF-8")
        continue
      }
      try intake.take(row.cells, after: record, line: row.number, offset: nil, into: sink)
      record = max(record, sink.lastRecord)
    }
    return true
  }
}

/// The plain format as the columns of a workbook.
private let plainTable: FormatMap = {
  func value(_ name: String) -> [MapValue] { MapPath(name).map { [MapValue($0)] } ?? [] }
  var comment = CommentMap()
  comment.condition.has = [MapPath("text")].compactMap(\.self)
  (comment.id, comment.parent, comment.author) = (value("id"), value("parent_id"), value("author"))
  (comment.text, comment.time, comment.likes) = (value("text"), value("time"), value("likes"))
  comment.label = MapPath("label").map { LabelMap(path: $0, bot: ["bot"], genuine: ["genuine"]) }
  comment.isOwnerByName = true
  var post = PostMap()
  (post.id, post.author, post.text) = (value("post_id"), value("post_author"), value("post_text"))
  post.platform = value("platform")
  comment.post = post
  return FormatMap(name: "workbook", title: "the plain format in a workbook", comment: comment)
}()

/// The rows of a workbook's first sheet.
final class SheetRows {
  private let scanner: XMLScanner
  private let shared: SharedTexts
  private let limits: DumpLimits
  private var number = 0

  init(_ archive: Archive, _ name: String, _ limits: DumpLimits) throws {
    self.limits = limits
    let prefix = Array("xl/worksheets/sheet".utf8)
    let sheets = archive.members.filter { $0.name.starts(with: prefix) && $0.name.suffix(4).elementsEqual(".xml".utf8) }
    // Sheet 2 comes before sheet 10.
    guard let sheet = sheets.min(by: { ($0.name.count, $0.name[...]) < ($1.name.count, $1.name[...]) }) else {
      throw DumpError(file: name, code: "bad-workbook", message: "the workbook holds no sheet; save it again")
    }
    func scanner(_ member: Archive.Member) throws -> XMLScanner {
      let window = ByteWindow(
        try ByteSource(archive.store, from: member.start, count: member.count, name: name, limits: limits))
      try window.skipByteOrderMark()
      return XMLScanner(window, limits)
    }
    shared = SharedTexts()
    if let texts = archive.member(named: Array("xl/sharedStrings.xml".utf8)) {
      try shared.read(scanner(texts), name, limits)
    }
    self.scanner = try scanner(sheet)
  }

  /// The next row; nil at the end. `number` counts from 1 as the sheet does.
  func next() throws -> (cells: [[UInt8]], number: Int)? {
    var cells: [[UInt8]] = []
    var (column, kind, text) = (0, "", [UInt8]())
    var (isInText, isInRow) = (false, false)
    while let piece = try scanner.next() {
      switch piece {
      case .start(let name, let attributes):
        switch localName(name) {
        case "row":
          isInRow = true
          number = attributes.first { $0.name == "r" }.flatMap { decimal($0.value.span) } ?? number + 1
        case "c":
          column = attributes.first { $0.name == "r" }.flatMap { Self.column($0.value) } ?? cells.count
          kind = attributes.first { $0.name == "t" }.map { String(decoding: $0.value, as: UTF8.self) } ?? "n"
          text = []
        case "v", "t": isInText = true
        default: break
        }
      case .text(let more): if isInText, text.count <= limits.recordBytes { text += more }
      case .end(let name):
        switch localName(name) {
        case "v", "t": isInText = false
        case "c" where column < limits.columns:
          while cells.count <= column { cells.append([]) }
          cells[column] = kind == "s" ? shared[decimal(text.span)] : text
        case "row" where isInRow: return (cells, number)
        default: break
        }
      }
    }
    return nil
  }

  /// The column of a cell's name, from 0: 27 for `AB12`.
  private static func column(_ reference: [UInt8]) -> Int? {
    var column = 0
    for byte in reference.prefix(4) {
      guard byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") else { break }
      column = column * 26 + Int(byte) - 0x40
    }
    return column > 0 ? column - 1 : nil
  }
}

/// The texts that the cells of a workbook share, by number.
private final class SharedTexts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  func read(_ scanner: XMLScanner, _ name: String, _ limits: DumpLimits) throws {
    var (isInText, readings) = (false, 0)
    while let piece = try scanner.next() {
      switch piece {
      case .start(let name, _):
        if localName(name) == "t" { isInText = true }
        // How a text is pronounced stands beside it.
        if localName(name) == "rPh" { readings += 1 }
      case .text(let text): if isInText, readings == 0 { bytes += text }
      case .end(let name):
        switch localName(name) {
        case "t": isInText = false
        case "rPh": readings -= 1
        case "si": ends.append(bytes.count)
        default: break
        }
      }
      guard bytes.count <= limits.sharedBytes, ends.count <= limits.sharedBytes / 8 else {
        throw DumpError(
          file: name, code: "texts-too-large",
          message:
            "the texts of its cells exceed \(limits.sharedBytes) bytes (limit: shared texts of a workbook); "
            + "export CSV instead")
      }
    }
  }

  /// Empty for numbers that there are none for.
  subscript(number: Int?) -> [UInt8] {
    guard let number, ends.indices.contains(number) else { return [] }
    return Array(bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]])
  }
}

private func localName(_ name: String) -> Substring { name.split(separator: ":").last ?? "" }

private func < (one: (Int, ArraySlice<UInt8>), other: (Int, ArraySlice<UInt8>)) -> Bool {
  one.0 != other.0 ? one.0 < other.0 : one.1.lexicographicallyPrecedes(other.1)
}
