/// How scores become verdicts.
package struct Policy: Hashable, Sendable {
  /// A comment with this label is never called a bot on these groups alone.
  package struct Protection: Hashable, Sendable {
    package let label: String
    /// Indexes into the rule set's groups, ascending.
    package let groups: [Int]
  }

  /// The score from which a comment is suspicious. Positive.
  package var suspicious = 2.0
  /// The score from which it is a bot. Not below `suspicious`.
  package var bot = 4.0
  /// A bot needs positive evidence from at least so many groups.
  package var botGroups = 2
  /// Groups that neither alone nor together make a bot. Indexes into the rule set's groups, ascending.
  package var weakGroups: [Int] = []
  package var protections: [Protection] = []
  /// The language of reasons, where rules give them in it.
  package var language = CommentLanguage.en
}

/// A family of evidence.
package struct RuleGroup: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Weights ≥ 0.
    case evidence
    /// Weights ≤ 0: what speaks for a comment.
    case trust
  }

  package let name: String
  package let kind: Kind
  /// The most its rules can add up to: positive for evidence, negative for trust.
  package let cap: Double
}
