import Bytes
package import Dumps
package import Rules
import Signals

/// What `NAME.summary.json` says of a dump. It holds no time and no duration, so that judging a dump again gives the
/// same bytes; how long it took stands in the daemon's journal.
package struct Summary: Sendable {
  package var dump: String
  package var formats: [String]
  package var tally: Tally
  package var posts: [Post]
  package var rejects: [Reject]
  package var rejectCount: Int
  package var notes: [String]
  /// Indices of rules with a pattern that was suspended.
  package var suspended: [Int]

  package init(
    dump: String, formats: [String], tally: Tally, posts: [Post], rejects: [Reject], rejectCount: Int, notes: [String],
    suspended: [Int] = []
  ) {
    self.dump = dump
    self.formats = formats
    self.tally = tally
    self.posts = posts
    self.rejects = rejects
    self.rejectCount = rejectCount
    self.notes = notes
    self.suspended = suspended
  }

  /// One line for the journal: counts, no comment text.
  package var line: String {
    "\(tally.comments) comments: \(tally[.genuine]) genuine, \(tally[.suspicious]) suspicious, \(tally[.bot]) bot, "
      + "\(tally[.unsure]) unsure; \(rejectCount) records rejected"
  }

  /// Posts listed one by one, those with most bots first; the rest are in the counts.
  package static let listedPosts = 1000

  package func encoded(_ rules: RuleSet) -> [UInt8] {
    var out = OutputBuffer()
    out.append("{\"v\":1,\"dump\":")
    out.append(json: dump)
    out.append(",\"ruleset\":")
    out.append(json: rules.digest)
    out.append(",\"formats\":[")
    separate(formats, &out) { $1.append(json: $0) }
    out.append("],\"comments\":")
    out.append(decimal: tally.comments)
    out.append(",\"verdicts\":{")
    separate(Verdict.allCases, &out) { pair("\($0.name)", tally[$0], &$1) }
    out.append("},\"fit\":{")
    separate(FitAxis.allCases, &out) { pair("\($0.name)", tally[$0], &$1) }
    out.append("},\"bot_share\":")
    share(Share(tally[.bot], of: tally.comments), &out)
    out.append(",\"flagged_share\":")
    share(Share(tally[.bot] + tally[.suspicious], of: tally.comments), &out)
    let likes = tally.posts.values.reduce(0) { $0 + $1.likes }
    out.append(",\"engagement\":{\"shown\":")
    out.append(decimal: tally.comments)
    out.append(",\"real\":")
    out.append(decimal: tally.comments - tally[.bot] - tally[.suspicious])
    out.append(",\"comment_likes\":")
    out.append(decimal: likes)
    out.append("},\"labels\":{")
    separate(tally.labels.sorted { $0.key < $1.key }, &out) { pair($0.key, $0.value, &$1) }
    out.append("},\"leads\":[")
    separate(tally.leads, &out) { append($0, &$1) }
    out.append("],\"campaigns\":[")
    let campaigns = tally.campaigns.largest
    separate(campaigns.prefix(CampaignTally.listed), &out) { append($0, &$1) }
    out.append("],\"campaign_count\":")
    out.append(decimal: campaigns.count)
    out.append(",\"engagers\":[")
    separate(tally.engagers.regulars.prefix(Engagers.listed), &out) { append($0, &$1) }
    out.append("],\"posts\":[")
    separate(listed(), &out) { append($0.index, $0.count, &$1) }
    out.append("],\"post_count\":")
    out.append(decimal: tally.posts.count)
    out.append(",\"rules\":{")
    separate(rules.rules.indices.filter { tally.rules[$0] > 0 }, &out) {
      pair(rules.rules[$0].id, tally.rules[$0], &$1)
    }
    out.append("},\"unknown\":{")
    separate(rules.rules.indices.filter { tally.unknown[$0] > 0 }, &out) {
      pair(rules.rules[$0].id, tally.unknown[$0], &$1)
    }
    out.append("},\"unfinished\":{")
    separate(rules.rules.indices.filter { tally.unfinished[$0] > 0 }, &out) {
      pair(rules.rules[$0].id, tally.unfinished[$0], &$1)
    }
    out.append("},\"suspended\":[")
    separate(suspended, &out) { $1.append(json: rules.rules[$0].id) }
    out.append("],\"shadow\":{")
    separate(rules.rules.indices.filter { rules.rules[$0].stage.isSilent && !rules.rules[$0].isPart }, &out) {
      pair(rules.rules[$0].id, tally.silent[$0], &$1)
    }
    out.append("},\"truncated\":")
    out.append(decimal: tally.truncated)
    out.append(",\"rejected\":")
    out.append(decimal: rejectCount)
    out.append(",\"rejects\":[")
    separate(rejects, &out) { append($0, &$1) }
    out.append("],\"notes\":[")
    separate(notes, &out) { $1.append(json: $0) }
    out.append("]}\n")
    return out.finished()
  }

  /// The posts that are listed one by one, in their order.
  package func listed() -> [(index: Int32, count: Tally.PostCount)] {
    let sorted = tally.posts.sorted {
      ($1.value[.bot], $1.value.comments, $0.key) < ($0.value[.bot], $0.value.comments, $1.key)
    }
    return sorted.prefix(Self.listedPosts).map { (index: $0.key, count: $0.value) }
  }

  private func append(_ index: Int32, _ count: Tally.PostCount, _ out: inout OutputBuffer) {
    let post = posts[Int(index)]
    out.append("{\"post\":")
    optional(post.id, &out)
    out.append(",\"author\":")
    optional(post.author, &out)
    out.append(",\"has_text\":")
    out.append(post.text == nil ? "false" : "true")
    out.append(",\"comments\":")
    out.append(decimal: count.comments)
    for verdict in Verdict.allCases {
      out.append(",")
      pair("\(verdict.name)", count[verdict], &out)
    }
    out.append("}")
  }

  private func append(_ lead: Tally.Lead, _ out: inout OutputBuffer) {
    out.append("{\"post\":")
    optional(posts[Int(lead.post)].id, &out)
    out.append(",\"comment\":")
    if let id = lead.comment { out.append(json: id.span) } else { out.append("null") }
    out.append(",\"author\":")
    if let author = lead.author { out.append(json: author.span) } else { out.append("null") }
    out.append(",\"record\":")
    out.append(decimal: lead.record)
    out.append("}")
  }

  private func append(_ campaign: CampaignTally.Campaign, _ out: inout OutputBuffer) {
    out.append("{\"kind\":\"")
    out.append(campaign.tie.kind.name)
    out.append("\",\"called\":")
    out.append(json: campaign.tie.called.span)
    for (key, count) in [
      ("comments", campaign.comments), ("bot", campaign.bots), ("accounts", campaign.accounts),
      ("posts", campaign.posts),
    ] {
      out.append(",")
      pair(key, count, &out)
    }
    out.append("}")
  }

  private func append(_ person: Engagers.Person, _ out: inout OutputBuffer) {
    out.append("{\"author\":")
    out.append(json: person.author.span)
    for (key, count) in [("comments", person.comments), ("posts", person.posts), ("leads", person.leads)] {
      out.append(",")
      pair(key, count, &out)
    }
    out.append("}")
  }

  private func append(_ reject: Reject, _ out: inout OutputBuffer) {
    out.append("{\"file\":")
    out.append(json: reject.file)
    out.append(",\"record\":")
    out.append(decimal: reject.record)
    if let line = reject.line {
      out.append(",\"line\":")
      out.append(decimal: line)
    }
    if let offset = reject.offset {
      out.append(",\"offset\":")
      out.append(decimal: offset)
    }
    out.append(",\"code\":")
    out.append(json: reject.code)
    out.append(",\"message\":")
    out.append(json: reject.message)
    out.append("}")
  }

  private func share(_ share: Share, _ out: inout OutputBuffer) {
    out.append("{\"value\":")
    out.append(thousandths: share.value)
    out.append(",\"low\":")
    out.append(thousandths: share.low)
    out.append(",\"high\":")
    out.append(thousandths: share.high)
    out.append("}")
  }

  private func pair(_ key: String, _ value: Int, _ out: inout OutputBuffer) {
    out.append(json: key)
    out.append(":")
    out.append(decimal: value)
  }

  private func optional(_ text: String?, _ out: inout OutputBuffer) {
    if let text { out.append(json: text) } else { out.append("null") }
  }

  private func separate<Element>(
    _ elements: some Collection<Element>, _ out: inout OutputBuffer, _ write: (Element, inout OutputBuffer) -> Void
  ) {
    var isFirst = true
    for element in elements {
      if !isFirst { out.append(",") }
      isFirst = false
      write(element, &out)
    }
  }
}
