import Rules
import YAMLFiles

/// What changes rules from outside or is used by several: macros, exceptions, overrides.
extension RuleFileReader {
  static let overrideKeys = ["rule", "weight", "stage", "labels", "title", "because"]
  static let macroKeys = ["match", "when"] + leafKeys
  /// Of an exception that stands in its rule. One of a file needs `to`, the rules it is made to.
  static let exceptKeys = ["reason", "review-by"] + macroKeys
  static let exceptionKeys = ["to"] + exceptKeys

  mutating func macros(_ node: YAMLNode) {
    for (name, value) in problems.named(node, "macros") ?? [] {
      let before = problems.count
      guard let keys = problems.map(value, of: "a macro", keys: Self.macroKeys) else { continue }
      let leaves = body(keys, of: "a macro", at: value.position, in: value)
      if leaves.isEmpty, problems.count == before {
        problems.report("no-match", name.position, "macro “\(name.text)” looks for nothing")
      }
      source.macros.append(
        MacroSource(name: name, leaves: leaves, when: keys["when"].flatMap { problems.text($0) }, layer: layer))
    }
  }

  mutating func exception(_ node: YAMLNode, isOfRule: Bool) -> ExceptionSource? {
    let before = problems.count
    let needed = (isOfRule ? [] : ["to"]) + ["reason", "review-by"]
    guard
      let keys = problems.map(
        node, of: "an exception", keys: isOfRule ? Self.exceptKeys : Self.exceptionKeys, needs: needed)
    else { return nil }
    let leaves = body(keys, of: "an exception", at: node.position, in: node)
    if leaves.isEmpty, problems.count == before {
      problems.report("no-match", node.position, "the exception looks for nothing: it needs match, words or the like")
    }
    let when = keys["when"].flatMap { problems.text($0) }
    let rules = keys["to"].flatMap { texts($0) } ?? []
    if keys["to"] != nil, rules.isEmpty, problems.count == before {
      problems.report("empty-list", node.position, "the exception is made to no rule")
    }
    // Without them it is checked all the same, so that all its errors are told at once; its set is refused anyway.
    let reason = keys["reason"].flatMap { problems.text($0) } ?? LocatedText("", at: node.position)
    let reviewBy = keys["review-by"].flatMap { day($0) } ?? Located(0, at: node.position)
    var exception = ExceptionSource(position: node.position, reason: reason, reviewBy: reviewBy, layer: layer)
    (exception.rules, exception.leaves, exception.when) = (rules, leaves, when)
    return exception
  }

  mutating func override(_ node: YAMLNode) {
    guard let keys = problems.map(node, of: "an override", keys: Self.overrideKeys, needs: ["rule"]),
      let rule = keys["rule"].flatMap({ problems.text($0) })
    else { return }
    if keys.count == 1 {
      problems.report(
        "missing-key", node.position,
        "the override changes nothing; give it a weight, stage, labels, title or because")
      return
    }
    var override = OverrideSource(rule: rule, layer: layer)
    override.weight = keys["weight"].flatMap { problems.number($0) }
    override.stage = keys["stage"].flatMap { problems.choice($0, Stage.self) }?.value
    override.labels = keys["labels"].flatMap { problems.texts($0) }
    override.title = keys["title"].map { translated($0, "a title") }
    override.because = keys["because"].map { translated($0, "a reason") }
    source.overrides.append(override)
  }
}
