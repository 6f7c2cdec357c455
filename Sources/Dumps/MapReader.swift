import Bytes

/// Reads documents by a map: lists of comments, of posts with their comments, or single records of either kind.
struct MapReader {
  private let map: FormatMap
  private let sink: RecordSink
  private let threads: ThreadPosts
  /// Whether missing text stands for an empty cell, and numbers for times of a workbook.
  private let source: Source

  enum Source { case json, table, workbook }

  init(_ map: FormatMap, _ sink: RecordSink, _ threads: ThreadPosts, source: Source = .json) {
    self.map = map
    self.sink = sink
    self.threads = threads
    self.source = source
  }

  /// One document on its way through the reader.
  private struct Walk {
    let document: JSONDocument
    var comments: DocumentComments
    /// Texts of comments by their id, for answers that lie beside what they answer.
    var texts: [String: Int] = [:]
    /// The account of the post whose comments are being read, as its own record names it.
    var owner: String?
  }

  /// Reads a whole document.
  mutating func read(_ root: Int, _ comments: DocumentComments) throws {
    let document = comments.document
    var walk = Walk(document: document, comments: comments)
    guard let path = recordPath(document, root) else {
      walk.comments.reject(
        root, code: "unknown-record",
        message: "this document is not \(map.title): nothing lies where its records should")
      return
    }
    var records: [(key: Int?, record: Int)] = []
    document.forEachRecord(at: path, in: root) { records.append(($0, $1)) }
    try read(records, under: nil, &walk)
  }

  /// Reads one record that stands for itself.
  ///
  /// - Parameters:
  ///   - post: the post it stands under, where that is known.
  ///   - isPost: whether it is a post; nil to tell by its content.
  /// - Returns: the post's number where it was one.
  @discardableResult
  mutating func readRecord(
    _ record: Int, _ comments: DocumentComments, under post: Int32? = nil, isPost: Bool? = nil
  ) throws -> Int32? {
    var walk = Walk(document: comments.document, comments: comments)
    return try read(nil, record, under: post, isPost: isPost, &walk)
  }

  /// The path at which the first records fit; where none do, the first that leads anywhere.
  private func recordPath(_ document: JSONDocument, _ root: Int) -> MapPath? {
    MapFit(map).path(document, root)
      ?? map.records.first { path in
        var isThere = false
        document.forEachRecord(at: path, in: root) { _, _ in isThere = true }
        return isThere && !path.steps.isEmpty
      }
  }

  private func read(_ records: [(key: Int?, record: Int)], under post: Int32?, _ walk: inout Walk) throws {
    if !map.comment.parent.isEmpty {
      for (key, record) in records {
        let lookup = MapLookup(document: walk.document, record: record, key: key)
        if let id = lookup.text(map.comment.id), case .place(let place)? = lookup.find(map.comment.text)?.finding {
          walk.texts[id] = place
        }
      }
    }
    for (key, record) in records { try read(key, record, under: post, isPost: nil, &walk) }
  }

  @discardableResult
  private func read(_ key: Int?, _ record: Int, under post: Int32?, isPost: Bool?, _ walk: inout Walk) throws -> Int32?
  {
    let lookup = MapLookup(document: walk.document, record: record, key: key)
    if let postMap = map.post, isPost ?? (post == nil && lookup.fits(postMap.condition)) {
      let post = self.post(postMap, lookup, walk.comments)
      let number = try walk.comments.number(of: post)
      walk.owner = post.author
      defer { walk.owner = nil }
      for path in postMap.comments {
        var records: [(key: Int?, record: Int)] = []
        walk.document.forEachRecord(at: path, in: record) { records.append(($0, $1)) }
        try read(records, under: number, &walk)
      }
      return number
    }
    for skip in map.comment.skip {
      if let value = lookup.text([MapValue(skip.path)]), skip.values.contains(value) {
        sink.countSkipped()
        return nil
      }
    }
    var none: DocumentComments.Parent?
    try readThread(lookup, under: post, answering: nil, &none, &walk)
    return nil
  }

