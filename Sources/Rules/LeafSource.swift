package import Text

/// One side of what a signal's value must be.
package enum SignalBound: Hashable, Sendable {
  case atLeast(Double), atMost(Double), above(Double), below(Double)

  /// False for NaN.
  package func holds(for value: Double) -> Bool {
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
    /// All bounds must hold. So for the others.
    case signal(LocatedText, [SignalBound])
    case field(LocatedText, FieldTest)
    /// How many of some rules hit: ids, groups, or beginnings of ids followed by `*`.
    case rules([LocatedText], [SignalBound])
    case macro(LocatedText)
    /// A sum over signals, fields and how often other matches of the rule are found.
    case count(LocatedText, [SignalBound])
    case distinct(WindowQuery, [SignalBound])
  }

  /// What is asked of a field.
  package enum FieldTest: Sendable {
    case isPresent(Bool)
    case isOneOf([LocatedText])
    case number([SignalBound])
  }

  package var name: LocatedText
  package var kind: Kind
  package var field: Field
  package var view: View
  /// Whether the place is given, which a macro's use may do to have it look elsewhere.
  package var hasPlace: Bool

  package init(
    name: LocatedText, kind: Kind, field: Field = .comment, view: View = .folded, hasPlace: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.field = field
    self.view = view
    self.hasPlace = hasPlace
  }

  /// The bounds of a measured value; empty where nothing is measured.
  package var bounds: [SignalBound] {
    switch kind {
    case .signal(_, let bounds), .field(_, .number(let bounds)), .rules(_, let bounds), .count(_, let bounds),
      .distinct(_, let bounds):
      bounds
    default: []
    }
  }

  /// Whether `{name.value}` stands for something.
  var hasValue: Bool {
    switch kind {
    case .signal, .count, .distinct, .field(_, .number): true
    default: false
    }
  }
}
