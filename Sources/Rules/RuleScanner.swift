import PCRE
package import Text

/// Judges comments by a rule set. One for each worker: it keeps what a scan needs, so that a comment on which nothing
/// fires costs no allocation.
///
/// A scan finds words (a probe or two each) and literals (one pass, or one for each view in use), which touch rules; only
/// touched rules, and those that hold although nothing was found, are evaluated. A pattern is run when one of its literals
/// is there and the rest of its rule does not already say no.
package final class RuleScanner {
  /// Nanoseconds that the patterns of one comment may take together.
  package static let budget: UInt64 = 50_000_000

  package let rules: RuleSet
  private var state: ScanState

  package init(_ rules: RuleSet) {
    self.rules = rules
    state = ScanState(rules.plan, ruleCount: rules.rules.count)
  }

  /// The rules that count and may hold, with a pattern that could not finish on the last comment, or on a text it shares,
  /// or is suspended; ascending.
  package var unfinished: [Int] { state.unfinished }

  /// From now on a pattern that cannot finish on several texts is not run any more.
  ///
  /// - Parameter suspension: what is suspended already. Texts of posts, which scanners share, are held against this alone.
  package func begin(_ suspension: Suspension) { state.begin(suspension) }

  /// What has been found since `begin`.
  package var strikes: [Suspension.Strike] { state.strikes }

  /// Notes what could not finish on the text of a comment's post.
  ///
  /// - Parameter number: the post's.
  package func strike(_ post: FieldFacts?, number: Int32) {
    guard let post, !post.slow.isEmpty else { return }
    for atom in post.slow { state.add(Suspension.Strike(atom: atom, post: number)) }
  }

  /// What the rules find in a text that many comments share. Not for `.comment`.
  package func facts(of field: Field, in views: borrowing TextViews) -> FieldFacts {
    state.facts(of: field, in: views, rules.plan)
  }

  /// Judges every rule in use for one comment.
  ///
  /// - Parameters:
  ///   - post: what `facts` said of the post; nil where the dump does not say what the post is. So for the others.
  ///   - signals: a reading for each signal of the catalogue, then for each measure; what lies beyond its end is unknown.
  ///   - placing: whether to say where each leaf was found, and of what is unknown; otherwise only hits need be reported, and
  ///     without matches.
  ///   - outcomes: replaced by the rules that are not false, in their order.
  package func scan(
    comment: borrowing TextViews, post: FieldFacts?, parent: FieldFacts?, author: FieldFacts?, signals: [Reading],
    placing: Bool = true, into outcomes: inout RuleOutcomes
  ) {
    outcomes.removeAll()
    state.scan(comment, post, parent, author, signals, placing, rules.plan, &outcomes)
  }
}

extension RuleScanner {
  /// What a rule's leaves came to on the comment last scanned, in the order of the rule. Runs the patterns that the scan
  /// could spare; for explanations, not for every comment.
  ///
  /// - Parameters:
  ///   - rule: index into the rule set's rules.
  ///   - comment: the views that were scanned.
  ///   - signals: the readings that were scanned.
  package func leaves(of rule: Int, comment: borrowing TextViews, signals: [Reading]) -> [LeafState] {
    state.leaves(of: rule, comment, signals, rules.plan)
  }

  /// Measures from now on what each pattern costs.
  package func startProfile() { state.costs = rules.plan.patterns.map { _ in PatternCost() } }

  /// What each pattern has cost since the profile was started, with the rules that look for it; in no certain order.
  package var profile: [PatternProfile] {
    let plan = rules.plan
    return plan.atoms.indices.compactMap { index in
      let atom = plan.atoms[index]
      guard atom.kind == .pattern, atom.pattern < state.costs.count else { return nil }
      let users = rules.rules.indices.filter {
        plan.leafAtoms[plan.leafStarts[$0]..<plan.leafStarts[$0 + 1]].contains(index)
      }
      return PatternProfile(
        pattern: plan.patterns[atom.pattern].text, field: atom.field, view: atom.view, rules: users,
        alwaysRuns: plan.alwaysRun[Int(atom.field.rawValue)].contains(index), cost: state.costs[atom.pattern])
    }
  }
}
