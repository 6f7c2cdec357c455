import DumpFixtures
import Dumps

/// The readers of dumps. The first byte of an input says which of the target's formats it is read as, and from 128 on that
/// JSON of more than 200 bytes is read in pieces.
let dumpTargets: [FuzzTarget] = [
  reader(
    "json-lines", [nil, "ndjson", "reddit", "youtube-comment-downloader"],
    seeds: ["ndjson", "reddit", "reddit posts", "youtube-comment-downloader"]),
  reader(
    "json-documents",
    [
      nil, "json", "instaloader", "graph-api", "youtube-api", "yt-dlp", "instagram-graphql", "apify-instagram",
      "instagrapi", "instagram-keyed", "facebook-graph-api", "tiktok",
    ],
    seeds: [
      "json", "instaloader", "graph-api", "youtube-api", "youtube-api replies", "youtube-api videos", "yt-dlp",
      "instagram-graphql", "apify-instagram comments", "apify-instagram posts", "instagrapi", "instagram-keyed",
      "facebook-graph-api", "facebook-graph-api feed", "tiktok",
    ]),
  reader(
    "csv", [nil, "csv", "apify-instagram", "exportcomments", "tiktok-csv"],
    seeds: ["csv", "apify-instagram table", "exportcomments", "tiktok-csv"]),
  reader("xml", [nil, "wordpress", "disqus"], seeds: ["wordpress", "disqus"]),
  FuzzTarget("workbook", seeds: workbookSeeds) { bytes in
    // The sheet, and behind a zero the texts that its cells share.
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    readTwice(
      ArchiveWriting.zip([
        ("xl/workbook.xml", []), ("xl/worksheets/sheet1.xml", parts[0]),
        ("xl/sharedStrings.xml", parts.count > 1 ? parts[1] : []),
      ]), as: nil)
  },
  FuzzTarget(
    "archive",
    seeds: [
      ArchiveWriting.zip(bundle), ArchiveWriting.tar(bundle),
      ArchiveWriting.workbook([["id", "text"], ["7", "hai"]], isShared: true),
    ]
  ) { readTwice($0, as: nil) },
  FuzzTarget("decompressor", seeds: Fixtures.compressed.map(\.bytes)) { readTwice($0, as: nil) },
]

private let bundle: [(name: String, bytes: [UInt8])] = [
  ("a/1_comments.json", Array(Fixtures.instaloader.utf8)), ("a/1.txt", Array("Kuih raya siap!\n".utf8)),
  ("a/1.json", Array(Fixtures.instaloaderPost.utf8)), ("b.csv", Array(Fixtures.csv.utf8)),
]

private let workbookSeeds: [[UInt8]] = [
  """
  <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is>\
  <t>time</t></is></c></row><row><c t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c><c r="C2"><v>46143.25</v></c></row>\
  </sheetData></worksheet>\u{0}<sst><si><t>id</t></si><si><t>text</t></si><si><t>k1</t></si><si><r><t>sedap &amp; </t></r>\
  <r><t>murah</t></r><rPh><t>baca</t></rPh></si></sst>
  """
].map { Array($0.utf8) }

/// A target whose inputs are read as one of some formats; nil is recognition by content.
private func reader(_ name: String, _ formats: [String?], seeds: [String]) -> FuzzTarget {
  let texts = Fixtures.all.filter { seeds.contains($0.name) }.map(\.text)
  return FuzzTarget(name, seeds: texts.flatMap { [[0] + Array($0.utf8), [252] + Array($0.utf8)] }) { bytes in
    guard let first = bytes.first else { return }
    readTwice(
      Array(bytes.dropFirst()), as: formats[Int(first & 127) % formats.count],
      documentBytes: first < 128 ? DumpLimits().documentBytes : 200)
  }
}
