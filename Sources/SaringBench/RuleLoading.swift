import Foundation
import HostileDumps
import PCRE
import RuleFiles
import Rules
import Signals

/// Writes a folder of made-up rules and loads it, as the daemon does when a file is saved. As the measure of this machine,
/// PCRE2 compiles the patterns of the same rules, and does nothing else.
enum RuleLoading {
  private static let rulesOfFile = 100
  /// Seconds that loading may take.
  private static let allowed = 1.0
  private static let runs = 5

  static func run(_ count: Int, in folder: URL) throws -> Bool {
    var generator = RuleGenerator()
    var patterns: [String] = []
    var bytes = 0
    for start in stride(from: 0, to: count, by: rulesOfFile) {
      let rules = (start..<min(count, start + rulesOfFile)).map { generator.rule($0, patterns: &patterns) }
      let text = generator.file(start / rulesOfFile, rules: rules)
      bytes += text.utf8.count
      let file = folder.appendingPathComponent("rules-\(start / rulesOfFile).yaml")
      try text.write(to: file, atomically: false, encoding: .utf8)
    }
    print("\(count) rules in \(bytes / 1000) kB of YAML, \(patterns.count) patterns among them")
    var seconds: [Double] = []
    for _ in 0..<runs {
      seconds.append(
        try processorSeconds {
          let load = loadRules(directories: [folder.path], signals: Signal.names)
          guard load.rules?.rules.count == count else {
            for fault in load.diagnostics.prefix(5) { print(fault.withSourceLine) }
            throw CocoaError(.fileReadCorruptFile)
          }
        })
    }
    let compiling = try (0..<runs).map { _ in
      try processorSeconds { for pattern in patterns { _ = try Pattern(pattern) } }
    }
    let (fastest, slowest) = (seconds.min() ?? 0, seconds.max() ?? 0)
    print("loading: \(shown(fastest)) s of processor time, the slowest of \(runs) times \(shown(slowest)) s")
    print("PCRE2, the same patterns, compiling only: \(shown(compiling.min() ?? 0)) s")
    print("ratio: \(shown(fastest / (compiling.min() ?? 1)))")
    if fastest > allowed { print("FAIL: more than \(allowed) s") }
    return fastest <= allowed
  }
}

/// Rules of every kind, with what stands around them: lists, macros, reasons in three languages, exceptions, tests.
private struct RuleGenerator {
  private var random = Dice(seed: 2026)

  private mutating func word() -> String {
    let syllables = ["ka", "me", "ri", "to", "su", "ba", "nge", "la", "di", "pu", "wa", "jo"]
    return (0..<3).map { _ in syllables[Int(random.next() % UInt64(syllables.count))] }.joined()
  }

  private mutating func words(_ count: Int) -> [String] { (0..<count).map { _ in word() } }

  mutating func file(_ number: Int, rules: [String]) -> String {
    let policy = number == 0 ? "policy: { suspicious: 2, bot: 4, bot-groups: 2 }\n" : ""
    return """
      group: made-up-\(number)
      cap: 4
      \(policy)lists:
        brands-\(number): [\(words(200).joined(separator: ", "))]
      macros:
        warned-\(number): { words: [\(words(8).joined(separator: ", "))] }
      rules:
      \(rules.joined(separator: "\n"))

      """
  }

  mutating func rule(_ number: Int, patterns: inout [String]) -> String {
    let file = number / 100
    let match: String
    switch number % 5 {
    case 0, 1:
      let pattern = #"\b(?:"# + words(6).joined(separator: "|") + #")\s+(?:\w+\s+){0,2}"# + word() + #"\d{2,4}\b"#
      patterns.append(pattern)
      match = "found: { pattern: '\(pattern)' }, warned: { macro: warned-\(file) }"
    case 2: match = "found: { words: [\(words(12).joined(separator: ", "))] }, warned: { words: [jangan, awas] }"
    case 3: match = "found: { words: \"@brands-\(file)\" }, warned: { words: \"@brands-\(file)\", in: post }"
    default: match = "found: { signal: obfuscation.styled, at-least: \(number % 9 + 1) }, warned: { words: [awas] }"
    }
    return """
        - id: made-up.r\(number)
          title: { en: A made-up rule, ms: Peraturan rekaan, id: Aturan rekaan }
          weight: 1.5
          match: { \(match) }
          when: found unless warned
          except: [{ words: [\(word())], reason: Made up, review-by: 2090-01-31 }]
          because: { en: "“{found}” was found", ms: "“{found}” dijumpai", id: "“{found}” ditemukan" }
          tests:
            hit: [{ text: \(word()) \(word()) }]
            miss: [{ text: \(word()) \(word()) }, { text: \(word()), post: \(word()) }]
      """
  }
}
