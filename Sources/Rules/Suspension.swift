/// Patterns that are no longer run on the texts of a dump, because they could not finish on several of them.
///
/// It holds for one dump only: every dump begins with none, so that the same dump is judged the same whatever was judged
/// before it, and nobody takes a rule away from other dumps by dropping three slow texts.
package struct Suspension: Sendable {
  /// Texts of a dump on which a pattern may fail to finish until it is suspended.
  package static let patience = 3

  /// That a pattern was to blame for what could not finish on a text.
  package struct Strike: Hashable, Sendable {
    let atom: Int
    /// The number of the post whose text it was, which counts once for all its comments; nil for a comment's own texts.
    let post: Int32?
  }

  private var counts: [Int: Int] = [:]
  private var posts: Set<Strike> = []
  private var suspended: Set<Int> = []

  package init() {}

  /// How many patterns are suspended. More may become so, none fewer.
  package var count: Int { suspended.count }

  /// - Parameter atom: of a pattern.
  func contains(_ atom: Int) -> Bool { !suspended.isEmpty && suspended.contains(atom) }

  /// Forgets the strikes of patterns that are not suspended: the same texts are about to be looked at once more.
  package mutating func beginPass() {
    counts.removeAll()
    posts.removeAll()
  }

  /// - Returns: whether it is news.
  @discardableResult
  package mutating func add(_ strike: Strike) -> Bool {
    guard !suspended.contains(strike.atom) else { return false }
    if strike.post != nil, !posts.insert(strike).inserted { return false }
    counts[strike.atom, default: 0] += 1
    if counts[strike.atom] == Self.patience { suspended.insert(strike.atom) }
    return true
  }
}

extension RuleSet {
  /// The rules that look for what is suspended, parts left out; ascending.
  package func suspended(by suspension: Suspension) -> [Int] {
    if suspension.count == 0 { return [] }
    return rules.indices.filter { rule in
      !rules[rule].isPart
        && plan.leafAtoms[plan.leafStarts[rule]..<plan.leafStarts[rule + 1]].contains(where: suspension.contains)
    }
  }
}
