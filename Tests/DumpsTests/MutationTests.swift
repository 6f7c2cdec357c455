import DumpFixtures
import Testing

@testable import Dumps

/// No bytes make a reader crash, hang or contradict itself: every shortening of small dumps, and many random changes.
struct MutationTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: Fixtures.all.map(\.name)) func anyShorteningIsRead(name: String) throws {
    let bytes = try Array(#require(Fixtures.all.first { $0.name == name }).text.utf8)
    let whole = try read(bytes)
    for count in 0..<bytes.count {
      guard let dump = attempt(Array(bytes.prefix(count))) else { continue }
      // What is whole before the cut is read as it would be from the whole file; the last may be shorter.
      #expect(dump.rows.count <= whole.rows.count)
      #expect(dump.rows.dropLast().map(\.text) == whole.rows.prefix(max(0, dump.rows.count - 1)).map(\.text))
    }
  }

  @Test(arguments: Fixtures.all.map(\.name)) func anyChangeIsSurvived(name: String) throws {
    let bytes = try Array(#require(Fixtures.all.first { $0.name == name }).text.utf8)
    var random = RoundTripTests.Random(state: 42)
    let spice: [UInt8] = [0, 0x0A, 0x0D, 0x22, 0x27, 0x2C, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xC0, 0xED, 0xFF]
    for _ in 0..<400 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: changed[place] = spice.randomElement(using: &random) ?? 0
        case 1: changed.insert(spice.randomElement(using: &random) ?? 0, at: place)
        case 2: changed.removeSubrange(place..<min(changed.count, place + Int.random(in: 1...20, using: &random)))
        default: changed.insert(contentsOf: changed[..<place].suffix(30), at: place)
        }
        if changed.isEmpty { break }
      }
      _ = attempt(changed)
    }
  }

  private static let archives: [(name: String, bytes: [UInt8])] = [
    ("zip", ArchiveWriting.zip(bundle)), ("tar", ArchiveWriting.tar(bundle)),
    ("tar in gzip", ArchiveWriting.gzip(ArchiveWriting.tar(bundle))),
    ("workbook", ArchiveWriting.workbook([["id", "text"], ["7", "hai"], ["8", "apa <khabar>"]], isShared: true)),
    ("inline workbook", ArchiveWriting.workbook([["id", "text"], ["7", "hai"]], isShared: false)),
  ]
  private static let bundle: [(name: String, bytes: [UInt8])] = [
    ("1_comments.json", Array(Fixtures.instaloader.utf8)), ("1.txt", Array("Kuih".utf8)),
    ("b.csv", Array(Fixtures.csv.utf8)),
  ]

  @Test(arguments: archives.map(\.name)) func archivesCutOffOrChangedAreSurvived(name: String) throws {
    let bytes = try #require(Self.archives.first { $0.name == name }).bytes
    let whole = try read(bytes)
    #expect(!whole.rows.isEmpty)
    for count in stride(from: 0, to: bytes.count, by: 7) {
      guard let dump = attempt(Array(bytes.prefix(count))) else { continue }
      #expect(dump.rows.count <= whole.rows.count)
    }
    var random = RoundTripTests.Random(state: 9)
    for _ in 0..<300 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = attempt(changed)
    }
  }

  @Test func anyBytesAreSurvived() {
    var random = RoundTripTests.Random(state: 7)
    let starts: [[UInt8]] = [
      [], Array("{".utf8), Array("[{\"text\":".utf8), Array("text,id\n".utf8), [0x1F, 0x8B, 8, 0], Array("BZh9".utf8),
      [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0],
    ]
    for number in 0..<800 {
      let noise = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = attempt(starts[number % starts.count] + noise)
    }
  }

  /// Reads, or is told plainly why not.
  private func attempt(_ bytes: [UInt8]) -> ReadDump? {
    do {
      return try ReadDump(.opening(path: scratch.write("dump", bytes)))
    } catch let error as DumpError {
      #expect(!error.message.isEmpty)
      return nil
    } catch {
      Issue.record("not a DumpError: \(error)")
      return nil
    }
  }
}
