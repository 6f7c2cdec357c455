/// The three values of a leaf or a condition, ordered so that `and` is the lesser and `or` the greater
/// (Kleene's strong logic of indeterminacy).
package enum Truth: UInt8, CaseIterable, Comparable, Sendable {
  case no = 0
  /// It hangs on something that is not known.
  case unknown = 1
  case yes = 2

  package static func < (a: Truth, b: Truth) -> Bool { a.rawValue < b.rawValue }
}

/// A rule's `when`: how its leaves combine.
package indirect enum Condition: Hashable, Sendable {
  /// Index into the rule's leaves.
  case leaf(Int)
  case not(Condition)
  /// No where the inner is true, else yes: what is not known to be so does not count. For exceptions.
  case unless(Condition)
  case all([Condition])
  case any([Condition])
  /// True when so many are true; false when they no longer can be.
  case atLeast(Int, [Condition])

  /// Never true, and never unknown.
  static var never: Condition { .atLeast(1, []) }

  /// With something else in the place of each leaf.
  func replacing(_ leaf: (Int) -> Condition) -> Condition {
    switch self {
    case .leaf(let index): leaf(index)
    case .not(let inner): .not(inner.replacing(leaf))
    case .unless(let inner): .unless(inner.replacing(leaf))
    case .all(let parts): .all(parts.map { $0.replacing(leaf) })
    case .any(let parts): .any(parts.map { $0.replacing(leaf) })
    case .atLeast(let wanted, let parts): .atLeast(wanted, parts.map { $0.replacing(leaf) })
    }
  }

  /// Leaves and connectives.
  var size: Int {
    switch self {
    case .leaf: 1
    case .not(let inner), .unless(let inner): 1 + inner.size
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.reduce(1) { $0 + $1.size }
    }
  }

  /// One spelling for all ways to write the same thing; for the digest.
  var canonical: String {
    func list(_ name: String, _ parts: [Condition]) -> String {
      "(" + name + parts.map { " " + $0.canonical }.joined() + ")"
    }
    return switch self {
    case .leaf(let index): "\(index)"
    case .not(let inner): list("not", [inner])
    case .unless(let inner): list("unless", [inner])
    case .all(let parts): list("all", parts)
    case .any(let parts): list("any", parts)
    case .atLeast(let wanted, let parts): list("\(wanted)", parts)
    }
  }
}
