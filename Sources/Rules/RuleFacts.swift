package import Text

extension RuleSource {
  /// The condition over the leaves in their order; nil where `when` cannot be read.
  package var condition: Condition? {
    let names = leaves.map(\.name.text)
    guard let when else { return names.count == 1 ? .leaf(0) : .all(names.indices.map { .leaf($0) }) }
    return try? ConditionParser.parse(when.text, leaves: names)
  }
}

/// What the prefilter looks for before it lets a pattern run: one of these stands in every text that matches.
package struct PatternLiterals: Sendable {
  /// Of the shortest literal that no edge of a word holds on either side, its text; nil where there is none.
  package let shortestLoose: String?
  /// Those that may begin in the middle of a word, or end there.
  package let loose: [String]

  /// - Returns: nil where the pattern has no literal, and runs on every text.
  package init?(of pattern: String, in view: View) {
    guard let found = RequiredLiterals.find(in: pattern, viewHasOddLetters: view == .raw) else { return nil }
    // A text must hold one of each set, so the set with the fewest loose ones speaks for the pattern.
    let looseOfSets = found.map { set in
      set.filter { !$0.startsWord && !$0.endsWord }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    guard let loose = looseOfSets.min(by: { $0.count < $1.count }) else { return nil }
    self.loose = loose
    shortestLoose = loose.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }
}
