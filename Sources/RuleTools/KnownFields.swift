import Classifier
import Dumps
import Rules
import Signals
import Text

extension Explanation {
  /// A field that rules can ask.
  package struct Known: Sendable, Encodable {
    package enum Value: Sendable, Equatable {
      case number(Double)
      case text(String)
    }

    package var field: String
    /// Nil where it is not known.
    package var value: Value?
  }
}

extension Explanation.Known.Value: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }

  /// For people.
  var written: String {
    switch self {
    case .number(let number): decimal(number)
    case .text(let text): text
    }
  }
}

extension Explanation.Known {
  /// What a comment has in a field.
  ///
  /// - Parameter views: of the comment's text, loaded.
  init(_ field: ValueField, _ subject: CommentCase, _ views: borrowing TextViews) {
    self.field = field.rawValue
    value =
      field.isNumber
      ? subject.number(field).map { .number($0) } : Self.text(field, subject, views).map { .text(visible($0)) }
  }

  private static func text(_ field: ValueField, _ subject: CommentCase, _ views: borrowing TextViews) -> [UInt8]? {
    let post = subject.post
    return switch field {
    case .postID: post.id.map { Array($0.utf8) }
    case .postPlatform: post.platform.map { Array($0.utf8) }
    case .postAuthor: post.author.map { Array($0.utf8) }
    case .postAddress: post.url.map { Array($0.utf8) }
    case .postText: post.text
    case .commentID: subject.id
    case .commentParent: subject.parentID
    case .parentText: subject.parent
    case .authorName: subject.author
    case .commentLanguage: languages(views).map { Array($0.utf8) }
    case .postTime, .commentTime, .commentAge, .commentHour, .commentLikes: nil
    }
  }

  /// Those that the comment may be in.
  private static func languages(_ views: borrowing TextViews) -> String? {
    let found = Languages(of: views)
    let names: [(Languages, CommentLanguage)] = [(.malay, .ms), (.indonesian, .id), (.english, .en)]
    return found.isEmpty
      ? nil : names.filter { found.contains($0.0) }.map(\.1.rawValue).joined(separator: " or ")
  }
}
