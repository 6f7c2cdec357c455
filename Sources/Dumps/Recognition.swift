/// Finds out what a file is by its content.
struct Recogniser {
  private let window: ByteWindow
  private let limits: DumpLimits
  let maps: MapRecogniser
  private let document = JSONDocument()
  /// Before a header.
  private var blankLines = 0

  /// Bytes looked at first, and non-blank lines looked at for the plain format.
  private static let prefix = 1 << 16
  private static let lines = 20

  /// A file that was recognised, ready to be read.
  enum Content {
    case ndjson(NDJSONReader)
    case csv(CSVReader)
    case documents(Documents)
    case lines(MapLines)
    case table(TableIntake, CSVReader)
    case xml(XMLReader)
    case workbook(WorkbookReader)
  }

  /// - Parameter window: at the beginning of the file.
  init(_ window: ByteWindow, _ limits: DumpLimits, _ formats: FormatSet) {
    self.window = window
    self.limits = limits
    maps = MapRecogniser(formats)
  }

  /// What a file that is not read as documents was known by.
  private(set) var reason = "it was asked for"

  /// - Parameter forced: the format to read it as, or nil to recognise it.
  /// - Throws: `DumpError` when it cannot be read; the code is `unrecognised` or `empty` where nothing speaks for a
  ///   dump at all.
  mutating func content(forced: FormatKind?) throws -> Content {
    try window.skipByteOrderMark()
    try window.fill(to: Self.prefix)
    guard let first = window.bytes[window.unread].first(where: { !isWhitespace($0) }) else {
      throw error("empty", window.source.damage?.message ?? "it is empty")
    }
    switch forced {
    case .native(.ndjson): return .ndjson(NDJSONReader(window, limits))
    case .native(.csv): return try csv()
    case .map(let map): return try content(map, first)
    case .some: return .documents(try Documents(window, limits, as: forced, maps: maps))
    case nil: break
    }
    if first != UInt8(ascii: "["), let lines = try lineKind() {
      switch lines {
      case .native:
        reason = Format.ndjson.catalogueEntry.recognisedBy
        return .ndjson(NDJSONReader(window, limits))
      case .map(let map): return .lines(MapLines(window, limits, map))
      }
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return .documents(try Documents(window, limits, as: nil, maps: maps))
    }
    if first == UInt8(ascii: "<") {
      guard let (map, why) = maps.xmlMap(window) else { throw maps.xmlRefusal(window) }
      reason = why
      return .xml(XMLReader(window, limits, map))
    }
    if let found = tableHeader(maps.formats.maps) {
      reason = found.reason
      return table(found)
    }
    if let header = try header() {
      reason = Format.csv.catalogueEntry.recognisedBy
      return .csv(try csv(header))
    }
    throw error("unrecognised", unrecognised(hint, maps.formats))
  }

  /// The file as the format of a map that was asked for by name.
  private mutating func content(_ map: FormatMap, _ first: UInt8) throws -> Content {
    if map.xml != nil { return .xml(XMLReader(window, limits, map)) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      if first == UInt8(ascii: "{"), case .map(let known)? = try lineKind(), known.name == map.name {
        return .lines(MapLines(window, limits, map))
      }
      return .documents(try Documents(window, limits, as: .map(map), maps: maps))
    }
    guard let found = tableHeader([map]) else {
      throw error("no-header", "none of its first rows names the columns of \(map.title)")
    }
    return table(found)
  }

  private func tableHeader(_ maps: [FormatMap]) -> TableHeader? {
    let bytes = window.bytes
    return TableHeader(bytes.span, window.unread, isLast: window.isComplete, maps, limits)
  }

  private func table(_ header: TableHeader) -> Content {
    window.consume(upTo: header.next)
    let intake = TableIntake(header, limits)
    return .table(intake, CSVReader(window, limits, intake, delimiter: header.delimiter, line: header.lines + 1))
  }

  private var hint: String {
    let start = window.bytes[window.unread]
    if start.prefix(64).contains(0) {
      return " It looks like UTF-16 without a mark, or no text at all; save text as UTF-8."
    }
    // Instaloader puts the caption into a file of its own.
    if window.source.name.hasSuffix("_UTC.txt") {
      return " By its name it is the caption of a post alone; drop it in one folder or archive with the post's "
        + "…_comments.json."
    }
    return ""
  }

  /// What the lines are: records of a map if the first whole one is; plain if the first one is a plain record, or at least
  /// half of the first ones are. A document may have records on lines of their own too, but commas behind them; broken
  /// lines that begin and end as records do not count.
  private mutating func lineKind() throws -> FormatKind? {
    while window.firstIndex(of: 0x0A, in: window.unread) == nil, !window.isComplete {
      if window.unread.count > limits.recordBytes { return nil }
      try window.fill()
    }
    let bytes = window.bytes
    var index = window.unread.lowerBound
    var (seen, plain) = (0, 0)
    while index < window.unread.upperBound, seen < Self.lines {
      let end = window.firstIndex(of: 0x0A, in: index..<window.unread.upperBound) ?? window.unread.upperBound
      defer { index = end + 1 }
      guard end > index, let first = bytes[index..<end].first(where: { !isWhitespace($0) }) else { continue }
      let last = bytes[index..<end].last { !isWhitespace($0) }
      guard first == UInt8(ascii: "{"), last == UInt8(ascii: "}") else {
        seen += 1
        continue
      }
      guard end - index <= limits.recordBytes, document.parse(bytes.span, index..<end, depth: limits.depth) == nil
      else { continue }
      seen += 1
      if let (map, why) = maps.map(of: document, JSONDocument.root) {
        reason = why
        return MapFit(map).isLine(document) ? .map(map) : nil
      }
      if case .known = documentKind(document, JSONDocument.root) { return nil }
      if isPlainRecord(document, JSONDocument.root) { plain += 1 }
      if seen == 1, plain == 1 { return .native(.ndjson) }
    }
    return plain > 0 && plain * 2 >= seen ? .native(.ndjson) : nil
  }

