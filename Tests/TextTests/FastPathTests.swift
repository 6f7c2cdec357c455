import Bytes
import Testing

@testable import Text

/// Plain text takes a path of its own; what comes out must be what the other one makes.
struct FastPathTests {
  private static let pieces = [
    "a", "B", "slot", "s1ot", "g4c0r", "m@xw1n", "1", "88", "0812", " ", " ", ".", "-", "_", "@", "#", "/", ":", "://",
    "wa.me/", ".com", ".vip", "'", "\n", "\t", "\0", "\u{1}", "\u{7F}", "(", ")", "<", ">", "!", "$", "m e k a r",
    "s.l.o.t", "A.S.A.P.", "a b c d", "+62", "Z",
  ]
  /// Emoji and signs that stand for themselves, and characters beside which they may not.
  private static let signs = [
    "😍", "👍🏽", "🏽", "•", "…", "“", "™", "©", "×", "🅰", "①", "\u{2028}", "\u{2029}", "\u{A0}", "🇲🇾", "❤️", "\u{301}",
    "é", "\u{200B}", "\u{F60D}", "\u{FFFD}",
  ]

  @Test func equalsTheOtherPath() {
    var numbers = Numbers(state: 1)
    for round in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12, using: &numbers) {
        if round % 2 == 1, UInt8.random(in: 0..<4, using: &numbers) == 0 {
          let isLikely = Bool.random(using: &numbers)
          text += Array(((isLikely ? Self.signs.first : Self.signs.randomElement(using: &numbers)) ?? "").utf8)
        } else if Bool.random(using: &numbers) {
          text += Array((Self.pieces.randomElement(using: &numbers) ?? "").utf8)
        } else {
          text.append(UInt8.random(in: 0..<0x80, using: &numbers))
        }
      }
      let fast = views(text)
      let slow = views(text, fastly: false)
      let isEqual =
        fast.folded.bytes == slow.folded.bytes && fast.clean.bytes == slow.clean.bytes && fast.words == slow.words
        && fast.entities == slow.entities && fast.disguises == slow.disguises
        && fast.skeleton.bytes == slow.skeleton.bytes && describe(fast.shape) == describe(slow.shape)
        && fast.words.allSatisfy { sources(fast, $0) == sources(slow, $0) }
      guard isEqual else {
        Issue.record("round \(round): \(string(text).debugDescription)")
        return
      }
    }
  }

  private func sources(_ views: borrowing TextViews, _ word: Word) -> Range<Int> {
    views.source(of: word.range.range, in: .folded)
  }

  private func describe(_ shape: Shape) -> [Int] {
    [
      shape.characters, shape.letters, shape.upperCase, shape.digits, shape.emoji, shape.punctuation, shape.lines,
    ] + shape.scripts.indices.map { shape.scripts[$0] }
  }
}

/// Whether only case was folded, so that one pass serves both views.
struct FoldedInCaseTests {
  @Test(arguments: [
    ("Kek SEDAP kak 😍", true), ("sedap…", true), ("日本 jalan2", true), ("", true), ("s3dap", false),
    ("s e d a p", false),
    ("𝗸𝗲𝗸", false), ("É", false), ("кек Kek", true), ("mєkar", false), ("ke\u{200B}k", true), ("❤️", false),
  ]) func isToldOfText(text: String, isInCaseAlone: Bool) {
    let views = views(text)
    #expect(views.isFoldedInCaseAlone == isInCaseAlone)
    #expect(faults(views) == [])
  }
}
