package import Classifier
package import Dumps
import Rules
import Text

/// What rules cost and how often they speak, over a dump.
package struct RuleProfile: Sendable, Encodable {
  package struct Pattern: Sendable, Encodable {
    package var pattern: String
    package var place: String
    /// The rules that look for it; it is run once for all of them.
    package var rules: [String]
    package var seconds: Double
    package var runs: Int
    package var matches: Int
    /// Runs that a required literal let through, or nothing could spare, and that found nothing.
    package var inVain: Int
    package var unfinished: Int
    package var hasLiteral: Bool
  }

  package struct Rule: Sendable, Encodable {
    package var rule: String
    package var hits: Int
    package var unknown: Int
    /// Comments on which one of its patterns was given up.
    package var unfinished: Int
    /// Of all its patterns, whether or not other rules look for them too.
    package var seconds: Double
  }

  package private(set) var v = 1
  package private(set) var ruleset: String
  package private(set) var comments = 0
  /// The rules alone, patterns and all: without reading, views and signals.
  package private(set) var seconds = 0.0
  /// The slowest first.
  package private(set) var patterns: [Pattern] = []
  /// The slowest first, then those that hit most.
  package private(set) var rules: [Rule] = []

  /// Judges a dump, and scans its comments once more with a profile.
  ///
  /// - Throws: `DumpError` when it cannot be read.
  package init(_ input: DumpInput, _ classifier: Classifier) throws {
    let rules = classifier.rules
    ruleset = rules.digest
    let scanner = RuleScanner(rules)
    scanner.startProfile()
    var views = TextViews()
    var others = TextViews()
    var hits = rules.rules.map { _ in (hit: 0, unknown: 0, unfinished: 0) }
    var outcomes = RuleOutcomes()
    var post: (text: [UInt8]?, facts: FieldFacts?)
    let clock = ContinuousClock()
    var time = Duration.zero
    var count = 0
    func facts(_ field: Field, _ text: [UInt8]?) -> FieldFacts? {
      guard let text else { return nil }
      others.load(text.span)
      return scanner.facts(of: field, in: others)
    }
    try classifier.cases(in: input) { found in
      // As the classifier does, a post is looked at once for the comments under it.
      if count == 0 || post.text != found.post.text { post = (found.post.text, facts(.post, found.post.text)) }
      views.load(found.text.span)
      let began = clock.now
      scanner.scan(
        comment: views, post: post.facts, parent: facts(.parent, found.parent), author: facts(.author, found.author),
        signals: found.readings, into: &outcomes)
      time += clock.now - began
      count += 1
      for outcome in outcomes.all {
        if outcome.result == .hit { hits[outcome.rule].hit += 1 } else { hits[outcome.rule].unknown += 1 }
      }
      for rule in scanner.unfinished { hits[rule].unfinished += 1 }
    }
    comments = count
    seconds = time.seconds
    let profile = scanner.profile
    patterns = profile.map { Pattern($0, rules) }.sorted { ($1.seconds, $0.pattern) < ($0.seconds, $1.pattern) }
    var times = [Double](repeating: 0, count: rules.rules.count)
    for pattern in profile { for rule in pattern.rules { times[rule] += pattern.cost.time.seconds } }
    self.rules = rules.rules.indices.map {
      Rule(
        rule: rules.rules[$0].id, hits: hits[$0].hit, unknown: hits[$0].unknown, unfinished: hits[$0].unfinished,
        seconds: times[$0])
    }.sorted { ($1.seconds, $1.hits, $0.rule) < ($0.seconds, $0.hits, $1.rule) }
  }

  /// A summary, then patterns and rules as tables.
  ///
  /// - Parameter most: patterns shown.
  package func lines(showing most: Int) -> [String] {
    let inPatterns = patterns.reduce(0) { $0 + $1.seconds }
    let each = comments == 0 ? 0 : seconds / Double(comments) * 1e6
    var lines = [
      "\(comments) comments; rules took \(decimal(seconds * 1000)) ms, \(decimal(each)) µs for each; "
        + "\(decimal(inPatterns * 1000)) ms of it in patterns"
    ]
    lines.append("Patterns, the slowest first")
    lines.append("        ms     runs    found  in vain given up  literal  pattern")
    for pattern in patterns.prefix(most) {
      let numbers = [pattern.runs, pattern.matches, pattern.inVain, pattern.unfinished].map {
        column("\($0)", 8, right: true)
      }
      let shown = pattern.pattern.count > 60 ? pattern.pattern.prefix(60) + "…" : pattern.pattern[...]
      lines.append(
        "\(column(decimal(pattern.seconds * 1000), 10, right: true)) \(numbers.joined(separator: " "))  "
          + "\(pattern.hasLiteral ? "yes    " : "no     ")  \(shown) in \(pattern.place) (\(pattern.rules.joined(separator: ", ")))"
      )
    }
    lines.append("Rules")
    lines.append("        ms     hits  unknown given up  rule")
    for rule in rules {
      let numbers = [rule.hits, rule.unknown, rule.unfinished].map { column("\($0)", 8, right: true) }
      lines.append(
        "\(column(decimal(rule.seconds * 1000), 10, right: true)) \(numbers.joined(separator: " "))  \(rule.rule)")
    }
    return lines
  }
}

extension RuleProfile.Pattern {
  fileprivate init(_ profile: PatternProfile, _ rules: RuleSet) {
    let cost = profile.cost
    self.init(
      pattern: profile.pattern, place: "\(profile.field.name).\(profile.view)",
      rules: profile.rules.map { rules.rules[$0].id }, seconds: cost.time.seconds, runs: cost.runs,
      matches: cost.matches, inVain: cost.runs - cost.matches - cost.unfinished, unfinished: cost.unfinished,
      hasLiteral: !profile.alwaysRuns)
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
