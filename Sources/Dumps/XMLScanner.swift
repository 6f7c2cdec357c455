import Bytes

/// Reads XML piece by piece from a window, in memory bounded by the longest tag.
///
/// Knows elements, attributes, character data and the entities that XML itself has. A document type is refused, so there
/// are no other entities and nothing that could grow. Names keep their prefixes as they are written.
final class XMLScanner {
  enum Piece {
    case start(name: String, attributes: [(name: String, value: [UInt8])])
    case end(name: String)
    /// A part of the text; more may follow.
    case text([UInt8])
  }

  private let window: ByteWindow
  private let limits: DumpLimits
  /// The end of an element that was written as one tag.
  private var pendingEnd: String?
  private var isInCDATA = false

  /// Bytes of text that are handed out at once.
  private static let chunk = 1 << 16

  init(_ window: ByteWindow, _ limits: DumpLimits) {
    self.window = window
    self.limits = limits
  }

  /// Byte of the file that is read next.
  var offset: Int { window.offset }

  /// - Returns: nil at the end.
  /// - Throws: `DumpError` for a document type, and a tag beyond the limit of a record.
  func next() throws -> Piece? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while true {
      if isInCDATA { return try characterData() }
      if window.unread.isEmpty {
        if window.isComplete { return nil }
        try window.fill()
        continue
      }
      if window.bytes[window.unread.lowerBound] != UInt8(ascii: "<") { return try text() }
      if try begins(with: "<![CDATA[") {
        window.consume(upTo: window.unread.lowerBound + 9)
        isInCDATA = true
      } else if try begins(with: "<!--") {
        try skip(behind: "-->")
      } else if try begins(with: "<?") {
        try skip(behind: "?>")
      } else if try begins(with: "<!") {
        throw DumpError.documentType(window.source.name, offset: window.offset)
      } else {
        return try tag()
      }
    }
  }

  private func begins(with text: StaticString) throws -> Bool {
    try window.fill(to: text.utf8CodeUnitCount)
    let bytes = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return unsafe window.bytes[window.unread].starts(with: bytes)
  }

  /// Steps over all up to and with a text; to the end of the file where it does not occur.
  private func skip(behind end: String) throws {
    let end = Array(end.utf8)
    while true {
      if let found = firstIndex(of: end) { return window.consume(upTo: found + end.count) }
      window.consume(upTo: max(window.unread.lowerBound, window.unread.upperBound - end.count + 1))
      if window.isComplete { return window.consume(upTo: window.unread.upperBound) }
      try window.fill()
    }
  }

  private func firstIndex(of text: [UInt8]) -> Int? {
    var from = window.unread.lowerBound
    while from + text.count <= window.unread.upperBound,
      let found = window.firstIndex(of: text[0], in: from..<window.unread.upperBound - text.count + 1)
    {
      if window.bytes[found..<found + text.count].elementsEqual(text) { return found }
      from = found + 1
    }
    return nil
  }

  /// A part of a section of character data, or what follows it.
  private func characterData() throws -> Piece? {
    let end = Array("]]>".utf8)
    while true {
      let start = window.unread.lowerBound
      if let found = firstIndex(of: end) {
        let text = Array(window.bytes[start..<found])
        window.consume(upTo: found + 3)
        isInCDATA = false
        return .text(text)
      }
      if window.isComplete || window.unread.count >= Self.chunk {
        let keep = window.isComplete ? 0 : 2
        let text = Array(window.bytes[start..<window.unread.upperBound - keep])
        window.consume(upTo: window.unread.upperBound - keep)
        if window.isComplete { isInCDATA = false }
        return .text(text)
      }
      try window.fill()
    }
  }

  private func text() throws -> Piece {
    while true {
      let range = window.unread
      if let end = window.firstIndex(of: UInt8(ascii: "<"), in: range) {
        defer { window.consume(upTo: end) }
        return .text(resolved(window.bytes[range.lowerBound..<end]))
      }
      if window.isComplete || range.count >= Self.chunk {
        var end = range.upperBound
        // An entity stays in one piece.
        if !window.isComplete, let mark = window.bytes[range].suffix(16).lastIndex(of: UInt8(ascii: "&")) { end = mark }
        defer { window.consume(upTo: end) }
        return .text(resolved(window.bytes[range.lowerBound..<end]))
      }
      try window.fill()
    }
  }

  private func tag() throws -> Piece? {
    guard let end = try tagEnd() else {
      // What is cut off within a tag is no piece.
      window.consume(upTo: window.unread.upperBound)
      return nil
    }
    let inside = Array(window.bytes[window.unread.lowerBound + 1..<end])
    window.consume(upTo: end + 1)
    if inside.first == UInt8(ascii: "/") {
      return .end(name: String(decoding: inside.dropFirst().prefix { !isWhitespace($0) }, as: UTF8.self))
    }
    var rest = inside[...]
    let isEmpty = rest.last == UInt8(ascii: "/")
    if isEmpty { rest = rest.dropLast() }
    let bytes = rest.prefix { !isWhitespace($0) }
    rest = rest.dropFirst(bytes.count)
    let name = String(decoding: bytes, as: UTF8.self)
    if isEmpty { pendingEnd = name }
    return .start(name: name, attributes: attributes(rest))
  }

  /// The index of the `>` that ends a tag; nil where the file ends before.
  private func tagEnd() throws -> Int? {
    var index = window.unread.lowerBound + 1
    var quote: UInt8?
    while true {
      while index < window.unread.upperBound {
        let byte = window.bytes[index]
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: ">") {
          return index
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
        index += 1
      }
      if window.isComplete { return nil }
      guard window.unread.count <= limits.recordBytes else {
        throw DumpError(
          file: window.source.name, offset: window.offset, code: "too-long",
          message: "a tag is longer than \(limits.recordBytes) bytes (limit: record); its > or a quote is missing")
      }
      let read = index - window.unread.lowerBound
      try window.fill()
      index = window.unread.lowerBound + read
    }
  }

  private func attributes(_ text: ArraySlice<UInt8>) -> [(name: String, value: [UInt8])] {
    var rest = text
    var found: [(name: String, value: [UInt8])] = []
    while true {
      rest = rest.drop(while: isWhitespace)
      let name = rest.prefix { !isWhitespace($0) && $0 != UInt8(ascii: "=") }
      rest = rest.dropFirst(name.count).drop(while: isWhitespace)
      guard !name.isEmpty, rest.first == UInt8(ascii: "=") else { return found }
      rest = rest.dropFirst().drop(while: isWhitespace)
      guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return found }
      let value = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(value.count + 2)
      found.append((String(decoding: name, as: UTF8.self), resolved(value)))
    }
  }

  /// Text with XML's own entities and numbers resolved; what is neither stands for itself.
  private func resolved(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(UInt8(ascii: "&")) else { return Array(text) }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self))
      {
        out.append(scalar: scalar)
        rest = rest[(end + 1)...]
      } else {
        out.append(byte)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  private func scalar(_ name: String) -> UInt32? {
    switch name {
    case "amp": return 0x26
    case "lt": return 0x3C
    case "gt": return 0x3E
    case "quot": return 0x22
    case "apos": return 0x27
    default:
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      return number.flatMap { $0 != 0 && Unicode.Scalar($0) != nil ? $0 : nil }
    }
  }
}

extension DumpError {
  /// The refusal of a `<!DOCTYPE …>`.
  static func documentType(_ name: String, offset: Int?) -> DumpError {
    DumpError(
      file: name, offset: offset, code: "document-type",
      message:
        "it has a document type (<!DOCTYPE …>), which is refused because it can make small files grow without "
        + "bounds; remove it, no export needs it")
  }
}
