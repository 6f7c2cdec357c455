import DumpFixtures
import Testing

@testable import Dumps

/// Zip and tar archives as bundles, and workbooks.
struct ArchiveTests {
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("kedai/2026-05-04_01-30-00_UTC_comments.json", Array(Fixtures.instaloader.utf8)),
    ("kedai/2026-05-04_01-30-00_UTC.txt", Array("Kuih raya siap!\n".utf8)),
    ("kedai/2026-05-04_01-30-00_UTC.jpg", [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 100_000)),
    ("kedai/.DS_Store", [1, 2, 3]), ("__MACOSX/kedai/._x", [1]), ("../../etc/escape.csv", Array("id,text\n1,a\n".utf8)),
  ]

  @Test(arguments: [ArchiveWriting.zip(files), ArchiveWriting.tar(files)])
  func anArchiveIsOneBundle(archive: [UInt8]) throws {
    let dump = try read(archive, name: "upload")
    #expect(dump.formats == ["csv", "instaloader"] || dump.formats == ["instaloader", "csv"])
    #expect(dump.rows.count == 4)
    #expect(dump.rejects == [])
    let post = try #require(dump.posts.first { $0.id == "2026-05-04_01-30-00_UTC" })
    #expect(post.text == Array("Kuih raya siap!".utf8))
    #expect(dump.notes.last == "kedai/2026-05-04_01-30-00_UTC.jpg is in no known format and was left alone")
  }

  @Test func whatAnArchiveMayNotBe() throws {
    let csv: [(name: String, bytes: [UInt8])] = [("a.csv", Array("text\nhai\n".utf8))]
    let nested = try read(ArchiveWriting.zip(csv + [("b.zip", ArchiveWriting.zip(csv))]))
    #expect(nested.rows.count == 1)
    #expect(nested.rejects.map(\.code) == ["nested-archive"])
    #expect(throws: DumpError.self) { try read(ArchiveWriting.zip([])) }
    #expect(throws: DumpError.self) { try read(Array(ArchiveWriting.zip(csv).prefix(40))) }
    var limits = DumpLimits()
    limits.members = 3
    let many = (0..<4).map { (name: "\($0).csv", bytes: Array("text\nhai\n".utf8)) }
    #expect(throws: DumpError.self) { try read(ArchiveWriting.zip(many), limits: limits) }
    limits.members = 4
    #expect(try read(ArchiveWriting.zip(many), limits: limits).rows.count == 4)
    limits.fileBytes = 600
    let large = [(name: "a.csv", bytes: Array("text\n\(String(repeating: "a", count: 700))\n".utf8))]
    #expect(throws: DumpError.self) { try read(ArchiveWriting.zip(large), limits: limits) }
  }

  @Test func anArchiveGrowsOnlySoFar() throws {
    // Twelve mebibytes of zeros in a tar archive, compressed by gzip's own rules into few bytes: a block of one repeat.
    var limits = DumpLimits()
    limits.expansion = 0
    let zeros = [(name: "a.csv", bytes: [UInt8](repeating: 0x20, count: 11 << 20))]
    do {
      _ = try read(ArchiveWriting.tar(zeros), limits: limits)
      Issue.record("it was read")
    } catch let error as DumpError { #expect(error.code == "expansion") }
  }

  @Test(arguments: [true, false]) func aWorkbook(isShared: Bool) throws {
    let rows = [
      ["ExportComments.com"], ["Source URL", "https://www.facebook.com/44_555"], [],
      ["", "", "Name (click to view profile)", "Profile ID", "Date", "Likes", "Comment", "(view source)"],
      ["1", "", "Mak Jah", "ID: 31", "46143.25", "2", "Tahniah <semua> & \"kawan\"", "view"],
      ["", "1-1", "Pak Abu", "ID: 32", "46143.5", "0", "Terima kasih 🙏", "view"],
    ]
    let dump = try read(ArchiveWriting.workbook(rows, isShared: isShared))
    #expect(dump.formats == ["exportcomments"])
    #expect(
      dump.rows == [
        .init(
          post: 0, record: 1, id: "1", author: "31", text: "Tahniah <semua> & \"kawan\"", time: 1_777_615_200, likes: 2),
        .init(
          post: 0, record: 2, id: "1-1", parent: "1", author: "32", text: "Terima kasih 🙏", time: 1_777_636_800,
          likes: 0),
      ])
    #expect(dump.posts.map(\.platform) == ["facebook"])
    #expect(dump.posts.map(\.id) == ["44_555"])
  }

  /// The texts, and how many they are.
  @Test func textsThatCellsShareAreBounded() throws {
    func code(_ rows: [[String]], _ bytes: Int) throws -> String? {
      var limits = DumpLimits()
      limits.sharedBytes = bytes
      do {
        #expect(try read(ArchiveWriting.workbook(rows, isShared: true), limits: limits).rows.count == rows.count - 1)
        return nil
      } catch let error as DumpError {
        #expect(error.message.contains("exceed \(bytes) bytes (limit: shared texts of a workbook)"))
        return error.code
      }
    }
    let long = [["id", "text"], ["k", String(repeating: "a", count: 1_000)]]
    #expect(try code(long, 1_007) == nil)
    #expect(try code(long, 1_006) == "texts-too-large")
    let many = [["id", "text"]] + (0..<100).map { ["k\($0)", "a"] }
    #expect(try code(many, 202 * 8) == nil)
    #expect(try code(many, 202 * 8 - 1) == "texts-too-large")
  }

  @Test func aWorkbookOfPlainColumnsInAFolder() throws {
    let scratch = try Scratch()
    let rows = [["id", "text", "author", "time"], ["7", "hai", "siti", "2026-05-01T00:00:00Z"]]
    try scratch.write("komen.xlsx", ArchiveWriting.workbook(rows, isShared: true))
    try scratch.write("lain.xlsx", ArchiveWriting.workbook([["harga", "barang"], ["1", "2"]], isShared: true))
    let dump = try ReadDump(.opening(path: scratch.path))
    #expect(dump.rows.map(\.text) == ["hai"])
    #expect(dump.rows.map(\.time) == [1_777_593_600])
    #expect(dump.notes.last == "lain.xlsx is in no known format and was left alone")
  }
}
