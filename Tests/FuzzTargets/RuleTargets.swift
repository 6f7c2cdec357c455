import Classifier
import Glibc
import RuleFiles
import Rules
import Signals
import Verdicts

/// The loader of rule files. Rules that load judge some comments, twice alike.
let ruleTargets: [FuzzTarget] = [
  FuzzTarget("rules", seeds: ruleSeeds) { bytes in
    let load = withFolder(holding: bytes) { loadRules(directories: [$0], signals: Signal.names) }
    guard let rules = load.rules else {
      precondition(!load.diagnostics.isEmpty, "neither rules nor a reason")
      for diagnostic in load.diagnostics {
        precondition(diagnostic.position.line >= 1 && diagnostic.position.column >= 1 && !diagnostic.message.isEmpty)
        precondition(!diagnostic.withSourceLine.isEmpty)
      }
      return
    }
    precondition(load.diagnostics.isEmpty, "rules that are in use, and faults")
    let judge = SingleJudge(rules)
    for text in ["kek aaaa 77 aaaa!", "", "\u{1D5E0}ekar88 @a https://x.example/1 \u{301}\u{202E}"] {
      let comment = GivenComment(text, post: "Kuih", author: "a", likes: 3, time: 7)
      let (first, second) = (judge.judge(comment, parent: "b"), judge.judge(comment, parent: "b"))
      precondition(first.judgement.score == second.judgement.score, "the same comment, another score")
      precondition(!first.judgement.score.isNaN)
    }
  }
]

/// Calls `body` with a folder that holds one rule file, and nothing else.
private func withFolder<Result>(holding bytes: [UInt8], _ body: (String) -> Result) -> Result {
  var path = Array("/tmp/saring-fuzz-XXXXXX".utf8CString)
  guard unsafe mkdtemp(&path) != nil else { fatalError("cannot write to /tmp") }
  let folder = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let file = unsafe open("\(folder)/rules.yaml", O_WRONLY | O_CREAT, 0o600)
  defer {
    unsafe unlink("\(folder)/rules.yaml")
    unsafe rmdir(folder)
  }
  guard file >= 0, unsafe bytes.withUnsafeBytes({ unsafe write(file, $0.baseAddress, $0.count) }) == bytes.count else {
    fatalError("cannot write to /tmp")
  }
  close(file)
  return body(folder)
}

private let ruleSeeds: [[UInt8]] = [
  """
  policy: { suspicious: 2.5, bot: 4, bot-groups: 1, weak: [g], protect: [{ label: lead, from: [g] }], language: ms }
  group: g
  cap: 4.0
  lists:
    names: [mawar77, "kek lapis", kek*]
  macros:
    site: { pattern: '\\b[a-z]{3,14}(?:win|bet)\\d{1,4}?\\b' }
  rules:
    - id: g.one
      title: { en: One, ms: Satu }
      weight: 2.5
      labels: [lead]
      match:
        jargon: { words: ["@names", gacor] }
        licensed: { words: "@names", in: post.folded }
        row: { pattern: '(?:a+)+b', in: comment.raw }
      when: jargon unless licensed or row
      because: { en: "“{jargon.raw}” is there", id: "{row.raw}" }
      tests:
        hit: [{ post: "Kek", text: "gacor" }]
        miss: ["kek"]
    - { id: g.part, part: true, signal: emptiness.emoji, at-least: 1, below: 3 }
    - { id: g.two, weight: 1, stage: shadow, match: { r: { rules: [g.one] }, m: { macro: site } }, when: 1 of (r, m), because: b }
  """,
  """
  group: trust
  cap: -2.0
  rules:
    - { id: trust.field, weight: -1, match: { likes: { field: comment.likes, at-least: 5 } }, because: liked }
    - id: trust.count
      weight: -0.5
      match: { many: { count: { words: [kek] }, scope: post, at-least: 2 } }
      because: "{many.value} times"
  overrides:
    - { rule: trust.field, weight: -2 }
  """,
].map { Array($0.utf8) }
