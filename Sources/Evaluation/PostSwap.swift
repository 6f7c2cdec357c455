import Dumps
import Signals
import Text
import Verdicts

/// How well fit tells a comment's own post from another: each genuine comment is measured under its own post and under
/// another of the set, drawn in proportion to its comments.
///
/// A uniform draw would flatter: it mostly takes small threads, which are unlike anything.
struct PostSwap: Sendable {
  /// A genuine comment measured twice.
  struct Pair: Sendable {
    /// Words, links and handles aside.
    let length: Int
    let own: Fitness
    let other: Fitness
  }

  private(set) var pairs: [Pair] = []

  /// Draws that may hit the comment's own post before it is given up: a set with hardly another post has nothing to
  /// swap.
  private static let mostDraws = 100

  init(_ items: [JudgedSet.Item], posts: PostTable, survey: DumpSurvey, seed: UInt64) {
    guard !items.isEmpty else { return }
    var views = TextViews()
    var profiles: [Int: PostProfile] = [:]
    var meter = SignalMeter()
    var random = SplitMix(seed: seed)
    for item in items where item.label == .genuine {
      guard let other = Self.draw(otherThan: item.post, from: items, &random) else { continue }
      if profiles[other] == nil {
        let text = posts[other].text ?? []
        views.load(text.span)
        profiles[other] = PostProfile(posts[other], views: &views)
      }
      guard let profile = profiles[other] else { continue }
      views.load(item.text.span)
      meter.measureFit(views, under: other, profile: profile, survey: survey)
      pairs.append(
        Pair(length: item.length, own: item.fitness, other: Fitness(meter.readings)))
    }
  }

  /// The post of a comment drawn at random, until it is another.
  private static func draw(otherThan own: Int, from items: [JudgedSet.Item], _ random: inout SplitMix) -> Int? {
    for _ in 0..<mostDraws {
      let post = items[random.next(below: items.count)].post
      if post != own { return post }
    }
    return nil
  }
}

/// What was measured of a comment's belonging to a post.
struct Fitness: Hashable, Sendable {
  /// The signal `fit.thread`; NaN where nothing can be said.
  let thread: Double
  /// Whether verdicts call it fitting.
  let isSaid: Bool

  /// - Parameter readings: by the raw value of `Signal`.
  init(_ readings: [Reading]) {
    thread = readings[Signal.fitThread.rawValue].value
    let post = readings[Signal.fitPost.rawValue].value
    isSaid = !post.isNaN && Scoring.fits(post: post, thread: thread)
  }
}
