package import Text

/// One leaf of a rule, for explanations.
package struct LeafInfo: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case words, pattern
    /// Index into the signal catalogue.
    case signal(Int)
  }

  package let name: String
  package let kind: Kind
  /// `comment` for signals.
  package let field: Field
  package let view: View
  /// A signal's bounds; empty for other kinds.
  package let bounds: [SignalBound]
}

/// What is told of a rule to those who weigh and explain it.
package struct RuleInfo: Sendable {
  package let id: String
  /// Index into the rule set's groups.
  package let group: Int
  /// By language; `""` where there is one for all. May be empty.
  package let titles: [String: String]
  /// 0 for parts.
  package let weight: Double
  /// Sorted.
  package let labels: [String]
  /// Parts are evaluated and reported like rules, but are no evidence: whoever scores leaves them out.
  package let isPart: Bool
  /// By language; `""` where there is one for all. May be empty.
  package let becauses: [String: BecauseTemplate]
  package let leaves: [LeafInfo]
  /// The condition as written; nil where all leaves must be found.
  package let when: String?
  package let position: SourcePosition

  /// The title in a language, else in English, else in any; nil where there is none.
  package func title(_ language: String) -> String? { pick(titles, language) }
  /// The reason in a language, else in English, else in any; the title or the id where there is none.
  package func because(_ language: String) -> BecauseTemplate {
    pick(becauses, language) ?? BecauseTemplate(plain: title(language) ?? id)
  }
}

private func pick<Value>(_ byLanguage: [String: Value], _ language: String) -> Value? {
  byLanguage[language] ?? byLanguage[""] ?? byLanguage["en"] ?? byLanguage.min { $0.key < $1.key }?.value
}

/// Rules ready to judge comments: checked, compiled, immutable, shared by all workers.
package final class RuleSet: Sendable {
  /// The most rules one set may have.
  package static let maximumRules = 10_000
  /// The most entries one list may have.
  package static let maximumListEntries = 200_000
  /// The most leaves one rule may have.
  package static let maximumLeaves = 64

  /// `sha256:` and 64 hexadecimal digits over everything that can change a verdict: the same however the rules
  /// are spread over files, ordered, spaced and commented.
  package let digest: String
  /// The active rules, ordered by id.
  package let rules: [RuleInfo]
  /// Ordered by name.
  package let groups: [RuleGroup]
  package let policy: Policy
  /// Indexes into the signal catalogue that the rules look at, ascending.
  package let neededSignals: [Int]
  let plan: ScanPlan

  init(
    digest: String, rules: [RuleInfo], groups: [RuleGroup], policy: Policy, neededSignals: [Int], plan: ScanPlan
  ) {
    self.digest = digest
    self.rules = rules
    self.groups = groups
    self.policy = policy
    self.neededSignals = neededSignals
    self.plan = plan
  }

  /// Patterns that no required literal spares from being run on every text, with their count of texts: for lint.
  package var alwaysRunPatterns: Int { plan.alwaysRun.reduce(0) { $0 + $1.count } }

  /// Whether rules look at a field at all.
  package func looks(at field: Field) -> Bool { plan.atoms.contains { $0.kind != .signal && $0.field == field } }
}
