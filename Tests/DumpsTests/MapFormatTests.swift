import DumpFixtures
import Testing

@testable import Dumps

/// The formats that maps describe, with small files of the shapes the tools write.
struct MapFormatTests {
  private func post(_ dump: ReadDump, _ number: Int = 0) -> Post? {
    dump.posts.indices.contains(number) ? dump.posts[number] : nil
  }

  @Test(arguments: Fixtures.maps.map(\.name)) func isRecognised(name: String) throws {
    let dump = try read(#require(Fixtures.maps.first { $0.name == name }).text)
    #expect(dump.formats == [String(name.split(separator: " ")[0])])
    #expect(dump.rejects == [])
  }

  @Test func graphQL() throws {
    let dump = try read(Fixtures.graphQL)
    #expect(
      dump.posts == [
        Post(
          id: "DAQTNNiTpt0", platform: "instagram", author: "warung.pakdin", text: Array("Nasi lemak pagi ini".utf8),
          time: 1_777_950_000)
      ])
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "18000000000000001", author: "siti_m", text: "Buka pukul berapa?",
          time: 1_777_950_100, likes: 4, isOwner: false),
        .init(
          post: 0, record: 2, id: "18000000000000002", parent: "18000000000000001", parentText: "Buka pukul berapa?",
          author: "warung.pakdin", text: "7 pagi kak", time: 1_777_950_200, likes: 0, isOwner: true),
      ])
  }

  @Test func apify() throws {
    let dump = try read(Fixtures.apifyComments)
    #expect(dump.posts.map(\.id) == ["DAQTNNiTpt0"])
    #expect(dump.rows.map(\.id) == ["1801", "1802", "1803"])
    #expect(dump.rows.map(\.parent) == [nil, "1801", nil])
    #expect(dump.rows.map(\.text) == ["Cantiknya 😍", "terima kasih", ""])
    #expect(dump.rows.map(\.likes) == [nil, 1, nil])
    #expect(dump.rows[0].time == 1_777_659_849)

    let posts = try read(Fixtures.apifyPosts)
    #expect(post(posts)?.text == Array("Bunga segar setiap hari".utf8))
    #expect(posts.rows.map(\.author) == ["aida"])

    let table = try read(Fixtures.apifyTable)
    #expect(table.rows.map(\.text) == ["Cantik, \"sangat\" kak", "ya", ""])
    #expect(table.rows.map(\.parent) == [nil, "1801", nil])
    #expect(table.rows.map(\.likes) == [2, nil, 0])
  }

  @Test func instagramPrivate() throws {
    let dump = try read(Fixtures.instagrapi)
    #expect(post(dump)?.text == Array("Touring ke Garut".utf8))
    #expect(dump.rows.map(\.id) == ["18047096992799001", "18047096992799002"])
    #expect(dump.rows.map(\.parentText) == [nil, "Keren bang"])
    #expect(dump.rows.map(\.isOwner) == [false, true])
    let keyed = try read(Fixtures.keyed)
    #expect(keyed.rows.map(\.id) == ["18074837038342775", "17961024665357429"])
    #expect(keyed.posts.count == 1)
  }

  @Test func youTubeDownloader() throws {
    let dump = try read(Fixtures.youTubeDownloader)
    #expect(dump.rows.map(\.id) == ["Ugx1", "Ugx1.9a"])
    #expect(dump.rows.map(\.parent) == [nil, "Ugx1"])
    // "1 tahun yang lalu" is no time.
    #expect(dump.rows.map(\.time) == [1_777_950_000, nil])
    #expect(dump.rows.map(\.likes) == [12, 0])
    #expect(dump.notes.count { $0.hasPrefix("times that cannot be read for certain") } == 1)
  }

  @Test func facebook() throws {
    let dump = try read(Fixtures.facebookComments)
    #expect(dump.rows.map(\.id) == ["555_701", "555_702", "703"])
    #expect(dump.rows.map(\.parent) == [nil, "555_701", "701"])
    #expect(dump.rows.map(\.author) == ["Mak Jah", nil, nil])
    #expect(dump.posts.map(\.id) == ["555"])
    let feed = try read(Fixtures.facebookFeed)
    #expect(post(feed)?.text == Array("Majlis konvokesyen".utf8))
    #expect(feed.rows.map(\.text) == ["Syabas"])
    #expect(feed.rows.map(\.post) == [0])
  }

  @Test func tikTok() throws {
    let dump = try read(Fixtures.tikTok)
    #expect(dump.rows.map(\.parent) == [nil, "6996843253702542081"])
    #expect(dump.rows.map(\.author) == ["dina_joget", "Joko"])
    #expect(dump.posts == [Post(id: "6993829555089706245", platform: "tiktok")])
    #expect(try read(Fixtures.tikTokTable).rows.map(\.text) == ["mantap, kak", "😂"])
  }

  @Test func reddit() throws {
    let dump = try read(Fixtures.reddit)
    #expect(dump.rows.map(\.parent) == [nil, "abc1"])
    #expect(dump.rows.map(\.author) == ["ikan_bakar", nil])
    #expect(dump.rows.map(\.time) == [1_777_950_000, 1_777_950_060])
    #expect(dump.posts == [Post(id: "7uaobc", platform: "reddit")])
    let posts = try read(Fixtures.redditPosts)
    #expect(post(posts)?.text == Array("Ikan bakar saya\nPertama kali cuba".utf8))
  }

  @Test func exportComments() throws {
    let dump = try read(Fixtures.exportComments)
    #expect(dump.rows.map(\.id) == ["1", "1-1"])
    #expect(dump.rows.map(\.parent) == [nil, "1"])
    // Whether 03/12/25 is in March or in December cannot be told.
    #expect(dump.rows.map(\.time) == [1_777_616_653, nil])
    #expect(post(dump)?.id == "DAQTNNiTpt0")
    #expect(post(dump)?.platform == "instagram")
  }

  @Test func wordPress() throws {
    let dump = try read(Fixtures.wordPress)
    #expect(
      dump.posts == [
        Post(
          id: "11", platform: "wordpress", text: Array("Cara memasak & menyimpan\nRendang daging".utf8),
          url: "https://blog.example/p1", time: 1_777_593_600)
      ])
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "5", author: "Cik Ros", text: "Sedap!", time: 1_777_683_600, label: .genuine),
        .init(
          post: 0, record: 2, id: "6", parent: "5", author: "loan", text: "Pinjaman sini https://x.example/?a=1&b=2",
          time: 1_777_687_200, label: .bot),
      ])
    #expect(dump.notes == ["1 records that are no comments, such as pingbacks, were left out"])
  }

  @Test func disqus() throws {
    let dump = try read(Fixtures.disqus)
    #expect(
      dump.posts == [
        Post(
          id: "900", platform: "disqus", text: Array("Jalan ke Ipoh".utf8), url: "https://blog.example/p2")
      ])
    #expect(dump.rows.map(\.text) == ["Jauh \njuga", "beli di sini"])
    #expect(dump.rows.map(\.author) == ["wan88", "Toko"])
    #expect(dump.rows.map(\.parent) == [nil, "1"])
    #expect(dump.rows.map(\.label) == [.genuine, .bot])
  }

  /// A map of one's own: an object of records, several values for a field, cut values, dates.
  @Test func aMapOfOnesOwn() throws {
    var comment = CommentMap()
    func path(_ text: String) throws -> MapPath { try #require(MapPath(text)) }
    comment.condition.has = [try path("isi")]
    comment.id = [MapValue(try path("@key"))]
    comment.author = [MapValue(try path("oleh.nama")), MapValue(try path("oleh.nombor"))]
    comment.text = [MapValue(try path("isi"))]
    comment.time = [MapValue(try path("tarikh"))]
    var parent = MapValue(try path("jawab"))
    (parent.after, parent.until, parent.none) = ("#", "/", ["tiada"])
    comment.parent = [parent]
    let map = FormatMap(
      name: "sendiri", title: "own", platform: "forum", records: [try path("semua.*")], comment: comment,
      dates: .dayFirst)
    let text =
      #"{"semua": {"a1": {"isi": "satu", "oleh": {"nama": "", "nombor": 7}, "tarikh": "03/12/25 06:24", "jawab": "tiada"}, "a2": {"isi": "dua", "oleh": {"nama": null, "nombor": 8}, "jawab": "x#a1/y"}}}"#
    let dump = try read(text, formats: FormatSet([map]))
    #expect(dump.formats == ["sendiri"])
    #expect(
      dump.rows == [
        .init(post: 0, record: 1, id: "a1", author: "7", text: "satu", time: 1_764_743_040),
        // Null is as good as missing: the next value is taken.
        .init(post: 0, record: 2, id: "a2", parent: "a1", parentText: "satu", author: "8", text: "dua"),
      ])
    #expect(try read(text, format: "sendiri", formats: FormatSet([map])).rows == dump.rows)
  }

  @Test func plainList() throws {
    let dump = try read(Fixtures.plainList)
    #expect(dump.rows.map(\.id) == ["18014398509481985", "2"])
    #expect(dump.rows.map(\.parent) == [nil, "1"])
    #expect(post(dump)?.text == Array("Tajuk".utf8))
    let broken = try read(#"[{"id":"1","text":"a"},{"id":"2","text":"b\ud83d"},{"id":"3"},{"id":"4","text":"d"}]"#)
    #expect(broken.rows.map(\.id) == ["1", "4"])
    #expect(broken.rejects.map(\.code) == ["bad-json", "no-text"])
  }

  // MARK: Posts from other files

  @Test(arguments: [
    (Fixtures.apifyComments, Fixtures.apifyPosts, "Bunga segar setiap hari"),
    (Fixtures.apifyComments, Fixtures.instagrapi, "Touring ke Garut"),
    (Fixtures.keyed, Fixtures.graphQL, "Nasi lemak pagi ini"),
    (Fixtures.exportComments, Fixtures.apifyPosts, "Bunga segar setiap hari"),
    (Fixtures.facebookComments, Fixtures.facebookFeed, "Majlis konvokesyen"),
    (Fixtures.reddit, Fixtures.redditPosts, "Ikan bakar saya\nPertama kali cuba"),
    ("post_id,text\n7,a\n", "post_id,post_text\n7,Tajuk\n", "Tajuk"),
    ("{\"post_id\":7,\"text\":\"a\"}\n", "{\"post_id\":\"7\",\"post_text\":\"Tajuk\"}\n", "Tajuk"),
    (Fixtures.youTubeThreads, Fixtures.youTubeVideo, "Gerimis - rock cover\nLive in one take\ncover rock"),
  ]) func postsAreJoinedAcrossFiles(comments: String, posts: String, text: String) throws {
    for names in [("a", "b"), ("b", "a")] {
      let scratch = try Scratch()
      try scratch.write(names.0, comments)
      try scratch.write(names.1, posts)
      let dump = try ReadDump(.opening(path: scratch.path))
      #expect(dump.posts.map { $0.text.map { String(decoding: $0, as: UTF8.self) } } == [text])
      #expect(dump.rejects == [])
    }
  }

  @Test(arguments: [
    ("DAQTNNiTpt0", "3463352584219040628"), ("DAQTNNiTpt0", "3463352584219040628_9"),
    ("DAQTNNiTpt0", "DAQTNNiTpt0abcdefghijklmnopqrstuvwxyz12"),
  ]) func namesOfOnePostAreOne(one: String, other: String) {
    let (first, second) = (Array(one.utf8), Array(other.utf8))
    #expect(instagramMedia(first.span) == instagramMedia(second.span))
  }

  @Test(arguments: ["17910000000000011", "2026-05-04_01-30-00_UTC", "KEK", "", "DAQTNN*Tpt0"])
  func otherNamesStayThemselves(name: String) {
    let bytes = Array(name.utf8)
    #expect(instagramMedia(bytes.span).map { "\($0)" } ?? name == name)
  }

  @Test(arguments: [
    ("https://www.instagram.com/reel/DAQ_-2/?igsh=1", "instagram", "DAQ_-2"),
    ("https://instagram.com/some.name/p/DAQ/", "instagram", "DAQ"),
    ("https://www.youtube.com/watch?t=3&v=aB3#x", "youtube", "aB3"), ("https://youtu.be/aB3?si=x", "youtube", "aB3"),
    ("https://www.youtube.com/shorts/aB3", "youtube", "aB3"),
    ("https://www.tiktok.com/@nama/video/699?lang=ms", "tiktok", "699"),
    ("https://www.facebook.com/44_555", "facebook", "44_555"),
    ("https://m.facebook.com/story.php?story_fbid=555&id=44", "facebook", "555"),
    ("https://www.reddit.com/r/malaysia/comments/7uaobc/tajuk/", "reddit", "7uaobc"),
  ]) func addressesTellTheirPost(address: String, platform: String, id: String) {
    let link = PostLink(address)
    #expect(link.platform == platform)
    #expect(link.id == id)
  }

  @Test func otherAddressesTellNothing() {
    for address in [
      "", "instagram.com", "https://example.com/p/1", "https://www.instagram.com/", "https://notyoutube.com/watch?v=1",
    ] {
      #expect(PostLink(address).id == nil, "\(address)")
    }
  }
}
