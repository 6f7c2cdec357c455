/// A way into JSON: keys with dots between, `*` for every element of a list or every value of an object, `.` for the
/// place itself, `@key` for the key that an object of records has for one.
package struct MapPath: Hashable, Sendable, CustomStringConvertible {
  enum Step: Hashable, Sendable {
    case key([UInt8])
    case every
    case recordKey
  }

  package let description: String
  let steps: [Step]

  /// - Returns: nil for an empty text and for empty keys.
  package init?(_ text: String) {
    description = text
    if text == "." {
      steps = []
      return
    }
    var steps: [Step] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      switch part {
      case "": return nil
      case "*": steps.append(.every)
      case "@key": steps.append(.recordKey)
      default: steps.append(.key(Array(part.utf8)))
      }
    }
    self.steps = steps
  }
}

extension JSONDocument {
  /// The value of a key; nil where it is missing or null. Of equal keys the last.
  func member(_ object: Int, named name: [UInt8]) -> Int? {
    var found: Int?
    forEachMember(of: object) { key, value in
      let isIt = withString(key) { span in
        guard span.count == name.count else { return false }
        for index in 0..<span.count where span[index] != name[index] { return false }
        return true
      }
      if isIt { found = value }
    }
    guard let found, !isNull(found) else { return nil }
    return found
  }

  /// The first value that a path leads to; nil where there is none, and for null.
  ///
  /// - Parameter key: what `@key` stands for.
  func value(at path: MapPath, in record: Int, key: Int?) -> Int? { value(path.steps[...], record, key) }

  private func value(_ steps: ArraySlice<MapPath.Step>, _ place: Int, _ key: Int?) -> Int? {
    guard let step = steps.first else { return isNull(place) ? nil : place }
    switch step {
    case .recordKey: return key
    case .key(let name): return member(place, named: name).flatMap { value(steps.dropFirst(), $0, key) }
    case .every:
      var found: Int?
      forEachChild(of: place) { _, child in
        if found == nil { found = value(steps.dropFirst(), child, key) }
      }
      return found
    }
  }

  /// Calls `body` with every record that a path leads to; a list at its end gives its elements.
  func forEachRecord(at path: MapPath, in place: Int, _ body: (_ key: Int?, _ record: Int) throws -> Void) rethrows {
    try forEachRecord(path.steps[...], nil, place, body)
  }

  private func forEachRecord(
    _ steps: ArraySlice<MapPath.Step>, _ key: Int?, _ place: Int, _ body: (Int?, Int) throws -> Void
  ) rethrows {
    guard let step = steps.first else {
      if isArray(place) {
        try forEachElement(of: place) { try body(nil, $0) }
      } else if !isNull(place) {
        try body(key, place)
      }
      return
    }
    switch step {
    case .recordKey: return
    case .key(let name):
      if let next = member(place, named: name) { try forEachRecord(steps.dropFirst(), nil, next, body) }
    case .every: try forEachChild(of: place) { try forEachRecord(steps.dropFirst(), $0, $1, body) }
    }
  }

  private func forEachChild(of place: Int, _ body: (_ key: Int?, _ child: Int) throws -> Void) rethrows {
    try forEachElement(of: place) { try body(nil, $0) }
    try forEachMember(of: place) { try body($0, $1) }
  }
}
