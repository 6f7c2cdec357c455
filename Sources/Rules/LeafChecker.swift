import PCRE
import Text

/// A match that has been checked.
struct CheckedLeaf {
  enum Value {
    case atom(Int)
    /// A condition over atoms.
    case compound(Condition)
  }

  let value: Value
  let info: LeafInfo
  /// In the digest's words.
  let canonical: String

  var overAtoms: Condition {
    switch value {
    case .atom(let atom): .leaf(atom)
    case .compound(let condition): condition
    }
  }
}

/// The matches and the condition of a rule, a macro or an exception, checked.
struct CheckedBody {
  var leaves: [CheckedLeaf] = []
  /// Over `leaves`.
  var condition = Condition.never

  /// The condition over atoms.
  var overAtoms: Condition { condition.replacing { $0 < leaves.count ? leaves[$0].overAtoms : .never } }
  var canonical: String { "\(leaves.map(\.canonical)) \(condition.canonical)" }
}

extension RuleSetCompiler {
  /// Checks one match; reports what is wrong and returns nothing then.
  ///
  /// - Parameter others: all matches of the same rule, macro or exception.
  mutating func leaf(_ leaf: LeafSource, among others: [LeafSource]) -> CheckedLeaf? {
    let name = leaf.name.text
    switch leaf.kind {
    case .pattern, .words:
      guard let key = textKey(for: leaf) else { return nil }
      var kind = LeafInfo.Kind.words
      if case .pattern = leaf.kind { kind = .pattern }
      return CheckedLeaf(
        value: .atom(atom(key)), info: LeafInfo(name: name, kind: kind, field: leaf.field, view: leaf.view),
        canonical: canonicalLeaf(leaf, lists: sortedLists, digests: &wordDigests))
    case .signal(let signal, let bounds):
      guard let index = signals.firstIndex(of: signal.text) else {
        report(
          "unknown-signal", signal.position, "there is no signal “\(signal.text)”",
          suggestion: nearest(signal.text, among: signals))
        return nil
      }
      guard needBounds(bounds, "a signal", signal.position) else { return nil }
      return read(
        index, bounds, named: name, canonical: canonicalLeaf(leaf, lists: sortedLists, digests: &wordDigests))
    case .field(let field, let test): return self.field(field, test, named: name)
    case .count(let text, let bounds):
      guard let sum = sum(text, among: others), needBounds(bounds, "a count", text.position) else { return nil }
      return measured(.sum(sum.value), bounds, named: name, canonical: "count \(sum.canonical)")
    case .distinct(let query, let bounds):
      guard needBounds(bounds, "a count of distinct things", leaf.name.position) else { return nil }
      return measured(.window(query), bounds, named: name, canonical: query.written)
    case .macro(let macro): return use(macro, leaf)
    case .rules(let names, let bounds): return hits(of: names, bounds, named: name)
    }
  }

  private mutating func needBounds(_ bounds: [SignalBound], _ what: String, _ position: SourcePosition) -> Bool {
    if bounds.isEmpty { report("missing-bound", position, "\(what) needs at-least, at-most, above or below") }
    return !bounds.isEmpty
  }

