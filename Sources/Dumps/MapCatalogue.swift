extension FormatMap {
  /// What `saring formats` tells of the map.
  var catalogueEntry: FormatDescription {
    var fields: [(key: String, field: String)] = []
    func add(_ values: [MapValue], _ field: String) {
      guard !values.isEmpty else { return }
      fields.append((values.map(\.path.description).joined(separator: ", "), field))
    }
    func add(_ post: PostMap, at place: String) {
      add(post.id, "post id\(place)")
      add(post.url, "post url\(place)")
      add(post.author, "post author\(place)")
      add(post.text, "post text\(place)")
      add(post.time, "post time\(place)")
    }
    add(comment.id, "comment id")
    add(comment.parent, "parent")
    add(comment.author, "author")
    add(comment.text, "text")
    add(comment.time, "time")
    add(comment.likes, "likes")
    add(comment.owner, "whether the post's owner wrote it")
    if let label = comment.label { fields.append((label.path.description, "label, for evaluation alone")) }
    if !comment.replies.isEmpty {
      fields.append((comment.replies.map(\.description).joined(separator: ", "), "answers, with their parent"))
    }
    if let post = comment.post { add(post, at: "") }
    if let post { add(post, at: " (in records of posts)") }
    return FormatDescription(name: name, title: title, recognisedBy: recognisedBy, fields: fields)
  }

  private var recognisedBy: String {
    if let xml { return "XML whose first element is <\(xml.root.joined(separator: "> or <"))>" }
    let fit = MapFit(self)
    let comments = fit.reason(isPost: false)
    return post == nil ? comments : "\(comments), or \(fit.reason(isPost: true))"
  }
}
