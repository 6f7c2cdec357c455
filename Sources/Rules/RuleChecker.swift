import Bytes
import PCRE
import Text

extension RuleSetCompiler {
  private static let reservedNames: Set<String> = ["and", "or", "not", "of", "all", "any", "them", "unless"]

  /// Checks one rule; reports what is wrong and returns nothing then.
  mutating func check(_ rule: RuleSource) -> CheckedRule? {
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

    var atoms: [Int] = []
    var infos: [LeafInfo] = []
    var canonical: [String] = []
    for leaf in rule.leaves {
      checkLeafName(leaf.name)
      guard let (key, kind) = atomKey(for: leaf) else { continue }
      atoms.append(atom(key))
      infos.append(
        LeafInfo(name: leaf.name.text, kind: kind, field: leaf.field, view: leaf.view, bounds: leaf.bounds))
      canonical.append(canonicalLeaf(leaf, lists: sortedLists, digests: &wordDigests))
    }

    let names = rule.leaves.map(\.name.text)
    var condition = Condition.all(names.indices.map { .leaf($0) })
    if names.count == 1 { condition = .leaf(0) }
    if let when = rule.when {
      do throws(ConditionError) {
        condition = try ConditionParser.parse(when.text, leaves: names)
      } catch {
        report(error.id, when.position(ofByte: error.offset), error.message, suggestion: error.suggestion)
      }
    }
    var becauses: [String: BecauseTemplate] = [:]
    let kinds = rule.leaves.map { leaf in
      if case .signal = leaf.kind { return (leaf.name.text, true) }
      return (leaf.name.text, false)
    }
    for (language, text) in rule.because.sorted(by: { $0.key < $1.key }) {
      do throws(ConditionError) {
        becauses[language] = try BecauseTemplate(text.text, leaves: kinds)
      } catch {
        report(error.id, text.position(ofByte: error.offset), error.message, suggestion: error.suggestion)
      }
    }

    guard diagnostics.count == before, let group else { return nil }
    let info = RuleInfo(
      id: rule.id.text, group: group, titles: rule.title.mapValues(\.text), weight: rule.weight?.value ?? 0,
      labels: Set(rule.labels.map(\.text)).sorted(), isPart: rule.isPart, becauses: becauses, leaves: infos,
      when: rule.when?.text, position: rule.id.position)
    return CheckedRule(
      info: info, planned: PlannedRule(atoms: atoms, condition: condition), canonicalLeaves: canonical)
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

  private mutating func checkLeafName(_ name: LocatedText) {
    if RuleSetCompiler.reservedNames.contains(name.text) {
      report("reserved-name", name.position, "“\(name.text)” is a word of conditions and cannot name a match")
    } else if !name.text.utf8.allSatisfy(isNameByte) || name.text.utf8.first.map({ $0 <= 0x39 }) ?? true {
      report(
        "bad-name", name.position, "the name of a match begins with a letter and has only letters, digits, - and _")
    }
  }

  private mutating func atom(_ key: AtomKey) -> Int {
    if let index = atomIndexes[key] { return index }
    atomIndexes[key] = atomKeys.count
    atomKeys.append(key)
    return atomKeys.count - 1
  }

  // MARK: Leaves

  private mutating func atomKey(for leaf: LeafSource) -> (AtomKey, LeafInfo.Kind)? {
    switch leaf.kind {
    case .pattern(let text):
      let key = PatternKey(text: text.text, isRaw: leaf.view == .raw)
      if patterns[key] == nil {
        do throws(PatternError) {
          patterns[key] = try Pattern(text.text, takesInvalidUTF8: key.isRaw)
        } catch {
          report("bad-pattern", text.position(ofByte: error.offset), error.reason)
          return nil
        }
      }
      return (.pattern(leaf.field, leaf.view, text.text), .pattern)
    case .signal(let name, let bounds):
      guard let index = signals.firstIndex(of: name.text) else {
        report(
          "unknown-signal", name.position, "there is no signal “\(name.text)”",
          suggestion: nearest(name.text, among: signals))
        return nil
      }
      if bounds.isEmpty {
        report("missing-bound", name.position, "a signal needs at-least, at-most, above or below")
        return nil
      }
      return (.signal(index, bounds), .signal(index))
    case .words(let entries):
      if entries.isEmpty {
        report("empty-list", leaf.name.position, "there are no words to look for")
        return nil
      }
      guard let phrases = phrases(entries) else { return nil }
      return (.words(leaf.field, phrases), .words)
    }
  }

  private mutating func phrases(_ entries: [LocatedText]) -> [Phrase]? {
    if entries.count == 1, entries[0].text.hasPrefix("@") { return listPhrases(entries[0]) }
    var all: [Phrase] = []
    var isGood = true
    for entry in entries {
      if entry.text.hasPrefix("@") {
        guard let more = listPhrases(entry) else {
          isGood = false
          continue
        }
        all += more
      } else if let phrase = phrase(entry) {
        all.append(phrase)
      } else {
        isGood = false
      }
    }
    return isGood ? sorted(all) : nil
  }

  private mutating func listPhrases(_ reference: LocatedText) -> [Phrase]? {
    let name = String(reference.text.dropFirst())
    if let folded = foldedLists[name] { return folded }
    guard let list = lists[name] else {
      report(
        "unknown-list", reference.position, "there is no list “\(name)”",
        suggestion: nearest(name, among: lists.keys).map { "@" + $0 })
      return nil
    }
    // Folded once, and reported once, however many rules use it.
    let phrases = sorted(list.entries.prefix(RuleSet.maximumListEntries).compactMap { phrase($0) })
    foldedLists[name] = phrases
    return phrases
  }

  /// In order, each once. Lists come sorted, which makes sorting a merge.
  private func sorted(_ phrases: [Phrase]) -> [Phrase] {
    let sorted = phrases.sorted { a, b in
      if a.words != b.words { return a.words.lexicographicallyPrecedes(b.words) }
      return (a.prefix ?? []).lexicographicallyPrecedes(b.prefix ?? [])
    }
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }

  /// Folds an entry the way comments are folded.
  private mutating func phrase(_ entry: LocatedText) -> Phrase? {
    let isPrefix = entry.text.hasSuffix("*")
    let bytes = Array((isPrefix ? String(entry.text.dropLast()) : entry.text).utf8)
    views.load(bytes.span)
    let folded = views.folded.bytes
    var words = views.words.map(\.hash)
    var squeezed = views.words.map { WordForms.squeezedKey(of: $0, in: folded.span) }
    guard !words.isEmpty else {
      report("no-words", entry.position, "“\(entry.text)” has no letters or digits to look for")
      return nil
    }
    guard isPrefix else { return Phrase(words: words, squeezed: squeezed, prefix: nil) }
    words.removeLast()
    squeezed.removeLast()
    guard let last = views.words.last, last.range.end <= folded.count else { return nil }
    let prefix = folded[last.range.range].filter { $0 != UInt8(ascii: "'") }
    guard prefix.count >= PhraseTable.prefixBytes else {
      report(
        "short-prefix", entry.position, "before “*” there must be at least \(PhraseTable.prefixBytes) letters or digits"
      )
      return nil
    }
    return Phrase(words: words, squeezed: squeezed, prefix: prefix)
  }
}
