/// Reads lines that are records of a map.
final class MapLines {
  let map: FormatMap
  private let lines: JSONLines

  /// - Parameter window: stands at the beginning of the file, behind a byte order mark.
  init(_ window: ByteWindow, _ limits: DumpLimits, _ map: FormatMap) {
    lines = JSONLines(window, limits)
    self.map = map
  }

  /// Reads records until a batch is full.
  ///
  /// - Returns: false at the end of the file.
  func advance(into sink: RecordSink, _ threads: ThreadPosts) throws -> Bool {
    var reader = MapReader(map, sink, threads)
    return try lines.advance(into: sink) { before, line, offset in
      let comments = DocumentComments(lines.document, sink, after: before, line: line, offset: offset)
      try reader.readRecord(JSONDocument.root, comments)
      return max(before, sink.lastRecord)
    }
  }
}
