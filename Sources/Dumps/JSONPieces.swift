import Bytes

/// Cuts a JSON file into documents of bounded size, each of which can be read as if it were the file.
///
/// Documents up to a size are pieces as they stand. Of a larger one each piece holds some elements of a list, and all
/// that stands beside the list: `{"title":"a","comments":[…],"likes":3}` becomes `{"title":"a","comments":[1,2],"likes":3}`,
/// `{"title":"a","comments":[3,4],"likes":3}` and so on, however deep the list lies. What is cut off stays open.
final class JSONPieces {
  struct Piece {
    /// The document, with the bytes that a parser needs behind it.
    fileprivate(set) var bytes: [UInt8] = []
    /// What the marks in it stand for.
    fileprivate(set) var problems: [JSONRepair.Problem] = []
    /// The way from the top into the list, step by step; nil for the first value of a list or object of records.
    fileprivate(set) var path: [[UInt8]?] = []
    /// How many of the containers on this way, the topmost first, stood in the piece before too.
    fileprivate(set) var repeated = 0
    /// Where the bytes stand in the file: from an index on, one behind the other.
    fileprivate var spans: [(index: Int, offset: Int)] = []

    var range: Range<Int> { 0..<bytes.count - JSONDocument.padding }

    /// Byte of the file for an index into `bytes`; of what stands beside a list, the byte where the list begins.
    func offset(of index: Int) -> Int {
      guard let span = spans.last(where: { $0.index <= index }) else { return spans.first?.offset ?? 0 }
      return span.offset + index - span.index
    }

    fileprivate mutating func append(_ bytes: ArraySlice<UInt8>, at offset: Int) {
      if offset != self.offset(of: self.bytes.count) || spans.isEmpty { spans.append((self.bytes.count, offset)) }
      self.bytes += bytes
    }
  }

  /// A container that is open around the values at hand.
  private struct Container {
    let isArray: Bool
    let key: [UInt8]
    let offset: Int
    let entry: JSONOutline.Entry
    /// Whether a piece has held it.
    var isKnown = false

    /// Whether the values in it are records, not what stands beside them.
    var holdsRecords: Bool { isArray || entry.isKeyed }

    /// The key without quotes.
    var name: [UInt8] {
      guard let first = key.firstIndex(of: UInt8(ascii: "\"")), let last = key.lastIndex(of: UInt8(ascii: "\"")),
        first < last
      else { return [] }
      return Array(key[first + 1..<last])
    }
  }

  private let window: ByteWindow
  private let values: JSONValues
  private let limits: DumpLimits
  private var outline: JSONOutline?
  private var open: [Container] = []
  /// The records of the next piece, as bytes and places alone.
  private var records = Piece()
  /// What is broken beside all records, since it was asked for last.
  private var unmarked: [JSONRepair.Problem] = []
  /// Byte of the file where it ends within a document that is not one piece.
  private(set) var cutOff: Int?

  init(_ window: ByteWindow, _ limits: DumpLimits) {
    self.window = window
    self.limits = limits
    values = JSONValues(window, limit: limits.documentBytes, depth: limits.depth)
  }

  func takeUnmarked() -> [JSONRepair.Problem] {
    defer { unmarked = [] }
    return unmarked
  }

  /// The next piece; nil at the end.
  func next() throws -> Piece? {
    while let step = try values.next() {
      switch step {
      case .value(let range): if let piece = take(range) { return piece }
      case .tooLong(let key, let offset): tooLong(key, offset)
      case .enters(let key, let isArray, let offset):
        let piece = records.bytes.isEmpty ? nil : self.piece()
        try enter(window.bytes[key], isArray, offset)
        if let piece { return piece }
      case .leaves:
        let piece = records.bytes.isEmpty && open.last?.isKnown == true ? nil : self.piece()
        open.removeLast()
        if let piece { return piece }
      case .ends(let rest): return end(rest)
      }
    }
    return nil
  }

  private func take(_ range: Range<Int>) -> Piece? {
    guard let container = open.last else { return document(range) }
    guard container.holdsRecords else { return nil }
    add(window.bytes[range], at: window.offset(of: range.lowerBound))
    let beside = open.reduce(0) { $0 + $1.entry.members.count }
    return records.bytes.count >= max(limits.recordBytes, beside) ? piece() : nil
  }

