/// The header of a table that a map describes, among the first rows.
struct TableHeader {
  let map: FormatMap
  /// What the map's format was known by.
  let reason: String
  let names: [String]
  /// What stands above the header: rows of a name and a value.
  let above: [(name: String, value: [UInt8])]
  let delimiter: UInt8
  /// Line ends up to the header's own, included.
  let lines: Int
  /// Index behind the header.
  let next: Int

  /// Rows among which a header is looked for.
  static let rows = 20

  /// Looks for a header in CSV.
  ///
  /// - Returns: nil where no row is the header of any of the maps.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>, isLast: Bool, _ maps: [FormatMap], _ limits: DumpLimits) {
    var row = CSVRow()
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
      var search = TableHeaderSearch(maps, limits)
      var (start, lines) = (range.lowerBound, 0)
      for _ in 0..<Self.rows {
        guard start < range.upperBound,
          case .row(let next) = row.read(
            bytes, start..<range.upperBound, delimiter: delimiter, isLast: isLast, columns: limits.columns)
        else { break }
        lines += row.lines
        let cells = row.bytes
        if let (map, reason) = search.map(of: row.cells.map { Array(cells[$0]) }) {
          self.map = map
          self.reason = reason
          (names, above) = (search.names, search.above)
          (self.delimiter, self.lines, self.next) = (delimiter, lines, next)
          return
        }
        start = next
      }
    }
    return nil
  }
}

/// Looks at one row after the other until one is a header.
struct TableHeaderSearch {
  private let maps: [FormatMap]
  private let limits: DumpLimits
  private let document = JSONDocument()
  private(set) var names: [String] = []
  private(set) var above: [(name: String, value: [UInt8])] = []

  init(_ maps: [FormatMap], _ limits: DumpLimits) {
    self.maps = maps.filter { $0.xml == nil }
    self.limits = limits
  }

  /// The map whose header a row is. Columns without a name are named by their number, `#2`.
  mutating func map(of row: [[UInt8]]) -> (FormatMap, reason: String)? {
    names = row.enumerated().map { number, cell in
      let name = String(decoding: trimmed(cell), as: UTF8.self)
      return name.isEmpty ? "#\(number + 1)" : name
    }
    var json = TableObject(names).json(of: names.map { _ in [UInt8(ascii: "x")] }, above: [])
    json.append(contentsOf: repeatElement(0, count: JSONDocument.padding))
    if document.parse(json.span, 0..<json.count - JSONDocument.padding, depth: limits.depth) == nil {
      for map in maps {
        let lookup = MapLookup(document: document, record: JSONDocument.root, key: nil)
        if let post = map.post, lookup.fits(post.condition) {
          return (map, "a table of \(MapFit(map).reason(isPost: true))")
        }
        if lookup.fits(map.comment.condition) { return (map, "a table of \(MapFit(map).reason(isPost: false))") }
      }
    }
    let filled = row.filter { !$0.isEmpty }
    if filled.count == 2 { above.append((String(decoding: trimmed(filled[0]), as: UTF8.self), filled[1])) }
    return nil
  }
}

private func trimmed(_ cell: [UInt8]) -> ArraySlice<UInt8> {
  var rest = cell[...]
  while let last = rest.last, isWhitespace(last) { rest = rest.dropLast() }
  while let first = rest.first, isWhitespace(first) { rest = rest.dropFirst() }
  return rest
}
