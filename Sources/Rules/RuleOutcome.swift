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

  package var isPlacedInComment: Bool {
    // Told by a pattern: `==` of an enum is a call through its conformance.
    if case .comment = field { source != nil } else { false }
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
  /// Where its true leaves lie among the matches of all outcomes.
  package let matches: Range<Int>

  package var isHit: Bool { if case .hit = result { true } else { false } }
}

/// What became of all rules on one comment, those left out that are simply false.
///
/// The matches of all of them are one list: of plain values that are overwritten by the next comment's, nothing is
/// allocated, counted or let go.
package struct RuleOutcomes: Hashable, Sendable {
  /// In rule order.
  package private(set) var all: [RuleOutcome] = []
  /// The true leaves of the rules, rule by rule, in the order of the rule.
  package private(set) var matches: [LeafMatch] = []

  package init() {}

  package mutating func removeAll() {
    all.clear()
    matches.clear()
  }

  /// - Parameter place: appends the true leaves of the rule.
  package mutating func append(
    rule: Int, _ result: RuleOutcome.Result, placing place: (inout [LeafMatch]) -> Void = { _ in }
  ) {
    let start = matches.count
    place(&matches)
    all.append(RuleOutcome(rule: rule, result: result, matches: start..<matches.count))
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