  private mutating func header() throws -> CSVHeader? {
    while let end = window.firstIndex(of: 0x0A, in: window.unread),
      window.bytes[window.unread.lowerBound..<end].allSatisfy(isWhitespace)
    {
      blankLines += 1
      window.consume(upTo: end + 1)
    }
    let bytes = window.bytes
    return CSVHeader(bytes.span, window.unread, isLast: window.isComplete, columns: limits.columns)
  }

  private mutating func csv() throws -> Content {
    guard let header = try header() else {
      throw error("no-header", "its first row names no column \"text\"; the plain format needs a header row with it")
    }
    return .csv(try csv(header))
  }

  private func csv(_ header: CSVHeader) throws -> CSVReader {
    if let duplicate = header.duplicate {
      throw error("duplicate-header", "its header names the column \"\(duplicate.key)\" twice; leave one")
    }
    window.consume(upTo: header.next)
    return CSVReader(window, limits, header, line: blankLines + header.lines + 1)
  }

  private func error(_ code: String, _ message: String) -> DumpError {
    DumpError(file: window.source.name, code: code, message: message)
  }
}

/// The sentence for a file that nothing speaks for.
func unrecognised(_ hint: String, _ formats: FormatSet) -> String {
  let known = formatCatalogue(formats).map(\.title).joined(separator: ", ")
  return
    "it is in no format that can be read.\(hint) Looked for: \(known). “saring formats” says what each is known by, "
    + "“saring formats try FILE” what is missing; a map of your own may describe another"
}

/// Whether a value is a record of the plain format: a comment, or a post of its own.
func isPlainRecord(_ document: JSONDocument, _ value: Int?) -> Bool {
  guard let value else { return false }
  var (hasText, hasPost) = (false, false)
  document.forEachMember(of: value) { key, _ in
    hasText = hasText || document.isString(key, equalTo: "text")
    hasPost = hasPost || document.isString(key, equalTo: "post_text")
  }
  return hasText || (hasPost && document.has(value, "post_id"))
}

/// What a JSON document is.
enum DocumentKind {
  case known(Format)
  /// Instaloader's file of one post, read beside its comments.
  case instaloaderPost
  /// Instagram's own export to the account's owner.
  case downloadedInformation
  case unknown
}

/// What the value at the top of a JSON document, or of one of several in a row, is known by.
func documentKind(_ document: JSONDocument, _ root: Int) -> DocumentKind {
  guard document.isArray(root) else { return objectKind(document, root) }
  guard let first = document.first(root) else { return .known(.instaloader) }
  if document.has(first, "string_map_data") { return .downloadedInformation }
  if document.has(first, "owner"), document.has(first, "created_at") || document.has(first, "answers") {
    return .known(.instaloader)
  }
  return objectKind(document, first)
}

private func objectKind(_ document: JSONDocument, _ root: Int) -> DocumentKind {
  guard document.isObject(root) else { return .unknown }
  if let kind = document.member(root, "kind"), document.text(kind)?.hasPrefix("youtube#") == true {
    return .known(.youTubeAPI)
  }
  if document.has(root, "node"), document.has(root, "instaloader") { return .instaloaderPost }
  if isGraphAnswer(document, root) { return .known(.graphAPI) }
  var members: [Int] = []
  var holdsDownload = false
  document.forEachMember(of: root) { _, value in
    members.append(value)
    if document.has(document.first(value), "string_map_data") { holdsDownload = true }
  }
  if holdsDownload { return .downloadedInformation }
  // Keyed by id: every member is a comment, media, or a page of an edge.
  let isKeyed =
    !members.isEmpty
    && members.allSatisfy { value in
      isGraphEntry(document, value) || (document.member(value, "data").map { isGraphList(document, $0) } ?? false)
    }
  return isKeyed ? .known(.graphAPI) : .unknown
}

private func isGraphAnswer(_ document: JSONDocument, _ root: Int) -> Bool {
  if let data = document.member(root, "data") { return isGraphList(document, data) }
  return isGraphEntry(document, document.member(root, "mentioned_media") ?? root)
}

/// Whether an array holds comments or media, as far as its first element tells; an empty one may.
private func isGraphList(_ document: JSONDocument, _ list: Int) -> Bool {
  guard document.isArray(list) else { return false }
  guard let first = document.first(list) else { return true }
  return isGraphEntry(document, first) || (document.has(first, "id") && document.has(first, "timestamp"))
}

private func isGraphEntry(_ document: JSONDocument, _ value: Int) -> Bool {
  // Facebook's answers look alike; their posts and comments have a message.
  if document.has(value, "message") || document.has(value, "created_time") { return false }
  if document.has(document.member(value, "comments"), "data") { return document.has(value, "id") }
  guard document.has(value, "id"), document.has(value, "timestamp") || document.has(value, "media_type") else {
    return false
  }
  if document.has(value, "text") { return !document.has(value, "author") && !document.has(value, "ownerUsername") }
  return document.has(value, "caption") || document.has(value, "permalink") || document.has(value, "media_type")
}
