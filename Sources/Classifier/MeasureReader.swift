import Bytes
import Dumps
import Rules
import Signals
import Text

/// Reads what is measured of a comment only because a rule asks; one for each worker.
struct MeasureReader {
  private let measures: [Measure]
  /// By measure; -1 for those that are no windows.
  private let requests: [Int]
  private let scratch = CounterScratch()

  /// Whether no rule asks for anything.
  var isEmpty: Bool { measures.isEmpty }
  /// Whether a rule asks for something that is known of the post and not of the comment.
  let asksForPost: Bool

  init(_ rules: RuleSet) {
    measures = rules.measures
    let windows = rules.windowRequests
    requests = measures.map { measure in
      guard case .window(let query) = measure else { return -1 }
      return windows.firstIndex(of: WindowRequest(query)) ?? -1
    }
    asksForPost = measures.contains { measure in
      switch measure {
      case .number(let field), .isPresent(let field), .isOneOf(let field, _): field.isOfPost
      default: false
      }
    }
  }

  /// Appends the readings of all measures to those of the signals.
  ///
  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - post: nil where no measure asks for it.
  ///   - survey: nil during the first reading, when windows are unknown.
  func append(
    _ comment: Comment, in batch: CommentBatch, _ views: borrowing TextViews, post: Post?, survey: DumpSurvey?,
    to readings: inout [Reading]
  ) {
    for (index, measure) in measures.enumerated() {
      switch measure {
      case .number(let field): readings.append(number(field, comment, post).map { Reading($0) } ?? .unknown)
      case .isPresent(let field):
        readings.append(Reading(isPresent(field, comment, views, post) ? 1 : 0))
      case .isOneOf(let field, let values):
        let text = text(field, comment, batch, post).map(smallASCII)
        readings.append(text.map { Reading(values.contains($0) ? 1 : 0) } ?? .unknown)
      case .isInLanguage(let wanted):
        readings.append(language(Languages(of: views), among: Languages(wanted)))
      case .found(let counter):
        readings.append(counter.count(in: views, scratch).map { Reading(Double($0)) } ?? .unknown)
      case .sum(let sum): readings.append(Reading(sum.value(readings)))
      case .window:
        readings.append(survey?.reading(ofWindow: requests[index], comment, views) ?? .unknown)
      }
    }
  }

  /// Known only where all languages that it may be in are wanted, or none.
  private func language(_ found: Languages, among wanted: Languages) -> Reading {
    if found.isEmpty { return .unknown }
    if found.isSubset(of: wanted) { return Reading(1) }
    return found.isDisjoint(with: wanted) ? Reading(0) : .unknown
  }

  private func number(_ field: ValueField, _ comment: Comment, _ post: Post?) -> Double? {
    field.number(likes: comment.likes, time: comment.time, post)
  }

  private func text(_ field: ValueField, _ comment: Comment, _ batch: CommentBatch, _ post: Post?) -> String? {
    func slice(_ range: ByteRange?) -> String? {
      range.map { String(decoding: batch.bytes[$0.range], as: UTF8.self) }
    }
    return switch field {
    case .postID: post?.id
    case .postPlatform: post?.platform
    case .postAuthor: post?.author
    case .postAddress: post?.url
    case .postText: post?.text.map { String(decoding: $0, as: UTF8.self) }
    case .commentID: slice(comment.id)
    case .commentParent: slice(comment.parent)
    case .authorName: slice(comment.author)
    case .parentText: slice(comment.parentText)
    default: nil
    }
  }

  private func isPresent(_ field: ValueField, _ comment: Comment, _ views: borrowing TextViews, _ post: Post?) -> Bool {
    switch field {
    case .commentID: comment.id != nil
    case .commentParent: comment.parent != nil
    case .authorName: comment.author != nil
    case .parentText: comment.parentText != nil
    case .postText: post?.text != nil
    case .commentLanguage: !Languages(of: views).isEmpty
    case .postID: post?.id != nil
    case .postPlatform: post?.platform != nil
    case .postAuthor: post?.author != nil
    case .postAddress: post?.url != nil
    default: number(field, comment, post) != nil
    }
  }
}

extension RuleSet {
  /// What the rules want counted over a whole dump.
  var windowRequests: [WindowRequest] {
    measures.compactMap { if case .window(let query) = $0 { WindowRequest(query) } else { nil } }
  }
}

extension WindowRequest {
  fileprivate init(_ query: WindowQuery) {
    let kind: SightingKind =
      switch query.key {
      case .template: .template
      case .link: .link
      case .handle: .handle
      }
    self.init(kind, ofPosts: query.subject == .posts, seconds: query.seconds)
  }
}

extension Languages {
  fileprivate init(_ languages: Set<CommentLanguage>) {
    self = []
    for language in languages {
      switch language {
      case .ms: insert(.malay)
      case .id: insert(.indonesian)
      case .en: insert(.english)
      }
    }
  }
}
