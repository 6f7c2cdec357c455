package import Text

extension RuleSource {
  /// The condition over the leaves in their order; nil where `when` cannot be read.
  package var condition: Condition? {
    let names = leaves.map(\.name.text)
    guard let when else { return names.count == 1 ? .leaf(0) : .all(names.indices.map { .leaf($0) }) }
    return try? ConditionParser.parse(when.text, leaves: names)
  }
}

extension Condition {
  /// Whether it cannot be true as long as none of some leaves is.
  package func waits(for leaf: (Int) -> Bool) -> Bool { Trigger(of: self) { leaf($0) ? 1 : nil } != nil }
}

/// What the prefilter looks for before it lets a pattern run: one of these stands in every text that a branch matches.
package struct PatternLiterals: Sendable {
  /// Those that may begin in the middle of a word, or end there.
  package let loose: [String]

  /// - Returns: nil where the pattern has no literal, and runs on every text.
  package init?(of pattern: String, in view: View) {
    guard let found = RequiredLiterals.find(in: pattern, viewHasOddLetters: view == .raw) else { return nil }
    func rank(_ loose: [String]) -> (Int, Int) { (-(loose.map(\.utf8.count).min() ?? .max), loose.count) }
    var loose: Set<String> = []
    for branch in found {
      // A text must hold one of each set, so the set that stops most texts speaks for the branch: long ones first, then few.
      let looseOfSets = branch.sets.map { set in
        set.filter { !$0.startsWord && !$0.endsWord }.map { String(decoding: $0.bytes, as: UTF8.self) }
      }
      loose.formUnion(looseOfSets.min { rank($0) < rank($1) } ?? [])
    }
    self.loose = loose.sorted()
  }
}
