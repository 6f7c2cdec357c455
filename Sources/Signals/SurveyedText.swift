import Bytes

/// A distinct text of the dump, kept from the first reading to learn from.
struct SurveyedText: Sendable {
  var post: Int32
  /// Who posted it first.
  var author: UInt64
  /// What is made of the text without likeness: the sum of the weights of the rules that speak of it alone, and more
  /// for a long text of many authors.
  var opinion: Float
  var template: UInt64
  var isLong: Bool
  /// Whether it holds a coined word, or one unknown that stands under many posts: it may be a campaign's although no rule
  /// says so.
  var holdsName = false
  /// Distinct authors of texts that are nearly the same, its own included.
  var nearAuthors: UInt16 = 1
  /// Into the survey's names.
  var names: ByteRange
  var side = CampaignModel.Side.neither
  /// Whether it is of the talk that other comments are compared with.
  var isOfThread: Bool { side == .people && !holdsName }
  /// Into the survey's phrases, and its stems and handles.
  var phrases: ByteRange
  var stems: ByteRange
}

extension DumpSurvey {
  /// Distinct texts of an author.
  struct OwnTexts: Sendable {
    /// Examples of campaigns.
    var campaign: UInt32 = 0
    /// Examples of people.
    var people: UInt32 = 0
  }

  struct Token: Sendable {
    var occurrences: UInt32 = 0
    var disguised: UInt32 = 0
    var authors = DistinctFew()
    var disguisedBy = DistinctFew()
    var posts = DistinctFew()

    /// Distinct posts under which it stands, by at least so many authors.
    var spread: Int { Int(min(authors.count, posts.count)) }
  }
}
