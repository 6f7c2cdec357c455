import Bytes

/// Makes a JSON value of one element of XML while its pieces come: text for an element without others inside, an object
/// for any other, with attributes under `@name` and its own text under `#text`. Of equal names the last counts.
struct XMLObject {
  private struct Level {
    var name: String
    var members: [(name: String, json: [UInt8])] = []
    var text: [UInt8] = []
  }

  private var levels: [Level]
  /// Bytes kept so far.
  private(set) var size = 0
  /// Whether any text is not valid UTF-8.
  private(set) var isBroken = false
  /// The value, once the element has ended.
  private(set) var json: [UInt8]?

  init(_ name: String, _ attributes: [(name: String, value: [UInt8])]) {
    levels = []
    open(name, attributes)
  }

  mutating func open(_ name: String, _ attributes: [(name: String, value: [UInt8])]) {
    var level = Level(name: name)
    for (name, value) in attributes { level.members.append(("@" + name, quoted(value))) }
    levels.append(level)
  }

  /// Keeps text, up to a number of bytes in all.
  mutating func add(_ text: [UInt8], limit: Int) {
    let kept = text.prefix(max(0, limit - size))
    size += kept.count
    levels[levels.count - 1].text += kept
  }

  /// Ends the innermost element.
  mutating func close() {
    guard let level = levels.popLast() else { return }
    if firstInvalidUTF8(level.text.span) != nil { isBroken = true }
    let value = value(of: level)
    if levels.isEmpty {
      json = value
    } else {
      levels[levels.count - 1].members.append((level.name, value))
    }
  }

  /// The value as it stands, with everything that is open ended.
  func whole() -> [UInt8] {
    var copy = self
    while copy.json == nil { copy.close() }
    return copy.json ?? []
  }

  private func value(of level: Level) -> [UInt8] {
    guard !level.members.isEmpty || levels.isEmpty else { return quoted(level.text) }
    var out = OutputBuffer(capacity: 256)
    out.append(UInt8(ascii: "{"))
    for (index, member) in level.members.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      out.append(json: member.name)
      out.append(UInt8(ascii: ":"))
      out.append(member.json)
    }
    out.append(level.members.isEmpty ? "\"#text\":" : ",\"#text\":")
    out.append(quoted(level.text))
    out.append(UInt8(ascii: "}"))
    return out.finished()
  }

  private func quoted(_ text: [UInt8]) -> [UInt8] {
    var out = OutputBuffer(capacity: text.count + 2)
    out.append(json: text.span)
    return out.finished()
  }
}
