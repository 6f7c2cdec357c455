/// The formats that are read by code of their own; all others are described by maps.
enum Format: String, CaseIterable {
  case ndjson, json, csv, instaloader
  case graphAPI = "graph-api"
  case youTubeAPI = "youtube-api"
}

/// What a file was found to be.
enum FormatKind {
  case native(Format)
  case map(FormatMap)

  var name: String {
    switch self {
    case .native(let format): format.rawValue
    case .map(let map): map.name
    }
  }
}

/// Which format a file was read as, and why.
package struct FormatChoice: Sendable {
  /// The file inside the dump.
  package let file: String
  /// The format's name.
  package let format: String
  /// What it was known by, in words that follow "because it holds".
  package let reason: String
  /// The formats looked for before, and what spoke against each.
  package let passedOver: [(format: String, reason: String)]
}

/// What `saring formats` tells of a format.
package struct FormatDescription: Sendable {
  /// The name that `--format` takes.
  package let name: String
  package let title: String
  /// What its files are known by, in words that follow "recognised by".
  package let recognisedBy: String
  /// Which key feeds which field.
  package let fields: [(key: String, field: String)]
}

/// Every format: those of the maps first, as files are held against them first.
package func formatCatalogue(_ formats: FormatSet) -> [FormatDescription] {
  formats.maps.map(\.catalogueEntry) + Format.allCases.map(\.catalogueEntry)
}

extension Format {
  var catalogueEntry: FormatDescription {
    switch self {
    case .ndjson: entry("plain NDJSON", "lines that are JSON objects with a \"text\" key", plainFields)
    case .json: entry("a list of plain records", "an array of JSON objects with a \"text\" key", plainFields)
    case .csv:
      entry("plain CSV", "a header row with a \"text\" column, between commas, semicolons or tabs", plainFields)
    case .instaloader:
      entry(
        "instaloader's comments with captions beside them",
        "an array of comments with \"owner\" and \"created_at\" or \"answers\"",
        [
          ("id", "comment id"), ("owner.username", "author"), ("text", "text"), ("created_at", "time"),
          ("likes_count", "likes"), ("answers", "answers, with their parent"), ("…_UTC.txt", "post text"),
          ("node.edge_media_to_caption (…_UTC.json, .json.xz)", "post text"), ("node.shortcode", "post id"),
          ("node.owner.username", "post author"), ("node.taken_at_timestamp", "post time"),
        ])
    case .graphAPI:
      entry(
        "Instagram Graph API answers",
        "a \"data\" array or objects keyed by id, of comments with \"text\" or media with \"caption\" or \"comments\"",
        [
          ("id", "comment id"), ("username, from.username", "author"), ("text", "text"), ("timestamp", "time"),
          ("like_count", "likes"), ("replies.data", "answers, with their parent"), ("parent_id", "parent"),
          ("media.id, or the media around the comments", "post id"), ("caption", "post text"),
          ("permalink", "post url"), ("media username, owner.username", "post author"),
        ])
    case .youTubeAPI:
      entry(
        "YouTube Data API lists",
        "\"kind\": \"youtube#commentThreadListResponse\", \"…commentListResponse\" or \"…videoListResponse\"",
        [
          ("topLevelComment.id", "comment id"), ("snippet.authorDisplayName, authorChannelId.value", "author"),
          ("snippet.textOriginal, textDisplay", "text"), ("snippet.publishedAt", "time"),
          ("snippet.likeCount", "likes"), ("replies.comments", "answers, with their parent"),
          ("snippet.parentId", "parent"), ("snippet.videoId, channelId", "post id"),
          ("video snippet.title, description, tags", "post text"), ("video snippet.channelTitle", "post author"),
        ])
    }
  }

  private func entry(_ title: String, _ recognisedBy: String, _ fields: [(String, String)]) -> FormatDescription {
    FormatDescription(
      name: rawValue, title: title, recognisedBy: recognisedBy, fields: fields.map { (key: $0.0, field: $0.1) })
  }

  private var plainFields: [(String, String)] {
    [
      ("text", "text (required)"), ("id", "comment id"), ("parent_id", "parent"), ("author", "author"),
      ("time", "time"), ("likes", "likes"), ("platform", "platform"), ("post_id", "post id"),
      ("post_author", "post author"), ("post_text", "post text"), ("label", "label, for evaluation alone"),
    ]
  }
}
