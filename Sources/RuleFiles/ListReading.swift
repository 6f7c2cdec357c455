import Rules
import YAMLFiles

extension RuleFileReader {
  static let listKeys = ["file", "add", "remove"]

  /// A file's `lists`.
  mutating func lists(_ node: YAMLNode) {
    for (name, value) in problems.named(node, "lists of words") ?? [] {
      let before = problems.count
      var list = ListSource(name: name, entries: [], layer: layer)
      switch value.content {
      case .list: list.entries = problems.texts(value) ?? []
      case .map: change(&list, by: value)
      case .text: problems.wrongKind(value, "expected a list of words, or { file: lists/… }")
      }
      for entry in list.entries where entry.text.hasPrefix("@") {
        problems.report(
          "list-in-list", entry.position, "a list cannot name another list; write a handle without its “@”")
      }
      if problems.count > before {
        problems.silence(
          ["empty-list", "changes-nothing"], in: name.position.file,
          lines: name.position.line...max(name.position.line, value.lastLine))
      }
      source.lists.append(list)
    }
  }

  /// A list that is kept in a file, or that says only how the one of a folder below is changed.
  private mutating func change(_ list: inout ListSource, by node: YAMLNode) {
    guard let keys = problems.map(node, of: "a list", keys: Self.listKeys) else { return }
    if let file = keys["file"] {
      for key in ["add", "remove"] {
        if let node = keys[key] {
          problems.report("stray-key", node.position, "“\(key)” says nothing beside “file”; remove one of them")
        }
      }
      if let name = problems.text(file) { list.entries = listFile(name) ?? [] }
      return
    }
    if keys.isEmpty {
      problems.report("missing-key", node.position, "a list that is no list of words needs “file”, “add” or “remove”")
    }
    list.changes = !keys.isEmpty
    list.entries = keys["add"].flatMap { problems.texts($0) } ?? []
    list.removed = keys["remove"].flatMap { problems.texts($0) } ?? []
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
