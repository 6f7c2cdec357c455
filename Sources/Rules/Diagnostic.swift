/// A place in a rule file; lines and columns count from 1, columns in characters.
package struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String { "\(file):\(line):\(column)" }
}

/// Something wrong with a rule file. Nothing is loaded while there is an error.
package struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    case error
    /// Lint: probably not meant so, but it can be used.
    case warning
  }

  package var position: SourcePosition
  /// Stable and short, for looking up and for silencing: `unknown-key`.
  package var id: String
  package var severity: Severity
  package var message: String
  /// What was probably meant.
  package var suggestion: String?
  /// The line pointed at, where it could be read.
  package var sourceLine: String?

  package init(
    _ id: String, at position: SourcePosition, _ message: String, suggestion: String? = nil, severity: Severity = .error
  ) {
    self.position = position
    self.id = id
    self.severity = severity
    self.message = message
    self.suggestion = suggestion
  }

  /// `file:line:column: error: message [id]`, or `warning`.
  package var description: String {
    let hint = suggestion.map { "; did you mean “\($0)”?" } ?? ""
    return "\(position): \(severity.rawValue): \(message)\(hint) [\(id)]"
  }

  /// The description, the source line and a caret under the column. Of a long line only the part around it.
  package var withSourceLine: String {
    guard let sourceLine else { return description }
    let scalars = Array(sourceLine.unicodeScalars)
    let column = min(max(0, position.column - 1), scalars.count)
    let start = scalars.count > 140 && column > 100 ? column - 60 : 0
    let end = min(scalars.count, start + 140)
    let shown = String(String.UnicodeScalarView(scalars[start..<end]))
    let indent = String(String.UnicodeScalarView(scalars[start..<min(column, end)].map { $0 == "\t" ? "\t" : " " }))
    let (before, after) = (start > 0 ? "…" : "", end < scalars.count ? "…" : "")
    return "\(description)\n  \(before)\(shown)\(after)\n  \(before.isEmpty ? "" : " ")\(indent)^"
  }
}

/// Words of a rule file with the place where they stand.
package struct LocatedText: Hashable, Sendable {
  /// How the words stand in the file, which decides where their inside is.
  package enum Style: Hashable, Sendable {
    /// As they are.
    case plain
    /// In double quotes, without escapes.
    case doubleQuoted
    /// In single quotes, each inner quote doubled.
    case singleQuoted
    /// In a literal block whose lines are indented so far, beginning on the line after the position.
    case block(indent: Int)
    /// Escaped or folded: only the beginning is known.
    case opaque
  }

  package var text: String
  package var position: SourcePosition
  package var style: Style

  package init(_ text: String, at position: SourcePosition, style: Style = .opaque) {
    self.text = text
    self.position = position
    self.style = style
  }

  /// Where a byte of the text stands in the file, as nearly as is known.
  package func position(ofByte offset: Int) -> SourcePosition {
    let before = Array(text.utf8.prefix(offset))
    var place = position
    switch style {
    case .plain: place.column += before.count { $0 & 0xC0 != 0x80 }
    case .doubleQuoted: place.column += 1 + before.count { $0 & 0xC0 != 0x80 }
    case .singleQuoted:
      place.column += 1 + before.count { $0 & 0xC0 != 0x80 } + before.count { $0 == UInt8(ascii: "'") }
    case .block(let indent):
      let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      place.line += 1 + before.count { $0 == UInt8(ascii: "\n") }
      place.column = 1 + indent + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    case .opaque: break
    }
    return place
  }
}

/// The name among `candidates` that `name` is probably a slip of, if one is near enough.
package func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let distance = editDistance(wanted, Array(candidate.lowercased().unicodeScalars.prefix(64)))
    if distance < best?.distance ?? Int.max || (distance == best?.distance && candidate < best?.name ?? "") {
      best = (distance, candidate)
    }
  }
  guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
  return best.name
}

/// Insertions, removals, replacements and swaps of neighbours (optimal string alignment).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
