import Glibc
import Rules
import Testing

@testable import Daemon

struct RuleKeeperTests {
  private func reload(_ keeper: RuleKeeper, isForced: Bool = false) -> String {
    switch keeper.reload(isForced: isForced, begin: {}) {
    case .untouched: "untouched"
    case .loaded: "loaded"
    case .broken(let diagnostics): "broken \(diagnostics.map { "\($0.position.line)" }.joined(separator: ","))"
    }
  }

  @Test func takesGoodRulesAndKeepsTheOldOnesOtherwise() throws {
    let scratch = try Scratch()
    let keeper = RuleKeeper(
      try scratch.rules(), folders: ["\(scratch.path)/rules"],
      files: RuleKeeper.files(in: ["\(scratch.path)/rules"]))
    let first = keeper.rules.digest
    #expect(reload(keeper) == "untouched")
    #expect(reload(keeper, isForced: true) == "loaded")
    #expect(keeper.rules.digest == first)

    scratch.setRules(weight: "3.0")
    #expect(reload(keeper) == "loaded")
    let second = keeper.rules.digest
    #expect(second != first)

    scratch.write("rules/broken.yaml", "group: broken\nrulez: []\n")
    #expect(reload(keeper).hasPrefix("broken 2"))
    #expect(keeper.rules.digest == second)
    #expect(reload(keeper) == "untouched", "the same errors are not told again")

    #expect(unsafe unlink("\(scratch.path)/rules/broken.yaml") == 0)
    #expect(reload(keeper) == "loaded")
    #expect(keeper.rules.digest == second)
  }
}
