import Bytes
import PCRE
import Text

extension RuleSetCompiler {
  private static let reservedNames: Set<String> = ["and", "or", "not", "of", "all", "any", "them", "unless"]
  /// Leaves and connectives of a rule, those of the macros and rules it names among them.
  static let mostSteps = 4_000

  /// Checks one rule, once however many ask for it; reports what is wrong and returns nothing then.
  ///
  /// - Parameter index: into the rules in use.
  mutating func check(_ index: Int) -> CheckedRule? {
    if let known = checked[index] { return known }
    let rule = winners[index]
    stack.append(index)
    defer { stack.removeLast() }
    let before = diagnostics.count
    checkName(rule.id, "rule")
    let group = groupIndex(rule.group)
    checkWeight(rule, group.map { groups[$0].kind } ?? .evidence)
    for label in rule.labels { checkName(label, "label") }
    if rule.leaves.isEmpty {
      report("no-match", rule.id.position, "the rule looks for nothing: it needs match, pattern, words or signal")
    }
    if rule.leaves.count > RuleSet.maximumLeaves {
      report("too-many-matches", rule.id.position, "a rule may have \(RuleSet.maximumLeaves) matches at most")
    }
    var body = self.body(rule.leaves, rule.when)
    apply(rule.scope, to: &body)
    let exceptions = rule.exceptions + (exceptionsOf[index] ?? [])
    for (number, exception) in exceptions.enumerated() { except(exception, number, from: &body) }
    let becauses = becauses(of: rule)
    let planned = planned(body, isSilent: rule.stage.isSilent)
    if body.condition.size + planned.condition.size > Self.mostSteps {
      report(
        "rule-too-big", rule.id.position,
        "with the macros and rules it names, the rule has more than \(Self.mostSteps) matches; divide it")
    }

    guard diagnostics.count == before, let group else {
      checked[index] = .some(nil)
      return nil
    }
    let (leaves, condition) = (body.leaves.map(\.canonical), body.condition.canonical)
    let settings = "\(rule.weight?.value ?? 0) \(rule.stage) \(rule.isPart) \(rule.labels.map(\.text).sorted())"
    let content = Array("\(settings) \(leaves) \(condition)".utf8)
    let info = RuleInfo(
      id: rule.id.text, group: group, titles: rule.title.mapValues(\.text), weight: rule.weight?.value ?? 0,
      stage: rule.stage, labels: Set(rule.labels.map(\.text)).sorted(), isPart: rule.isPart, becauses: becauses,
      leaves: body.leaves.map(\.info), when: rule.when?.text, position: rule.id.position,
      fingerprint: hash64(content.span))
    let result = CheckedRule(
      info: info, planned: planned, overAtoms: body.overAtoms, canonicalLeaves: leaves,
      canonicalCondition: condition)
    checked[index] = result
    return result
  }

  private mutating func checkWeight(_ rule: RuleSource, _ kind: RuleGroup.Kind) {
    guard let weight = rule.weight else {
      if !rule.isPart { report("missing-weight", rule.id.position, "rule “\(rule.id.text)” has no weight") }
      return
    }
    if rule.isPart { report("part-weight", weight.position, "a part has no weight of its own") }
    if kind == .evidence, weight.value < 0 {
      report("weight-sign", weight.position, "weights must be 0 or more; only trust groups have negative ones")
    }
    if kind == .trust, weight.value > 0 {
      report("weight-sign", weight.position, "weights of a trust group must be 0 or less")
    }
  }

  private mutating func becauses(of rule: RuleSource) -> [String: BecauseTemplate] {
    var becauses: [String: BecauseTemplate] = [:]
    let kinds = rule.leaves.map { ($0.name.text, $0.hasValue) }
    for (language, text) in rule.because.sorted(by: { $0.key < $1.key }) {
      do throws(ConditionError) {
        becauses[language] = try BecauseTemplate(text.text, leaves: kinds)
      } catch {
        report(error.id, text.position(ofByte: error.offset), error.message, suggestion: error.suggestion)
      }
    }
    return becauses
  }

  // MARK: Bodies

