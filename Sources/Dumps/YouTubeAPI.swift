import Bytes

/// Reads lists of the YouTube Data API: comment threads with replies, comments, and videos for their titles.
struct YouTubeAPIReader {
  private let document: JSONDocument
  private(set) var comments: DocumentComments

  init(_ comments: DocumentComments) {
    document = comments.document
    self.comments = comments
  }

  /// Reads a list, or an array of lists or of their items.
  mutating func read(_ root: Int) throws {
    if document.isArray(root) {
      var values: [Int] = []
      document.forEachElement(of: root) { values.append($0) }
      for value in values {
        if let items = document.member(value, "items"), document.isArray(items) {
          try read(items)
        } else {
          try readItem(value)
        }
      }
    } else if let items = document.member(root, "items") {
      try read(items)
    } else {
      try readItem(root)
    }
  }

  private mutating func readItem(_ item: Int) throws {
    let snippet = document.member(item, "snippet")
    if let top = document.member(snippet, "topLevelComment") {
      try readThread(item, snippet, top)
    } else if document.has(snippet, "title") {
      _ = try comments.number(of: video(item, snippet))
    } else {
      var none: DocumentComments.Parent?
      comments.take(item, fields(of: item, thread: nil), post: try post(snippet, thread: nil), parent: &none)
    }
  }

  private mutating func readThread(_ item: Int, _ snippet: Int?, _ top: Int) throws {
    let post = try post(document.member(top, "snippet"), thread: snippet)
    var none: DocumentComments.Parent?
    let fields = fields(of: top, thread: snippet)
    comments.take(top, fields, post: post, parent: &none)
    guard let replies = document.member(document.member(item, "replies"), "comments") else { return }
    var parent = fields.text.flatMap { text in
      document.isString(text) ? DocumentComments.Parent(id: fields.id, text: text) : nil
    }
    document.forEachElement(of: replies) { reply in
      var replyFields = self.fields(of: reply, thread: snippet)
      replyFields.parent = replyFields.parent ?? fields.id
      comments.take(reply, replyFields, post: post, parent: &parent)
    }
  }

  private func post(_ snippet: Int?, thread: Int?) throws -> Int32 {
    let id =
      document.member(snippet, "videoId") ?? document.member(thread, "videoId") ?? document.member(snippet, "channelId")
      ?? document.member(thread, "channelId")
    return try comments.number(of: Post(id: document.text(id), platform: "youtube"))
  }

  private func video(_ item: Int, _ snippet: Int?) -> Post {
    func text(_ key: StaticString) -> String? { document.text(document.member(snippet, key)) }
    var tags: [String] = []
    if let list = document.member(snippet, "tags") {
      document.forEachElement(of: list) { if let tag = document.text($0) { tags.append(tag) } }
    }
    let id = document.text(document.member(item, "id"))
    return Post(
      id: id, platform: "youtube", author: text("channelTitle"),
      text: postText([text("title"), text("description"), tags.isEmpty ? nil : tags.joined(separator: " ")]),
      url: id.map { "https://www.youtube.com/watch?v=\($0)" },
      time: comments.moment(at: document.member(snippet, "publishedAt")))
  }

  private func fields(of comment: Int, thread: Int?) -> DocumentComments.Fields {
    let snippet = document.member(comment, "snippet")
    let channel = document.member(document.member(snippet, "authorChannelId"), "value")
    var fields = DocumentComments.Fields()
    fields.id = document.member(comment, "id")
    fields.parent = document.member(snippet, "parentId")
    fields.author = document.member(snippet, "authorDisplayName") ?? channel
    fields.text = document.member(snippet, "textOriginal") ?? document.member(snippet, "textDisplay")
    fields.time = document.member(snippet, "publishedAt")
    fields.likes = document.member(snippet, "likeCount")
    fields.isOwner = comments.isSameAccount(
      channel, document.member(snippet, "channelId") ?? document.member(thread, "channelId"))
    return fields
  }
}
