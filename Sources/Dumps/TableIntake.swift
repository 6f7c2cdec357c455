import Bytes

/// Turns rows of a table that a map describes into comments and posts.
final class TableIntake {
  let map: FormatMap
  /// Columns of the header.
  let columns: Int
  private let above: [(name: String, value: [UInt8])]
  private let object: TableObject
  private let document = JSONDocument()
  private let limits: DumpLimits
  private let source: MapReader.Source
  private let threads = ThreadPosts()

  convenience init(_ header: TableHeader, _ limits: DumpLimits) {
    self.init(header.map, header.names, header.above, limits, source: .table)
  }

  /// - Parameter above: what stood above the header.
  init(
    _ map: FormatMap, _ names: [String], _ above: [(name: String, value: [UInt8])], _ limits: DumpLimits,
    source: MapReader.Source
  ) {
    self.map = map
    self.above = above
    self.limits = limits
    self.source = source
    object = TableObject(names)
    columns = names.count
  }

  /// Takes a row in.
  ///
  /// - Parameters:
  ///   - row: cells of valid UTF-8.
  ///   - record: number of the record before it.
  func take(_ row: [[UInt8]], after record: Int, line: Int?, offset: Int?, into sink: RecordSink) throws {
    guard row.contains(where: { !$0.allSatisfy(isWhitespace) }) else { return }
    var json = object.json(of: row, above: above)
    let count = json.count
    json.append(contentsOf: repeatElement(0, count: JSONDocument.padding))
    if let cause = document.parse(json.span, 0..<count, depth: limits.depth) {
      return sink.reject(
        record: record + 1, line: line, offset: offset, code: "bad-row", message: "the row cannot be read: \(cause)")
    }
    var reader = MapReader(map, sink, threads, source: source)
    let comments = DocumentComments(document, sink, after: record, line: line, offset: offset)
    try reader.readRecord(JSONDocument.root, comments)
  }
}