  /// What words or a pattern come down to; nil after reporting what is wrong.
  mutating func textKey(for leaf: LeafSource) -> AtomKey? {
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
      return .pattern(leaf.field, leaf.view, text.text)
    case .words(let entries):
      if entries.isEmpty {
        report("empty-list", leaf.name.position, "there are no words to look for")
        return nil
      }
      return phrases(entries).map { .words(leaf.field, $0) }
    default: return nil
    }
  }

  // MARK: Measures

  /// A leaf over a reading of the signal catalogue or of a measure.
  private mutating func read(
    _ reading: Int, _ bounds: [SignalBound], named name: String, canonical: String
  ) -> CheckedLeaf {
    CheckedLeaf(
      value: .atom(atom(.signal(reading, bounds))),
      info: LeafInfo(name: name, kind: .signal(reading), bounds: bounds), canonical: canonical)
  }

  mutating func measured(
    _ measure: Measure, _ bounds: [SignalBound], named name: String, canonical: String
  ) -> CheckedLeaf {
    let written = bounds.map(\.written).sorted().joined(separator: ", ")
    return read(reading(of: measure), bounds, named: name, canonical: "\(canonical) \(written)")
  }

  /// The number under which a measure is read.
  mutating func reading(of measure: Measure) -> Int {
    if let known = measureIndexes[measure] { return known }
    measureIndexes[measure] = signals.count + measures.count
    measures.append(measure)
    return signals.count + measures.count - 1
  }

  private mutating func field(_ text: LocatedText, _ test: LeafSource.FieldTest, named name: String) -> CheckedLeaf? {
    guard let field = ValueField(rawValue: text.text) else {
      report(
        "unknown-field", text.position, "there is no field “\(text.text)” to compare",
        suggestion: ValueField.probable(text.text))
      return nil
    }
    switch test {
    case .isPresent(let isPresent):
      let bound: SignalBound = isPresent ? .atLeast(1) : .below(1)
      return measured(.isPresent(field), [bound], named: name, canonical: "present \(field.rawValue)")
    case .isOneOf(let texts):
      if field == .commentLanguage {
        var languages: Set<CommentLanguage> = []
        for text in texts {
          guard let language = CommentLanguage(rawValue: text.text) else {
            report(
              "unknown-value", text.position, "comments are told to be in ms, id or en; “\(text.text)” is none of them")
            return nil
          }
          languages.insert(language)
        }
        let names = languages.map(\.rawValue).sorted()
        return measured(.isInLanguage(languages), [.atLeast(1)], named: name, canonical: "language \(names)")
      }
      if field.isNumber {
        report("field-test", text.position, "“\(field.rawValue)” is a number; give it bounds such as at-least")
        return nil
      }
      let values = Set(texts.map { smallASCII($0.text) }).sorted()
      return measured(
        .isOneOf(field, values), [.atLeast(1)], named: name, canonical: "is \(field.rawValue) \(values)")
    case .number(let bounds):
      guard field.isNumber else {
        report("field-test", text.position, "“\(field.rawValue)” is a text; compare it with “is”")
        return nil
      }
      guard needBounds(bounds, "a field that is a number", text.position) else { return nil }
      return measured(.number(field), bounds, named: name, canonical: "number \(field.rawValue)")
    }
  }

  private mutating func sum(
    _ text: LocatedText, among others: [LeafSource]
  ) -> (value: Arithmetic, canonical: String)? {
    do throws(ConditionError) {
      let tree = try ArithmeticParser.parse(text.text)
      var names: [Int: String] = [:]
      let value = try operands(tree, others, &names)
      return (value, value.canonical { names[$0] ?? "\($0)" })
    } catch {
      report(error.id, text.position(ofByte: error.offset), error.message, suggestion: error.suggestion)
      return nil
    }
  }

  /// - Parameter names: for the digest, what each reading is.
  private mutating func operands(
    _ tree: ArithmeticParser.Tree, _ others: [LeafSource], _ names: inout [Int: String]
  ) throws(ConditionError) -> Arithmetic {
    switch tree {
    case .number(let value): return .constant(value)
    case .operation(let sign, let a, let b):
      let (a, b) = (try operands(a, others, &names), try operands(b, others, &names))
      return switch sign {
      case UInt8(ascii: "+"): .plus(a, b)
      case UInt8(ascii: "-"): .minus(a, b)
      case UInt8(ascii: "*"): .times(a, b)
      default: .over(a, b)
      }
    case .name(let name, let offset):
      let reading: Int
      if let signal = signals.firstIndex(of: name) {
        reading = signal
        names[reading] = name
      } else if let field = ValueField(rawValue: name), field.isNumber {
        reading = self.reading(of: .number(field))
        names[reading] = name
      } else if let leaf = others.first(where: { $0.name.text == name }) {
        let counted = counted(leaf)
        guard let key = textKey(for: counted), let counter = MatchCounter(key, pattern: { patterns[$0] }) else {
          throw ConditionError(
            offset: offset, id: "bad-count",
            message: "“\(name)” cannot be counted; only words and patterns in the comment can")
        }
        reading = self.reading(of: .found(counter))
        names[reading] = canonicalLeaf(counted, lists: sortedLists, digests: &wordDigests)
      } else {
        let known = others.map(\.name.text) + signals + ValueField.allCases.filter(\.isNumber).map(\.rawValue)
        throw ConditionError(
          offset: offset, id: "unknown-match",
          message: "“\(name)” is no match of this rule, no signal and no field that is a number",
          suggestion: nearest(name, among: known))
      }
      return .reading(reading)
    }
  }

  /// A match as it is counted: a macro of one match is that match.
  private func counted(_ leaf: LeafSource) -> LeafSource {
    guard case .macro(let name) = leaf.kind, let macro = macros[name.text], let inner = macro.single else {
      return leaf
    }
    return leaf.hasPlace ? inner.looking(in: leaf) : inner
  }
}

/// ASCII letters small, everything else as it is: ids and names are compared so.
package func smallASCII(_ text: String) -> String {
  String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
}
