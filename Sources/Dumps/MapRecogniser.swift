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
    let start = beginning(window)
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

  /// The beginning of a file in which no more than its document type and first element is looked for.
  private func beginning(_ window: ByteWindow) -> String {
    String(decoding: window.bytes[window.unread].prefix(1 << 16), as: UTF8.self)
  }

  /// Why a file that begins with a bracket is none of the maps' formats.
  func xmlRefusal(_ window: ByteWindow) -> DumpError {
    let type = documentType(beginning(window))?.lowercased()
    if let type, type != "html" { return .documentType(window.source.name, offset: nil) }
    let hint =
      type == nil
      ? " It looks like XML or HTML." : " It is a web page (<!DOCTYPE html>), not what a tool has exported."
    return DumpError(file: window.source.name, code: "unrecognised", message: unrecognised(hint, formats))
  }
}

/// The document type that XML or HTML begins with, as in `<!DOCTYPE html>`; nil where there is none.
private func documentType(_ text: String) -> Substring? {
  guard let tag = tags(text).first(where: { _ in true }), tag.prefix(8).lowercased() == "!doctype" else { return nil }
  return tag.dropFirst(8).drop { $0.isWhitespace }.prefix { $0.isLetter }
}

/// The name of the first element of XML; nil where none begins.
private func rootElement(_ text: String) -> String? {
  guard let tag = tags(text).first(where: { !$0.hasPrefix("!") }) else { return nil }
  let name = tag.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
  return name.isEmpty ? nil : String(name)
}

/// What follows each opening bracket, but for comments and processing instructions.
private func tags(_ text: String) -> some Sequence<Substring> {
  sequence(state: text[...]) { rest in
    while let bracket = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: bracket)...]
      if rest.hasPrefix("!--") {
        guard let end = rest.firstRange(of: "-->") else { return nil }
        rest = rest[end.upperBound...]
      } else if !rest.hasPrefix("?") {
        return rest
      }
    }
    return nil
  }
}
