import Rules
import Text
import YAMLFiles

private let boundKeys = ["at-least", "at-most", "above", "below"]

extension RuleFileReader {
  static let leafKinds = ["pattern", "words", "signal", "field", "rules", "macro", "count", "count-distinct"]
  /// The keys of a match.
  static let leafKeys = leafKinds + ["in", "is", "present", "per", "within"] + boundKeys

  /// The matches of a rule, a macro or an exception: `match`, or a single one without a name.
  ///
  /// - Parameters:
  ///   - what: what has them, for messages: `a rule`.
  ///   - node: what has these keys.
  mutating func body(
    _ keys: [String: YAMLNode], of what: String, at place: SourcePosition, in node: YAMLNode
  ) -> [LeafSource] {
    let before = problems.count
    defer {
      // Matches are missing that conditions and reasons may speak of.
      if problems.count > before { silence(["unknown-match", "bad-condition", "bad-because", "bad-count"], in: node) }
    }
    let short = Self.leafKeys.filter { keys[$0] != nil }
    guard let match = keys["match"] else {
      if short.isEmpty { return [] }
      let name = LocatedText("match", at: short.compactMap { keys[$0]?.position }.first ?? place)
      return leaf(keys, named: name, at: name.position).map { [$0] } ?? []
    }
    for key in short {
      if let node = keys[key] {
        problems.report(
          "two-forms", node.position, "\(what) with “match” cannot have “\(key)” beside it; make it one of the matches")
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
    let kinds = Self.leafKinds.filter { keys[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first, let value = keys[kind] else {
      problems.report(
        "match-kind", position,
        kinds.isEmpty
          ? "“\(name.text)” needs a pattern, words or a signal to look for"
          : "“\(name.text)” cannot be \(listed(kinds)) at once; make them matches of their own")
      return nil
    }
    refuseStrayKeys(keys, kind)
    switch kind {
    case "pattern", "words":
      let place = keys["in"].flatMap { self.place($0, isWords: kind == "words") } ?? (.comment, .folded)
      let leafKind: LeafSource.Kind? =
        kind == "pattern" ? problems.text(value).map { .pattern($0) } : texts(value).map { .words($0) }
      return leafKind.map {
        LeafSource(name: name, kind: $0, field: place.field, view: place.view, hasPlace: keys["in"] != nil)
      }
    case "macro":
      let place = keys["in"].flatMap { self.place($0, isWords: false) } ?? (.comment, .folded)
      return problems.text(value).map {
        LeafSource(
          name: name, kind: .macro($0), field: place.field, view: place.view, hasPlace: keys["in"] != nil)
      }
    case "signal":
      let bounds = bounds(keys)
      return problems.text(value).map { LeafSource(name: name, kind: .signal($0, bounds)) }
    case "count":
      let bounds = bounds(keys)
      return problems.text(value).map { LeafSource(name: name, kind: .count($0, bounds)) }
    case "rules":
      let bounds = bounds(keys)
      guard let names = texts(value) else { return nil }
      if names.isEmpty { problems.report("empty-list", value.position, "there are no rules to look at") }
      return LeafSource(name: name, kind: .rules(names, bounds))
    case "field": return field(value, keys, named: name)
    default: return distinct(value, keys, named: name)
    }
  }

  /// What belongs to another kind of match.
  private mutating func refuseStrayKeys(_ keys: [String: YAMLNode], _ kind: String) {
    let allowed: [String]
    switch kind {
    case "pattern", "words", "macro": allowed = ["in"]
    case "field": allowed = ["is", "present"] + boundKeys
    case "count-distinct": allowed = ["per", "within"] + boundKeys
    default: allowed = boundKeys
    }
    for key in ["in", "is", "present", "per", "within"] + boundKeys where !allowed.contains(key) {
      guard let node = keys[key] else { continue }
      problems.report(
        "stray-key", node.position,
        key == "in"
          ? "“\(kind)” is not looked for in a text; remove “in”" : "“\(key)” says nothing beside “\(kind)”; remove it")
    }
  }

  private mutating func bounds(_ keys: [String: YAMLNode], isMoment: Bool = false) -> [SignalBound] {
    var bounds: [SignalBound] = []
    for key in boundKeys {
      guard let node = keys[key] else { continue }
      let value = isMoment ? day(node).map { Double($0.value) * 86_400 } : problems.number(node)?.value
      guard let value else { continue }
      switch key {
      case "at-least": bounds.append(.atLeast(value))
      case "at-most": bounds.append(.atMost(value))
      case "above": bounds.append(.above(value))
      default: bounds.append(.below(value))
      }
    }
    return bounds
  }

  private mutating func field(
    _ value: YAMLNode, _ keys: [String: YAMLNode], named name: LocatedText
  ) -> LeafSource? {
    guard let field = problems.text(value) else { return nil }
    let given =
      ["is", "present"].filter { keys[$0] != nil } + (boundKeys.contains { keys[$0] != nil } ? ["bounds"] : [])
    guard given.count == 1 else {
      problems.report(
        "field-test", field.position,
        given.isEmpty
          ? "compare “\(field.text)” with something: is, present, at-least, at-most, above or below"
          : "“\(field.text)” cannot be compared by \(listed(given)) at once; make them matches of their own")
      return nil
    }
    if let node = keys["is"] {
      guard let values = texts(node) else { return nil }
      if values.isEmpty { problems.report("empty-list", node.position, "there is nothing to compare with") }
      return LeafSource(name: name, kind: .field(field, .isOneOf(values)))
    }
    if let node = keys["present"] {
      return problems.flag(node).map { LeafSource(name: name, kind: .field(field, .isPresent($0))) }
    }
    let isMoment = ValueField(rawValue: field.text)?.isMoment ?? false
    return LeafSource(name: name, kind: .field(field, .number(bounds(keys, isMoment: isMoment))))
  }

  private mutating func distinct(
    _ value: YAMLNode, _ keys: [String: YAMLNode], named name: LocatedText
  ) -> LeafSource? {
    let bounds = bounds(keys)
    let subject = problems.choice(value, WindowQuery.Subject.self)
    guard let per = keys["per"] else {
      problems.report(
        "missing-key", value.position, "say per what: “template”, “link” or “handle”")
      return nil
    }
    let key = problems.choice(per, WindowQuery.Key.self)
    var seconds: Int?
    if let node = keys["within"] {
      guard let duration = duration(node) else { return nil }
      seconds = duration
    }
    guard let subject, let key else { return nil }
    return LeafSource(
      name: name, kind: .distinct(WindowQuery(subject.value, per: key.value, within: seconds), bounds))
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
}
