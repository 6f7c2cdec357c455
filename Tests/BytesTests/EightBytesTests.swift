import Testing

@testable import Bytes

struct EightBytesTests {
  /// Every byte in every place, among others that a sum may carry out of or into.
  @Test(arguments: [0x00, 0x20, 0x61, 0x7F, 0x80, 0xFF] as [UInt8]) func answersForEachByte(beside other: UInt8) {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 {
        var text = [UInt8](repeating: other, count: 10)
        text[place + 1] = byte
        let eight = EightBytes(text.span, at: 1)
        #expect(eight.areLetters == answer(text) { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A })
        #expect(eight.areWithin(0x21, 0x40) == answer(text) { $0 >= 0x21 && $0 <= 0x40 })
        #expect(eight.are(0x20) == answer(text) { $0 == 0x20 })
        let repeated = EightBytes([UInt8](repeating: other, count: 8).span, at: 0)
        #expect(eight.areEqual(to: repeated) == answer(text) { $0 == other })
      }
    }
  }

  @Test func countsAnswers() {
    #expect(EightBytes.count(0) == 0)
    #expect(EightBytes.count(EightBytes.all(0x80)) == 8)
    #expect(EightBytes.count(0x8000_0000_0000_0080) == 2)
    #expect(EightBytes.countBefore(0) == 8)
    #expect(EightBytes.countBefore(0x8000) == 1)
  }

  @Test func readsBeyondTheEndAsZeros() {
    let text = Array("saya suka lagu".utf8)
    for length in 0...text.count {
      let part = Array(text.prefix(length))
      for start in 0..<length {
        let eight = EightBytes(padding: part.span, at: start)
        for place in 0..<8 { #expect(eight[place] == (start + place < length ? part[start + place] : 0)) }
      }
    }
  }

  @Test func hashesTheFirstBytesLikeAText() {
    let text = Array("sayangku".utf8)
    for count in 0..<8 {
      #expect(hash64(EightBytes(text.span, at: 0), count: count) == hash64(text.span.extracting(0..<count)))
    }
  }

  private func answer(_ text: [UInt8], _ holds: (UInt8) -> Bool) -> UInt64 {
    (0..<8).reduce(0) { holds(text[$1 + 1]) ? $0 | 0x80 << UInt64($1 * 8) : $0 }
  }
}
