import Bytes

/// Reads instaloader's `…_comments.json`: an array of comments with their answers.
struct InstaloaderReader {
  private let document: JSONDocument
  private var comments: DocumentComments

  init(_ comments: DocumentComments) {
    document = comments.document
    self.comments = comments
  }

  /// - Parameter post: from the files beside the comments.
  mutating func read(_ root: Int, post: InstaloaderPost) throws {
    let number = try comments.number(of: post.post)
    var elements: [Int] = []
    document.forEachElement(of: root) { elements.append($0) }
    for element in elements {
      var none: DocumentComments.Parent?
      let fields = fields(of: element, post)
      comments.take(element, fields, post: number, parent: &none)
      guard let answers = document.member(element, "answers") else { continue }
      var parent = DocumentComments.Parent(fields, document)
      document.forEachElement(of: answers) { answer in
        var answerFields = self.fields(of: answer, post)
        answerFields.parent = fields.id
        comments.take(answer, answerFields, post: number, parent: &parent)
      }
    }
  }

  private func fields(of value: Int, _ post: InstaloaderPost) -> DocumentComments.Fields {
    let owner = document.member(value, "owner")
    var fields = DocumentComments.Fields()
    fields.id = document.member(value, "id")
    fields.author = document.member(owner, "username") ?? document.member(owner, "id")
    fields.text = document.member(value, "text")
    fields.time = document.member(value, "created_at")
    fields.likes = document.member(value, "likes_count")
    if let ownerID = post.ownerID, let id = document.text(document.member(owner, "id")) {
      fields.isOwner = id == ownerID
    } else if let author = post.post.author, let name = document.text(document.member(owner, "username")) {
      fields.isOwner = name == author
    }
    return fields
  }
}

/// What the files beside a comments file say of the post.
struct InstaloaderPost {
  var post: Post
  var ownerID: String?

  /// A post of which only the file's stem is known.
  init(stem: String?) {
    post = Post(id: stem, platform: "instagram")
  }

  /// Takes the caption and more from instaloader's `….json`.
  ///
  /// - Returns: whether the document is one.
  mutating func take(_ document: JSONDocument) -> Bool {
    guard let node = document.member(JSONDocument.root, "node"), document.has(JSONDocument.root, "instaloader"),
      document.has(node, "shortcode")
    else { return false }
    let caption = document.first(document.member(document.member(node, "edge_media_to_caption"), "edges"))
    let owner = document.member(node, "owner")
    post.id = document.text(document.member(node, "shortcode")) ?? post.id
    post.author = document.text(document.member(owner, "username"))
    ownerID = document.text(document.member(owner, "id"))
    // A post without caption has no edges; its text is known to be empty.
    post.text = Array((document.text(document.member(document.member(caption, "node"), "text")) ?? "").utf8)
    post.url = post.id.map { "https://www.instagram.com/p/\($0)/" }
    if let time = document.member(node, "taken_at_timestamp"), document.kind(time) == .integer {
      post.time = moment(unix: document.integer(time))
    }
    return true
  }
}