  /// Takes a comment and the answers inside it.
  private func readThread(
    _ lookup: MapLookup, under outer: Int32?, answering: DocumentComments.Fields?,
    _ answered: inout DocumentComments.Parent?, _ walk: inout Walk
  ) throws {
    var fields = fields(lookup, walk.comments)
    let parentName = lookup.text(map.comment.parent)
    if parentName == nil, let answering {
      fields.parent = answering.id
      fields.made.parent = answering.made.id
    }
    if answered == nil, let parentName, let text = walk.texts[parentName] {
      var found = DocumentComments.Fields()
      found.text = text
      found.isHTML = fields.isHTML
      answered = DocumentComments.Parent(found, walk.document)
    }
    let post = try post(of: lookup, under: outer, parentName, walk.comments)
    // Not what other records say of the post's account: they may come later, and both readings must see the same.
    if fields.isOwner == nil, map.comment.isOwnerByName, let author = lookup.text(map.comment.author),
      let owner = walk.owner ?? lookup.text(map.comment.post?.author ?? [])
    {
      let (one, other) = (Array(author.utf8), Array(owner.utf8))
      fields.isOwner = isSameAccount(one.span, other.span)
    }
    if parentName == nil, answering == nil, let id = lookup.text(map.comment.id) { threads.note(id, post) }
    walk.comments.take(lookup.record, fields, post: post, parent: &answered)
    guard !map.comment.replies.isEmpty else { return }
    var parent = DocumentComments.Parent(fields, walk.document)
    for path in map.comment.replies {
      var replies: [(key: Int?, record: Int)] = []
      walk.document.forEachRecord(at: path, in: lookup.record) { replies.append(($0, $1)) }
      for (key, record) in replies {
        let reply = MapLookup(document: walk.document, record: record, key: key)
        try readThread(reply, under: post, answering: fields, &parent, &walk)
      }
    }
  }

  // MARK: Posts

  private func post(
    of comment: MapLookup, under outer: Int32?, _ parentName: String?, _ comments: DocumentComments
  ) throws -> Int32 {
    if let postMap = map.comment.post {
      let own = post(postMap, comment, comments)
      if own.id != nil || own.url != nil { return try comments.number(of: own) }
    }
    if let outer { return outer }
    if let known = parentName.flatMap({ threads.post(of: $0) }) { return known }
    return try comments.number(of: Post(platform: map.platform))
  }

  private func post(_ postMap: PostMap, _ lookup: MapLookup, _ comments: DocumentComments) -> Post {
    let url = lookup.text(postMap.url)
    let link = url.map(PostLink.init)
    return Post(
      id: lookup.text(postMap.id) ?? link?.id,
      platform: lookup.text(postMap.platform)?.lowercased() ?? map.platform ?? link?.platform,
      author: lookup.text(postMap.author), text: lookup.postText(postMap.text), url: url,
      time: moment(postMap.time, lookup, comments))
  }

  // MARK: Comments

  private func fields(_ lookup: MapLookup, _ comments: DocumentComments) -> DocumentComments.Fields {
    let comment = map.comment
    var fields = DocumentComments.Fields()
    (fields.id, fields.made.id) = split(lookup.find(comment.id)?.finding)
    (fields.parent, fields.made.parent) = split(lookup.find(comment.parent)?.finding)
    (fields.author, fields.made.author) = split(lookup.find(comment.author)?.finding)
    if let text = lookup.find(comment.text) {
      (fields.text, fields.made.text) = split(text.finding)
      fields.isHTML = text.value.isHTML
      fields.keepsLinks = true
    } else if source != .json {
      fields.made.text = []
    }
    fields.likes =
      comment.likes.lazy.compactMap { lookup.document.value(at: $0.path, in: lookup.record, key: nil) }.first
    fields.time = comment.time.lazy.compactMap { lookup.document.value(at: $0.path, in: lookup.record, key: nil) }.first
    fields.made.time = moment(comment.time, lookup, comments)
    if let owner = comment.owner.first.flatMap({ lookup.document.value(at: $0.path, in: lookup.record, key: nil) }) {
      switch lookup.document.kind(owner) {
      case .yes: fields.isOwner = true
      case .no: fields.isOwner = false
      default: break
      }
    }
    if let label = comment.label, let value = lookup.text([MapValue(label.path)]) {
      fields.label = label.bot.contains(value) ? .bot : label.genuine.contains(value) ? .genuine : nil
    }
    return fields
  }

  private func split(_ finding: MapFinding?) -> (Int?, [UInt8]?) {
    switch finding {
    case .place(let place): (place, nil)
    case .made(let bytes): (nil, bytes)
    case nil: (nil, nil)
    }
  }

  /// The first of some values that is a moment.
  private func moment(_ values: [MapValue], _ lookup: MapLookup, _ comments: DocumentComments) -> Int? {
    for value in values {
      guard let place = lookup.document.value(at: value.path, in: lookup.record, key: lookup.key) else { continue }
      if source == .workbook, let days = lookup.document.text(place).flatMap(Double.init),
        let moment = Dumps.moment(workbookDays: days)
      {
        return moment
      }
      if let moment = comments.moment(at: place) { return moment }
      if let text = lookup.document.text(place), let moment = Dumps.moment(strokes: text, map.dates) { return moment }
    }
    return nil
  }
}
