import Bytes

/// Reads answers of the Instagram Graph API: a list in `data`, objects keyed by id, media with their comments, a single
/// comment; replies lie under `replies.data` of their comment.
struct GraphAPIReader {
  private let document: JSONDocument
  private var comments: DocumentComments
  /// The post of a page that has a next one, which does not name its post itself.
  private(set) var nextPage: Int32?

  /// - Parameter nextPage: as the page before left it.
  init(_ comments: DocumentComments, nextPage: Int32?) {
    document = comments.document
    self.comments = comments
    self.nextPage = nextPage
  }

  mutating func read(_ root: Int) throws {
    if document.isArray(root) { return try readList(root, media: nil) }
    if let media = document.member(root, "mentioned_media") { return try readEntry(media, media: nil) }
    if document.has(root, "data") { return try readPage(root, media: nil) }
    if isEntry(root) { return try readEntry(root, media: nil) }
    // Keyed by id: `?ids=` answers hold objects, and pages where an edge was asked for.
    var members: [(key: Int, value: Int)] = []
    document.forEachMember(of: root) { members.append(($0, $1)) }
    for (key, value) in members {
      if document.has(value, "data") {
        try readPage(value, media: try comments.number(of: Post(id: document.text(key), platform: "instagram")))
      } else if isEntry(value) {
        try readEntry(value, media: nil)
      }
    }
  }

  /// Whether an object is a comment or media.
  private func isEntry(_ value: Int) -> Bool { isMedia(value) || document.has(value, "text") }

  private func isMedia(_ value: Int) -> Bool {
    document.has(value, "caption") || document.has(value, "media_type") || document.has(value, "permalink")
      || document.has(value, "media_url") || document.has(document.member(value, "comments"), "data")
  }

  private mutating func readPage(_ page: Int, media: Int32?) throws {
    let paging = document.member(page, "paging")
    let links = [document.member(paging, "next"), document.member(paging, "previous")].compactMap { document.text($0) }
    var post = media
    if post == nil, let id = links.compactMap(mediaID).first {
      post = try comments.number(of: Post(id: id, platform: "instagram"))
    }
    post = post ?? nextPage
    nextPage = document.has(paging, "next") ? post : nil
    guard let list = document.member(page, "data") else { return }
    try readList(list, media: post)
  }

  /// The media's id in a link to another page of its comments.
  private func mediaID(in link: String) -> String? {
    let path = link.prefix { $0 != "?" }.split(separator: "/")
    guard path.count >= 2, path.last == "comments", path[path.count - 2].allSatisfy(\.isNumber) else { return nil }
    return String(path[path.count - 2])
  }

  private mutating func readList(_ list: Int, media: Int32?) throws {
    var values: [Int] = []
    document.forEachElement(of: list) { values.append($0) }
    for value in values { try readEntry(value, media: media) }
  }

  private mutating func readEntry(_ value: Int, media: Int32?) throws {
    if !document.has(value, "text"), isMedia(value) { return try readMedia(value) }
    if document.has(value, "data") { return try readPage(value, media: media) }
    var post = media
    if post == nil {
      let id = document.text(document.member(document.member(value, "media"), "id"))
      post = try comments.number(of: Post(id: id, platform: "instagram"))
    }
    takeThread(value, post: post ?? 0, media: nil)
  }

  private mutating func readMedia(_ value: Int) throws {
    let owner = document.member(value, "owner")
    let author = document.member(value, "username") ?? document.member(owner, "username")
    let number = try comments.number(
      of: Post(
        id: document.text(document.member(value, "id")), platform: "instagram", author: document.text(author),
        text: document.text(document.member(value, "caption")).map { Array($0.utf8) },
        url: document.text(document.member(value, "permalink")),
        time: comments.moment(at: document.member(value, "timestamp"))))
    guard let list = document.member(document.member(value, "comments"), "data") else { return }
    document.forEachElement(of: list) { takeThread($0, post: number, media: value) }
  }

  /// Takes a comment and the replies under it.
  private mutating func takeThread(_ value: Int, post: Int32, media: Int?) {
    var none: DocumentComments.Parent?
    let fields = fields(of: value, media: media)
    comments.take(value, fields, post: post, parent: &none)
    guard let replies = document.member(document.member(value, "replies"), "data") else { return }
    var parent = DocumentComments.Parent(fields, document)
    document.forEachElement(of: replies) { reply in
      var replyFields = self.fields(of: reply, media: media)
      replyFields.parent = replyFields.parent ?? fields.id
      comments.take(reply, replyFields, post: post, parent: &parent)
    }
  }

  private func fields(of value: Int, media: Int?) -> DocumentComments.Fields {
    let from = document.member(value, "from")
    var fields = DocumentComments.Fields()
    fields.id = document.member(value, "id")
    fields.parent = document.member(value, "parent_id")
    fields.author =
      document.member(value, "username") ?? document.member(from, "username") ?? document.member(from, "id")
    fields.text = document.member(value, "text")
    fields.time = document.member(value, "timestamp")
    fields.likes = document.member(value, "like_count")
    let owner = document.member(media, "owner")
    fields.isOwner =
      comments.isSameAccount(
        document.member(value, "username") ?? document.member(from, "username"),
        document.member(media, "username") ?? document.member(owner, "username"))
      ?? comments.isSameAccount(document.member(from, "id"), document.member(owner, "id"))
    return fields
  }
}
