import Bytes

/// What a map's value came to: a place on the tape, or bytes made from what lies there.
enum MapFinding {
  case place(Int)
  case made([UInt8])
}

/// Looks values up in one record.
struct MapLookup {
  let document: JSONDocument
  let record: Int
  /// What `@key` stands for.
  let key: Int?

  func has(_ path: MapPath) -> Bool { document.value(at: path, in: record, key: key) != nil }

  func fits(_ condition: MapCondition) -> Bool { misfit(of: condition) == nil }

  /// Why the record is not what the condition describes; nil where it is.
  func misfit(of condition: MapCondition) -> String? {
    guard document.isObject(record) else { return "is no object" }
    if let path = condition.has.first(where: { !has($0) }) { return "lacks \(path)" }
    if !condition.any.isEmpty, !condition.any.contains(where: has) {
      return "lacks \(condition.any.map(\.description).joined(separator: " or "))"
    }
    if let path = condition.lacks.first(where: has) { return "has \(path)" }
    return nil
  }

  /// The first value that is there and not empty; where all are empty, an empty one.
  func find(_ values: [MapValue]) -> (finding: MapFinding, value: MapValue)? {
    var empty: (MapFinding, MapValue)?
    for value in values {
      guard var place = document.value(at: value.path, in: record, key: key) else { continue }
      // An element of XML with attributes, or with others inside.
      if document.isObject(place) { place = document.member(place, "#text") ?? place }
      if value.isPlain {
        guard document.isString(place), document.withString(place, { $0.count == 0 }) else {
          return (.place(place), value)
        }
        empty = empty ?? (.place(place), value)
      } else if let text = document.text(place), let made = value.made(of: text) {
        return (.made(Array(made.utf8)), value)
      } else if document.problem(at: place) != nil {
        return (.place(place), value)
      }
    }
    return empty
  }

  /// A value as text; nil where there is none, and for an empty one.
  func text(_ values: [MapValue]) -> String? {
    guard let found = find(values) else { return nil }
    let text =
      switch found.finding {
      case .place(let place): document.text(place)
      case .made(let bytes): String(decoding: bytes, as: UTF8.self)
      }
    return text?.isEmpty == true ? nil : text
  }

  /// The parts of a post's text, each without HTML; nil where none is there.
  func postText(_ parts: [MapValue]) -> [UInt8]? {
    Dumps.postText(
      parts.map { part in
        guard let place = document.value(at: part.path, in: record, key: key) else { return nil }
        if document.isArray(place) {
          var words: [String] = []
          document.forEachElement(of: place) { if let word = document.text($0) { words.append(word) } }
          return words.isEmpty ? nil : words.joined(separator: " ")
        }
        guard let text = document.text(place).flatMap({ part.isPlain ? $0 : part.made(of: $0) }) else { return nil }
        guard part.isHTML else { return text }
        let html = Array(text.utf8)
        return String(decoding: plainText(ofHTML: html.span, keepsLinks: true), as: UTF8.self)
      })
  }
}

extension MapValue {
  /// Cuts the value's text to what counts of it; nil where nothing does.
  func made(of text: String) -> String? {
    if text.isEmpty || none.contains(text) { return nil }
    var rest = text[...]
    if let prefix {
      guard rest.hasPrefix(prefix) else { return nil }
      rest = rest.dropFirst(prefix.count)
    }
    if let after {
      guard let range = rest.firstRange(of: after) else { return nil }
      rest = rest[range.upperBound...]
    }
    if let until, let range = rest.firstRange(of: until) { rest = rest[..<range.lowerBound] }
    if let before {
      guard let range = rest.ranges(of: before).last else { return nil }
      rest = rest[..<range.lowerBound]
    }
    return rest.isEmpty ? nil : String(rest)
  }
}
