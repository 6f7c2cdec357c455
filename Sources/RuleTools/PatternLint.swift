import Rules
import Text

extension Linter {
  mutating func lintPatterns(measuring: Bool) {
    var (told, toldOfLiterals): (Set<String>, Set<String>) = ([], [])
    var first: [String: (rule: String, position: SourcePosition)] = [:]
    let probe = HostileProbe()
    for rule in bodies {
      let helpful = rule.condition?.helpful ?? []
      for (index, leaf) in rule.leaves.enumerated() {
        guard case .pattern(let text) = leaf.kind else { continue }
        // The same exception to several rules is often meant, and cannot be said once for all of them.
        if helpful.contains(index) {
          if let other = first[leaf.key], other.rule != rule.id.text {
            warn(
              .equalPatterns, text.position,
              "rule “\(other.rule)” looks for the same pattern in the same place, at \(other.position)")
          } else {
            first[leaf.key] = (rule.id.text, text.position)
          }
        }
        // What is wrong with a pattern is told where it stands first.
        if isAlwaysLookedFor(index, in: rule), !toldOfLiterals.contains(leaf.key), lintLiterals(text, leaf) {
          toldOfLiterals.insert(leaf.key)
        }
        guard told.insert(leaf.key).inserted else { continue }
        lintPieces(text, leaf)
        lintCase(text, leaf)
        if measuring { measure(text, leaf, probe) }
      }
    }
  }

  /// - Returns: whether there was anything to warn of.
  private mutating func lintLiterals(_ text: LocatedText, _ leaf: LeafSource) -> Bool {
    guard let literals = literals[leaf.key] else {
      warn(
        .noLiteral, text.position,
        "no letters must stand in every match, so the pattern runs on every \(leaf.field.name); "
          + "give it a word that must be there")
      return true
    }
    for short in literals.loose where short.utf8.count < 3 {
      guard let word = CommonWords.holding(short) else { continue }
      warn(
        .shortLiteral, text.position,
        "“\(short)” alone lets the pattern run, and stands inside words such as “\(word)”; put “\\b” beside it or ask "
          + "for more")
      return true
    }
    return false
  }

  private mutating func lintPieces(_ text: LocatedText, _ leaf: LeafSource) {
    let pieces = (literals[leaf.key]?.loose ?? []).compactMap { literal in
      literal.utf8.count < 3 ? nil : CommonWords.holding(literal).map { (literal, $0) }
    }
    if pieces.isEmpty { return }
    let branches = PatternEdges.looseBranches(of: text.text).map { $0.lowercased() }
    for (literal, word) in pieces where branches.contains(where: { $0.contains(literal) }) {
      warn(
        .pieceOfWord, text.position,
        "“\(literal)” is a piece of “\(word)”, which many people write; put “\\b” before or behind it")
    }
  }

  /// Whether nothing else of the rule has to be found before a pattern is looked for. Other texts than the comment are
  /// searched before any rule is asked.
  private func isAlwaysLookedFor(_ index: Int, in body: RuleSource) -> Bool {
    if body.leaves[index].field != .comment { return true }
    if body.condition?.waits(for: { $0 != index && isAwaited(body.leaves[$0]) }) ?? true { return false }
    guard body.group.text.isEmpty else { return true }
    // An exception is asked where its rule would hit; a macro stands where it is named.
    return bodies.contains { user in
      user.leaves.indices.contains { place in
        guard case .macro(let name) = user.leaves[place].kind, "macro \(name.text)" == body.id.text else {
          return false
        }
        return isAlwaysLookedFor(place, in: user)
      }
    }
  }

  /// Whether most comments are done with once it is not found.
  private func isAwaited(_ leaf: LeafSource) -> Bool {
    switch leaf.kind {
    case .words: return true
    case .pattern: return literals[leaf.key] != nil
    // Most signals are 0 on most comments.
    case .signal(_, let bounds): return !bounds.allSatisfy { $0.holds(for: 0) }
    case .macro(let name):
      let body = bodies.first { $0.group.text.isEmpty && $0.id.text == "macro \(name.text)" }
      return body?.condition?.waits { isAwaited(body?.leaves[$0] ?? leaf) } ?? false
    case .field, .rules, .count, .distinct: return false
    }
  }

  private mutating func lintCase(_ text: LocatedText, _ leaf: LeafSource) {
    let pieces = PatternPieces(text.text)
    guard !pieces.ignoresCase else { return }
    guard leaf.view == .folded || leaf.view == .skeleton else {
      guard pieces.capital == nil, let small = pieces.small else { return }
      return warn(
        .smallLettersOnly, text.position(ofByte: small.offset),
        "“\(small.letter)” does not match a capital letter in the \(leaf.view) view; begin the pattern with “(?i)”")
    }
    guard let capital = pieces.capital else { return }
    warn(
      .capitalInFolded, text.position(ofByte: capital.offset),
      "“\(capital.letter)” never stands in the \(leaf.view) view, where letters are small; "
        + "write it small, or look in “\(leaf.field.name).clean”")
  }

  private mutating func measure(_ text: LocatedText, _ leaf: LeafSource, _ probe: HostileProbe) {
    switch probe.probe(text.text, in: leaf.view) {
    case .safe: break
    case .explosive(let example):
      warn(
        .explosivePattern, text.position,
        "the pattern is given up on a text of \(HostileProbe.short) bytes such as “\(example)…”; "
          + "let no repeated group hold what may itself repeat")
    case .quadratic(let example):
      warn(
        .quadraticPattern, text.position,
        "the pattern takes too long on a long text such as “\(example)…”; begin it with “\\b” or a fixed word, "
          + "or bound its repetitions")
    }
  }
}