  /// Checks the matches and the condition of a rule, a macro or an exception.
  mutating func body(_ leaves: [LeafSource], _ when: LocatedText?) -> CheckedBody {
    var body = CheckedBody()
    for leaf in leaves {
      checkLeafName(leaf.name)
      if let checked = self.leaf(leaf, among: leaves) { body.leaves.append(checked) }
    }
    let names = leaves.map(\.name.text)
    body.condition = names.count == 1 ? .leaf(0) : .all(names.indices.map { .leaf($0) })
    if let when {
      do throws(ConditionError) {
        body.condition = try ConditionParser.parse(when.text, leaves: names)
      } catch {
        report(error.id, when.position(ofByte: error.offset), error.message, suggestion: error.suggestion)
      }
    }
    // A match that is wrong has been told of; without it the condition means nothing.
    if body.leaves.count < leaves.count { return CheckedBody() }
    return body
  }

  private mutating func checkLeafName(_ name: LocatedText) {
    if RuleSetCompiler.reservedNames.contains(name.text) {
      report("reserved-name", name.position, "“\(name.text)” is a word of conditions and cannot name a match")
    } else if !name.text.utf8.allSatisfy(isNameByte) || name.text.utf8.first.map({ $0 <= 0x39 }) ?? true {
      report(
        "bad-name", name.position, "the name of a match begins with a letter and has only letters, digits, - and _")
    }
  }

  /// A rule holds within its scope only; where that cannot be told, neither can the rule.
  private mutating func apply(_ scope: ScopeSource, to body: inout CheckedBody) {
    var measures: [(name: String, measure: Measure, written: String)] = []
    if let platforms = scope.platforms?.map({ smallASCII($0.text) }) {
      let sorted = Set(platforms).sorted()
      measures.append(("scope-platform", .isOneOf(.postPlatform, sorted), sorted.joined(separator: ", ")))
    }
    if let languages = scope.languages.map({ Set($0.map(\.value)) }) {
      let names = languages.map(\.rawValue).sorted().joined(separator: ", ")
      measures.append(("scope-lang", .isInLanguage(languages), names))
    }
    for (name, measure, written) in measures {
      let leaf = measured(measure, [.atLeast(1)], named: name, canonical: "scope \(written)")
      body.condition = .all([body.condition, .leaf(body.leaves.count)])
      body.leaves.append(leaf)
    }
  }

  /// An exception counts only where it is known to hold.
  private mutating func except(_ exception: ExceptionSource, _ number: Int, from body: inout CheckedBody) {
    let inner = self.body(exception.leaves, exception.when)
    body.condition = .all([body.condition, .unless(.leaf(body.leaves.count))])
    body.leaves.append(
      CheckedLeaf(
        value: .compound(inner.overAtoms),
        info: LeafInfo(
          name: number == 0 ? "except" : "except-\(number + 1)",
          kind: .compound("exception: \(exception.reason.text)")),
        canonical: "except " + inner.canonical))
  }

  /// The body with a slot for each leaf and for each atom behind the compound ones.
  private mutating func planned(_ body: CheckedBody, isSilent: Bool) -> PlannedRule {
    var rule = PlannedRule(atoms: [], condition: .never, shown: body.leaves.count, isSilent: isSilent)
    for leaf in body.leaves {
      if case .atom(let atom) = leaf.value { rule.atoms.append(atom) } else { rule.atoms.append(self.atom(.blank)) }
    }
    var inPlace: [Condition] = []
    for (index, leaf) in body.leaves.enumerated() {
      guard case .compound(let inner) = leaf.value else {
        inPlace.append(.leaf(index))
        continue
      }
      let first = rule.atoms.count
      var slots: [Int: Int] = [:]
      let condition = inner.replacing { atom in
        if let slot = slots[atom] { return .leaf(slot) }
        slots[atom] = rule.atoms.count
        rule.atoms.append(atom)
        return .leaf(rule.atoms.count - 1)
      }
      rule.compounds.append(
        PlannedRule.Compound(leaf: index, condition: condition, slots: first..<rule.atoms.count))
      inPlace.append(condition)
    }
    rule.condition = body.condition.replacing { $0 < inPlace.count ? inPlace[$0] : .never }
    return rule
  }

  mutating func atom(_ key: AtomKey) -> Int {
    if let index = atomIndexes[key] { return index }
    atomIndexes[key] = atomKeys.count
    atomKeys.append(key)
    return atomKeys.count - 1
  }
}
