/// The JSON documents of one file, read whole: mostly one, or answers of a service written one after the other.
final class Documents {
  let format: Format
  /// Whether it is instaloader's file of one post.
  let isInstaloaderPost: Bool
  let document = JSONDocument()
  private let window: ByteWindow
  private let limits: DumpLimits
  private var pieces: [Range<Int>]

  /// Reads the rest of the file and tells what it is.
  ///
  /// - Parameters:
  ///   - forced: the format to read it as, or nil to recognise it.
  /// - Throws: `DumpError` when it is too large, no JSON, or of no known format.
  init(_ window: ByteWindow, _ limits: DumpLimits, as forced: Format?) throws {
    self.window = window
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
    pieces = [window.unread]
    let bytes = window.bytes
    if let cause = document.parse(bytes.span, window.unread, depth: limits.depth) {
      let problem = jsonProblem(bytes.span, window.unread, cause, limits)
      throw DumpError(
        file: name, offset: window.offset(of: window.unread.lowerBound + problem.place), code: problem.code,
        message: problem.message)
    }
    if let forced {
      format = forced
      isInstaloaderPost = false
      return
    }
    switch documentKind(document, JSONDocument.root) {
    case .known(let known): (format, isInstaloaderPost) = (known, false)
    case .instaloaderPost: (format, isInstaloaderPost) = (.instaloader, true)
    case .downloadedInformation:
      throw DumpError(
        file: name, code: "downloaded-information",
        message:
          "it is Instagram's \"download your information\" export, which holds the comments its owner wrote, not "
          + "those the owner's posts received, so it cannot help here; use instaloader or the Graph API instead")
    case .unknown: throw DumpError(file: name, code: "unrecognised", message: unrecognised(""))
    }
  }
}
