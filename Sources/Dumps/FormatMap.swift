/// A format as it is described in a file: how it is recognised and which value feeds which field.
///
/// One engine runs all maps over JSON. Rows of tables and elements of XML are made into JSON objects first: a header
/// `owner/username` is the path `owner.username`, an attribute `id` is the key `@id`.
package struct FormatMap: Hashable, Sendable {
  /// The name that `--format` takes.
  package var name: String
  package var title: String
  /// The platform of its posts, where they do not name one themselves.
  package var platform: String?
  /// Where records may lie, the first fitting one counts. Empty for XML.
  package var records: [MapPath]
  package var comment: CommentMap
  package var post: PostMap?
  /// Where records lie in XML; nil for JSON and tables.
  package var xml: XMLPlaces?
  /// How dates written with strokes are to be read.
  package var dates: DateOrder

  package init(
    name: String, title: String, platform: String? = nil, records: [MapPath] = [], comment: CommentMap,
    post: PostMap? = nil, xml: XMLPlaces? = nil, dates: DateOrder = .unknown
  ) {
    self.name = name
    self.title = title
    self.platform = platform
    self.records = records
    self.comment = comment
    self.post = post
    self.xml = xml
    self.dates = dates
  }
}

/// Which of two numbers in `03/12/25` is the day.
package enum DateOrder: String, CaseIterable, Hashable, Sendable {
  /// Such dates stay unread.
  case unknown
  case dayFirst = "day-first"
  case monthFirst = "month-first"
}

/// Elements of XML, by name with prefix, wherever they stand.
package struct XMLPlaces: Hashable, Sendable {
  /// Names of which one must be that of the first element.
  package var root: [String]
  /// Texts of which one must stand in the first 64 KiB; empty where the name is enough.
  package var markers: [String]
  package var comment: String
  package var post: String?

  package init(root: [String], markers: [String] = [], comment: String, post: String? = nil) {
    self.root = root
    self.markers = markers
    self.comment = comment
    self.post = post
  }
}

/// What a record is known by.
package struct MapCondition: Hashable, Sendable {
  /// All of these must be there, and not null.
  package var has: [MapPath] = []
  /// At least one of these, unless there are none.
  package var any: [MapPath] = []
  /// None of these.
  package var lacks: [MapPath] = []

  package init() {}
}

/// Where a comment's fields come from. Of several values for one field the first that is there counts.
package struct CommentMap: Hashable, Sendable {
  package var condition = MapCondition()
  package var id: [MapValue] = []
  package var parent: [MapValue] = []
  package var author: [MapValue] = []
  package var text: [MapValue] = []
  package var time: [MapValue] = []
  package var likes: [MapValue] = []
  /// Whether the post's own account wrote it: true or false, or one and the same name on both.
  package var owner: [MapValue] = []
  /// Whether `author` and the post's author are names of one kind, so that equality tells the owner.
  package var isOwnerByName = false
  package var label: LabelMap?
  /// Lists of answers inside the record.
  package var replies: [MapPath] = []
  /// Records to leave out, by a value they have.
  package var skip: [SkipMap] = []
  /// What the record says of its post.
  package var post: PostMap?

  package init() {}
}

/// Where a post's fields come from.
package struct PostMap: Hashable, Sendable {
  package var condition = MapCondition()
  package var id: [MapValue] = []
  package var url: [MapValue] = []
  package var author: [MapValue] = []
  /// Parts, all of which make up the text, each on lines of its own.
  package var text: [MapValue] = []
  package var time: [MapValue] = []
  package var platform: [MapValue] = []
  /// Lists of comments inside the record.
  package var comments: [MapPath] = []

  package init() {}
}

/// Which values of a field mean which label.
package struct LabelMap: Hashable, Sendable {
  package var path: MapPath
  package var bot: [String]
  package var genuine: [String]

  package init(path: MapPath, bot: [String], genuine: [String]) {
    self.path = path
    self.bot = bot
    self.genuine = genuine
  }
}

/// Records to leave out: those where a field has one of some values.
package struct SkipMap: Hashable, Sendable {
  package var path: MapPath
  package var values: [String]

  package init(path: MapPath, values: [String]) {
    self.path = path
    self.values = values
  }
}

/// One source of a field's value.
package struct MapValue: Hashable, Sendable {
  package var path: MapPath
  /// Whether it is HTML that has to be made into text.
  package var isHTML = false
  /// What it must begin with; taken off.
  package var prefix: String?
  /// What stands behind the first of this text counts.
  package var after: String?
  /// What stands before the first of this text counts, or all where it does not occur.
  package var until: String?
  /// What stands before the last of this text counts; nothing where it does not occur.
  package var before: String?
  /// Values that stand for nothing.
  package var none: [String] = []

  package init(_ path: MapPath) { self.path = path }

  /// Whether the value is taken as it lies there.
  var isPlain: Bool { prefix == nil && after == nil && until == nil && before == nil && none.isEmpty }
}

/// The maps that are in use, in the order in which files are held against them.
package struct FormatSet: Sendable {
  package let maps: [FormatMap]
  /// Tells sets apart that read anything differently.
  package let digest: String

  package init(_ maps: [FormatMap] = [], digest: String = "") {
    self.maps = maps
    self.digest = digest
  }

  subscript(name name: String) -> FormatMap? { maps.first { $0.name == name } }
}
