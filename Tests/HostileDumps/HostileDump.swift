import DumpFixtures

/// A dump as somebody makes it who means ill, or whose disk is failing.
package struct HostileDump: Sendable {
  /// What it is called, without any path: bytes, for it may be no text.
  package var name: [UInt8]
  package var bytes: [UInt8]
  /// Ids of comments that must be judged, whatever is wrong with what stands beside them.
  package var good: [String] = []

  /// The name says the format and the kind of trouble.
  init(_ format: String, _ kind: String, _ number: Int, _ suffix: String, _ bytes: [UInt8]) {
    let dashed = format.map { $0 == " " ? "-" : $0 }
    name = Array("\(String(dashed)).\(kind).\(number)\(suffix)".utf8)
    self.bytes = bytes
  }
}

/// Numbers that look random and are the same in every run.
package struct Dice: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Where the bad dumps of a format begin: one that is right.
package struct HostileSource: Sendable {
  package var format: String
  package var suffix: String
  package var bytes: [UInt8]
  /// Whether each line is a record of its own, so that a bad one may cost no other.
  package var line: Line?

  package enum Line: Sendable { case json, csv }

  /// One for each shape that is read.
  package static let all: [HostileSource] =
    Fixtures.all.map { name, text in
      let suffix = text.hasPrefix("<") ? ".xml" : text.hasPrefix("{") || text.hasPrefix("[") ? ".json" : ".csv"
      let lines: Line? = name == "ndjson" || name == "reddit" ? .json : name == "csv" ? .csv : nil
      return HostileSource(format: name, suffix: suffix, bytes: Array(text.utf8), line: lines)
    } + [
      HostileSource(format: "zip", suffix: ".zip", bytes: ArchiveWriting.zip(bundle)),
      HostileSource(format: "tar", suffix: ".tar", bytes: ArchiveWriting.tar(bundle)),
      HostileSource(format: "tar in gzip", suffix: ".tgz", bytes: ArchiveWriting.gzip(ArchiveWriting.tar(bundle))),
      HostileSource(
        format: "workbook", suffix: ".xlsx",
        bytes: ArchiveWriting.workbook([["id", "text"], ["7", "hai"], ["8", "apa <khabar>"]], isShared: true)),
      HostileSource(format: "gzip", suffix: ".ndjson.gz", bytes: ArchiveWriting.gzip(Array(Fixtures.ndjson.utf8))),
    ]

  static let bundle: [(name: String, bytes: [UInt8])] = [
    ("a/1_comments.json", Array(Fixtures.instaloader.utf8)), ("a/1.txt", Array("Kuih raya siap!\n".utf8)),
    ("b.csv", Array(Fixtures.csv.utf8)),
  ]
}
