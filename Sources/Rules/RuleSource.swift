package import Text

/// What rule files say, before it is checked against itself: the loader fills it, `RuleSet.compile` takes it.
package struct RuleSetSource: Sendable {
  package var groups: [GroupSource] = []
  package var lists: [ListSource] = []
  package var rules: [RuleSource] = []
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

  package init(name: LocatedText, kind: Located<RuleGroup.Kind>? = nil, cap: Located<Double>? = nil) {
    self.name = name
    self.kind = kind
    self.cap = cap
  }
}

/// A named list of words and phrases.
package struct ListSource: Sendable {
  package var name: LocatedText
  package var entries: [LocatedText]

  package init(name: LocatedText, entries: [LocatedText]) {
    self.name = name
    self.entries = entries
  }
}

/// One side of what a signal's value must be.
package enum SignalBound: Hashable, Sendable {
  case atLeast(Double), atMost(Double), above(Double), below(Double)

  /// False for NaN.
  func holds(for value: Double) -> Bool {
    switch self {
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    case .above(let bound): value > bound
    case .below(let bound): value < bound
    }
  }
}

extension SignalBound {
  /// As rule files write it: `at-least 3`.
  package var written: String {
    switch self {
    case .atLeast(let value): "at-least \(SignalBound.number(value))"
    case .atMost(let value): "at-most \(SignalBound.number(value))"
    case .above(let value): "above \(SignalBound.number(value))"
    case .below(let value): "below \(SignalBound.number(value))"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? "\(Int(value))" : "\(value)"
  }
}

/// One named match of a rule.
package struct LeafSource: Sendable {
  package enum Kind: Sendable {
    /// Words and phrases; an entry that begins with `@` names a list.
    case words([LocatedText])
    case pattern(LocatedText)
    /// All bounds must hold.
    case signal(LocatedText, [SignalBound])
  }

  package var name: LocatedText
  package var kind: Kind
  package var field: Field
  package var view: View

  package init(name: LocatedText, kind: Kind, field: Field = .comment, view: View = .folded) {
    self.name = name
    self.kind = kind
    self.field = field
    self.view = view
  }

  /// A signal's bounds; empty for other kinds.
  var bounds: [SignalBound] {
    if case .signal(_, let bounds) = kind { bounds } else { [] }
  }
}

/// How far a rule is on its way into or out of use. Only `active` rules are evaluated.
package enum Stage: String, CaseIterable, Sendable {
  case draft, shadow, active, retired
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
  package var leaves: [LeafSource] = []
  package var when: LocatedText?
  /// By language; `""` where the rule gives one text for all.
  package var because: [String: LocatedText] = [:]

  package init(id: LocatedText, group: LocatedText, layer: Int = 0) {
    self.id = id
    self.group = group
    self.layer = layer
  }
}

/// One entry of `overrides`: another weight for a rule of a folder below.
package struct OverrideSource: Sendable {
  package var rule: LocatedText
  package var layer: Int
  package var weight: Located<Double>

  package init(rule: LocatedText, layer: Int, weight: Located<Double>) {
    self.rule = rule
    self.layer = layer
    self.weight = weight
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

  package init(position: SourcePosition, layer: Int = 0) {
    self.position = position
    self.layer = layer
  }
}
