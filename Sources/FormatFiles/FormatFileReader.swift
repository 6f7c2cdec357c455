import Dumps
import Rules
import YAMLFiles

/// Reads maps out of format files; what is wrong is collected.
struct FormatFileReader {
  static let keys = ["format", "title", "platform", "dates", "records", "xml", "comment", "post"]
  static let xmlKeys = ["root", "markers", "comment", "post"]
  static let postKeys = ["id", "url", "author", "text", "time", "platform"]
  static let commentKeys = [
    "known-by", "id", "parent", "author", "text", "time", "likes", "owner", "owner-by-name", "label", "replies", "skip",
    "post",
  ]

  var problems = Problems()
  private(set) var maps: [FormatMap] = []

  mutating func read(path: String) {
    let before = problems.count
    guard let root = problems.parse(path) else {
      if problems.count == before {
        problems.report(
          "empty-file", SourcePosition(file: path, line: 1, column: 1),
          "the file is empty; a format file begins with “format: …”")
      }
      return
    }
    file(root)
  }

  mutating func read(_ source: SourceText) {
    problems.keep(source)
    if let root = problems.parse(source) { file(root) }
  }

  private mutating func file(_ root: YAMLNode) {
    let before = problems.count
    guard
      let keys = problems.map(root, of: "a format file", keys: Self.keys, needs: ["format", "title", "comment"]),
      let name = keys["format"].flatMap({ problems.text($0) }),
      let title = keys["title"].flatMap({ problems.text($0) }),
      let node = keys["comment"]
    else { return }
    check(name)
    let xml = keys["xml"].flatMap { self.xml($0) }
    guard let comment = self.comment(node, isXML: xml != nil) else { return }
    var map = FormatMap(name: name.text, title: title.text, comment: comment, xml: xml)
    map.platform = keys["platform"].flatMap { problems.text($0)?.text }
    if let dates = keys["dates"].flatMap({ problems.choice($0, DateOrder.self) }) { map.dates = dates.value }
    map.records = keys["records"].map { paths($0) } ?? []
    if xml == nil, keys["records"] == nil {
      problems.report(
        "missing-key", root.position,
        "a format file needs “records”, the places where records lie (“.” is the top), or “xml”")
    }
    map.post = keys["post"].flatMap { post($0, isRecord: true, isXML: xml != nil) }
    if problems.count == before { maps.append(map) }
  }

  private mutating func check(_ name: LocatedText) {
    let isPlain = name.text.utf8.allSatisfy {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-")
    }
    if !isPlain {
      problems.report(
        "bad-name", name.position,
        "the name of a format has small letters, digits and “-” alone; this is “\(name.text)”")
    }
    if formatCatalogue(FormatSet()).contains(where: { $0.name == name.text }) {
      problems.report(
        "bad-name", name.position, "the name “\(name.text)” belongs to a format that the program reads by itself")
    }
    if maps.contains(where: { $0.name == name.text }) {
      problems.report("duplicate-format", name.position, "there is another format “\(name.text)”")
    }
  }

  private mutating func xml(_ node: YAMLNode) -> XMLPlaces? {
    guard let keys = problems.map(node, of: "“xml”", keys: Self.xmlKeys, needs: ["root", "comment"]),
      let root = keys["root"].map({ texts($0) }), let comment = keys["comment"].flatMap({ problems.text($0) })
    else { return nil }
    return XMLPlaces(
      root: root, markers: keys["markers"].map { texts($0) } ?? [], comment: comment.text,
      post: keys["post"].flatMap { problems.text($0)?.text })
  }

  private mutating func comment(_ node: YAMLNode, isXML: Bool) -> CommentMap? {
    let needs = isXML ? ["text"] : ["known-by", "text"]
    guard let keys = problems.map(node, of: "“comment”", keys: Self.commentKeys, needs: needs) else { return nil }
    var comment = CommentMap()
    if let condition = keys["known-by"] { comment.condition = self.condition(condition) }
    comment.id = values(keys["id"])
    comment.parent = values(keys["parent"])
    comment.author = values(keys["author"])
    comment.text = values(keys["text"])
    comment.time = values(keys["time"])
    comment.likes = values(keys["likes"])
    comment.owner = values(keys["owner"])
    comment.isOwnerByName = keys["owner-by-name"].flatMap { problems.flag($0) } ?? false
    comment.label = keys["label"].flatMap { label($0) }
    comment.replies = keys["replies"].map { paths($0) } ?? []
    comment.skip = keys["skip"].flatMap { problems.list($0) }.map { items in items.compactMap { skip($0) } } ?? []
    comment.post = keys["post"].flatMap { post($0, isRecord: false, isXML: isXML) }
    return comment
  }

  /// - Parameter isRecord: whether it describes records that are posts, not what comments say of theirs.
  private mutating func post(_ node: YAMLNode, isRecord: Bool, isXML: Bool) -> PostMap? {
    let keyNames = isRecord ? ["known-by", "comments"] + Self.postKeys : Self.postKeys
    let needs = isRecord && !isXML ? ["known-by"] : []
    guard let keys = problems.map(node, of: "“post”", keys: keyNames, needs: needs) else { return nil }
    if keys["id"] == nil, keys["url"] == nil {
      problems.report("missing-key", node.position, "“post” needs “id” or “url”, by which posts are told apart")
    }
    var post = PostMap()
    if let condition = keys["known-by"] { post.condition = self.condition(condition) }
    post.id = values(keys["id"])
    post.url = values(keys["url"])
    post.author = values(keys["author"])
    post.text = values(keys["text"])
    post.time = values(keys["time"])
    post.platform = values(keys["platform"])
    post.comments = keys["comments"].map { paths($0) } ?? []
    return post
  }

  private mutating func label(_ node: YAMLNode) -> LabelMap? {
    guard let keys = problems.map(node, of: "“label”", keys: ["from", "bot", "genuine"], needs: ["from"]),
      let path = keys["from"].flatMap({ path($0) })
    else { return nil }
    return LabelMap(
      path: path, bot: keys["bot"].map { texts($0) } ?? [], genuine: keys["genuine"].map { texts($0) } ?? [])
  }

  private mutating func skip(_ node: YAMLNode) -> SkipMap? {
    guard
      let keys = problems.map(node, of: "an entry of “skip”", keys: ["from", "values"], needs: ["from", "values"]),
      let path = keys["from"].flatMap({ path($0) }), let values = keys["values"].map({ texts($0) })
    else { return nil }
    return SkipMap(path: path, values: values)
  }

  private mutating func condition(_ node: YAMLNode) -> MapCondition {
    var condition = MapCondition()
    guard let keys = problems.map(node, of: "“known-by”", keys: ["has", "any", "lacks"]) else { return condition }
    condition.has = keys["has"].map { paths($0) } ?? []
    condition.any = keys["any"].map { paths($0) } ?? []
    condition.lacks = keys["lacks"].map { paths($0) } ?? []
    if keys["has"] == nil, keys["any"] == nil {
      problems.report(
        "missing-key", node.position, "“known-by” needs “has” or “any”: keys that tell these records from others")
    }
    return condition
  }
}
