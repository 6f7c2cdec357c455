import Rules
import Text

extension Linter {
  mutating func lintPatterns(measuring: Bool) {
    var told: Set<String> = []
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
        guard told.insert(leaf.key).inserted else { continue }
        lintLiterals(text, leaf)
        lintCapitals(text, leaf)
        if measuring { measure(text, leaf, probe) }
      }
    }
  }

  private mutating func lintLiterals(_ text: LocatedText, _ leaf: LeafSource) {
    guard let literals = PatternLiterals(of: text.text, in: leaf.view) else {
      warn(
        .noLiteral, text.position,
        "no letters must stand in every match, so the pattern runs on every \(leaf.field.name); "
          + "give it a word that must be there")
      return
    }
    // A sign such as “@” is rare enough, and no word holds it.
    if let short = literals.shortestLoose, short.utf8.count < 3, short.contains(where: { $0.isLetter || $0.isNumber }) {
      warn(
        .shortLiteral, text.position,
        "“\(short)” alone lets the pattern run, and may stand inside any word; put “\\b” beside it or ask for more")
    }
    for literal in literals.loose {
      guard let word = CommonWords.holding(literal) else { continue }
      warn(
        .pieceOfWord, text.position,
        "“\(literal)” is a piece of “\(word)”, which many people write; put “\\b” before or behind it")
    }
  }

  private mutating func lintCapitals(_ text: LocatedText, _ leaf: LeafSource) {
    guard leaf.view == .folded || leaf.view == .skeleton else { return }
    let pieces = PatternPieces(text.text)
    guard !pieces.ignoresCase, let capital = pieces.capital else { return }
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
