@testable import Rules

extension Condition {
  /// What a condition comes to, by definition: what the scanner is held against.
  ///
  /// - Parameter leaf: the value of a leaf.
  func evaluate(_ leaf: (Int) -> Truth) -> Truth {
    switch self {
    case .leaf(let index): return leaf(index)
    case .not(let inner): return Truth(rawValue: 2 - inner.evaluate(leaf).rawValue) ?? .unknown
    case .unless(let inner): return inner.evaluate(leaf) == .yes ? .no : .yes
    case .all(let parts): return parts.reduce(.yes) { min($0, $1.evaluate(leaf)) }
    case .any(let parts): return parts.reduce(.no) { max($0, $1.evaluate(leaf)) }
    case .atLeast(let wanted, let parts):
      var (yes, possible) = (0, 0)
      for part in parts {
        let value = part.evaluate(leaf)
        if value == .yes { yes += 1 }
        if value != .no { possible += 1 }
      }
      return yes >= wanted ? .yes : possible >= wanted ? .unknown : .no
    }
  }
}
