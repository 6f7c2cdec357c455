import Bytes

/// Reads lists of the YouTube Data API: comment threads with replies, comments, and videos for their titles.
struct YouTubeAPIReader {
  private let document: JSONDocument
  private var comments: DocumentComments
  private let threads: ThreadPosts

  init(_ comments: DocumentComments, _ threads: ThreadPosts) {
    document = comments.document
    self.comments = comments
    self.threads = threads
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
      let known = document.text(document.member(snippet, "parentId")).flatMap { threads.post(of: $0) }
      let post = try known ?? post(snippet, thread: nil)
      comments.take(item, fields(of: item, thread: nil), post: post, parent: &none)
    }
  }

  private mutating func readThread(_ item: Int, _ snippet: Int?, _ top: Int) throws {
    let post = try post(document.member(top, "snippet"), thread: snippet)
    if let id = document.text(document.member(top, "id")) { threads.note(id, post) }
    var none: DocumentComments.Parent?
    let fields = fields(of: top, thread: snippet)
    comments.take(top, fields, post: post, parent: &none)
    guard let replies = document.member(document.member(item, "replies"), "comments") else { return }
    var parent = DocumentComments.Parent(fields, document)
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
    fields.text = document.member(snippet, "textOriginal")
    if fields.text == nil {
      fields.text = document.member(snippet, "textDisplay")
      fields.isHTML = true
    }
    fields.time = document.member(snippet, "publishedAt")
    fields.likes = document.member(snippet, "likeCount")
    fields.isOwner = comments.isSameAccount(
      channel, document.member(snippet, "channelId") ?? document.member(thread, "channelId"))
    return fields
  }
}

/// The posts of the threads met so far, so that replies listed on their own find theirs. Keeps the first million.
final class ThreadPosts {
  private var posts: [UInt64: Int32] = [:]
  private let seed = UInt64.random(in: 0...UInt64.max)

  func note(_ thread: String, _ post: Int32) {
    if posts.count < 1_000_000 { posts[key(thread)] = post }
  }

  func post(of thread: String) -> Int32? { posts[key(thread)] }

  private func key(_ thread: String) -> UInt64 {
    let bytes = Array(thread.utf8)
    return hash64(bytes.span, seed: seed)
  }
}
