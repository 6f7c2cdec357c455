import Text

extension MacroSource {
  /// The match that it is, where it is just one.
  package var single: LeafSource? { leaves.count == 1 && when == nil ? leaves[0] : nil }
}

extension LeafSource {
  /// The same match where another one looks.
  func looking(in other: LeafSource) -> LeafSource {
    var leaf = self
    (leaf.field, leaf.view, leaf.hasPlace) = (other.field, other.view, true)
    return leaf
  }
}

/// Matches that stand for others: macros and rules. They become part of the condition that names them, so that a scan knows
/// nothing of them and every truth comes out as if they had been written out.
extension RuleSetCompiler {
  mutating func use(_ name: LocatedText, _ leaf: LeafSource) -> CheckedLeaf? {
    guard let macro = macros[name.text] else {
      report(
        "unknown-macro", name.position, "there is no macro “\(name.text)”",
        suggestion: nearest(name.text, among: macros.keys))
      return nil
    }
    if macroStack.contains(name.text) {
      report("cycle", name.position, "macro “\(name.text)” would hang on itself")
      return nil
    }
    macroStack.append(name.text)
    defer { macroStack.removeLast() }
    let before = diagnostics.count
    if var inner = macro.single {
      if leaf.hasPlace {
        guard inner.isText else {
          report("stray-key", leaf.name.position, "macro “\(name.text)” does not look in a field; remove “in”")
          return nil
        }
        if case .words = inner.kind, leaf.view != .folded {
          report("words-view", leaf.name.position, "words are always looked for in the folded view")
          return nil
        }
        inner = inner.looking(in: leaf)
      }
      inner.name = leaf.name
      return self.leaf(inner, among: [inner])
    }
    if leaf.hasPlace {
      report(
        "stray-key", leaf.name.position,
        "macro “\(name.text)” has several matches, which look where they say; remove “in”")
      return nil
    }
    let body = self.body(macro.leaves, macro.when)
    guard diagnostics.count == before else { return nil }
    return CheckedLeaf(
      value: .compound(body.overAtoms), info: LeafInfo(name: leaf.name.text, kind: .compound("macro \(name.text)")),
      canonical: "macro " + body.canonical)
  }

  /// Checks macros that no rule uses, as rules out of use are checked.
  mutating func checkMacro(_ macro: MacroSource) {
    checkName(macro.name, "macro")
    if macro.leaves.count > RuleSet.maximumLeaves {
      report("too-many-matches", macro.name.position, "a macro may have \(RuleSet.maximumLeaves) matches at most")
    }
    macroStack.append(macro.name.text)
    defer { macroStack.removeLast() }
    _ = body(macro.leaves, macro.when)
  }

  // MARK: Rules

  /// How many of some rules hit.
  mutating func hits(of names: [LocatedText], _ bounds: [SignalBound], named name: String) -> CheckedLeaf? {
    let own = stack.last
    var indexes: [Int] = []
    for reference in names {
      guard let found = rules(named: reference) else { return nil }
      for index in found where index != own && !indexes.contains(index) { indexes.append(index) }
      if found == [own] {
        report("cycle", reference.position, "rule “\(reference.text)” would hang on itself")
        return nil
      }
    }
    // Rules that are tried out must not count by way of others.
    let takesSilent = own.map { winners[$0].stage.isSilent } ?? false
    var parts: [Condition] = []
    for index in indexes {
      let stage = winners[index].stage
      if stage == .retired || (stage.isSilent && !takesSilent) { continue }
      if stack.contains(index) {
        let place = names[0].position
        report("cycle", place, "rule “\(winners[index].id.text)” would hang on itself by way of this one")
        return nil
      }
      guard let rule = check(index) else { return nil }
      parts.append(rule.overAtoms)
    }
    let written = names.map(\.text).sorted().joined(separator: ", ")
    let limits = bounds.isEmpty ? [.atLeast(1)] : bounds
    return CheckedLeaf(
      value: .compound(.all(limits.map { Self.count(of: parts, within: $0) })),
      info: LeafInfo(name: name, kind: .compound("hits of \(written)"), bounds: limits),
      canonical: "rules \(written) \(limits.map(\.written).sorted())")
  }

  private static func count(of parts: [Condition], within bound: SignalBound) -> Condition {
    func atLeast(_ number: Double) -> Condition {
      if number <= 0 { return .not(.never) }
      if number > Double(parts.count) { return .never }
      return parts.count == 1 ? parts[0] : number == 1 ? .any(parts) : .atLeast(Int(number), parts)
    }
    return switch bound {
    case .atLeast(let value): atLeast(value.rounded(.up))
    case .above(let value): atLeast(value.rounded(.down) + 1)
    case .atMost(let value): .not(atLeast(value.rounded(.down) + 1))
    case .below(let value): .not(atLeast(value.rounded(.up)))
    }
  }

  /// The rules that a name stands for: a rule's id, a group, or the beginning of ids followed by `*`; nil after reporting
  /// that there are none.
  mutating func rules(named name: LocatedText) -> [Int]? {
    if let index = winnerIndexes[name.text] { return [index] }
    let found: [Int]
    if name.text.hasSuffix("*") {
      let beginning = String(name.text.dropLast())
      found = winners.indices.filter { winners[$0].id.text.hasPrefix(beginning) }
    } else {
      found = winners.indices.filter { winners[$0].group.text == name.text }
    }
    if !found.isEmpty { return found }
    report(
      "unknown-rule", name.position,
      name.text.hasSuffix("*")
        ? "no rule's id begins with “\(name.text.dropLast())”" : "there is no rule and no group “\(name.text)”",
      suggestion: nearest(name.text, among: winnerIndexes.keys.sorted() + groups.map(\.name)))
    return nil
  }
}

extension LeafSource {
  /// Whether it looks for words or a pattern.
  package var isText: Bool {
    switch kind {
    case .words, .pattern: true
    default: false
    }
  }
}
