import Bytes
import Testing

@testable import Signals

struct WordSetTests {
  @Test(arguments: [0, 1, 5, 300, 5000])
  func holdsItsWordsAndNoOthers(count: Int) {
    let hashes = (0..<2 * UInt64(count)).map { combine($0, 7) | 1 }
    let (held, others) = (Array(hashes.prefix(count)), hashes.dropFirst(count))
    let words = WordSet(held)
    let rare = RareWordSet(held)
    #expect(words.isEmpty == (count == 0) && rare.isEmpty == (count == 0))
    #expect(held.allSatisfy { words.contains($0) && rare.contains($0) })
    #expect(!others.contains { words.contains($0) || rare.contains($0) })
  }
}
