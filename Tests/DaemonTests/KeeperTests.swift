import Dumps
import FormatFiles
import Glibc
import Rules
import Testing

@testable import Daemon

struct KeeperTests {
  private func reload<Kept>(_ keeper: Keeper<Kept>, isForced: Bool = false) -> String {
    switch keeper.reload(isForced: isForced, begin: {}) {
    case .untouched: "untouched"
    case .loaded: "loaded"
    case .broken(let diagnostics): "broken \(diagnostics.map { "\($0.position.line)" }.joined(separator: ","))"
    }
  }

  @Test func takesGoodRulesAndKeepsTheOldOnesOtherwise() throws {
    let scratch = try Scratch()
    let keeper = Keeper(
      try scratch.rules(), folders: ["\(scratch.path)/rules"],
      files: WatchedFile.all(in: ["\(scratch.path)/rules"]))
    let first = keeper.current.digest
    #expect(reload(keeper) == "untouched")
    #expect(reload(keeper, isForced: true) == "loaded")
    #expect(keeper.current.digest == first)

    scratch.setRules(weight: "3.0")
    #expect(reload(keeper) == "loaded")
    let second = keeper.current.digest
    #expect(second != first)

    scratch.write("rules/broken.yaml", "group: broken\nrulez: []\n")
    #expect(reload(keeper).hasPrefix("broken 2"))
    #expect(keeper.current.digest == second)
    #expect(reload(keeper) == "untouched", "the same errors are not told again")

    #expect(unsafe unlink("\(scratch.path)/rules/broken.yaml") == 0)
    #expect(reload(keeper) == "loaded")
    #expect(keeper.current.digest == second)
  }

  @Test func oneBrokenFileAmongAHundredLosesNothing() throws {
    let scratch = try Scratch()
    func save(_ number: Int, _ rule: String) {
      scratch.write("rules/shop-\(number).yaml", "group: names\nrules:\n  - { id: names.shop-\(number), \(rule) }\n")
    }
    for number in 0..<99 { save(number, "weight: 1.5, words: kedai\(number)") }
    let folders = ["\(scratch.path)/rules"]
    let keeper = Keeper(try scratch.rules(), folders: folders, files: WatchedFile.all(in: folders))
    let first = keeper.current
    #expect(first.rules.count == 100)

    save(57, "weight: 1.5, word: kedai57")
    guard case .broken(let diagnostics) = keeper.reload(isForced: false, begin: {}) else {
      Issue.record("a broken file was taken")
      return
    }
    #expect(diagnostics.map { "\($0.position)" } == ["\(folders[0])/shop-57.yaml:3:39"])
    #expect(diagnostics.first?.suggestion == "words")
    #expect(keeper.current.digest == first.digest)
    #expect(keeper.current.rules.map(\.id) == first.rules.map(\.id))

    save(57, "weight: 2.5, words: kedai57")
    guard case .loaded(let mended) = keeper.reload(isForced: false, begin: {}) else {
      Issue.record("the mended file was not taken")
      return
    }
    #expect(mended.rules.count == 100)
    #expect(keeper.current.rules.first { $0.id == "names.shop-57" }?.weight == 2.5)
    #expect(keeper.current.digest != first.digest)
  }

  @Test func mapsOfFormatsAreKeptAlike() throws {
    let scratch = try Scratch()
    let folder = "\(scratch.path)/formats"
    #expect(unsafe mkdir(folder, 0o700) == 0)
    let keeper = Keeper(
      try #require(loadFormats(directories: [folder]).formats), folders: [folder], files: WatchedFile.all(in: [folder]))
    let first = keeper.current
    #expect(reload(keeper) == "untouched")

    let map = { (field: String) in
      """
      format: kedai
      title: our shop
      records: "."
      comment:
        known-by: { has: [\(field)] }
        text: \(field)

      """
    }
    scratch.write("formats/kedai.yaml", map("ulasan"))
    #expect(reload(keeper) == "loaded")
    let second = keeper.current
    #expect(second.maps.first?.name == "kedai")
    #expect(second.digest != first.digest)

    scratch.write("formats/kedai.yaml", map("ulasan") + "titel: x\n")
    #expect(reload(keeper) == "broken 7")
    #expect(keeper.current.digest == second.digest)

    scratch.write("formats/kedai.yaml", map("pendapat"))
    #expect(reload(keeper) == "loaded")
    #expect(keeper.current.digest != second.digest)

    scratch.write("formats/kedai.yaml", "# the first again\n" + map("ulasan"))
    #expect(reload(keeper) == "loaded")
    #expect(keeper.current.digest == second.digest, "comments do not count")
  }
}
