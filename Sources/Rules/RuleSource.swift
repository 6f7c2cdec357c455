/// What rule files say, before it is checked against itself: the loader fills it, `RuleSet.compile` takes it.
package struct RuleSetSource: Sendable {
  package var groups: [GroupSource] = []
  package var lists: [ListSource] = []
  package var macros: [MacroSource] = []
  package var rules: [RuleSource] = []
  package var exceptions: [ExceptionSource] = []
  package var overrides: [OverrideSource] = []
  package var policies: [PolicySource] = []

  package init() {}
}

/// A value with the place where it stands.
package struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
  package var value: Value
  package var position: SourcePosition

  package init(_ value: Value, at position: SourcePosition) {
    self.value = value
    self.position = position
  }
}

/// A file's `group`, `kind` and `cap`. Several files may belong to one group.
package struct GroupSource: Sendable {
  package var name: LocatedText
  package var kind: Located<RuleGroup.Kind>?
  package var cap: Located<Double>?
  package var layer: Int

  package init(
    name: LocatedText, kind: Located<RuleGroup.Kind>? = nil, cap: Located<Double>? = nil, layer: Int = 0
  ) {
    self.name = name
    self.kind = kind
    self.cap = cap
    self.layer = layer
  }
}

/// A named list of words and phrases.
package struct ListSource: Sendable {
  package var name: LocatedText
  /// All entries, or those that are put to the list of a folder below.
  package var entries: [LocatedText]
  /// Entries taken out of the list of a folder below.
  package var removed: [LocatedText] = []
  /// Whether it changes the list of a folder below instead of taking its place.
  package var changes = false
  package var layer: Int

  package init(name: LocatedText, entries: [LocatedText], layer: Int = 0) {
    self.name = name
    self.entries = entries
    self.layer = layer
  }
}

/// A match, or several with a condition, that rules use by name.
package struct MacroSource: Sendable {
  package var name: LocatedText
  package var leaves: [LeafSource]
  package var when: LocatedText?
  package var layer: Int

  package init(name: LocatedText, leaves: [LeafSource], when: LocatedText? = nil, layer: Int = 0) {
    self.name = name
    self.leaves = leaves
    self.when = when
    self.layer = layer
  }
}

/// What keeps rules from hitting where it is known to be true.
package struct ExceptionSource: Sendable {
  package var position: SourcePosition
  /// Rules, groups or beginnings of rules' ids; none for an exception that stands in its rule.
  package var rules: [LocatedText] = []
  package var leaves: [LeafSource] = []
  package var when: LocatedText?
  package var reason: LocatedText
  /// The day on which somebody should ask whether it is still wanted, in days since 1970.
  package var reviewBy: Located<Int>
  package var layer: Int

  package init(position: SourcePosition, reason: LocatedText, reviewBy: Located<Int>, layer: Int = 0) {
    self.position = position
    self.reason = reason
    self.reviewBy = reviewBy
    self.layer = layer
  }
}

/// How far a rule is on its way into or out of use.
package enum Stage: String, CaseIterable, Sendable {
  /// Being written: evaluated and reported, and weighs nothing.
  case draft
  /// The same, for a rule that is ready and is watched for a while.
  case shadow
  case active
  /// Checked for errors, but not evaluated.
  case retired

  /// Whether its rules are evaluated, yet count for nothing.
  package var isSilent: Bool { self == .draft || self == .shadow }
}

/// Where a rule applies; what is left out does not matter.
package struct ScopeSource: Sendable {
  package var platforms: [LocatedText]?
  package var languages: [Located<CommentLanguage>]?

  package init(platforms: [LocatedText]? = nil, languages: [Located<CommentLanguage>]? = nil) {
    self.platforms = platforms
    self.languages = languages
  }
}

/// One rule as written.
package struct RuleSource: Sendable {
  package var id: LocatedText
  package var group: LocatedText
  /// Which folder it came from; later folders are higher.
  package var layer: Int
  package var title: [String: LocatedText] = [:]
  package var weight: Located<Double>?
  package var stage = Stage.active
  package var isPart = false
  /// Takes the place of the rule of the same id in an earlier folder.
  package var replaces = false
  package var labels: [LocatedText] = []
  package var scope = ScopeSource()
  package var leaves: [LeafSource] = []
  package var when: LocatedText?
  /// Those that stand in the rule itself.
  package var exceptions: [ExceptionSource] = []
  /// By language; `""` where the rule gives one text for all.
  package var because: [String: LocatedText] = [:]

  package init(id: LocatedText, group: LocatedText, layer: Int = 0) {
    self.id = id
    self.group = group
    self.layer = layer
  }
}

/// One entry of `overrides`: single keys of a rule of a folder below, given anew.
package struct OverrideSource: Sendable {
  package var rule: LocatedText
  package var layer: Int
  package var weight: Located<Double>?
  package var stage: Stage?
  package var labels: [LocatedText]?
  package var title: [String: LocatedText]?
  package var because: [String: LocatedText]?

  package init(rule: LocatedText, layer: Int) {
    self.rule = rule
    self.layer = layer
  }
}

/// A `policy` as written; what it leaves out is as in the layers below.
package struct PolicySource: Sendable {
  package struct Protection: Sendable {
    package var label: LocatedText
    package var groups: [LocatedText]

    package init(label: LocatedText, groups: [LocatedText]) {
      self.label = label
      self.groups = groups
    }
  }

  package var position: SourcePosition
  package var layer: Int
  package var suspicious: Located<Double>?
  package var bot: Located<Double>?
  package var botGroups: Located<Int>?
  package var weakGroups: [LocatedText]?
  package var protections: [Protection]?
  package var language: CommentLanguage?

  package init(position: SourcePosition, layer: Int = 0) {
    self.position = position
    self.layer = layer
  }
}
