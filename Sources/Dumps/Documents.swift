/// The JSON documents of one file, read whole: mostly one, or answers of a service written one after the other.
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
  /// What is broken, by the numbers that marks in the documents have; offsets are bytes of the file.
  let problems: [JSONRepair.Problem]
  /// What is broken beside all records.
  let unmarked: [JSONRepair.Problem]
  /// Byte of the file where it ends too early.
  let cutOff: Int?

  private let limits: DumpLimits
  private var bytes: [UInt8]
  private var pieces: ArraySlice<Range<Int>>

  /// Reads the rest of the file and tells what it is.
  ///
  /// - Parameters:
  ///   - forced: the format to read it as, or nil to recognise it.
  /// - Throws: `DumpError` when it is too large, or of no known format.
  init(_ window: ByteWindow, _ limits: DumpLimits, as forced: FormatKind?, maps: MapRecogniser) throws {
    self.limits = limits
    let name = window.source.name
    try window.fill(to: limits.documentBytes + 1)
    guard window.unread.count <= limits.documentBytes else {
      throw DumpError(
        file: name, code: "document-too-large",
        message:
          "it is a JSON document of more than \(limits.documentBytes) bytes (limit: JSON document that has to be "
          + "read whole); export fewer comments per file")
    }
    let source = window.bytes
    if document.parse(source.span, window.unread, depth: limits.depth) == nil {
      (bytes, pieces) = (source, [window.unread])
      (problems, unmarked, cutOff) = ([], [], nil)
    } else {
      let repair = JSONRepair(source, window.unread, depth: limits.depth)
      (bytes, pieces) = (repair.output, repair.pieces[...])
      let inFile = { (problem: JSONRepair.Problem) in
        JSONRepair.Problem(
          offset: window.offset(of: problem.offset), code: problem.code, message: problem.message)
      }
      problems = repair.problems.map(inFile)
      unmarked = repair.unmarked.map(inFile)
      cutOff = repair.cutOff.map { window.offset(of: $0) }
    }
    window.discard()
    if let forced {
      (kind, isInstaloaderPost, isReplyList, reason) = (forced, false, false, "it was asked for")
      return
    }
    (kind, isInstaloaderPost, reason) = try Self.recognise(
      document, bytes, pieces, limits, name, problems.first ?? unmarked.first, maps)
    isReplyList = document.text(document.member(JSONDocument.root, "kind")) == "youtube#commentListResponse"
  }

  /// Tells the format by the first document that is of any.
  private static func recognise(
    _ document: JSONDocument, _ bytes: [UInt8], _ pieces: ArraySlice<Range<Int>>, _ limits: DumpLimits, _ name: String,
    _ problem: JSONRepair.Problem?, _ maps: MapRecogniser
  ) throws -> (FormatKind, isInstaloaderPost: Bool, reason: String) {
    let hint = problem.map { " It begins like JSON, but at byte \($0.offset) \($0.message)." } ?? ""
    for piece in pieces.prefix(100) {
      guard document.parse(bytes.span, piece, depth: limits.depth) == nil else { continue }
      if let (map, reason) = maps.map(of: document, JSONDocument.root) { return (.map(map), false, reason) }
      switch documentKind(document, JSONDocument.root) {
      case .known(let known): return (.native(known), false, known.catalogueEntry.recognisedBy)
      case .instaloaderPost: return (.native(.instaloader), true, "the post of instaloader's comments")
      case .downloadedInformation:
        throw DumpError(
          file: name, code: "downloaded-information",
          message: "it is Instagram's \"download your information\" export, which holds the comments its owner wrote, "
            + "not those the owner's posts received, so it cannot help here; use instaloader or the Graph API instead")
      case .unknown:
        if isPlainRecord(document, document.first(JSONDocument.root)) {
          return (.native(.json), false, Format.json.catalogueEntry.recognisedBy)
        }
      }
    }
    throw DumpError(file: name, code: "unrecognised", message: unrecognised(hint, maps.formats))
  }

  /// Comes to the next document. Returns false at the end.
  func next() -> Bool {
    while let piece = pieces.popFirst() {
      if isParsed(piece) { return true }
    }
    return false
  }

  private func isParsed(_ piece: Range<Int>) -> Bool {
    let source = bytes
    // The tape and its strings are all that is needed of the last document.
    if pieces.isEmpty { bytes = [] }
    return document.parse(source.span, piece, depth: limits.depth) == nil
  }
}
