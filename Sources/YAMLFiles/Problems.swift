package import Rules

/// What is wrong, collected while reading goes on.
package struct Problems {
  /// The end of one file does not make the rest of a long list of errors more readable.
  package static let maximumPerFile = 100

  /// Follow-on errors that are not to be told: their cause is.
  private struct Silence {
    let file: String
    let lines: ClosedRange<Int>
    let ids: Set<String>
  }

  private var diagnostics: [Diagnostic] = []
  private var sources: [String: SourceText] = [:]
  /// Files and folders in the order in which they were met.
  private var order: [String: Int] = [:]
  private var silences: [Silence] = []
  /// Whether a whole file is missing, so that names may only seem to be unknown.
  private var hasGaps = false

  package init() {}

  /// Diagnostics so far.
  package var count: Int { diagnostics.count }

  package mutating func report(_ id: String, _ position: SourcePosition, _ message: String, suggestion: String? = nil) {
    meet(position.file)
    diagnostics.append(Diagnostic(id, at: position, message, suggestion: suggestion))
  }

  /// Keeps a text, for the lines that diagnostics show.
  package mutating func keep(_ source: SourceText) {
    meet(source.file)
    sources[source.file] = source
  }

  package func source(_ file: String) -> SourceText? { sources[file] }

  private mutating func meet(_ file: String) {
    if order[file] == nil { order[file] = order.count }
  }

  /// A file could not be read to its end.
  package mutating func noteGap() { hasGaps = true }

  /// Leaves out, within some lines of a file, what only follows from errors already told.
  package mutating func silence(_ ids: Set<String>, in file: String, lines: ClosedRange<Int>) {
    silences.append(Silence(file: file, lines: lines, ids: ids))
  }

  /// Takes in what the compiler found, follow-on errors left out.
  package mutating func add(faults: [Diagnostic]) {
    let doubtful: Set<String> = [
      "unknown-list", "unknown-label", "unknown-group", "replaces-nothing", "overrides-nothing", "changes-nothing",
      "excepts-nothing", "unknown-rule", "unknown-macro", "missing-cap", "missing-policy", "no-rules",
    ]
    for fault in faults {
      let place = fault.position
      let isSilenced = silences.contains {
        $0.file == place.file && $0.lines.contains(place.line) && $0.ids.contains(fault.id)
      }
      if isSilenced || (hasGaps && doubtful.contains(fault.id)) { continue }
      meet(place.file)
      diagnostics.append(fault)
    }
  }

  /// All diagnostics in order, with their source lines.
  package func finished() -> [Diagnostic] {
    let sorted = diagnostics.sorted { a, b in
      let (first, second) = (order[a.position.file] ?? 0, order[b.position.file] ?? 0)
      if first != second { return first < second }
      return (a.position.line, a.position.column, a.id, a.message)
        < (b.position.line, b.position.column, b.id, b.message)
    }
    var counts: [String: Int] = [:]
    var result: [Diagnostic] = []
    for var diagnostic in sorted where result.last?.description != diagnostic.description {
      let file = diagnostic.position.file
      if diagnostic.severity == .error { counts[file, default: 0] += 1 }
      if diagnostic.severity == .error, counts[file] == Problems.maximumPerFile + 1 {
        result.append(
          Diagnostic("too-many-errors", at: diagnostic.position, "there are more errors in this file; mend these first")
        )
      }
      if counts[file, default: 0] > Problems.maximumPerFile { continue }
      if let line = sources[file]?.line(diagnostic.position.line), !line.allSatisfy({ $0.value <= 0x20 }) {
        diagnostic.sourceLine = harmless(String(String.UnicodeScalarView(line)))
      }
      diagnostic.message = harmless(diagnostic.message)
      diagnostic.suggestion = diagnostic.suggestion.map(harmless)
      result.append(diagnostic)
    }
    return result
  }
}

/// Diagnostics quote files on terminals, where control characters and direction marks would be obeyed.
private func harmless(_ text: String) -> String {
  let scalars = text.unicodeScalars.map { scalar in
    isForbidden(scalar) || scalar == "\n" || scalar == "\r" || scalar.properties.isBidiControl ? "\u{FFFD}" : scalar
  }
  return String(String.UnicodeScalarView(scalars))
}
