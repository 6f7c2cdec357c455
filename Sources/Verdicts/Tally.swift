import Bytes
package import Dumps
package import Rules

/// Counts over the judged comments of a dump.
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

  package init(_ rules: RuleSet) {
    self.rules = Array(repeating: 0, count: rules.rules.count)
    unknown = Array(repeating: 0, count: rules.rules.count)
    unfinished = unknown
    silent = unknown
  }

  /// Adds the batch that follows.
  package mutating func add(_ judgements: Judgements, of batch: CommentBatch) {
    for reason in judgements.reasons { rules[reason.rule] += 1 }
    for rule in judgements.unknown { unknown[rule] += 1 }
    for rule in judgements.unfinished { unfinished[rule] += 1 }
    for rule in judgements.silent { silent[rule] += 1 }
    for label in judgements.labels { labels[label, default: 0] += 1 }
    for (entry, comment) in zip(judgements.entries, batch.comments) { add(entry, of: judgements, comment, in: batch) }
  }

  private mutating func add(
    _ entry: Judgements.Entry, of judgements: Judgements, _ comment: Comment, in batch: CommentBatch
  ) {
    comments += 1
    verdicts[Int(entry.verdict.rawValue)] += 1
    fits[Int(entry.fit.rawValue)] += 1
    posts[comment.post, default: PostCount()].add(entry.verdict, likes: comment.likes)
    if comment.isTruncated { truncated += 1 }
    if let tie = judgements.campaign(of: entry) {
      campaigns.add(tie, isBot: entry.verdict == .bot, comment, in: batch)
    }
    let isLead = judgements.hasLeadLabel(entry)
    if entry.verdict == .genuine, comment.isOwner != true, let author = comment.author {
      engagers.add(batch.bytes.span.extracting(author.range), post: comment.post, isLead: isLead)
    }
    if isLead, entry.verdict != .bot, leads.count < Self.listedLeads {
      let bytes = { (range: ByteRange?) in range.map { Array(batch.bytes[$0.range]) } }
      leads.append(
        Lead(post: comment.post, comment: bytes(comment.id), author: bytes(comment.author), record: comment.record))
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

  package subscript(verdict: Verdict) -> Int { verdicts[Int(verdict.rawValue)] }
}
