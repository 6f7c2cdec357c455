import Rules
import YAMLFiles

extension RuleFileReader {
  /// A file's `lists`.
  mutating func lists(_ node: YAMLNode) {
    for (name, value) in problems.named(node, "lists of words") ?? [] {
      let before = problems.count
      var entries: [LocatedText] = []
      switch value.content {
      case .list: entries = (problems.texts(value) ?? [])
      case .map:
        if let keys = problems.map(value, of: "a list that is kept in a file", keys: ["file"], needs: ["file"]),
          let file = keys["file"].flatMap({ problems.text($0) })
        {
          entries = listFile(file) ?? []
        }
      case .text: problems.wrongKind(value, "expected a list of words, or { file: lists/… }")
      }
      for entry in entries where entry.text.hasPrefix("@") {
        problems.report(
          "list-in-list", entry.position, "a list cannot name another list; write a handle without its “@”")
      }
      if problems.count > before {
        problems.silence(
          ["empty-list"], in: name.position.file, lines: name.position.line...max(name.position.line, value.lastLine))
      }
      source.lists.append(ListSource(name: name, entries: entries))
    }
  }

  /// The entries of a list file: one in each line, `#` begins a comment.
  private mutating func listFile(_ name: LocatedText) -> [LocatedText]? {
    let parts = name.text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "lists", !parts[1].isEmpty, !parts[1].hasPrefix(".") else {
      problems.report(
        "bad-path", name.position, "list files lie in the folder “lists” beside the rules: “lists/name.txt”")
      return nil
    }
    let path = directory + name.text
    if let known = listFiles[path] { return known }
    guard let text = problems.text(of: path, limit: FileLimit.list, askedFrom: name.position) else { return nil }
    var entries: [LocatedText] = []
    for number in 1...text.lineStarts.count {
      let line = text.line(number)
      // A `#` inside a word is no comment.
      let comment = line.indices.first {
        line[$0] == "#" && ($0 == line.startIndex || line[$0 - 1] == " " || line[$0 - 1] == "\t")
      }
      var entry = line[..<(comment ?? line.endIndex)]
      while let last = entry.last, last == " " || last == "\t" { entry.removeLast() }
      while let first = entry.first, first == " " || first == "\t" { entry.removeFirst() }
      if entry.isEmpty { continue }
      entries.append(
        LocatedText(
          String(String.UnicodeScalarView(entry)),
          at: SourcePosition(file: path, line: number, column: entry.startIndex - line.startIndex + 1), style: .plain))
    }
    if entries.isEmpty { problems.report("empty-list", name.position, "“\(path)” has no entries") }
    listFiles[path] = entries
    return entries
  }
}
