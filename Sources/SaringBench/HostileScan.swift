import Bytes
import Dumps
import Foundation
import HostileDumps
import RuleFiles
import Rules
import Signals
import Text

/// Lets rules look at comments that are meant to keep them busy, one by one, and prints what the slowest takes: by the rules
/// in use, and with a hundred rules that nobody should write. What is measured beside them are ordinary comments of the
/// same lengths.
enum HostileScan {
  /// Milliseconds that all patterns over one comment may take, and some for the slice of the text that was begun before.
  private static let allowed = Double(RuleScanner.budget) / 1e6 * 1.2

  static func run(rules folder: String, in scratch: URL) throws -> Bool {
    try HostileComments.explosiveRules.write(
      to: scratch.appendingPathComponent("explosive.yaml"), atomically: true, encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
    let written = try files.sorted().map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    let limit = DumpLimits().textBytes
    let texts = HostileComments.all(words: HostileComments.words(in: written.joined())).map {
      Array($0.utf8.prefix(limit))
    }
    print("\(texts.count) hostile comments of up to \(limit / 1024) KiB; milliseconds of processor time for each")
    var bench = try CommentBench([folder])
    var generator = Generator(seed: 2026)
    let ordinary = texts.map { bench.measure(generator.text(ofBytes: $0.count), runs: 3).whole }
    let stock = measure("rules in use", bench, texts, ordinary, runs: 3)
    let explosive = measure(
      "with a hundred explosive rules", try CommentBench([folder, scratch.path]), texts, ordinary, runs: 1)
    let isGood = stock.worst <= allowed && explosive.worst <= allowed && stock.unfinished == 0
    print(
      isGood
        ? "all within \(shown(allowed)) ms" : "FAIL: more than \(shown(allowed)) ms, or given up by the rules in use")
    return isGood
  }

  /// - Parameter ordinary: milliseconds that an ordinary comment of the length of each text takes by the rules in use.
  private static func measure(
    _ name: String, _ bench: consuming CommentBench, _ texts: [[UInt8]], _ ordinary: [Double], runs: Int
  ) -> (worst: Double, unfinished: Int) {
    var bench = bench
    let costs = texts.map { bench.measure($0, runs: runs) }
    let slowest = costs.indices.max { costs[$0].searching < costs[$1].searching } ?? 0
    let unfinished = costs.indices.filter { !costs[$0].unfinished.isEmpty }
    print("\(name) (\(bench.rules.rules.count) rules):")
    print("  rules alone: \(spread(costs.map(\.searching))), the slowest on “\(beginning(texts[slowest]))…”")
    print("  with views and signals: \(spread(costs.map(\.whole)))")
    print(
      "  in lengths of an ordinary comment of as many bytes: \(spread(zip(costs, ordinary).map { $0.whole / $1 }))")
    print("  comments that some rule could not finish: \(unfinished.count)")
    if let first = unfinished.first {
      let rules = Set(unfinished.flatMap { costs[$0].unfinished }).sorted().map { bench.rules.rules[$0].id }
      print("    such as “\(beginning(texts[first]))…”; the rules are \(rules.prefix(5).joined(separator: ", "))")
    }
    return (costs[slowest].searching, unfinished.count)
  }

  private static func spread(_ values: [Double]) -> String {
    let sorted = values.sorted()
    return "median \(shown(sorted[sorted.count / 2])), worst \(shown(sorted[sorted.count - 1]))"
  }

  private static func beginning(_ text: [UInt8]) -> String {
    String(decoding: text.prefix(24), as: UTF8.self).replacing("\n", with: "\\n")
  }
}

/// Measures one comment at a time, the way a worker looks at it, without a survey.
private struct CommentBench: ~Copyable {
  private var views = TextViews()
  private let scanner: RuleScanner
  private var meter = SignalMeter()
  private var outcomes = RuleOutcomes()
  private let post: FieldFacts
  private let profile: PostProfile

  /// Milliseconds for one comment.
  struct Cost {
    var reading = Double.infinity
    var searching = Double.infinity
    var whole: Double { reading + searching }
    /// Rules that could not finish.
    var unfinished: [Int] = []
  }

  var rules: RuleSet { scanner.rules }

  init(_ folders: [String]) throws {
    let load = loadRules(directories: folders, signals: Signal.names)
    guard let rules = load.rules else { throw CocoaError(.fileReadCorruptFile) }
    scanner = RuleScanner(rules)
    let text = Array("Kuih raya".utf8)
    views.load(text.span)
    post = scanner.facts(of: .post, in: views)
    profile = PostProfile(Post(text: text), views: &views)
  }

  /// - Parameter runs: the fastest counts.
  mutating func measure(_ text: [UInt8], runs: Int) -> Cost {
    var batch = CommentBatch()
    let comment = Comment(post: 0, record: 1, text: batch.store(text.span))
    var cost = Cost()
    for _ in 0..<runs {
      let reading = processorSeconds {
        views.load(text.span)
        meter.load(views)
        meter.measure(comment, in: batch, views: views, post: profile)
      }
      let searching = processorSeconds {
        scanner.scan(
          comment: views, post: post, parent: nil, author: nil, signals: meter.readings, into: &outcomes)
      }
      cost.reading = min(cost.reading, reading * 1000)
      cost.searching = min(cost.searching, searching * 1000)
    }
    cost.unfinished = scanner.unfinished
    return cost
  }
}
