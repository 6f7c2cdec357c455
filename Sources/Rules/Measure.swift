package import Text

/// What is known of a comment beside its texts, by the names under which rules compare it.
package enum ValueField: String, CaseIterable, Sendable {
  case postID = "post.id"
  case postPlatform = "post.platform"
  case postAuthor = "post.author"
  case postAddress = "post.url"
  case postText = "post.text"
  case postTime = "post.time"
  case commentID = "comment.id"
  case commentParent = "comment.parent"
  case commentLanguage = "comment.lang"
  case commentTime = "comment.time"
  case commentAge = "comment.age"
  case commentHour = "comment.hour"
  case commentLikes = "comment.likes"
  case authorName = "author.name"
  case parentText = "parent.text"

  /// The name that was probably meant by another one: `likes` for `comment.likes`.
  static func probable(_ name: String) -> String? {
    let names = allCases.map(\.rawValue)
    if let near = nearest(name, among: names) { return near }
    let inside = names.filter { $0.hasPrefix(name + ".") }
    if !inside.isEmpty { return inside.count == 1 ? inside[0] : nil }
    let ends = names.filter { $0.hasSuffix("." + name) }
    return ends.first { $0.hasPrefix("comment.") } ?? ends.first
  }

  /// Whether it is compared as a number, and not as a text.
  package var isNumber: Bool {
    switch self {
    case .postTime, .commentTime, .commentAge, .commentHour, .commentLikes: true
    default: false
    }
  }

  /// Whether its bounds are dates.
  package var isMoment: Bool { self == .postTime || self == .commentTime }

  /// Whether it is known of the post and not of the comment.
  package var isOfPost: Bool {
    switch self {
    case .postID, .postPlatform, .postAuthor, .postAddress, .postText, .postTime, .commentAge: true
    default: false
    }
  }
}

/// The languages that comments are told apart by.
package enum CommentLanguage: String, CaseIterable, Sendable {
  case ms, id, en
}

/// How many distinct authors, or posts, go with one of a comment's templates, links or handles.
package struct WindowQuery: Hashable, Sendable {
  package enum Subject: String, CaseIterable, Sendable { case authors, posts }
  package enum Key: String, CaseIterable, Sendable { case template, link, handle }

  package let subject: Subject
  package let key: Key
  /// Seconds that the comments may lie apart; nil for the whole dump.
  package let seconds: Int?

  package init(_ subject: Subject, per key: Key, within seconds: Int?) {
    self.subject = subject
    self.key = key
    self.seconds = seconds
  }

  /// As rule files write it.
  package var written: String {
    "distinct \(subject.rawValue) per \(key.rawValue)" + (seconds.map { " within \($0) s" } ?? "")
  }
}

/// A value that is measured of a comment only because a rule asks for it. Rules read it like a signal: readings of
/// measures follow those of the signal catalogue.
package enum Measure: Hashable, Sendable {
  /// The number that a field holds.
  case number(ValueField)
  /// 1 or 0, never unknown.
  case isPresent(ValueField)
  /// Whether the field is one of these texts, ASCII letters small; unknown where it is missing.
  case isOneOf(ValueField, [String])
  /// Whether the comment is in one of these languages; unknown where it cannot be told.
  case isInLanguage(Set<CommentLanguage>)
  /// At how many places of the comment something is found.
  case found(MatchCounter)
  /// Over readings of signals, and of measures before this one.
  case sum(Arithmetic)
  case window(WindowQuery)
}

/// A number computed from readings.
package indirect enum Arithmetic: Hashable, Sendable {
  case constant(Double)
  case reading(Int)
  case plus(Arithmetic, Arithmetic)
  case minus(Arithmetic, Arithmetic)
  case times(Arithmetic, Arithmetic)
  case over(Arithmetic, Arithmetic)

  /// NaN where a reading is unknown, or where something is divided by 0.
  package func value(_ readings: [Reading]) -> Double {
    switch self {
    case .constant(let value): return value
    case .reading(let index): return index < readings.count ? readings[index].value : .nan
    case .plus(let a, let b): return a.value(readings) + b.value(readings)
    case .minus(let a, let b): return a.value(readings) - b.value(readings)
    case .times(let a, let b): return a.value(readings) * b.value(readings)
    case .over(let a, let b):
      let divisor = b.value(readings)
      return divisor == 0 ? .nan : a.value(readings) / divisor
    }
  }

  /// With every reading as another name for it.
  func canonical(_ name: (Int) -> String) -> String {
    switch self {
    case .constant(let value): "\(value)"
    case .reading(let index): name(index)
    case .plus(let a, let b): "(\(a.canonical(name))+\(b.canonical(name)))"
    case .minus(let a, let b): "(\(a.canonical(name))-\(b.canonical(name)))"
    case .times(let a, let b): "(\(a.canonical(name))*\(b.canonical(name)))"
    case .over(let a, let b): "(\(a.canonical(name))/\(b.canonical(name)))"
    }
  }
}

extension Measure {
  /// In words, for explanations.
  func written(_ reading: (Int) -> String) -> String {
    switch self {
    case .number(let field): field.rawValue
    case .isPresent(let field): "\(field.rawValue) present"
    case .isOneOf(let field, let values): "\(field.rawValue) is \(values.joined(separator: " or "))"
    case .isInLanguage(let languages):
      "comment.lang is \(languages.map(\.rawValue).sorted().joined(separator: " or "))"
    case .found: "places found"
    case .sum(let sum): sum.canonical(reading)
    case .window(let query): query.written
    }
  }
}
