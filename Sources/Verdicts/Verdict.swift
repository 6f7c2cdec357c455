package import Bytes
package import Rules
package import Signals

/// What a comment is taken for.
package enum Verdict: UInt8, CaseIterable, Sendable {
  case genuine, suspicious, bot
  /// Too little could be judged: no words at all, or a rule that could have decided did not finish.
  case unsure

  package var name: StaticString {
    switch self {
    case .genuine: "genuine"
    case .suspicious: "suspicious"
    case .bot: "bot"
    case .unsure: "unsure"
    }
  }

  /// Whether somebody is to look at the comment.
  package var isFlagged: Bool { self == .suspicious || self == .bot }
}

/// Whether a comment speaks of what its post speaks of; apart from the verdict, for people stray and bots flatter.
package enum FitAxis: UInt8, CaseIterable, Sendable {
  case fits, unclear, mismatched
  /// The dump holds no text of the post.
  case unknown

  package var name: StaticString {
    switch self {
    case .fits: "fits"
    case .unclear: "unclear"
    case .mismatched: "mismatched"
    case .unknown: "unknown"
    }
  }
}

/// One rule that spoke, and what it counted for.
package struct Reason: Sendable {
  /// Index into the rule set's rules.
  package var rule: Int
  /// The part of the rule's weight left by its group's cap.
  package var counted: Double
  /// The place shown for it: the rule's first match in the comment that has one, else in another field.
  package var field: Field
  /// In bytes of that field's original text; nil for what belongs to no single place.
  package var span: ByteRange?
  /// Its matches among those of the judgement.
  package var matches: Range<Int>
}

/// The judgement of one comment.
package struct Judgement: Sendable {
  package var verdict = Verdict.genuine
  package var fit = FitAxis.unknown
  /// Sum of the counted weights.
  package var score = 0.0
  package var labels: [String] = []
  package var reasons: [Reason] = []
  /// What the rules found, in rule order.
  package var matches: [LeafMatch] = []
  /// Indices of rules that hang on something the dump does not say.
  package var unknown: [Int] = []
  /// Indices of rules with a pattern that could not finish, so that it is not known whether it is there.
  package var unfinished: [Int] = []
  /// What a flagged comment has in common with others, or would have; nil for a comment that is not flagged.
  package var campaign: CampaignTie?
  /// Indices of rules that hit and are being tried out, so that they count for nothing.
  package var silent: [Int] = []

  package init() {}

  /// Whether rules call it a question or an order of somebody who buys.
  package var hasLeadLabel: Bool { labels.contains(Self.leadLabel) }
  static let leadLabel = "lead"
  /// The same of a comment that is no bot.
  package var isLead: Bool { hasLeadLabel && verdict != .bot }
}
