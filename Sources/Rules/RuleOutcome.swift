package import Bytes

/// The texts a rule can look at.
package enum Field: UInt8, CaseIterable, Sendable {
  case comment, post, parent, author

  package var name: StaticString {
    switch self {
    case .comment: "comment"
    case .post: "post"
    case .parent: "parent"
    case .author: "author"
    }
  }
}

/// Where a leaf of a rule was found.
package struct LeafMatch: Hashable, Sendable {
  /// Index into the rule's leaves.
  package var leaf: Int
  package var field: Field
  /// In bytes of that field's source text; nil for a signal that belongs to no single place.
  package var source: ByteRange?

  package init(leaf: Int, field: Field, source: ByteRange?) {
    self.leaf = leaf
    self.field = field
    self.source = source
  }
}

/// What became of one rule on one comment, when it was not simply false.
package struct RuleOutcome: Hashable, Sendable {
  package enum Result: UInt8, Sendable {
    case hit
    /// The answer hangs on something the dump does not say.
    case unknown
  }

  /// Index into the rule set's rules.
  package var rule: Int
  package var result: Result
  /// The true leaves, in the order of the rule.
  package var matches: [LeafMatch]

  package init(rule: Int, result: Result, matches: [LeafMatch]) {
    self.rule = rule
    self.result = result
    self.matches = matches
  }
}

/// What one leaf of a rule came to on a comment.
package struct LeafState: Hashable, Sendable {
  package enum Value: String, Sendable {
    case no, yes
    /// The dump does not hold what the leaf looks at.
    case unknown
    /// The pattern ran out of its bounds.
    case unfinished
  }

  package let value: Value
  /// Where it was found, in bytes of its field's source text; nil for what was not, or belongs to no single place.
  package let source: ByteRange?
  /// The field, where it is not the leaf's own: a macro looks where it says.
  package var field: Field?
}

extension LeafState.Value {
  /// - Parameter state: an `AtomState` other than pending.
  init(of state: UInt8) {
    switch state {
    case AtomState.no: self = .no
    case AtomState.yes: self = .yes
    case AtomState.unfinished: self = .unfinished
    default: self = .unknown
    }
  }
}
