/// Reads a dump batch by batch.
///
/// A second reader over the same input, given the posts of the first, finds the same comments under the same post
/// numbers.
package final class DumpReader {
  private let files: DumpFiles
  private let limits: DumpLimits
  private let forced: FormatKind?
  private let formatSet: FormatSet
  private let sink: RecordSink
  private let progress: () throws -> Void
  private var current: Recogniser.Content?
  private var window: ByteWindow?
  /// The post that the page at hand, and the page behind it, belong to where they do not say.
  private var pageBefore: Int32?
  private var nextPage: Int32?
  /// What lies beside the instaloader comments at hand.
  private var instaloaderPost: InstaloaderPost?
  private let threads = ThreadPosts()
  private var holdsInstaloaderPost = false
  /// The first file of a folder that could not be read, in case none can.
  private var firstProblem: DumpError?
  private var leftAlone: [String] = []

  /// Names of the formats met so far, in the order in which they were met.
  package private(set) var formats: [String] = []
  /// What each file was read as, and why.
  package private(set) var choices: [FormatChoice] = []

  /// - Parameters:
  ///   - format: a format's name (`saring formats` lists them), or nil to recognise each file by its content.
  ///   - formats: the maps in use, beside what is read by code of its own.
  ///   - posts: the posts of a first reading of the same input.
  ///   - recall: knows texts of posts that the input may not hold.
  ///   - progress: called between pieces of what is read; may throw to end the reading.
  /// - Throws: `DumpError` for an unknown format name, or when a folder cannot be listed.
  package init(
    _ input: DumpInput, limits: DumpLimits = DumpLimits(), format: String? = nil, formats: FormatSet = FormatSet(),
    posts: PostTable? = nil, recall: PostRecall? = nil,
    progress: @escaping () throws -> Void = {}
  ) throws {
    self.limits = limits
    formatSet = formats
    forced = try format.map { name in
      if let map = formats[name: name] { return .map(map) }
      guard let known = Format(rawValue: name) else {
        let names = formatCatalogue(formats).map(\.name).joined(separator: ", ")
        throw DumpError(
          file: input.name, code: "unknown-format", message: "there is no format \"\(name)\"; there are \(names)")
      }
      return .native(known)
    }
    sink = RecordSink(limits, known: posts, recall: recall)
    self.progress = progress
    files = try DumpFiles(input, limits, progress: progress)
  }

  /// The posts met so far.
  package var posts: PostTable { sink.posts.table }
  /// The records rejected so far.
  package var rejects: RejectLog { sink.rejects }

  /// What else is to be told of the dump.
  package var notes: [String] {
    var notes = sink.notes
    if let first = leftAlone.first {
      notes.append(
        leftAlone.count == 1
          ? "\(first) is in no known format and was left alone"
          : "\(leftAlone.count) files are in no known format and were left alone, the first of them \(first)")
    }
    return notes
  }

  /// The next comments, at most 2,048; nil at the end.
  ///
  /// - Throws: `DumpError` when the dump cannot be read on. A file of a folder that cannot be read is among the
  ///   rejects instead, unless none can.
  package func next() throws -> CommentBatch? {
    while true {
      if let batch = sink.takeFull() { return batch }
      if try advance() { continue }
      guard let file = try files.next() else { return try finish() }
      try begin(file)
    }
  }

  /// Takes a batch back that is done with, to read further comments into its memory.
  package func takeBack(_ batch: inout CommentBatch) { sink.takeBack(&batch) }

  /// Reads on in the current file. Returns false when there is none or it has ended.
  private func advance() throws -> Bool {
    guard let current else { return false }
    let goesOn: Bool
    switch current {
    case .ndjson(let reader): goesOn = try reader.advance(into: sink)
    case .csv(let reader), .table(_, let reader): goesOn = try reader.advance(into: sink)
    case .lines(let reader): goesOn = try reader.advance(into: sink, threads)
    case .xml(let reader): goesOn = try reader.advance(into: sink, threads)
    case .workbook(let reader): goesOn = try reader.advance(into: sink)
    case .documents(let documents): goesOn = try advance(documents)
    }
    if !goesOn { try end() }
    return true
  }

  private func begin(_ file: DumpFiles.File) throws {
    sink.file = file.name
    do {
      let source = try ByteSource(
        file.descriptor, from: file.start, count: file.count, name: file.name, limits: limits, progress: progress)
      let window = ByteWindow(source)
      self.window = window
      let content = try workbook(file) ?? recognise(window)
      // Replies listed on their own do not name their video; the threads they belong to do.
      if case .documents(let documents) = content, documents.isReplyList, files.postpone() {
        self.window = nil
        return
      }
      current = content
      note(content, file)
    } catch let error as DumpError {
      self.window = nil
      guard files.isFolder, error.systemError == nil else { throw error }
      firstProblem = firstProblem ?? error
      if error.code == "unrecognised" || error.code == "empty" {
        leftAlone.append(file.name)
      } else {
        sink.reject(record: 1, offset: error.offset, code: error.code, message: error.message)
      }
    }
  }

  /// What a recogniser found out about the file at hand.
  private var found: (reason: String, passedOver: [(format: String, reason: String)]) = ("", [])

  /// A workbook, where the file is one; other archives within a folder or archive are refused.
  private func workbook(_ file: DumpFiles.File) throws -> Recogniser.Content? {
    let unpacked = try file.archive ?? (files.isFolder ? archive(file) : nil)
    guard let unpacked else { return nil }
    guard unpacked.isWorkbook else {
      throw DumpError(
        file: file.name, code: "nested-archive",
        message: "it is an archive within a folder or archive, which is not opened; unpack it and drop it by itself")
    }
    let maps = MapRecogniser(formatSet)
    var asked: FormatMap?
    if case .map(let map)? = forced { asked = map }
    let reader = try WorkbookReader(unpacked, maps, file.name, limits, forced: asked)
    found = (reader.reason, [])
    return .workbook(reader)
  }

  private func archive(_ file: DumpFiles.File) throws -> Archive? {
    try Archive(
      file.descriptor, from: file.start, count: file.count, name: file.name, limits: limits, progress: progress)
  }

  private func recognise(_ window: ByteWindow) throws -> Recogniser.Content {
    do {
      var recogniser = Recogniser(window, limits, formatSet)
      let content = try recogniser.content(forced: forced)
      found = (recogniser.reason, forced == nil ? recogniser.maps.passedOver : [])
      if case .documents(let documents) = content { found.reason = documents.reason }
      return content
    } catch let error as DumpError {
      // What cannot be recognised because its compression is damaged is damaged first of all.
      throw window.source.damage ?? error
    }
  }

  private func note(_ content: Recogniser.Content, _ file: DumpFiles.File) {
    let name =
      switch content {
      case .ndjson: Format.ndjson.rawValue
      case .csv: Format.csv.rawValue
      case .documents(let documents): documents.kind.name
      case .lines(let reader): reader.map.name
      case .table(let intake, _): intake.map.name
      case .xml(let reader): reader.map.name
      case .workbook(let reader): reader.map.name
      }
    if !formats.contains(name) { formats.append(name) }
    if choices.count < limits.describedRejects {
      choices.append(
        FormatChoice(file: file.name, format: name, reason: found.reason, passedOver: found.passedOver))
    }
  }

  private func end() throws {
    if let damage = window?.source.damage {
      sink.reject(record: sink.lastRecord + 1, code: damage.code, message: damage.message)
    }
    (current, window, instaloaderPost) = (nil, nil, nil)
  }

  private func finish() throws -> CommentBatch? {
    if formats.isEmpty, let firstProblem { throw firstProblem }
    if formats.isEmpty { throw DumpError(file: files.name, code: "empty", message: "the folder holds no files") }
    if !sink.hasComments {
      let lacks = "it holds no comments"
      let holdsPosts = holdsInstaloaderPost || (0..<posts.count).contains { posts.hasOwnText($0) }
      sink.note(
        holdsPosts ? "\(lacks), only a post or posts; drop them in one folder or archive with their comments" : lacks)
    }
    return sink.takeRest()
  }

  private func advance(_ documents: Documents) throws -> Bool {
    if documents.isInstaloaderPost {
      holdsInstaloaderPost = true
      return false
    }
    while !sink.hasFullBatch {
      let goesOn = try documents.next()
      if goesOn { try readOne(documents) }
      for problem in documents.takeUnmarked() {
        sink.reject(
          record: sink.lastRecord + 1, offset: problem.offset, code: problem.code, message: problem.message)
      }
      if !goesOn {
        if let offset = documents.cutOff, window?.source.damage == nil {
          sink.reject(
            record: sink.lastRecord + 1, offset: offset, code: "cut-off",
            message: "the file ends within its JSON; what was whole before was read; copy or export it again")
        }
        return false
      }
    }
    return true
  }

  private func readOne(_ documents: Documents) throws {
    let comments = DocumentComments(documents, sink, after: sink.lastRecord)
    let root = JSONDocument.root
    guard case .native(let format) = documents.kind else {
      if case .map(let map) = documents.kind {
        var reader = MapReader(map, sink, threads)
        try reader.read(root, comments)
      }
      return
    }
    switch format {
    case .instaloader:
      var reader = InstaloaderReader(comments)
      let post = try instaloaderPost ?? files.instaloaderPost(limits)
      instaloaderPost = post
      try reader.read(root, post: post)
    case .graphAPI:
      if !documents.isContinued { pageBefore = nextPage }
      var reader = GraphAPIReader(comments, nextPage: pageBefore)
      try reader.read(root)
      nextPage = reader.nextPage
    case .youTubeAPI:
      var reader = YouTubeAPIReader(comments, threads)
      try reader.read(root)
    case .json:
      var reader = PlainListReader(documents, sink)
      try reader.read(root)
    case .ndjson, .csv: break
    }
  }
}
