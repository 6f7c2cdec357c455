package import Text

/// What running one pattern has cost.
package struct PatternCost: Hashable, Sendable {
  /// Texts that it was run on.
  package private(set) var runs = 0
  package private(set) var matches = 0
  /// Runs that were given up.
  package private(set) var unfinished = 0
  package private(set) var time = Duration.zero

  /// - Parameter state: what the run came to, an `AtomState`.
  mutating func add(_ state: UInt8, _ duration: Duration) {
    runs += 1
    if state == AtomState.yes { matches += 1 }
    if state == AtomState.unfinished { unfinished += 1 }
    time += duration
  }
}

/// A pattern with what it has cost, and who looks for it.
package struct PatternProfile: Hashable, Sendable {
  package let pattern: String
  package let field: Field
  package let view: View
  /// Indices into the rule set's rules.
  package let rules: [Int]
  /// Whether no required literal spares it from any text.
  package let alwaysRuns: Bool
  package let cost: PatternCost
}
