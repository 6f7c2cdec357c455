import Bytes
package import Dumps
package import Rules

/// Counts over judged comments. Tallies of batches add up to the tally of the dump.
package struct Tally: Sendable {
  /// Comments of one post.
  package struct PostCount: Sendable {
    package var comments = 0
    package var likes = 0
    package var verdicts: InlineArray<4, Int> = .init(repeating: 0)
  }

  /// A comment with the intent to buy.
  package struct Lead: Sendable {
    package var post: Int32
    package var comment: [UInt8]?
    package var author: [UInt8]?
    package var record: Int
  }

  /// Leads listed one by one; the rest are counted.
  package static let listedLeads = 1000

  package private(set) var comments = 0
  package private(set) var verdicts: InlineArray<4, Int> = .init(repeating: 0)
  package private(set) var fits: InlineArray<4, Int> = .init(repeating: 0)
  package private(set) var posts: [Int32: PostCount] = [:]
  package private(set) var rules: [Int]
  package private(set) var unknown: [Int]
  /// By rule, comments that a pattern of it could not be held against within its bounds of time and memory.
  package private(set) var unfinished: [Int]
  /// Hits of rules that are being tried out.
  package private(set) var silent: [Int]
  package private(set) var labels: [String: Int] = [:]
  package private(set) var leads: [Lead] = []
  package private(set) var truncated = 0
  package private(set) var campaigns = CampaignTally()
  package private(set) var engagers = Engagers()
  /// Of the comments added one by one; they are counted when the tally is added to another. So for leads: only of those
  /// that are listed in the end are the names copied.
  private var engaged: [Engagers.Engaged] = []
  private var found: [FoundLead] = []

  /// A lead of the batch, in which its names lie.
  private struct FoundLead: Sendable {
    let post: Int32
    let comment: ByteRange?
    let author: ByteRange?
    let record: Int
  }

  package init(_ rules: RuleSet) {
    self.rules = Array(repeating: 0, count: rules.rules.count)
    unknown = Array(repeating: 0, count: rules.rules.count)
    unfinished = unknown
    silent = unknown
  }

  package mutating func add(_ judgement: Judgement, _ comment: Comment, in batch: CommentBatch) {
    comments += 1
    verdicts[Int(judgement.verdict.rawValue)] += 1
    fits[Int(judgement.fit.rawValue)] += 1
    posts[comment.post, default: PostCount()].add(judgement.verdict, likes: comment.likes)
    for reason in judgement.reasons { rules[reason.rule] += 1 }
    for rule in judgement.unknown { unknown[rule] += 1 }
    for rule in judgement.unfinished { unfinished[rule] += 1 }
    for rule in judgement.silent { silent[rule] += 1 }
    if comment.isTruncated { truncated += 1 }
    for label in judgement.labels { labels[label, default: 0] += 1 }
    campaigns.add(judgement, comment, in: batch)
    let isLead = judgement.hasLeadLabel
    if judgement.verdict == .genuine, comment.isOwner != true, let author = comment.author {
      engaged.append(Engagers.Engaged(author: author, post: comment.post, isLead: isLead))
    }
    if isLead, judgement.verdict != .bot, found.count < Self.listedLeads {
      found.append(
        FoundLead(post: comment.post, comment: comment.id, author: comment.author, record: comment.record))
    }
  }

  /// Adds the tally of the batch that follows.
  package mutating func add(_ other: Tally, of batch: CommentBatch) {
    campaigns.add(other.campaigns)
    engagers.add(other.engaged, in: batch)
    comments += other.comments
    truncated += other.truncated
    for index in verdicts.indices {
      verdicts[index] += other.verdicts[index]
      fits[index] += other.fits[index]
    }
    for (post, count) in other.posts { posts[post, default: PostCount()].add(count) }
    for index in rules.indices {
      rules[index] += other.rules[index]
      unknown[index] += other.unknown[index]
      unfinished[index] += other.unfinished[index]
      silent[index] += other.silent[index]
    }
    labels.merge(other.labels, uniquingKeysWith: +)
    let bytes = { (range: ByteRange?) in range.map { Array(batch.bytes[$0.range]) } }
    for lead in other.found.prefix(Self.listedLeads - leads.count) {
      leads.append(
        Lead(post: lead.post, comment: bytes(lead.comment), author: bytes(lead.author), record: lead.record))
    }
  }

  package subscript(verdict: Verdict) -> Int { verdicts[Int(verdict.rawValue)] }
  package subscript(fit: FitAxis) -> Int { fits[Int(fit.rawValue)] }
}

extension Tally.PostCount {
  mutating func add(_ verdict: Verdict, likes: Int?) {
    comments += 1
    self.likes += max(0, min(likes ?? 0, 1 << 40))
    verdicts[Int(verdict.rawValue)] += 1
  }

  mutating func add(_ other: Self) {
    comments += other.comments
    likes += other.likes
    for index in verdicts.indices { verdicts[index] += other.verdicts[index] }
  }

  package subscript(verdict: Verdict) -> Int { verdicts[Int(verdict.rawValue)] }
}
