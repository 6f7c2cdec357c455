package import Rules

/// Values of the kinds that these files have. Each reports what is wrong and gives nothing then.
extension Problems {
  /// A mapping's values by key.
  ///
  /// - Parameters:
  ///   - what: what has these keys, for messages: `a rule`.
  ///   - keys: all it may have.
  ///   - needed: those it must have.
  package mutating func map(
    _ node: YAMLNode, of what: String, keys: [String], needs needed: [String] = []
  ) -> [String: YAMLNode]? {
    guard case .map(let pairs) = node.content else {
      wrongKind(node, "\(what) is made of keys with values, like “\(keys[0]): …”")
      return nil
    }
    var values: [String: YAMLNode] = [:]
    for (key, value) in pairs {
      guard case .text(let name, _) = key.content else {
        report("wrong-type", key.position, "a key must be a word")
        continue
      }
      guard keys.contains(name.text) else {
        let near = nearest(name.text, among: keys)
        let known = near == nil ? "; it may have \(listed(keys))" : ""
        report("unknown-key", key.position, "\(what) has no key “\(name.text)”\(known)", suggestion: near)
        continue
      }
      if values[name.text] != nil {
        report("duplicate-key", key.position, "the key “\(name.text)” stands here more than once")
      } else {
        values[name.text] = value
      }
    }
    for key in needed where values[key] == nil {
      report("missing-key", node.position, "\(what) needs “\(key)”")
    }
    return values
  }

  /// A mapping whose keys are names, in the order of the file.
  package mutating func named(_ node: YAMLNode, _ what: String) -> [(name: LocatedText, value: YAMLNode)]? {
    guard case .map(let pairs) = node.content else {
      wrongKind(node, "expected \(what) by name, like “name: …”")
      return nil
    }
    var seen: Set<String> = []
    var result: [(name: LocatedText, value: YAMLNode)] = []
    for (key, value) in pairs {
      guard case .text(let name, _) = key.content else {
        report("wrong-type", key.position, "a name must be a word")
        continue
      }
      if seen.insert(name.text).inserted {
        result.append((name, value))
      } else {
        report("duplicate-key", key.position, "the key “\(name.text)” stands here more than once")
      }
    }
    return result
  }

  /// The items of a list.
  package mutating func list(_ node: YAMLNode) -> [YAMLNode]? {
    if case .list(let items) = node.content { return items }
    wrongKind(node, "expected a list, in brackets or in lines that begin with “- ”")
    return nil
  }

  /// Any text or number as it is written; what stands for nothing needs quotes.
  package mutating func text(_ node: YAMLNode) -> LocatedText? {
    guard case .text(let text, let isPlain) = node.content else {
      wrongKind(node, "expected a text")
      return nil
    }
    if isPlain, YAMLNode.isNull(text.text) {
      let hint = text.text.isEmpty ? "" : "; put “\(text.text)” in quotes if the word is meant"
      report("missing-value", node.position, "a text is missing here\(hint)")
      return nil
    }
    return text
  }

  /// The items of a list of texts.
  package mutating func texts(_ node: YAMLNode) -> [LocatedText]? {
    list(node)?.compactMap { text($0) }
  }

  /// A number written plainly.
  package mutating func number(_ node: YAMLNode) -> Located<Double>? {
    if case .text(let text, let isPlain) = node.content, isPlain, YAMLNode.isNumber(text.text),
      let value = Double(text.text)
    {
      return Located(value, at: node.position)
    }
    wrongKind(node, "expected a number written like 2 or -0.5")
    return nil
  }

  /// A whole number written plainly.
  package mutating func integer(_ node: YAMLNode) -> Located<Int>? {
    if case .text(let text, let isPlain) = node.content, isPlain, YAMLNode.isNumber(text.text),
      let value = Int(text.text)
    {
      return Located(value, at: node.position)
    }
    wrongKind(node, "expected a whole number")
    return nil
  }

  /// `true` or `false`.
  package mutating func flag(_ node: YAMLNode) -> Bool? {
    if case .text(let text, let isPlain) = node.content, isPlain, text.text == "true" || text.text == "false" {
      return text.text == "true"
    }
    wrongKind(node, "expected true or false")
    return nil
  }

  /// One of the names of a choice.
  package mutating func choice<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
    _ node: YAMLNode, _ type: Choice.Type
  ) -> Located<Choice>? {
    guard let text = text(node) else { return nil }
    if let choice = Choice(rawValue: text.text) { return Located(choice, at: node.position) }
    let names = Choice.allCases.map(\.rawValue)
    report(
      "unknown-value", node.position, "“\(text.text)” is none of \(listed(names))",
      suggestion: nearest(text.text, among: names))
    return nil
  }

  /// Reports a value of another kind than was expected.
  package mutating func wrongKind(_ node: YAMLNode, _ expected: String) {
    var given = node.kind
    if case .text(let text, let isPlain) = node.content, !isPlain || !YAMLNode.isNull(text.text) {
      given += " “\(text.text.prefix(40))”"
      if !isPlain { given += " in quotes" }
    }
    report("wrong-type", node.position, "\(expected); this is \(given)")
  }
}

/// `a, b and c`.
package func listed(_ names: [String]) -> String {
  names.count < 2
    ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
}
