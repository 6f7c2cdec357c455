/// Holds files against all maps, and keeps what spoke against those that were passed over.
final class MapRecogniser {
  let formats: FormatSet
  private(set) var passedOver: [(format: String, reason: String)] = []

  init(_ formats: FormatSet) { self.formats = formats }

  /// The first map that a document fits, and what it is known by.
  func map(of document: JSONDocument, _ root: Int) -> (FormatMap, reason: String)? {
    passedOver = []
    for map in formats.maps where map.xml == nil {
      let fit = MapFit(map)
      switch fit.outcome(document, root) {
      case .fits(let path, let isPost):
        return (map, "at \(path == MapPath(".") ? "its top" : path.description) \(fit.reason(isPost: isPost))")
      case .misses(let reason): passedOver.append((map.name, reason))
      }
    }
    return nil
  }

  /// The first map whose root element the file begins with.
  func xmlMap(_ window: ByteWindow) -> (FormatMap, reason: String)? {
    passedOver = []
    let start = String(decoding: window.bytes[window.unread].prefix(1 << 16), as: UTF8.self)
    let root = rootElement(start)
    for map in formats.maps {
      guard let places = map.xml else { continue }
      guard let root, places.root.contains(root) else {
        passedOver.append((map.name, "its first element is not \(places.root.joined(separator: " or "))"))
        continue
      }
      guard places.markers.isEmpty || places.markers.contains(where: { start.contains($0) }) else {
        passedOver.append((map.name, "it does not hold \(places.markers.joined(separator: " or "))"))
        continue
      }
      return (map, "XML whose first element is <\(root)>")
    }
    return nil
  }
}

/// The name of the first element of XML; nil where none begins.
private func rootElement(_ text: String) -> String? {
  var rest = text[...]
  while let bracket = rest.firstIndex(of: "<") {
    rest = rest[rest.index(after: bracket)...]
    if rest.hasPrefix("!--") {
      guard let end = rest.firstRange(of: "-->") else { return nil }
      rest = rest[end.upperBound...]
    } else if !rest.hasPrefix("?"), !rest.hasPrefix("!") {
      let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
      return name.isEmpty ? nil : String(name)
    }
  }
  return nil
}
