/// The JSON documents of one file: mostly one, or answers of a service written one after the other. Large ones come in
/// pieces that can be read as if each were a document.
final class Documents {
  let kind: FormatKind
  /// What it was known by.
  let reason: String
  /// Whether it is instaloader's file of one post.
  let isInstaloaderPost: Bool
  /// Whether it is a list of YouTube comments without their threads.
  let isReplyList: Bool
  /// Walks the document that `next` came to last.
  let document = JSONDocument()
  /// What is broken in it, by the numbers that its marks have; offsets are bytes of the file.
  private(set) var problems: [JSONRepair.Problem] = []
  /// Whether the piece before was of the same document.
  private(set) var isContinued = false
  /// Places of the document that the piece before did not hold as well.
  private(set) var fresh = 0..<Int.max
  /// Byte of the file where it ends too early.
  private(set) var cutOff: Int?

  private let limits: DumpLimits
  private let pieces: JSONPieces
  /// Pieces that the file was recognised by.
  private var ahead: ArraySlice<(piece: JSONPieces.Piece, loaded: Loaded)>
  /// The piece at hand, and the documents in it that are still to come.
  private var bytes: [UInt8] = []
  private var ranges: ArraySlice<Range<Int>> = []
  private var unmarked: [JSONRepair.Problem] = []

  /// Documents, and bytes of them, that are looked at to recognise a file.
  private static let looks = 100
  private static let lookedBytes = 16 << 20

  /// Reads on until it can be told what the file is.
  ///
  /// - Parameters:
  ///   - forced: the format to read it as, or nil to recognise it.
  /// - Throws: `DumpError` when it is of no known format.
  init(_ window: ByteWindow, _ limits: DumpLimits, as forced: FormatKind?, maps: MapRecogniser) throws {
    self.limits = limits
    pieces = JSONPieces(window, limits)
    var looked: [(piece: JSONPieces.Piece, loaded: Loaded)] = []
    var (found, problem) = (forced.map { Found(kind: $0, reason: "it was asked for") }, JSONRepair.Problem?.none)
    while found == nil, looked.count < Self.looks, looked.reduce(0, { $0 + $1.piece.bytes.count }) < Self.lookedBytes,
      let piece = try pieces.next()
    {
      let loaded = Loaded(piece, document, limits)
      looked.append((piece, loaded))
      problem = problem ?? loaded.problems.dropFirst(piece.problems.count).first ?? loaded.unmarked.first
      for range in loaded.ranges where found == nil {
        guard loaded.isParsed || document.parse(loaded.bytes.span, range, depth: limits.depth) == nil else { continue }
        found = try Self.recognise(document, maps, window.source.name)
      }
    }
    guard let found else {
      let hint = problem.map { " It begins like JSON, but at byte \($0.offset) \($0.message)." } ?? ""
      throw DumpError(file: window.source.name, code: "unrecognised", message: unrecognised(hint, maps.formats))
    }
    // The document holds the last of them alone.
    if looked.count > 1 { for index in looked.indices { looked[index].loaded.isParsed = false } }
    ahead = looked[...]
    (kind, reason, isInstaloaderPost, isReplyList) = (found.kind, found.reason, found.isPost, found.isReplyList)
  }

  /// What a file was recognised as.
  private struct Found {
    var kind: FormatKind
    var reason: String
    var isPost = false
    var isReplyList = false
  }

  /// What one document is; nil where it is of no format.
  private static func recognise(_ document: JSONDocument, _ maps: MapRecogniser, _ name: String) throws -> Found? {
    let root = JSONDocument.root
    if let (map, reason) = maps.map(of: document, root) { return Found(kind: .map(map), reason: reason) }
    switch documentKind(document, root) {
    case .known(let known):
      return Found(
        kind: .native(known), reason: known.catalogueEntry.recognisedBy,
        isReplyList: document.text(document.member(root, "kind")) == "youtube#commentListResponse")
    case .instaloaderPost:
      return Found(kind: .native(.instaloader), reason: "the post of instaloader's comments", isPost: true)
    case .downloadedInformation:
      throw DumpError(
        file: name, code: "downloaded-information",
        message: "it is Instagram's \"download your information\" export, which holds the comments its owner wrote, "
          + "not those the owner's posts received, so it cannot help here; use instaloader or the Graph API instead")
    case .unknown:
      guard isPlainRecord(document, document.first(root)) else { return nil }
      return Found(kind: .native(.json), reason: Format.json.catalogueEntry.recognisedBy)
    }
  }

  /// A piece, mended where it is broken.
  private struct Loaded {
    var bytes: [UInt8]
    var ranges: [Range<Int>]
    var problems: [JSONRepair.Problem]
    var unmarked: [JSONRepair.Problem] = []
    var cutOff: Int?
    /// Whether `document` holds it.
    var isParsed = true

    init(_ piece: JSONPieces.Piece, _ document: JSONDocument, _ limits: DumpLimits) {
      (bytes, ranges, problems) = (piece.bytes, [piece.range], piece.problems)
      guard document.parse(bytes.span, piece.range, depth: limits.depth) != nil else { return }
      let repair = JSONRepair(bytes, piece.range, depth: limits.depth, problems: problems)
      let inFile = { (problem: JSONRepair.Problem) in
        JSONRepair.Problem(offset: piece.offset(of: problem.offset), code: problem.code, message: problem.message)
      }
      problems += repair.problems.dropFirst(problems.count).map(inFile)
      (bytes, ranges, unmarked) = (repair.output, repair.pieces, repair.unmarked.map(inFile))
      cutOff = repair.cutOff.map(piece.offset(of:))
      isParsed = false
    }
  }

  /// Comes to the next document, or the next piece of a large one. Returns false at the end.
  func next() throws -> Bool {
    while true {
      if let range = ranges.popFirst() {
        if document.parse(bytes.span, range, depth: limits.depth) == nil {
          fresh = 0..<Int.max
          return true
        }
        continue
      }
      guard let (piece, loaded) = try ahead.popFirst() ?? loadNext() else { return false }
      (problems, cutOff) = (loaded.problems, pieces.cutOff ?? cutOff ?? loaded.cutOff)
      unmarked += pieces.takeUnmarked() + loaded.unmarked
      isContinued = piece.repeated > 0
      if loaded.isParsed {
        fresh = freshPlaces(piece)
        return true
      }
      (bytes, ranges) = (loaded.bytes, loaded.ranges[...])
      guard let range = ranges.popFirst(), document.parse(bytes.span, range, depth: limits.depth) == nil else {
        continue
      }
      fresh = freshPlaces(piece)
      return true
    }
  }

  private func loadNext() throws -> (piece: JSONPieces.Piece, loaded: Loaded)? {
    try pieces.next().map { ($0, Loaded($0, document, limits)) }
  }

  /// What is broken beside all records, since it was asked for last.
  func takeUnmarked() -> [JSONRepair.Problem] {
    defer { unmarked = [] }
    return unmarked + pieces.takeUnmarked()
  }

  /// The places that no piece before has held: the first new container on the way to the list, or what lies in the list.
  private func freshPlaces(_ piece: JSONPieces.Piece) -> Range<Int> {
    guard piece.repeated > 0 else { return 0..<Int.max }
    var place = JSONDocument.root
    for key in piece.path.prefix(piece.repeated) {
      guard let next = key.map({ document.member(place, named: $0) }) ?? document.firstValue(place) else {
        return 0..<Int.max
      }
      place = next
    }
    let isNew = piece.repeated <= piece.path.count
    return (isNew ? place : place + 1)..<document.after(place)
  }
}
