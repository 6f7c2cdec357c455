package import Dumps
package import Text

/// Measures all signals of a comment; one per worker, so that nothing is allocated per comment.
package struct SignalMeter: Sendable {
  /// One reading per `Signal`, by raw value.
  package private(set) var readings: [Reading] = Array(repeating: .unknown, count: Signal.allCases.count)
  private var content = ContentWords()

  package init() {}

  package subscript(signal: Signal) -> Reading { readings[signal.rawValue] }

  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - post: what is known of the comment's post.
  package mutating func measure(
    _ comment: Comment, in batch: CommentBatch, views: TextViews, post: PostProfile, survey: DumpSurvey
  ) {
    content.load(views)
    let isClean = Fit.standsForThread(views)
    Obfuscation.measure(views, into: &readings)
    Fit.measure(content, isClean: isClean, post: Int(comment.post), profile: post, survey: survey, into: &readings)
    Contacts.measure(views, ownHandles: post.ownHandles, into: &readings)
    Repeats.measure(
      views, author: authorHash(comment, in: batch), survey: survey, ownHandles: post.ownHandles, into: &readings)
    Brands.measure(views, survey: survey, post: post, into: &readings)
    Emptiness.measure(views, content: content, into: &readings)
  }
}
