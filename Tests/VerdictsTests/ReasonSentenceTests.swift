import Bytes
import Rules
import Testing

@testable import Verdicts

struct ReasonSentenceTests {
  private struct Quoted: QuotedTexts {
    func text(_ field: Field, _ span: ByteRange) -> (bytes: [UInt8], range: ByteRange)? {
      (Array("satu dua".utf8), span)
    }
  }

  /// Of several matches that a reason may quote it quotes the first that has a place, and says so where there is none.
  @Test(arguments: [
    ([(0, 0..<4), (1, 5..<8)], "“satu” said"), ([(1, 5..<8)], "“dua” said"), ([(0, nil), (1, 5..<8)], "“dua” said"),
    ([], "“…” said"),
  ]) func quotesTheFirstThatWasFound(found: [(leaf: Int, place: Range<Int>?)], expected: String) throws {
    let bench = try Bench()
    let index = bench.index(of: "three.either")
    let sentence = ReasonSentence(bench.rules.rules[index], language: .en)
    let matches = found.map { LeafMatch(leaf: $0.leaf, field: .comment, source: $0.place.map { ByteRange($0) }) }
    var out = OutputBuffer()
    sentence.write(matches[...], readings: [], quoting: Quoted(), to: &out)
    #expect(String(decoding: out.bytes, as: UTF8.self) == expected)
  }
}
