import Testing

@testable import Signals

struct CountTableTests {
  @Test func countsLikeADictionaryUntilItsBound() {
    var table = CountTable<UInt32>(bound: 1000, empty: 0)
    var reference: [UInt64: UInt32] = [:]
    var key: UInt64 = 1
    for step in 0..<20_000 {
      key = (key &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407)
      let slot = ((key >> 40) % 700) &* 0x9E37_79B9_7F4A_7C15 | 1
      table.update(slot) { $0 += 1 }
      reference[slot, default: 0] += 1
      if step % 1000 == 0 { #expect(table[slot] == reference[slot]) }
    }
    #expect(table.count == reference.count)
    #expect(reference.allSatisfy { table[$0.key] == $0.value })
  }

  @Test func refusesNewKeysAtItsBoundAndCountsOldOnes() {
    var table = CountTable<UInt32>(bound: 10, empty: 0)
    for key in 0..<100 as Range<UInt64> { table.update(key * 2 + 1) { $0 += 1 } }
    for key in 0..<100 as Range<UInt64> { table.update(key * 2 + 1) { $0 += 1 } }
    #expect(table.count == 10)
    #expect(table[1] == 2)
    #expect(table[99 * 2 + 1] == nil)
  }

  @Test func countsDistinctThingsExactlyUpToFour() {
    var few = DistinctFew()
    for _ in 0..<5 {
      for thing in 1...4 as ClosedRange<UInt64> { few.insert(thing << 40) }
    }
    #expect(few.count == 4)
    few.insert(9 << 40)
    #expect(few.count == 5)
  }
}
