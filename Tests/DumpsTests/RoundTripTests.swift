import Foundation
import Testing

@testable import Dumps

/// Random posts and comments, written in each format as its tool would and read back equal.
struct RoundTripTests {
  /// Small numbers that are the same on every run.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  struct Sample {
    var id: String
    var author: String
    var text: String
    var time: Int
    var likes: Int
    var answers: [Sample] = []
  }

  private static let pieces = [
    "harga kak", "nak satu", "mantap", "😍🔥", "\"petik\"", "\\", "\n", ",", ";", "\t", "é", "𝗠𝗔𝗪𝗔𝗥", "\u{200B}", "<b>",
    "&amp;", "/", "دعاء", "#tag", "@nama", "\u{1}", " ", "RM25", "\u{2028}",
  ]

  static func text(_ random: inout Random) -> String {
    (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      .joined(separator: " ")
  }

  static func samples(_ random: inout Random, depth: Int = 1) -> [Sample] {
    (0..<Int.random(in: 0...(depth == 1 ? 40 : 4), using: &random)).map { _ in
      Sample(
        id: String(UInt64.random(in: 1 << 54...UInt64(Int64.max), using: &random)),
        author: "nama\(Int.random(in: 0...99, using: &random))", text: text(&random),
        time: Int.random(in: 1_000_000_000...2_000_000_000, using: &random),
        likes: Int.random(in: 0...999, using: &random),
        answers: depth == 1 && Int.random(in: 0...3, using: &random) == 0 ? samples(&random, depth: 2) : [])
    }
  }

  /// What reading them must give.
  static func rows(_ samples: [Sample], nested: Bool = true) -> [ReadDump.Row] {
    var rows: [ReadDump.Row] = []
    for sample in samples {
      rows.append(row(sample, rows.count + 1, under: nil))
      for answer in sample.answers where nested { rows.append(row(answer, rows.count + 1, under: sample)) }
    }
    return rows
  }

  private static func row(_ sample: Sample, _ record: Int, under parent: Sample?) -> ReadDump.Row {
    .init(
      post: 0, record: record, id: sample.id, parent: parent?.id, parentText: parent?.text, author: sample.author,
      text: sample.text, time: sample.time, likes: sample.likes)
  }

  static func iso(_ time: Int, zone: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss"
    return formatter.string(from: Date(timeIntervalSince1970: TimeInterval(time))) + zone
  }

  /// JSON, sometimes with everything beyond ASCII escaped, sometimes indented.
  static func json(_ value: Any, _ random: inout Random) throws -> [UInt8] {
    let pretty = Bool.random(using: &random)
    let data = try JSONSerialization.data(withJSONObject: value, options: pretty ? [.prettyPrinted] : [])
    guard Bool.random(using: &random) else { return Array(data) }
    var out = ""
    for unit in String(decoding: data, as: UTF8.self).utf16 {
      if unit < 0x80 {
        out.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      } else {
        out += "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16)
      }
    }
    return Array(out.utf8)
  }

  private static func cell(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }

  @Test(arguments: 0..<25) func everyFormat(seed: Int) throws {
    var random = Random(state: UInt64(seed) &* 7919)
    let samples = Self.samples(&random)
    let caption = Self.text(&random)
    let nested = Self.rows(samples)
    var flat = samples.flatMap { [$0] + $0.answers }.enumerated().map { Self.row($1, $0 + 1, under: nil) }

    // Formats that say nothing of parents in these files come back flat.
    let lines = try flat.map { row in
      try JSONSerialization.data(
        withJSONObject: [
          "post_id": "p", "post_text": caption, "id": row.id ?? "", "author": row.author ?? "", "text": row.text,
          "time": row.time ?? 0, "likes": row.likes ?? 0,
        ] as [String: Any])
    }
    if !lines.isEmpty {
      let dump = try read(Array(lines.joined(separator: Data("\n".utf8))))
      #expect(dump.rows == flat)
      #expect(dump.posts == [Post(id: "p", text: Array(caption.utf8))])
    }

    for delimiter in [",", ";", "\t"] {
      let header = ["id", "text", "author", "time", "likes"].joined(separator: delimiter)
      let table = flat.map { row in
        [row.id ?? "", Self.cell(row.text), row.author ?? "", Self.iso(row.time ?? 0, zone: "Z"), "\(row.likes ?? 0)"]
          .joined(separator: delimiter)
      }
      #expect(try read(([header] + table).joined(separator: "\r\n")).rows == flat)
    }

    func instaloader(_ samples: [Sample]) -> [[String: Any]] {
      samples.map {
        [
          "id": Int($0.id) ?? 0, "text": $0.text, "created_at": $0.time, "likes_count": $0.likes,
          "owner": ["id": "1", "username": $0.author], "answers": instaloader($0.answers),
        ]
      }
    }
    #expect(try read(Self.json(instaloader(samples), &random), format: "instaloader").rows == nested)

    func graph(_ samples: [Sample]) -> [String: Any] {
      [
        "data": samples.map {
          [
            "id": $0.id, "text": $0.text, "timestamp": Self.iso($0.time, zone: "+0000"), "like_count": $0.likes,
            "username": $0.author, "replies": graph($0.answers),
          ]
        }
      ]
    }
    let page = try read(Self.json(graph(samples), &random))
    #expect(page.rows == nested)
    #expect(page.formats == ["graph-api"])
    let media = try read(Self.json(["id": "9", "caption": caption, "comments": graph(samples)], &random))
    #expect(media.rows == nested)
    #expect(media.posts == [Post(id: "9", platform: "instagram", text: Array(caption.utf8))])

    func youTube(_ sample: Sample, under parent: Sample? = nil) -> [String: Any] {
      var snippet: [String: Any] = [
        "videoId": "v", "textOriginal": sample.text, "authorDisplayName": sample.author, "likeCount": sample.likes,
        "publishedAt": Self.iso(sample.time, zone: ".000Z"),
      ]
      snippet["parentId"] = parent?.id
      return ["kind": "youtube#comment", "id": sample.id, "snippet": snippet]
    }
    let threads: [[String: Any]] = samples.map { sample in
      [
        "kind": "youtube#commentThread", "id": sample.id,
        "snippet": ["videoId": "v", "topLevelComment": youTube(sample)],
        "replies": ["comments": sample.answers.map { youTube($0, under: sample) }],
      ]
    }
    let list: [String: Any] = ["kind": "youtube#commentThreadListResponse", "items": threads]
    #expect(try read(Self.json(list, &random)).rows == nested)

    let comments: [[String: Any]] = samples.flatMap { sample in
      ([sample] + sample.answers).map {
        [
          "id": $0.id, "text": $0.text, "timestamp": $0.time, "like_count": $0.likes, "author": $0.author,
          "parent": $0.id == sample.id ? "root" : sample.id,
        ]
      }
    }
    let info: [String: Any] = ["id": "v", "title": caption, "webpage_url": "https://youtu.be/v", "comments": comments]
    #expect(try read(Self.json(info, &random)).rows == nested)
    flat = []
  }
}
