import DumpFixtures
import Foundation
import Testing

@testable import Dumps

/// Random comments, written in each of the formats that maps describe and read back equal.
struct MapRoundTripTests {
  private typealias Sample = RoundTripTests.Sample
  private typealias Random = RoundTripTests.Random

  private static func rows(_ samples: [Sample], _ change: (inout ReadDump.Row, Sample) -> Void = { _, _ in })
    -> [ReadDump.Row]
  {
    var rows = RoundTripTests.rows(samples)
    for (index, sample) in samples.flatMap({ [$0] + $0.answers }).enumerated() { change(&rows[index], sample) }
    return rows
  }

  private static func draw(_ seed: Int) -> (Random, [Sample]) {
    var random = Random(state: UInt64(seed) &* 104_729)
    return (random, RoundTripTests.samples(&random))
  }

  @Test(arguments: 0..<12) func nestedJSON(seed: Int) throws {
    var (random, samples) = Self.draw(seed)
    if samples.isEmpty { return }
    func read(_ value: Any, _ format: String) throws -> [ReadDump.Row] {
      let dump = try DumpsTests.read(RoundTripTests.json(value, &random))
      #expect(dump.formats == [format])
      return dump.rows
    }

    func edges(_ samples: [Sample]) -> [String: Any] {
      [
        "edges": samples.map { sample -> [String: Any] in
          [
            "node": [
              "id": sample.id, "text": sample.text, "created_at": sample.time, "owner": ["username": sample.author],
              "edge_liked_by": ["count": sample.likes], "edge_threaded_comments": edges(sample.answers),
            ]
          ]
        }
      ]
    }
    let media: [String: Any] = ["shortcode": "DAQTNNiTpt0", "edge_media_to_parent_comment": edges(samples)]
    #expect(try read(["data": ["shortcode_media": media]], "instagram-graphql") == Self.rows(samples))

    func apify(_ samples: [Sample]) -> [[String: Any]] {
      samples.map {
        [
          "id": $0.id, "text": $0.text, "ownerUsername": $0.author, "likesCount": $0.likes,
          "timestamp": RoundTripTests.iso($0.time, zone: ".000Z"), "replies": apify($0.answers),
        ]
      }
    }
    #expect(try read(apify(samples), "apify-instagram") == Self.rows(samples))

    func pk(_ samples: [Sample]) -> [[String: Any]] {
      samples.map {
        [
          "pk": Int($0.id) ?? 0, "text": $0.text, "created_at_utc": $0.time, "comment_like_count": $0.likes,
          "user": ["pk": "1", "username": $0.author], "preview_child_comments": pk($0.answers),
        ]
      }
    }
    #expect(try read(["comments": pk(samples), "media_id": "3463352584219040628"], "instagrapi") == Self.rows(samples))

    func graph(_ samples: [Sample]) -> [String: Any] {
      [
        "data": samples.map {
          [
            "id": $0.id, "message": $0.text, "created_time": RoundTripTests.iso($0.time, zone: "+0000"),
            "like_count": $0.likes, "from": ["name": $0.author], "comments": graph($0.answers), "comment_count": 0,
          ]
        }
      ]
    }
    #expect(try read(graph(samples), "facebook-graph-api") == Self.rows(samples))

    func aweme(_ samples: [Sample]) -> [[String: Any]] {
      samples.map {
        [
          "cid": $0.id, "text": $0.text, "create_time": $0.time, "digg_count": $0.likes, "aweme_id": "7",
          "user": ["unique_id": $0.author], "reply_comment": aweme($0.answers), "reply_id": "0",
        ]
      }
    }
    #expect(try read(["code": 0, "data": ["comments": aweme(samples)]], "tiktok") == Self.rows(samples))
  }

