import Rules
import Signals
import Testing

@testable import RuleFiles

struct LoadTests {
  @Test func loadsTheStockRules() throws {
    let load = loadRules(directories: [Folders.stock], signals: Signal.names)
    #expect(load.diagnostics.map(\.description) == [])
    let rules = try #require(load.rules)
    #expect(rules.rules.count > 50)
    #expect(load.tests.count >= 20)
  }
}
