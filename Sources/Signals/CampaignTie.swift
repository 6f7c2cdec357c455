import Bytes
import Dumps
package import Text

/// What a flagged comment has in common with others of its campaign, so that they can be counted together.
///
/// A campaign is known by what it is there for: the name it coins, the account, link or number it points to. Where it
/// hides none of these, its text gives it away.
package struct CampaignTie: Hashable, Sendable {
  package enum Kind: UInt8, CaseIterable, Sendable {
    case name, handle, link, phone, text

    package var name: StaticString {
      switch self {
      case .name: "name"
      case .handle: "handle"
      case .link: "link"
      case .phone: "phone"
      case .text: "text"
      }
    }
  }

  package let kind: Kind
  /// What it is called, as it reads once undisguised: `mekar88`, `@mekar.promo`, `bit.ly/mekar`; for a text, a number in
  /// hexadecimal digits that copies share. UTF-8.
  package let called: [UInt8]

  package init(kind: Kind, called: [UInt8]) {
    self.kind = kind
    self.called = called
  }

  /// Authors who must say a name that is merely unknown; it may be a place or a slip.
  private static let leastSayers = 3
  private static let least = 2

  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - words: its words.
  /// - Returns: nil for a comment that shares nothing with any other. A link or a number counts even where it stands alone: it
  ///   is what the comment is there for.
  static func find(_ views: borrowing TextViews, _ words: CommentWords, post: PostProfile, survey: DumpSurvey)
    -> CampaignTie?
  {
    name(views, words, isCoined: true, least, post, survey) ?? pointed(views, post, survey) ?? copied(views, survey)
      ?? name(views, words, isCoined: false, leastSayers, post, survey)
  }

  /// The name that most authors say.
  private static func name(
    _ views: borrowing TextViews, _ words: CommentWords, isCoined: Bool, _ least: Int, _ post: PostProfile,
    _ survey: DumpSurvey
  ) -> CampaignTie? {
    var found: (candidate: Brands.Candidate, name: UInt64, authors: Int)?
    for candidate in words.candidates where candidate.isCoined == isCoined && !Brands.isOfPost(candidate, post) {
      // The longer form first: of two that as many say, it is the name.
      for name in candidate.names.reversed() {
        let authors = Int(survey.token(name)?.authors.count ?? 0)
        if authors >= least, authors > found?.authors ?? 0 { found = (candidate, name, authors) }
      }
    }
    return found.map { found in
      let folded = views.foldedBytes
      guard found.name == found.candidate.joined, let index = views.words.firstIndex(of: found.candidate.word) else {
        return CampaignTie(kind: .name, called: Array(folded[found.candidate.word.range.range]))
      }
      let joined = JoinedName(index..<(index + 2), of: views.words.span, in: folded.span)
      return CampaignTie(kind: .name, called: joined.letters)
    }
  }

  /// The first thing the comment points to that does not belong to its post.
  private static func pointed(_ views: borrowing TextViews, _ post: PostProfile, _ survey: DumpSurvey) -> CampaignTie? {
    for entity in views.entities {
      let text = views.foldedBytes[entity.folded.range]
      switch entity.kind {
      case .handle:
        let hash = handleHash(entity, in: views)
        guard !post.ownHandles.contains(hash), survey.authors(naming: hash) >= least else { continue }
        return CampaignTie(kind: .handle, called: Array(text))
      case .link where !post.isNamed(in: text): return CampaignTie(kind: .link, called: Array(linkAddress(text)))
      case .phone: return CampaignTie(kind: .phone, called: text.filter { $0 &- 0x30 < 10 })
      default: continue
      }
    }
    return nil
  }

  private static func copied(_ views: borrowing TextViews, _ survey: DumpSurvey) -> CampaignTie? {
    let template = Repeats.template(of: views)
    guard template != 0, Int(survey.template(template)?.authors.count ?? 0) >= least else { return nil }
    return CampaignTie(kind: .text, called: Array(String(template, radix: 16).utf8))
  }
}

extension SignalMeter {
  /// What ties the comment that was loaded to others of its campaign; to be asked of flagged comments.
  package func tie(_ views: borrowing TextViews, post: PostProfile, survey: DumpSurvey) -> CampaignTie? {
    CampaignTie.find(views, words, post: post, survey: survey)
  }
}
