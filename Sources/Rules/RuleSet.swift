package import Text

/// One leaf of a rule, for explanations.
package struct LeafInfo: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case words, pattern
    /// Index into the readings: a signal, or a measure.
    case signal(Int)
    /// A macro, a count of rules, or an exception, in words.
    case compound(String)
  }

  package let name: String
  package let kind: Kind
  /// `comment` for what is not looked for in a text.
  package let field: Field
  package let view: View
  /// The bounds of what is measured or counted; empty for other kinds.
  package let bounds: [SignalBound]

  init(
    name: String, kind: Kind, field: Field = .comment, view: View = .folded, bounds: [SignalBound] = []
  ) {
    self.name = name
    self.kind = kind
    self.field = field
    self.view = view
    self.bounds = bounds
  }
}

/// What is told of a rule to those who weigh and explain it.
package struct RuleInfo: Sendable {
  package let id: String
  /// Index into the rule set's groups.
  package let group: Int
  /// By language; `""` where there is one for all. May be empty.
  package let titles: [String: String]
  /// What it says it weighs; 0 for parts.
  package let weight: Double
  /// Never `retired`.
  package let stage: Stage
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
  /// Equal for rules that do the same, however they are written down.
  package let fingerprint: UInt64

  /// Whether it counts for nothing: a part, or one that is being tried out.
  package var isSilent: Bool { isPart || stage.isSilent }

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
  /// The rules in use: all but the retired ones, ordered by id.
  package let rules: [RuleInfo]
  /// Ordered by name.
  package let groups: [RuleGroup]
  package let policy: Policy
  /// The signal catalogue, in the order of its readings.
  package let signals: [String]
  /// What is measured only because a rule asks; its readings follow those of the signals.
  package let measures: [Measure]
  let plan: ScanPlan

  init(
    digest: String, rules: [RuleInfo], groups: [RuleGroup], policy: Policy, signals: [String], measures: [Measure],
    plan: ScanPlan
  ) {
    self.digest = digest
    self.rules = rules
    self.groups = groups
    self.policy = policy
    self.signals = signals
    self.measures = measures
    self.plan = plan
  }

  /// Indexes into the signal catalogue that the rules look at, ascending.
  package var neededSignals: [Int] { plan.signals.signals.filter { $0 < signals.count } }

  /// What a reading is called: the signal's name, or the measure in words.
  package func readingName(_ index: Int) -> String {
    index < signals.count ? signals[index] : measures[index - signals.count].written { readingName($0) }
  }

  /// Patterns that no required literal spares from being run on every text, with their count of texts: for lint.
  package var alwaysRunPatterns: Int { plan.alwaysRun.reduce(0) { $0 + $1.count } }

  /// Whether rules look at a field at all.
  package func looks(at field: Field) -> Bool {
    plan.atoms.contains { $0.kind != .signal && $0.kind != .blank && $0.field == field }
  }
}