  @Test(arguments: 0..<12) func lines(seed: Int) throws {
    let (_, samples) = Self.draw(seed)
    if samples.isEmpty { return }
    let flat = Self.rows(samples) { row, _ in row.parentText = nil }
    func read(_ record: (ReadDump.Row) -> [String: Any]) throws -> [ReadDump.Row] {
      let lines = try flat.map { try JSONSerialization.data(withJSONObject: record($0)) }
      return try DumpsTests.read(Array(lines.joined(separator: Data("\n".utf8)))).rows
    }
    #expect(
      try read { row in
        [
          "id": row.id ?? "", "parent_id": row.parent.map { "t1_\($0)" } ?? "t3_x", "link_id": "t3_x", "body": row.text,
          "author": row.author ?? "", "created_utc": row.time ?? 0, "score": row.likes ?? 0,
        ]
      } == flat)
    let dotted = flat.map { row in
      var row = row
      row.id = (row.parent.map { $0 + "." } ?? "") + (row.id ?? "")
      return row
    }
    #expect(
      try read { row in
        [
          "cid": (row.parent.map { $0 + "." } ?? "") + (row.id ?? ""), "text": row.text, "author": row.author ?? "",
          "time_parsed": Double(row.time ?? 0) + 0.25, "votes": "\(row.likes ?? 0)", "time": "2 years ago",
        ]
      } == dotted)
  }

  private static func cell(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

  @Test(arguments: 0..<12) func tables(seed: Int) throws {
    let (_, samples) = Self.draw(seed)
    // An answer without text has an empty cell, which in its place is as good as none.
    let tops = samples.map { sample in
      var top = sample
      top.answers = sample.answers.filter { !$0.text.isEmpty }
      return top
    }
    if tops.isEmpty { return }
    let most = tops.map(\.answers.count).max() ?? 0
    let names = ["id", "text", "ownerUsername", "timestamp", "likesCount"]
    let header = names + (0..<most).flatMap { index in names.map { "replies/\(index)/\($0)" } }
    func cells(_ sample: Sample) -> [String] {
      [
        sample.id, Self.cell(sample.text), sample.author, RoundTripTests.iso(sample.time, zone: ".000Z"),
        "\(sample.likes)",
      ]
    }
    let table = tops.map { top in
      let row = cells(top) + top.answers.flatMap(cells)
      return row + [String](repeating: "", count: header.count - row.count)
    }
    let dump = try read(([header] + table).map { $0.joined(separator: ",") }.joined(separator: "\n"))
    #expect(dump.formats == ["apify-instagram"])
    #expect(dump.rows == Self.rows(tops))

    let flat = tops.map { top in
      var top = top
      top.answers = []
      return top
    }
    let rows = Self.rows(flat)
    let export =
      [["id ", "", "Name", "Date", "Likes", "Comment"]]
      + flat.map { sample in
        [
          sample.id, "", sample.author, RoundTripTests.iso(sample.time, zone: "").replacing("T", with: " "),
          "\(sample.likes)", sample.text,
        ]
      }
    #expect(try read(export.map { $0.map(Self.cell).joined(separator: ";") }.joined(separator: "\n")).rows == rows)
    for isShared in [true, false] {
      let workbook = ArchiveWriting.workbook(
        export.enumerated().map { index, row in
          // Days with fractions are exact to the second.
          index == 0 ? row : row[0..<3] + ["\(Double(flat[index - 1].time) / 86_400 + 25_569)"] + row[4...]
        }, isShared: isShared)
      #expect(try read(workbook).rows == rows)
    }
  }

  @Test(arguments: 0..<12) func xml(seed: Int) throws {
    let (_, samples) = Self.draw(seed)
    func html(_ text: String) -> String {
      ArchiveWriting.escaped(text.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))
    }
    // What is HTML ends without blanks.
    let expected = Self.rows(samples) { row, _ in
      row.text = Self.trimmed(row.text)
      (row.parentText, row.likes) = (nil, nil)
    }
    let flat = samples.flatMap { top in [(top, nil)] + top.answers.map { ($0, top.id) } }
    let comments = flat.map { sample, parent in
      "<wp:comment><wp:comment_id>\(sample.id)</wp:comment_id><wp:comment_author>\(sample.author)</wp:comment_author>"
        + "<wp:comment_content>\(html(sample.text))</wp:comment_content><wp:comment_parent>\(parent ?? "0")"
        + "</wp:comment_parent><wp:comment_date_gmt>\(RoundTripTests.iso(sample.time, zone: "").replacing("T", with: " "))"
        + "</wp:comment_date_gmt></wp:comment>"
    }
    let item = "<item><title>t</title><wp:post_id>1</wp:post_id>\(comments.joined(separator: "\n"))</item>"
    #expect(
      try read("<rss xmlns:wp=\"http://wordpress.org/export/1.0/\"><channel>\(item)</channel></rss>").rows == expected)
    let posts = flat.map { sample, parent in
      "<post dsq:id=\"\(sample.id)\"><message>\(html(sample.text))</message><author><name>\(sample.author)</name></author>"
        + "<createdAt>\(RoundTripTests.iso(sample.time, zone: "Z"))</createdAt><thread dsq:id='t' />"
        + (parent.map { "<parent dsq:id='\($0)'/>" } ?? "") + "</post>"
    }
    #expect(try read("<disqus><thread dsq:id='t'/>\(posts.joined())</disqus>").rows == expected)
  }

  /// Formats that say little more than texts and ids.
  @Test(arguments: 0..<12) func bareOnes(seed: Int) throws {
    var (random, samples) = Self.draw(seed)
    samples = samples.map { sample in
      var sample = sample
      sample.answers = []
      return sample
    }
    if samples.isEmpty { return }
    let keyed = Dictionary(
      uniqueKeysWithValues: samples.map {
        ($0.id, ["text": $0.text, "media": "3463352584219040628", "account": "a", "code": "DAQTNNiTpt0"])
      })
    let bare = try read(RoundTripTests.json(keyed, &random))
    #expect(bare.formats == ["instagram-keyed"])
    func sorted(_ pairs: [(String?, String)]) -> [String] { pairs.map { "\($0 ?? "–") \($1)" }.sorted() }
    #expect(sorted(bare.rows.map { ($0.id, $0.text) }) == sorted(samples.map { ($0.id, $0.text) }))

    let table = ["author,author_id,comment"] + samples.map { "x,\($0.author),\(Self.cell($0.text))" }
    let tikTok = try read(table.joined(separator: "\r\n"))
    #expect(tikTok.formats == ["tiktok-csv"])
    #expect(tikTok.rows.map(\.text) == samples.map(\.text))

    let list = samples.map {
      ["id": $0.id, "text": $0.text, "author": $0.author, "time": $0.time, "likes": $0.likes] as [String: Any]
    }
    let plain = try read(RoundTripTests.json(list, &random))
    #expect(plain.formats == ["json"])
    #expect(plain.rows == Self.rows(samples))
    let workbook = ArchiveWriting.workbook(
      [["id", "text"]] + samples.map { [$0.id, $0.text] }, isShared: Bool.random(using: &random))
    #expect(try read(workbook).rows.map(\.text) == samples.map(\.text))
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars
    while let last = scalars.last, [" ", "\t", "\n", "\r"].contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}
