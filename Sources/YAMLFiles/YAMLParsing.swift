import Rules
import Yams

extension Problems {
  /// Parses a file; nil after reporting what is wrong, and for an empty file.
  package mutating func parse(_ path: String) -> YAMLNode? {
    text(of: path, limit: FileLimit.yaml).flatMap { parse($0) }
  }

  /// Parses a text; nil after reporting what is wrong, and for an empty one.
  package mutating func parse(_ source: SourceText) -> YAMLNode? {
    let refusals = YAMLSyntax.refusals(in: source)
    for refusal in refusals { report(refusal.id, source.position(of: refusal.index), refusal.message) }
    guard refusals.isEmpty else { return nil }
    var parsing = YAMLParsing(source)
    do throws(Diagnostic) {
      return try parsing.root()
    } catch {
      report(error.id, error.position, error.message)
      return nil
    }
  }
}

/// Parses one text by Yams and turns its nodes into ours.
///
/// Yams gives a text up at the first key that stands twice in one mapping, and names only the first place. So the
/// first such key is marked by another first character and the text is parsed again; the marks are taken off where
/// keys are turned over, and the reader then finds all doubled keys by itself.
struct YAMLParsing {
  private static let maximumMarks = 50
  private static let firstMark: UInt32 = 0xF_0000

  private let source: SourceText
  private var scalars: [Unicode.Scalar]
  /// The characters that marks stand for.
  private var marked: [Unicode.Scalar] = []

  init(_ source: SourceText) {
    self.source = source
    scalars = source.scalars
  }

  /// - Returns: nil for an empty file.
  mutating func root() throws(Diagnostic) -> YAMLNode? {
    while true {
      let text = marked.isEmpty ? source.text : String(String.UnicodeScalarView(scalars))
      do {
        // The resolver without rules: what a text stands for is decided here, not by regular expressions there.
        guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else { return nil }
        return convert(node)
      } catch let error as YamlError {
        if case .duplicatedKeysInMapping(_, let context) = error, mark(keyAt: context.mark) { continue }
        throw diagnostic(for: error)
      } catch {
        throw Diagnostic("bad-yaml", at: SourcePosition(file: source.file, line: 1, column: 1), "\(error)")
      }
    }
  }

  private mutating func mark(keyAt place: Mark) -> Bool {
    guard marked.count < YAMLParsing.maximumMarks, place.line >= 1, place.line <= source.lineStarts.count,
      let mark = Unicode.Scalar(YAMLParsing.firstMark + UInt32(marked.count))
    else { return false }
    var index = source.lineStarts[place.line - 1] + place.column - 1
    if index < scalars.count, scalars[index] == "'" || scalars[index] == "\"" { index += 1 }
    guard index < scalars.count, scalars[index].value > 0x20 else { return false }
    marked.append(scalars[index])
    scalars[index] = mark
    return true
  }

  private func unmarked(_ key: String) -> String {
    guard let first = key.unicodeScalars.first, first.value >= YAMLParsing.firstMark,
      Int(first.value - YAMLParsing.firstMark) < marked.count
    else { return key }
    var result = String.UnicodeScalarView([marked[Int(first.value - YAMLParsing.firstMark)]])
    result.append(contentsOf: key.unicodeScalars.dropFirst())
    return String(result)
  }

  // MARK: Nodes

  private func convert(_ node: Node) -> YAMLNode {
    let position = position(node.mark)
    switch node {
    case .scalar(let scalar):
      let text = LocatedText(scalar.string, at: position, style: style(of: scalar, at: position))
      return place(text, isPlain: scalar.style == .plain)
    case .sequence(let items):
      return YAMLNode(content: .list(items.map { convert($0) }), position: position)
    case .mapping(let pairs):
      return YAMLNode(
        content: .map(pairs.map { (key: convertKey($0.key), value: convert($0.value)) }), position: position)
    case .alias:
      // Not from a parser, which puts the node there that an alias stands for.
      return YAMLNode(content: .list([]), position: position)
    }
  }

