import Bytes
import Dumps
package import Signals

/// Counts of flagged comments by what ties them together.
package struct CampaignTally: Sendable {
  /// The comments of one campaign.
  package struct Campaign: Sendable {
    package let tie: CampaignTie
    package fileprivate(set) var comments = 0
    /// Those that are bots; the others are suspicious.
    package fileprivate(set) var bots = 0
    /// Distinct accounts that wrote them, by hash. A comment whose author the dump does not name counts for none.
    fileprivate var accountHashes: Set<UInt64> = []
    fileprivate var postNumbers: Set<Int32> = []

    package var accounts: Int { accountHashes.count }
    package var posts: Int { postNumbers.count }
  }

  /// Campaigns listed one by one; the rest are counted.
  package static let listed = 100
  /// Distinct campaigns, and accounts and posts of all of them together, that are kept apart; what comes later is counted
  /// with what is there already or not at all.
  package static let mostCampaigns = 50_000
  private static let mostMembers = 500_000
  /// A campaign of one comment is none.
  private static let least = 2

  private var campaigns: [CampaignTie: Campaign] = [:]
  private var members = 0

  /// Adds a flagged comment.
  mutating func add(_ tie: CampaignTie, isBot: Bool, _ comment: Comment, in batch: CommentBatch) {
    guard campaigns.count < Self.mostCampaigns || campaigns[tie] != nil else { return }
    let hasRoom = members < Self.mostMembers
    members += { (campaign: inout Campaign) in
      campaign.comments += 1
      if isBot { campaign.bots += 1 }
      guard hasRoom else { return 0 }
      let before = campaign.accounts + campaign.posts
      if let author = comment.author {
        campaign.accountHashes.insert(authorHash(batch.bytes.span.extracting(author.range)))
      }
      campaign.postNumbers.insert(comment.post)
      return campaign.accounts + campaign.posts - before
    }(&campaigns[tie, default: Campaign(tie: tie)])
  }

  /// The campaigns of several comments, the largest first.
  package var largest: [Campaign] {
    campaigns.values.filter { $0.comments >= Self.least }.sorted { a, b in
      if a.comments != b.comments { return a.comments > b.comments }
      if a.tie.kind != b.tie.kind { return a.tie.kind.rawValue < b.tie.kind.rawValue }
      return a.tie.called.lexicographicallyPrecedes(b.tie.called)
    }
  }
}
