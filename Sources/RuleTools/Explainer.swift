import Bytes
package import Classifier
import Dumps
package import Rules
import Signals
import Text
import Verdicts

/// Explains judgements: looks at the comment once more, and writes down what the classifier has no use for.
package final class Explainer {
  let rules: RuleSet
  private let scanner: RuleScanner
  private var views = TextViews()
  private var otherViews = TextViews()

  package init(_ rules: RuleSet) {
    self.rules = rules
    scanner = RuleScanner(rules)
  }

  /// - Parameters:
  ///   - subject: as `SingleJudge` or `Classifier` judged it, by the same rules.
  ///   - asked: the index of a rule that is told of even where it did not hit.
  package func explain(_ subject: CommentCase, alsoRule asked: Int? = nil) -> Explanation {
    let outcomes = scan(subject)
    var seen: [Explanation.Rule] = []
    for outcome in outcomes.all {
      seen.append(rule(outcome.rule, outcome, outcomes.matches[outcome.matches], subject))
    }
    if let asked, !outcomes.all.contains(where: { $0.rule == asked }) { seen.append(rule(asked, nil, [], subject)) }
    let judgement = subject.judgement
    let account = Account(judgement, rules)
    return Explanation(
      ruleset: rules.digest, comment: subject.id.map(visible), author: subject.author.map(visible),
      views: shownViews(subject.text), post: subject.post.text.map(visible), parent: subject.parent.map(visible),
      fields: ValueField.allCases.map { Explanation.Known($0, subject, views) },
      disguises: views.disguises.map { disguise in
        Explanation.Find(
          kind: "\(disguise.kind)", span: span(disguise.source), text: subject.shown(.comment, disguise.source),
          letters: Int(disguise.letters))
      },
      entities: views.entities.map { entity in
        Explanation.Find(
          kind: "\(entity.kind)", span: span(entity.source), text: subject.shown(.comment, entity.source),
          folded: visible(Array(views.folded.bytes[entity.folded.range])))
      },
      signals: Signal.allCases.map { measure($0, subject) }, rules: seen, groups: account.groups,
      score: judgement.score, thresholds: account.thresholds, botGroups: rules.policy.botGroups,
      obstacles: account.obstacles, labels: judgement.labels, verdict: "\(judgement.verdict.name)",
      fit: "\(judgement.fit.name)", changes: VerdictChanges(judgement, rules).smallest)
  }

  private func scan(_ subject: CommentCase) -> RuleOutcomes {
    let post = facts(.post, subject.post.text)
    let parent = facts(.parent, subject.parent)
    let author = facts(.author, subject.author)
    views.load(subject.text.span)
    var outcomes = RuleOutcomes()
    scanner.scan(
      comment: views, post: post, parent: parent, author: author, signals: subject.readings, into: &outcomes)
    return outcomes
  }

  private func facts(_ field: Field, _ text: [UInt8]?) -> FieldFacts? {
    guard let text else { return nil }
    otherViews.load(text.span)
    return scanner.facts(of: field, in: otherViews)
  }

  private func shownViews(_ text: [UInt8]) -> Explanation.Views {
    let folded = views.folded.bytes
    return Explanation.Views(
      raw: visible(text), clean: String(decoding: views.clean.bytes, as: UTF8.self),
      folded: String(decoding: folded, as: UTF8.self),
      skeleton: String(decoding: views.skeleton.bytes, as: UTF8.self),
      words: views.words.map { String(decoding: folded[$0.range.range], as: UTF8.self) })
  }

  private func measure(_ signal: Signal, _ subject: CommentCase) -> Explanation.Measure {
    let reading = subject.readings[signal.rawValue]
    return Explanation.Measure(
      signal: signal.name, value: reading.isKnown ? reading.value : nil, span: reading.source.map(span),
      text: reading.source.map { subject.shown(.comment, $0) })
  }

  // MARK: Rules

  private func rule(
    _ index: Int, _ outcome: RuleOutcome?, _ matches: ArraySlice<LeafMatch>, _ subject: CommentCase
  ) -> Explanation.Rule {
    let info = rules.rules[index]
    let states = scanner.leaves(of: index, comment: views, signals: subject.readings)
    let reason = subject.judgement.reasons.first { $0.rule == index }
    let leaves = zip(info.leaves, states).map { leaf($0, $1, subject) }
    return Explanation.Rule(
      rule: info.id, group: rules.groups[info.group].name, result: outcome.map { "\($0.result)" } ?? "no",
      weight: info.weight, counted: reason?.counted ?? 0, isPart: info.isPart, stage: info.stage.rawValue,
      labels: info.labels,
      because: outcome?.result == .hit ? visible(subject.because(info, matches, rules.policy.language)) : nil,
      when: info.when,
      definedAt: "\(info.position)", leaves: leaves)
  }

  private func leaf(
    _ info: LeafInfo, _ state: LeafState, _ subject: CommentCase
  ) -> Explanation.Leaf {
    var leaf = Explanation.Leaf(name: info.name, kind: "\(info.kind)", result: state.value.rawValue)
    if case .compound(let what) = info.kind {
      leaf.kind = what
      leaf.bounds = info.bounds.isEmpty ? nil : info.bounds.map(\.written)
    } else if case .signal(let index) = info.kind {
      leaf.kind = rules.readingName(index)
      leaf.bounds = info.bounds.map(\.written)
      leaf.value = subject.readings[index].isKnown ? subject.readings[index].value : nil
    } else {
      leaf.place = "\(info.field.name).\(info.view)"
    }
    leaf.span = state.source.map(span)
    leaf.text = state.source.map { subject.shown(state.field ?? info.field, $0) }
    return leaf
  }
}

extension CommentCase {
  /// What stands at a place of a field, with what nobody can see written out.
  fileprivate func shown(_ field: Field, _ span: ByteRange) -> String {
    text(field, span).map { visible(Array($0.bytes[$0.range.range])) } ?? ""
  }
}

private func span(_ range: ByteRange) -> [Int] { [Int(range.start), range.end] }
