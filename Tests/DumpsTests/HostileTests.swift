import HostileDumps
import Testing

@testable import Dumps

/// A quick selection of what `Tests/Scripts/hostile.sh` drops into a daemon.
struct HostileTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: HostileSource.all.map(\.format)) func badDumpsAreReadOrRefused(format: String) throws {
    let source = try #require(HostileSource.all.first { $0.format == format })
    // Without the large ones, which take their time in a debug build.
    for dump in source.dumps(60, seed: 2) where dump.bytes.count < 20_000 { try read(dump) }
  }

  @Test func knownTricksFail() throws {
    for dump in HostileDump.specials where dump.bytes.count < 300_000 { try read(dump) }
  }

  private func read(_ dump: HostileDump) throws {
    let name = String(decoding: dump.name, as: UTF8.self)
    do {
      let found = try ReadDump(.opening(path: scratch.write("dump", dump.bytes)))
      #expect(Set(dump.good).isSubset(of: found.rows.compactMap(\.id)), "\(name)")
      for reject in found.rejects { #expect(!reject.message.isEmpty && !reject.code.isEmpty, "\(name)") }
    } catch let error as DumpError {
      #expect(dump.good.isEmpty && !error.message.isEmpty && !error.code.isEmpty, "\(name): \(error)")
    }
  }
}
