package import Dumps
package import Text

/// Measures all signals of a comment; one per worker, so that nothing is allocated per comment.
package struct SignalMeter: Sendable {
  /// One reading per `Signal`, by raw value.
  package private(set) var readings: [Reading] = Array(repeating: .unknown, count: Signal.allCases.count)
  private(set) var words = CommentWords()
  private(set) var terms = CommentTerms()

  package init() {}

  /// Takes in a comment's text.
  ///
  /// - Parameter withTerms: false where nothing is to be measured or learnt, only words to be counted.
  package mutating func load(_ views: borrowing TextViews, withTerms: Bool = true) {
    words.load(views)
    if withTerms { terms.load(words, in: views) }
  }

  /// Measures what the comment that was loaded says by itself; all that hangs on the rest of the dump is unknown.
  ///
  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - post: what is known of the comment's post.
  package mutating func measure(
    _ comment: Comment, in batch: CommentBatch, views: borrowing TextViews, post: PostProfile
  ) {
    forget()
    Obfuscation.measure(views, into: &readings)
    DrawnOut.measure(views, into: &readings)
    Accents.measure(views, words.facts, into: &readings)
    Contacts.measure(views, isAnswer: comment.parent != nil, post: post, into: &readings)
    Hosts.measureOwner(comment, into: &readings)
    Emptiness.measure(views, contentWords: terms.contentCount, into: &readings)
    Brands.measureCoined(words.candidates, in: views, post: post, into: &readings)
  }

  /// Measures all signals of the comment that was loaded.
  ///
  /// A method of its own and not the same with an optional survey: to look into an optional takes hold of all that is in
  /// it, and a survey is many tables.
  ///
  /// - Parameter survey: what the first reading found.
  package mutating func measure(
    _ comment: Comment, in batch: CommentBatch, views: borrowing TextViews, post: PostProfile, survey: DumpSurvey
  ) {
    let author = authorHash(comment, in: batch)
    let template = Repeats.template(of: views)
    survey.prefetch(terms, template: template, author: author, post: Int(comment.post))
    measure(comment, in: batch, views: views, post: post)
    let position = survey.known.position(of: terms.text)
    survey.prefetchText(at: position)
    let copies = survey.template(template)
    let ownCopies = survey.copies(of: template, copies, by: author)
    let texts = survey.texts(of: author)
    let kept = survey.text(at: position)
    Fit.measure(
      terms, ownText: kept, post: Int(comment.post), profile: post, survey: survey, into: &readings)
    Answering.measure(
      comment, in: batch, terms, own: kept?.isOfThread == true ? 1 : 0, survey: survey, into: &readings)
    Hosts.measureAnswers(author: author, survey: survey, into: &readings)
    Repeats.measure(
      views, copies: copies, own: ownCopies, survey: survey, ownHandles: post.ownHandles, into: &readings)
    readings[Signal.repeatsNear.rawValue] = Reading(Double(kept?.nearAuthors ?? 1))
    Brands.measureShared(words.candidates, in: views, post: post, survey: survey, into: &readings)
    let own = kept?.side ?? .neither
    Hosts.measureOtherTexts(texts, author: author, ownText: kept, into: &readings)
    readings[Signal.campaignLikeness.rawValue] = Reading(
      survey.campaigns.likeness(of: terms.phrases.span, own: own) ?? 0)
  }

  /// Measures only how a comment would fit under a post, whichever it stands under; all other readings are unknown.
  ///
  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - post: the post's number in the surveyed dump.
  ///   - profile: what is known of that post.
  package mutating func measureFit(
    _ views: borrowing TextViews, under post: Int, profile: PostProfile, survey: DumpSurvey
  ) {
    load(views)
    forget()
    Fit.measure(
      terms, ownText: survey.text(terms.text), post: post, profile: profile, survey: survey, into: &readings)
  }

  private mutating func forget() {
    var readings = readings.mutableSpan
    let unknown = Reading.unknown
    for index in readings.indices { readings[index] = unknown }
  }
}
