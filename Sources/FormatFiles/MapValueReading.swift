import Dumps
import Rules
import YAMLFiles

/// Paths, texts and values, each alone or in a list.
extension FormatFileReader {
  static let valueKeys = ["from", "html", "prefix", "after", "until", "before", "none"]

  mutating func path(_ node: YAMLNode) -> MapPath? {
    guard let text = problems.text(node) else { return nil }
    guard let path = MapPath(text.text) else {
      problems.report(
        "bad-path", text.position, "“\(text.text)” is no path; write keys with dots between, like “owner.username”")
      return nil
    }
    return path
  }

  mutating func paths(_ node: YAMLNode) -> [MapPath] { items(node).compactMap { path($0) } }

  mutating func texts(_ node: YAMLNode) -> [String] { items(node).compactMap { problems.text($0)?.text } }

  mutating func values(_ node: YAMLNode?) -> [MapValue] {
    guard let node else { return [] }
    return items(node).compactMap { value($0) }
  }

  private mutating func items(_ node: YAMLNode) -> [YAMLNode] {
    guard case .list(let items) = node.content else { return [node] }
    if items.isEmpty { problems.report("missing-value", node.position, "the list is empty; leave the key out") }
    return items
  }

  private mutating func value(_ node: YAMLNode) -> MapValue? {
    guard case .map = node.content else { return path(node).map { MapValue($0) } }
    guard let keys = problems.map(node, of: "a value", keys: Self.valueKeys, needs: ["from"]),
      let path = keys["from"].flatMap({ path($0) })
    else { return nil }
    var value = MapValue(path)
    value.isHTML = keys["html"].flatMap { problems.flag($0) } ?? false
    value.prefix = keys["prefix"].flatMap { problems.text($0)?.text }
    value.after = keys["after"].flatMap { problems.text($0)?.text }
    value.until = keys["until"].flatMap { problems.text($0)?.text }
    value.before = keys["before"].flatMap { problems.text($0)?.text }
    value.none = keys["none"].map { texts($0) } ?? []
    return value
  }
}
