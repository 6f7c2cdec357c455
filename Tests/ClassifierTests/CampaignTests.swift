import Foundation
import Testing

@testable import Classifier

/// Which campaign flagged comments belong to, and who really takes part.
struct CampaignTests {
  private static let rows: [(post: String, author: String, text: String)] = [
    ("kek", "b1", "malam ini modal receh menang besar di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 kak, auto wd"),
    ("kek", "b2", "gampang banget menang di mєкαr88, auto wd terus"),
    ("lagu", "b3", "iseng coba main di MEKAR88 eh auto wd 2 juta gacor"),
    ("lagu", "b4", "rezeki nomplok terus di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 gacor parah, auto wd"),
    ("kek", "b5", "tambah followers murah cek https://jual.example/p/naik?ref=b5"),
    ("lagu", "b6", "tambah followers murah cek http://www.jual.example/p/naik/?ref=b6 ya"),
    ("kek", "aida", "Sedap sangat kek batik ni kak"), ("lagu", "aida", "Suara dia merdu, lagu kegemaran saya"),
    ("kek", "zul", "Semalam beli, anak-anak suka"), ("kek", "tuan", "Terima kasih semua yang datang"),
    ("kek", "tuan", "Esok kami buka pukul sembilan pagi"),
  ]

  private static func dump() throws -> Data {
    let lines = try rows.enumerated().map { number, row in
      let post = row.post == "kek" ? "Kek batik RM25, kek pisang RM20" : "Lagu raya baru kami"
      let fields = [
        "post_id": row.post, "post_text": post, "post_author": "tuan", "id": "\(number)", "author": row.author,
        "text": row.text,
      ]
      return try JSONSerialization.data(withJSONObject: fields)
    }
    return Data(lines.joined(separator: [0x0A]))
  }

  private struct Summary: Decodable {
    struct Campaign: Decodable, Equatable {
      var kind: String
      var called: String
      var comments, bot, accounts, posts: Int
    }
    struct Person: Decodable, Equatable {
      var author: String
      var comments, posts, leads: Int
    }
    var campaigns: [Campaign]
    var campaign_count: Int
    var engagers: [Person]
  }

  @Test func copiesOfANameAndALinkAreOneCampaignEach() throws {
    let judged = try Judged(text: Self.dump(), name: "d.ndjson", Stock.rules())
    let summary = try JSONDecoder().decode(Summary.self, from: judged.summary)
    let name = try #require(summary.campaigns.first)
    #expect(name.kind == "name" && name.called == "mekar88")
    #expect((name.comments, name.accounts, name.posts) == (4, 4, 2))
    let link = try #require(summary.campaigns.dropFirst().first)
    #expect(link.kind == "link" && link.called == "jual.example/p/naik")
    #expect((link.comments, link.accounts, link.posts) == (2, 2, 2))
    #expect(summary.campaign_count == 2)
    let lines = judged.verdicts.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.count { $0.contains(#""campaign":"name:mekar88""#) } == 4)
    #expect(lines[6...].allSatisfy { !$0.contains(#""campaign":""#) })
  }

  @Test func regularsAreThoseWhoComeAgain() throws {
    let judged = try Judged(text: Self.dump(), name: "d.ndjson", Stock.rules())
    let summary = try JSONDecoder().decode(Summary.self, from: judged.summary)
    let first = try #require(summary.engagers.first)
    #expect(first == Summary.Person(author: "aida", comments: 2, posts: 2, leads: 0))
    #expect(!summary.engagers.contains { $0.author == "zul" || $0.author.hasPrefix("b") })
  }

  @Test func nothingHangsOnTheNumberOfWorkers() throws {
    let once = try Self.dump() + [0x0A]
    let text = Data((0..<900).flatMap { _ in once })
    let one = try Judged(text: text, name: "d.ndjson", Stock.rules())
    let three = try Judged(text: text, name: "d.ndjson", Stock.rules(), workers: 3)
    #expect(one.summary == three.summary)
    #expect(one.verdicts == three.verdicts)
  }
}