  private func add(_ bytes: ArraySlice<UInt8>, at offset: Int) {
    if !records.bytes.isEmpty { records.bytes.append(UInt8(ascii: ",")) }
    records.append(bytes, at: offset)
  }

  /// A document of its own, without the blanks and the comma before it.
  private func document(_ range: Range<Int>) -> Piece? {
    let start = skipped(range)
    guard start < range.upperBound else { return nil }
    var piece = Piece()
    piece.append(window.bytes[start..<range.upperBound], at: window.offset(of: start))
    return padded(piece)
  }

  private func skipped(_ range: Range<Int>) -> Int {
    var (start, mayBeComma) = (range.lowerBound, true)
    while start < range.upperBound {
      let byte = window.bytes[start]
      if byte == UInt8(ascii: ","), mayBeComma { mayBeComma = false } else if !isWhitespace(byte) { break }
      start += 1
    }
    return start
  }

  private func padded(_ piece: Piece) -> Piece {
    var piece = piece
    piece.bytes += [UInt8](repeating: 0, count: JSONDocument.padding)
    return piece
  }

  private func tooLong(_ key: Range<Int>, _ offset: Int) {
    let problem = valueTooLong(at: offset)
    guard let container = open.last else { return unmarked.append(problem) }
    guard container.holdsRecords else { return }
    // Zero is the number of all that was too long beside the list.
    let mark = Array("\"\(JSONDocument.mark)\(1 + records.problems.count)\"".utf8)
    records.problems.append(problem)
    add(window.bytes[key] + mark, at: offset)
  }

  private func valueTooLong(at offset: Int) -> JSONRepair.Problem {
    JSONRepair.Problem(
      offset: offset, code: "too-long",
      message: "a value is longer than \(limits.documentBytes) bytes (limit: JSON value that is read whole)")
  }

  private func enter(_ key: ArraySlice<UInt8>, _ isArray: Bool, _ offset: Int) throws {
    if open.isEmpty, skipped(key.indices) < key.endIndex {
      unmarked.append(
        JSONRepair.Problem(
          offset: window.offset(of: key.startIndex), code: "bad-json",
          message: "what stands here is no JSON object or array"))
    }
    var entry = JSONOutline.Entry()
    if !isArray || open.last?.holdsRecords == false {
      let known =
        try outline
        ?? JSONOutline(window.source.reopened(), limit: limits.documentBytes, depth: limits.depth)
      outline = known
      entry = try known.entry(at: offset)
    }
    open.append(Container(isArray: isArray, key: Array(key), offset: offset, entry: entry))
  }

  private func end(_ rest: Range<Int>) -> Piece? {
    guard let container = open.last else { return document(rest) }
    cutOff = window.offset(of: window.unread.upperBound)
    if container.holdsRecords, !rest.isEmpty { add(window.bytes[rest], at: window.offset(of: rest.lowerBound)) }
    return piece(isCutOff: true)
  }

  /// The records at hand with all that stands beside them.
  private func piece(isCutOff: Bool = false) -> Piece {
    var piece = Piece()
    var ends: [ArraySlice<UInt8>] = []
    piece.spans = [(0, open.first?.offset ?? 0)]
    for (level, container) in open.enumerated() {
      // Brackets of its own, unless they stand among the members around.
      if level == 0 || open[level - 1].holdsRecords {
        if level > 0, !open[level - 1].isArray { piece.bytes += container.key }
        piece.bytes.append(UInt8(ascii: container.isArray ? "[" : "{"))
        ends.append([UInt8(ascii: container.isArray ? "]" : "}")])
      }
      guard !container.holdsRecords else { continue }
      let members = container.entry.members
      let place = level + 1 < open.count ? open[level + 1].entry.place ?? members.count : members.count
      piece.bytes += members[..<place]
      ends.append(members[place...])
    }
    for (index, offset) in records.spans { piece.spans.append((piece.bytes.count + index, offset)) }
    piece.bytes += records.bytes
    if !isCutOff { for end in ends.reversed() { piece.bytes += end } }
    // A document without marks is read faster.
    if !records.problems.isEmpty || open.contains(where: \.entry.isMarked) {
      piece.problems = [valueTooLong(at: open.first?.offset ?? 0)] + records.problems
    }
    piece.path = zip(open, open.dropFirst()).map { $0.holdsRecords ? nil : $1.name }
    piece.repeated = open.prefix { $0.isKnown }.count
    for level in open.indices { open[level].isKnown = true }
    records = Piece()
    return padded(piece)
  }
}
