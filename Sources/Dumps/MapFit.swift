/// Holds documents against one map.
struct MapFit {
  private let map: FormatMap

  /// Records of a list that are looked at.
  private static let looks = 5

  init(_ map: FormatMap) { self.map = map }

  enum Outcome {
    /// Whether the record at the path is a comment, and whether it stands for itself.
    case fits(MapPath, isPost: Bool)
    /// Why not.
    case misses(String)
  }

  func path(_ document: JSONDocument, _ root: Int) -> MapPath? {
    if case .fits(let path, _) = outcome(document, root) { path } else { nil }
  }

  /// Whether one of the first records at one of the places is a comment or a post.
  func outcome(_ document: JSONDocument, _ root: Int) -> Outcome {
    var nearest: String?
    for path in map.records {
      var fit: Outcome?
      var looked = 0
      document.forEachRecord(at: path, in: root) { key, record in
        guard fit == nil, looked < Self.looks else { return }
        looked += 1
        let lookup = MapLookup(document: document, record: record, key: key)
        if let post = map.post, lookup.fits(post.condition) {
          fit = .fits(path, isPost: true)
        } else if let misfit = lookup.misfit(of: map.comment.condition) {
          nearest = nearest ?? "a record at \(path) \(misfit)"
        } else {
          fit = .fits(path, isPost: false)
        }
      }
      if let fit { return fit }
    }
    return .misses(nearest ?? "nothing lies at \(map.records.map(\.description).joined(separator: " or "))")
  }

  /// Whether a line of a file is one record, so that files of such lines are read line by line.
  func isLine(_ document: JSONDocument) -> Bool {
    guard case .fits(let path, let isPost) = outcome(document, JSONDocument.root), path.steps.isEmpty,
      document.isObject(JSONDocument.root)
    else { return false }
    return !isPost || map.post?.comments.isEmpty ?? false
  }

  /// What a record that fits is known by.
  func reason(isPost: Bool) -> String {
    let condition = isPost ? map.post?.condition ?? MapCondition() : map.comment.condition
    func words(_ paths: [MapPath], _ link: String) -> String { paths.map(\.description).joined(separator: link) }
    var parts: [String] = []
    if !condition.has.isEmpty { parts.append("have \(words(condition.has, ", "))") }
    if !condition.any.isEmpty { parts.append("have \(words(condition.any, " or "))") }
    if !condition.lacks.isEmpty { parts.append("lack \(words(condition.lacks, ", "))") }
    return "\(isPost ? "posts" : "comments") that " + parts.joined(separator: " and ")
  }
}