  private func convertKey(_ node: Node) -> YAMLNode {
    guard case .scalar(let scalar) = node, !marked.isEmpty else { return convert(node) }
    return place(LocatedText(unmarked(scalar.string), at: position(scalar.mark)), isPlain: scalar.style == .plain)
  }

  /// Texts in double quotes without escapes are as plain as those without quotes, one column further on.
  private func place(_ text: LocatedText, isPlain: Bool) -> YAMLNode {
    YAMLNode(content: .text(text, isPlain: isPlain), position: text.position)
  }

  private func position(_ mark: Mark?) -> SourcePosition {
    SourcePosition(file: source.file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func style(of scalar: Node.Scalar, at position: SourcePosition) -> LocatedText.Style {
    let text = Array(scalar.string.unicodeScalars)
    let rest = source.rest(from: position)
    switch scalar.style {
    case .plain: return rest.starts(with: text) ? .plain : .opaque
    case .doubleQuoted: return rest.dropFirst().starts(with: text) ? .doubleQuoted : .opaque
    case .singleQuoted:
      let written = text.flatMap { $0 == "'" ? ["'", "'"] : [$0] }
      return rest.dropFirst().starts(with: written) ? .singleQuoted : .opaque
    case .literal:
      // The first line with anything on it says how far the block is indented.
      var line = position.line + 1
      while line < source.lineStarts.count, source.line(line).allSatisfy({ $0 == " " }) { line += 1 }
      let header = rest.dropFirst().prefix { $0 != " " }
      let isGiven = header.contains { $0.value >= 0x31 && $0.value <= 0x39 }
      return isGiven ? .opaque : .block(indent: source.line(line).prefix { $0 == " " }.count)
    case .folded, .any: return .opaque
    }
  }

  // MARK: Errors

  private func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      var message = plainEnglish(problem)
      if let context, context.mark.line != mark.line { message += " (in what begins in line \(context.mark.line))" }
      return Diagnostic("bad-yaml", at: lastText(before: position(mark)), message)
    case .duplicatedKeysInMapping(let names, let context):
      return Diagnostic(
        "duplicate-key", at: position(context.mark), "the key “\(names.first ?? "")” stands here more than once")
    default:
      return Diagnostic("bad-yaml", at: SourcePosition(file: source.file, line: 1, column: 1), "\(error)")
    }
  }

  /// An error at the end of the file is shown at the last line that has anything on it.
  private func lastText(before position: SourcePosition) -> SourcePosition {
    var place = position
    while place.line > 1, source.line(place.line).allSatisfy({ $0 == " " || $0 == "\t" }) {
      place.line -= 1
      place.column = source.line(place.line).count + 1
    }
    return place
  }
}

/// The parser's sentence in words that say what to do.
private func plainEnglish(_ problem: String) -> String {
  switch problem {
  case "could not find expected ':'": "there is no “:” after this key, or a text goes on further left than it began"
  case "mapping values are not allowed in this context":
    "a “:” with a space after it may not stand here; put the text in quotes, or mend the indentation"
  case "did not find expected key":
    "this is not indented like the lines before it, or a quote ended too early"
  case "did not find expected '-' indicator": "expected “- ” here, as in the lines before"
  case "found character that cannot start any token":
    "a value may not begin with this character; put it in quotes (and indent by spaces, not tabs)"
  case "found unexpected end of stream": "a quote that was opened is not closed before the end of the file"
  case "found a tab character that violates indentation",
    "found a tab character where an indentation space is expected":
    "a tab may not stand here; indent by spaces"
  case "did not find expected ',' or ']'": "expected “,” or “]”"
  case "did not find expected ',' or '}'": "expected “,” or “}”"
  case "did not find expected node content": "expected a value"
  case "block sequence entries are not allowed in this context":
    "a “- ” may not stand here; begin a new line for a list"
  case "block mapping keys are not allowed in this context", "mapping keys are not allowed in this context":
    "a key may not stand here"
  case "found unknown escape character":
    "there is no such escape in double quotes; patterns are better put in single quotes"
  default: problem
  }
}
