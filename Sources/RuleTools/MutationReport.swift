package import RuleFiles

/// How many tests inside rule files come out the same when their comments are written otherwise.
package struct MutationReport: Sendable, Encodable {
  package struct Count: Sendable, Encodable {
    package var mutation: String
    /// Tests that come out the same.
    package var kept: Int
    /// Tests whose comment the mutation changes.
    package var of: Int
  }

  package struct Rule: Sendable, Encodable {
    package var rule: String
    /// Hits that still hit.
    package var hits: [Count]
    /// Misses that still miss.
    package var misses: [Count]
  }

  /// A test that comes out otherwise.
  package struct Loss: Sendable, Encodable {
    package var rule: String
    package var mutation: String
    package var isHit: Bool
    package var place: String
    /// The mutated comment, with what nobody can see written out.
    package var text: String
  }

  package private(set) var v = 1
  /// In the order of their ids.
  package private(set) var rules: [Rule] = []
  package private(set) var hits: [Count]
  package private(set) var misses: [Count]
  package private(set) var losses: [Loss] = []

  /// - Parameter tests: those that fail as they are written are left out.
  package init(_ runner: RuleTests, _ tests: [RuleTest]) {
    hits = Mutation.disguises.map { Count(mutation: $0.rawValue, kept: 0, of: 0) }
    misses = Mutation.habits.map { Count(mutation: $0.rawValue, kept: 0, of: 0) }
    var byRule: [String: Rule] = [:]
    for test in tests where !test.isTodo && runner.isHit(test) == test.isHit {
      var rule = byRule[test.rule] ?? Rule(rule: test.rule, hits: hits.map(\.empty), misses: misses.map(\.empty))
      for (index, mutation) in (test.isHit ? Mutation.disguises : Mutation.habits).enumerated() {
        guard let text = mutation.apply(test.text) else { continue }
        let isKept = runner.isHit(test, text: text) == test.isHit
        if test.isHit {
          rule.hits[index].add(isKept)
          hits[index].add(isKept)
        } else {
          rule.misses[index].add(isKept)
          misses[index].add(isKept)
        }
        if !isKept {
          losses.append(
            Loss(
              rule: test.rule, mutation: mutation.rawValue, isHit: test.isHit, place: "\(test.place)",
              text: visible(Array(text.utf8))))
        }
      }
      byRule[test.rule] = rule
    }
    rules = byRule.values.sorted { $0.rule < $1.rule }
  }

  /// A table with a line for each rule, and one for all; below it, where asked for, what was lost.
  package func lines(losses showsLosses: Bool) -> [String] {
    let names = rules.map(\.rule) + ["all rules"]
    let width = names.map(\.count).max() ?? 0
    var lines = [column("", width) + "  hits that still hit, misses that still miss"]
    lines.append(column("", width) + (hits + misses).map { "  " + $0.mutation }.joined())
    for (name, counts) in zip(names, rules.map { $0.hits + $0.misses } + [hits + misses]) {
      let cells = counts.map { count in
        "  " + column(count.of == 0 ? "–" : "\(count.kept)/\(count.of)", max(count.mutation.count, 1), right: true)
      }
      lines.append(column(name, width) + cells.joined())
    }
    if showsLosses {
      lines += losses.map {
        "\($0.place): \($0.rule) \($0.isHit ? "lost to" : "hits after") \($0.mutation): \($0.text)"
      }
    }
    return lines
  }
}

extension MutationReport.Count {
  fileprivate var empty: Self { Self(mutation: mutation, kept: 0, of: 0) }

  fileprivate mutating func add(_ isKept: Bool) {
    of += 1
    if isKept { kept += 1 }
  }
}
