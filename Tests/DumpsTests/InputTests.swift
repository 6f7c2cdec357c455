import Bytes
import DumpFixtures
import Foundation
import Testing

@testable import Dumps

struct InputTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    try #require(Fixtures.compressed.first { $0.name == name }).bytes
  }

  @Test(arguments: Fixtures.compressed.map(\.name)) func compressedFilesAreRead(name: String) throws {
    let dump = try read(try Self.bytes(name))
    #expect(dump.rows == (try read(Fixtures.compressedLines)).rows)
    #expect(dump.rejects == [])
  }

  @Test(arguments: Fixtures.compressed.map(\.name)) func damagedCompressionIsTold(name: String) throws {
    let whole = try Self.bytes(name)
    for count in 1..<whole.count {
      do {
        let dump = try read(Array(whole.prefix(count)))
        // What was decompressed before the damage is read; the damage, or a line cut off, is told.
        #expect(dump.rows.count <= 3)
        #expect(dump.rows.count == 3 || dump.rejectCount > 0)
      } catch let error as DumpError {
        #expect(["bad-compression", "unrecognised", "empty"].contains(error.code), "\(error)")
      }
    }
  }

  /// What libarchive had decompressed before the damage is read: all but the last 64 KiB of it, at most.
  @Test(arguments: [false, true]) func whatStoodBeforeTheDamageIsRead(isCutOff: Bool) throws {
    let line = { (number: Int) in
      "{\"id\":\"\(number)\",\"text\":\"komen \(number) \(String(repeating: "x", count: 60))\"}\n"
    }
    let text = Array((0..<6_000).map(line).joined().utf8)
    let whole = ArchiveWriting.gzip(text)
    #expect(try read(whole).rows.count == 6_000)
    for place in [100_000, 200_000, 400_000] {
      // The blocks' heads come after each 20,000 bytes; the one behind the place is damaged.
      let head = 10 + (place / 20_000) * 20_005
      let broken = isCutOff ? Array(whole.prefix(place)) : Array(whole[..<head]) + [7] + Array(whole[(head + 1)...])
      let dump = try read(broken)
      #expect(dump.rows.map(\.id) == (0..<dump.rows.count).map { "\($0)" })
      let bytes = (0..<dump.rows.count).reduce(0) { $0 + line($1).utf8.count }
      #expect(bytes > place - (64 << 10) - 25_000)
      #expect(dump.rejects.last?.code == "bad-compression")
    }
  }

  @Test func compressionIsNotNested() throws {
    let twice =
      "H4sIAAAAAAACA5Pv5mAAASbm1WGnfAI3BRkFXArU8lyrwWi0+XNx8GeRTcGlvFOydq5SvNQWsYRX8JJbxJLehksMQUIPw2OB+gAXPQLEQAAAAA=="
    #expect(try code { try read(Fixtures.bytes(ofBase64: twice)) } == "nested-compression")
  }

  @Test func limitsAreNamed() throws {
    var limits = DumpLimits()
    limits.fileBytes = 20
    #expect(try code { try read(Fixtures.compressedLines, limits: limits) } == "too-large")

    limits = DumpLimits()
    limits.recordBytes = 40
    let long = "{\"text\":\"\(String(repeating: "x", count: 100))\"}\n"
    let lines = try read("{\"text\":\"a\"}\n\(long){\"text\":\"b\"}\n\(long)", limits: limits)
    #expect(lines.rows.map(\.text) == ["a", "b"])
    #expect(lines.rejects.map(\.code) == ["too-long", "too-long"])
    #expect(lines.rejects.map(\.line) == [2, 4])
    let rows = try read("text\na\n\"\(String(repeating: "x\n", count: 50))\"\nb\n", limits: limits)
    #expect(rows.rows.map(\.text) == ["a", "b"])
    #expect(rows.rejects.map(\.code) == ["too-long"])
    #expect(rows.rejects.map(\.line) == [3])

    limits = DumpLimits()
    limits.columns = 3
    let columns = try read("text,id\na,1,,\nb,2,,,\nc,3\n", limits: limits)
    #expect(columns.rows.map(\.text) == ["c"])
    #expect(columns.rejects.map(\.code) == ["too-many-columns", "too-many-columns"])

    limits = DumpLimits()
    limits.posts = 2
    let posts = (0..<3).map { "{\"post_id\":\($0),\"text\":\"a\"}\n" }.joined()
    #expect(try code { try read(posts, limits: limits) } == "too-many-posts")
    limits = DumpLimits()
    limits.postBytes = 10
    #expect(try code { try read("{\"post_text\":\"12345678901\",\"text\":\"a\"}", limits: limits) } == "too-many-posts")
  }

  @Test func expansionIsBounded() throws {
    // Eight lines of 10 kB in 150 bytes, over and over: 13 MiB in 25 kB.
    let block =
      "H4sIAAAAAAACA+3aMQ0AIQAEsB0ZJ+PdMOCA4ROCd3xcWh092evf+TIBAAAAAAAAAACgQO44bhwAAAAAAAAAAABN3DgAAAAAAAAAAADauHEAAAAAAAAAAAC0ceMAAAAAAAAAAABo48YBAAAAAAAAAADQxo0DAAAAAAAAAACgjRsHAAAAAAAAAABAm9zxAFeQeNbgOAEA"
    let member = Fixtures.bytes(ofBase64: block)
    let bomb = Array(repeatElement(member, count: 165).joined())
    var limits = DumpLimits()
    limits.expansion = 20
    #expect(try code { try read(bomb, limits: limits) } == "expansion")
    limits.expansion = 2000
    #expect(try read(bomb, limits: limits).rows.count == 1320)
  }

  @Test func whatCannotBeReadIsTold() throws {
    let download =
      #"[{"media_list_data":[{"uri":""}],"string_map_data":{"Comment":{"value":"hi"},"Time":{"timestamp":1732396714}}}]"#
    #expect(try code { try read(download) } == "downloaded-information")
    #expect(try code { try read("{\"comments_media_comments\":\(download)}") } == "downloaded-information")
    for text in [
      "Just a caption.", "{\"a\":1}", "[1,2]", "<xml/>", "{\"comments\":[{\"nr\":1,\"text\":\"a\"}]}",
      "id,comment\n1,a\n", "\u{0}\u{1}",
    ] {
      #expect(try code { try read(text) } == "unrecognised", "\(text)")
    }
    #expect(
      try code { try read("<?xml version='1.0'?>\n<!-- < -->\n<!DOCTYPE a [<!ENTITY b 'c'>]><a/>") } == "document-type")
    #expect(try code { try read("<!DocType html><html></html>") } == "unrecognised")
    #expect(try code { try read("") } == "empty")
    #expect(try code { try read(" \n\n") } == "empty")
    #expect(try code { try read("id,comment\n", format: "csv") } == "no-header")
    #expect(try code { try read("id,text,Text\n") } == "duplicate-header")
    #expect(try code { try read(Fixtures.compressedLines, format: "excel") } == "unknown-format")
    let scratch = try Scratch()
    #expect(try code { try ReadDump(.opening(path: scratch.path)) } == "empty")
    #expect(try code { try ReadDump(.opening(path: "\(scratch.path)/none")) } == "system")
    #expect(try code { try ReadDump(.opening(path: "/dev/null")) } == "not-a-file")
  }

  @Test func filesOfAFolderAreReadTogether() throws {
    let scratch = try Scratch()
    try scratch.write("a.ndjson", Fixtures.compressedLines)
    try scratch.write("b.json", "[{\"owner\":{},\"created_at\":1,\"text\":\"x\"},")
    try scratch.write("c.csv", "text,text\n")
    try scratch.write("d.bin", [0, 1, 2])
    try scratch.write("e.bin", [0, 1, 2])
    try FileManager.default.createDirectory(atPath: "\(scratch.path)/sub", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(scratch.path)/link.ndjson", withDestinationPath: "\(scratch.path)/a.ndjson")
    let dump = try ReadDump(.opening(path: "\(scratch.path)/"))
    #expect(dump.name == scratch.path.split(separator: "/").last.map(String.init))
    #expect(dump.rows.map(\.text) == ["komen ke-0", "komen ke-1", "komen ke-2", "x"])
    #expect(dump.formats == ["ndjson", "instaloader"])
    #expect(dump.rejects.map { "\($0.file) \($0.code)" } == ["b.json cut-off", "c.csv duplicate-header"])
    #expect(
      dump.notes == [
        "the texts of 1 posts are missing, so how their comments fit them is unknown; drop it in one folder with a file "
          + "that holds the posts, or that file before it",
        "it does not say which post comments stand under, so how they fit it is unknown",
        "2 files are in no known format and were left alone, the first of them d.bin",
      ])
  }

  @Test func changedFilesAreNoticed() throws {
    let scratch = try Scratch()
    let input = try DumpInput.opening(path: scratch.write("dump", "{\"post_id\":\"a\",\"text\":\"1\"}\n"))
    let first = try DumpReader(input)
    while try first.next() != nil {}
    try scratch.write("dump", "{\"post_id\":\"b\",\"text\":\"1\"}\n")
    let second = try DumpReader(input, posts: first.posts)
    #expect(try code { while try second.next() != nil {} } == "changed")
  }

  @Test func openDescriptorsAreRead() throws {
    let scratch = try Scratch()
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.write("dump", Fixtures.compressedLines)))
    let input = try DumpInput(descriptor: file.fileDescriptor, fileName: Array("kedai \u{202E}.json".utf8))
    try file.close()
    let dump = try ReadDump(input)
    #expect(dump.rows.count == 3)
    #expect(dump.name == #"kedai \xe2\x80\xae.json"#)
  }

  @Test(arguments: [
    (Array("kedai kek.json".utf8), "kedai kek.json"), (Array("日本😍é".utf8), "日本😍é"), (Array("a\nb".utf8), #"a\x0ab"#),
    ([0x61, 0xFF], #"a\xff"#), (Array(#"a\xff"#.utf8), #"a\x5cxff"#), (Array("-rf $(x)".utf8), "-rf $(x)"),
    (Array("a\u{200F}b\u{1B}".utf8), #"a\xe2\x80\x8fb\x1b"#),
  ]) func namesAreShownSafely(name: [UInt8], shown: String) {
    #expect(printableName(name) == shown)
  }

  @Test func longNamesStayApart() {
    let one = printableName([UInt8](repeating: 0xFF, count: 255))
    let other = printableName([UInt8](repeating: 0xFF, count: 254))
    #expect(one.utf8.count <= 200)
    #expect(one != other)
    #expect(printableName(Array(String(repeating: "é", count: 127).utf8)).utf8.count <= 200)
  }

  @Test func catalogueListsEveryFormat() {
    let catalogue = formatCatalogue(stockFormats)
    #expect(
      catalogue.map(\.name) == stockFormats.maps.map(\.name) + [
        "ndjson", "json", "csv", "instaloader", "graph-api", "youtube-api",
      ])
    #expect(catalogue.allSatisfy { !$0.fields.isEmpty && !$0.recognisedBy.isEmpty })
  }

  /// A unit of UTF-16 may take more bytes than the caller has asked for.
  @Test(arguments: 1...9) func utf16IsReadThroughBuffersOfAnySize(size: Int) throws {
    let text = "harga \u{20AC}5 \u{1F60D} kak \u{0E01}\u{0E02}"
    let units = [0xFEFF] + Array(text.utf16)
    let scratch = try Scratch()
    let path = try scratch.write("a", units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
    guard case .file(let descriptor, _) = try DumpInput.opening(path: path).content else { throw CancellationError() }
    let source = try ByteSource(descriptor, name: "a", limits: DumpLimits())
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: size))
    while true {
      let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe source.read(into: $0) }
      if count == 0 { break }
      #expect(count <= size)
      bytes += buffer.prefix(count)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  private func code(_ body: () throws -> some Any) throws -> String? {
    do {
      _ = try body()
      return nil
    } catch let error as DumpError {
      return error.code
    }
  }
}
