import Rules
import Text
import YAMLFiles

/// The languages in which titles and reasons are given.
private let languages = ["en", "ms", "id"]
private let leafKinds = ["pattern", "words", "signal"]
private let boundKeys = ["at-least", "at-most", "above", "below"]

extension RuleFileReader {
  /// The keys of a match.
  static let leafKeys = leafKinds + ["in"] + boundKeys
  static let ruleKeys =
    ["id", "title", "weight", "stage", "part", "replaces", "labels", "match", "when", "because", "tests"] + leafKeys
  static let testKeys = ["text", "post", "parent", "author"]

  /// One entry of `rules`.
  mutating func rule(_ node: YAMLNode, group: LocatedText) {
    let before = problems.count
    guard let keys = problems.map(node, of: "a rule", keys: Self.ruleKeys, needs: ["id"]) else { return }
    defer {
      if problems.count > before {
        problems.silence(
          ["missing-weight", "no-match"], in: node.position.file,
          lines: node.position.line...max(node.position.line, node.lastLine))
      }
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
    rule.when = keys["when"].flatMap { problems.text($0) }
    let beforeLeaves = problems.count
    rule.leaves = leaves(keys, of: id)
    if problems.count > beforeLeaves {
      // Matches are missing that conditions and reasons may speak of.
      problems.silence(
        ["unknown-match", "bad-condition", "bad-because"], in: node.position.file,
        lines: node.position.line...max(node.position.line, node.lastLine))
    }
    source.rules.append(rule)
    if let node = keys["tests"] { tests(node, of: id) }
  }

  /// One text for all languages, or one for each.
  private mutating func translated(_ node: YAMLNode, _ what: String) -> [String: LocatedText] {
    guard case .map = node.content else { return problems.text(node).map { ["": $0] } ?? [:] }
    var texts: [String: LocatedText] = [:]
    for (language, value) in problems.map(node, of: what, keys: languages) ?? [:] {
      texts[language] = problems.text(value)
    }
    return texts
  }

  // MARK: Matches

  private mutating func leaves(_ keys: [String: YAMLNode], of id: LocatedText) -> [LeafSource] {
    let short = Self.leafKeys.filter { keys[$0] != nil }
    guard let match = keys["match"] else {
      if short.isEmpty { return [] }
      let name = LocatedText("match", at: short.compactMap { keys[$0]?.position }.first ?? id.position)
      return leaf(keys, named: name, at: name.position).map { [$0] } ?? []
    }
    for key in short {
      if let node = keys[key] {
        problems.report(
          "two-forms", node.position, "a rule with “match” cannot have “\(key)” beside it; make it one of the matches")
      }
    }
    return (problems.named(match, "matches") ?? []).compactMap { name, value in
      problems.map(value, of: "a match", keys: Self.leafKeys).flatMap { leaf($0, named: name, at: value.position) }
    }
  }

  private mutating func leaf(
    _ keys: [String: YAMLNode], named name: LocatedText, at position: SourcePosition
  ) -> LeafSource? {
    let before = problems.count
    defer {
      if problems.count > before {
        let last = keys.values.map(\.lastLine).max() ?? position.line
        problems.silence(
          ["missing-bound", "empty-list"], in: position.file, lines: position.line...max(position.line, last))
      }
    }
    let kinds = leafKinds.filter { keys[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first, let value = keys[kind] else {
      problems.report(
        "match-kind", position,
        kinds.isEmpty
          ? "“\(name.text)” needs a pattern, words or a signal to look for"
          : "“\(name.text)” cannot be \(listed(kinds)) at once; make them matches of their own")
      return nil
    }
    let bounds = bounds(keys, isSignal: kind == "signal")
    guard kind != "signal" else {
      if let place = keys["in"] {
        problems.report("stray-key", place.position, "a signal is not looked for in a field; remove “in”")
      }
      return problems.text(value).map { LeafSource(name: name, kind: .signal($0, bounds)) }
    }
    let place = keys["in"].flatMap { self.place($0, isWords: kind == "words") } ?? (.comment, .folded)
    if kind == "pattern" {
      return problems.text(value).map {
        LeafSource(name: name, kind: .pattern($0), field: place.field, view: place.view)
      }
    }
    let words: [LocatedText]?
    if case .text = value.content { words = problems.text(value).map { [$0] } } else { words = problems.texts(value) }
    return words.map { LeafSource(name: name, kind: .words($0), field: place.field) }
  }

  private mutating func bounds(_ keys: [String: YAMLNode], isSignal: Bool) -> [SignalBound] {
    var bounds: [SignalBound] = []
    for key in boundKeys {
      guard let node = keys[key] else { continue }
      if !isSignal {
        problems.report("stray-key", node.position, "“\(key)” is for signals only; remove it")
      } else if let value = problems.number(node)?.value {
        switch key {
        case "at-least": bounds.append(.atLeast(value))
        case "at-most": bounds.append(.atMost(value))
        case "above": bounds.append(.above(value))
        default: bounds.append(.below(value))
        }
      }
    }
    return bounds
  }

  /// `field` or `field.view`.
  private mutating func place(_ node: YAMLNode, isWords: Bool) -> (field: Field, view: View)? {
    guard let text = problems.text(node) else { return nil }
    let parts = text.text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let fields = Field.allCases.map { "\($0.name)" }
    guard let field = Field.allCases.first(where: { "\($0.name)" == parts[0] }) else {
      problems.report(
        "unknown-field", text.position, "there is no field “\(parts[0])”; there are \(listed(fields))",
        suggestion: nearest(parts[0], among: fields))
      return nil
    }
    guard parts.count == 2 else { return (field, .folded) }
    let views = View.allCases.map { "\($0)" }
    guard let view = View.allCases.first(where: { "\($0)" == parts[1] }) else {
      problems.report(
        "unknown-view", text.position(ofByte: parts[0].utf8.count + 1),
        "there is no view “\(parts[1])”; there are \(listed(views))", suggestion: nearest(parts[1], among: views))
      return nil
    }
    if isWords, view != .folded {
      problems.report(
        "words-view", text.position(ofByte: parts[0].utf8.count + 1),
        "words are always looked for in the folded view; write “\(parts[0])”, or use a pattern")
      return nil
    }
    return (field, view)
  }

  // MARK: Tests

  private mutating func tests(_ node: YAMLNode, of id: LocatedText) {
    guard let keys = problems.map(node, of: "a rule's tests", keys: ["hit", "miss"]) else { return }
    for key in ["hit", "miss"] {
      guard let node = keys[key] else { continue }
      for item in problems.list(node) ?? [] {
        guard
          let keys = problems.map(
            item, of: "a test", keys: Self.testKeys, needs: ["text"])
        else { continue }
        let texts = keys.mapValues { problems.text($0)?.text }
        guard let text = texts["text"] ?? nil else { continue }
        let test = RuleTest(
          rule: id.text, place: item.position, text: text, post: texts["post"] ?? nil, parent: texts["parent"] ?? nil,
          author: texts["author"] ?? nil, isHit: key == "hit")
        tests.append(OwnedTest(owner: id.position, test: test))
      }
    }
  }
}
