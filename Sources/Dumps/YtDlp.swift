import Bytes

/// Reads yt-dlp's `.info.json`: one video with its comments in a flat list, or that list alone.
struct YtDlpReader {
  private let document: JSONDocument
  private var comments: DocumentComments

  init(_ comments: DocumentComments) {
    document = comments.document
    self.comments = comments
  }

  mutating func read(_ root: Int) throws {
    let list = document.isArray(root) ? root : document.member(root, "comments")
    let number = try comments.number(of: post(root))
    guard let list else { return }
    var values: [Int] = []
    var texts: [String: Int] = [:]
    document.forEachElement(of: list) { value in
      values.append(value)
      // The text of a comment is looked up by its id when an answer names it.
      if let id = document.text(document.member(value, "id")), let text = document.member(value, "text") {
        texts[id] = text
      }
    }
    for value in values {
      var fields = DocumentComments.Fields()
      fields.id = document.member(value, "id")
      fields.author = document.member(value, "author") ?? document.member(value, "author_id")
      fields.text = document.member(value, "text")
      fields.time = document.member(value, "timestamp")
      fields.likes = document.member(value, "like_count")
      switch document.member(value, "author_is_uploader").map(document.kind) {
      case .yes: fields.isOwner = true
      case .no: fields.isOwner = false
      default: fields.isOwner = nil
      }
      var parent: DocumentComments.Parent?
      if let name = document.member(value, "parent"), let id = document.text(name), id != "root" {
        fields.parent = name
        var answered = DocumentComments.Fields()
        answered.text = texts[id]
        parent = DocumentComments.Parent(answered, document)
      }
      comments.take(value, fields, post: number, parent: &parent)
    }
  }

  private func post(_ root: Int) -> Post {
    guard document.isObject(root) else { return Post() }
    func text(_ key: StaticString) -> String? { document.text(document.member(root, key)) }
    var tags: [String] = []
    if let list = document.member(root, "tags") {
      document.forEachElement(of: list) { if let tag = document.text($0) { tags.append(tag) } }
    }
    let url = text("webpage_url")
    let site = text("extractor_key") ?? text("extractor") ?? (url?.contains("youtu") == true ? "youtube" : nil)
    return Post(
      id: text("id"), platform: site?.lowercased(), author: text("channel") ?? text("uploader"),
      text: postText([text("title"), text("description"), tags.isEmpty ? nil : tags.joined(separator: " ")]),
      url: url, time: comments.moment(at: document.member(root, "timestamp")))
  }
}
