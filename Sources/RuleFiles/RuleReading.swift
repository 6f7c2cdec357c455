import Rules
import YAMLFiles

/// The languages in which titles and reasons are given.
private let languages = ["en", "ms", "id"]

extension RuleFileReader {
  static let ruleKeys =
    [
      "id", "title", "weight", "stage", "part", "replaces", "labels", "scope", "match", "when", "except", "because",
      "tests",
    ] + leafKeys
  static let scopeKeys = ["platform", "lang"]

  /// One entry of `rules`.
  mutating func rule(_ node: YAMLNode, group: LocatedText) {
    let before = problems.count
    guard let keys = problems.map(node, of: "a rule", keys: Self.ruleKeys, needs: ["id"]) else { return }
    defer {
      if problems.count > before { silence(["missing-weight", "no-match", "unknown-rule"], in: node) }
    }
    guard let id = keys["id"].flatMap({ problems.text($0) }) else { return }
    var rule = RuleSource(id: id, group: group, layer: layer)
    rule.title = keys["title"].map { translated($0, "a title") } ?? [:]
    rule.because = keys["because"].map { translated($0, "a reason") } ?? [:]
    rule.weight = keys["weight"].flatMap { problems.number($0) }
    if let node = keys["stage"], let stage = problems.choice(node, Stage.self) { rule.stage = stage.value }
    rule.isPart = keys["part"].flatMap { problems.flag($0) } ?? false
    rule.replaces = keys["replaces"].flatMap { problems.flag($0) } ?? false
    rule.labels = keys["labels"].flatMap { problems.texts($0) } ?? []
    if let node = keys["scope"] { rule.scope = scope(node) }
    rule.when = keys["when"].flatMap { problems.text($0) }
    rule.leaves = body(keys, of: "a rule", at: id.position, in: node)
    for item in keys["except"].flatMap({ problems.list($0) }) ?? [] {
      if let exception = exception(item, isOfRule: true) { rule.exceptions.append(exception) }
    }
    source.rules.append(rule)
    if let node = keys["tests"] { tests(node, of: id) }
  }

  /// Leaves out, within a node, what only follows from errors already told.
  mutating func silence(_ ids: Set<String>, in node: YAMLNode) {
    problems.silence(ids, in: node.position.file, lines: node.position.line...max(node.position.line, node.lastLine))
  }

  /// One text for all languages, or one for each.
  mutating func translated(_ node: YAMLNode, _ what: String) -> [String: LocatedText] {
    guard case .map = node.content else { return problems.text(node).map { ["": $0] } ?? [:] }
    var texts: [String: LocatedText] = [:]
    for (language, value) in problems.map(node, of: what, keys: languages) ?? [:] {
      texts[language] = problems.text(value)
    }
    return texts
  }

  private mutating func scope(_ node: YAMLNode) -> ScopeSource {
    var scope = ScopeSource()
    guard let keys = problems.map(node, of: "a scope", keys: Self.scopeKeys) else { return scope }
    scope.platforms = keys["platform"].flatMap { texts($0) }
    if let node = keys["lang"], let texts = texts(node) {
      scope.languages = texts.compactMap { text in
        if let language = CommentLanguage(rawValue: text.text) { return Located(language, at: text.position) }
        let names = CommentLanguage.allCases.map(\.rawValue)
        problems.report(
          "unknown-value", text.position, "“\(text.text)” is none of \(listed(names))",
          suggestion: nearest(text.text, among: names))
        return nil
      }
    }
    for key in Self.scopeKeys {
      if case .list(let items)? = keys[key]?.content, items.isEmpty {
        problems.report("empty-list", node.position, "an empty “\(key)” leaves nothing; remove it")
      }
    }
    return scope
  }

  /// One text, or a list of them.
  mutating func texts(_ node: YAMLNode) -> [LocatedText]? {
    if case .text = node.content { return problems.text(node).map { [$0] } }
    return problems.texts(node)
  }
}
