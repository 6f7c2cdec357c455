import Testing

@testable import Text

struct ShapeTests {
  @Test func countsASCII() {
    let shape = views("Halo Dunia, 123!\nya").shape
    #expect(shape.characters == 19)
    #expect(shape.letters == 11)
    #expect(shape.upperCase == 2)
    #expect(shape.digits == 3)
    #expect(shape.punctuation == 2)
    #expect(shape.lines == 2)
    #expect(views("").shape.lines == 0)
  }

  static let emoji: [(String, Int)] = [
    ("👨\u{200D}👩\u{200D}👧\u{200D}👦", 1), ("❤️", 1), ("👍🏽", 1), ("🇲🇾", 1), ("🇲🇾🇮🇩", 2), ("🇲🇾 🇮🇩", 2), ("🔥🔥🔥", 3),
    ("1️⃣", 0), ("©️®™", 0), ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", 1), ("🇲🇪🇰🇦🇷", 0), ("é😀", 1),
  ]

  @Test(arguments: emoji) func countsEmojiAsTheyAreSeen(_ row: (String, Int)) {
    #expect(views(row.0).shape.emoji == row.1)
  }

  @Test func countsScripts() {
    let shape = views("aé я α 好 かカ 한 ก ब த ع ა").shape
    #expect(Script.allCases.map { shape.scripts[Int($0.rawValue)] } == [2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1])
    #expect(shape.letters == 13)
  }

  @Test func countsDressedLettersAsLatin() {
    let shape = views("𝗠𝗘𝗞𝗔𝗥𝟴𝟴 Ⓐ").shape
    #expect(shape.scripts[Int(Script.latin.rawValue)] == 6)
    #expect(shape.upperCase == 6)
    #expect(shape.digits == 2)
  }

  @Test func leavesMarksAndInvisiblesOut() {
    #expect(views("m\u{337}e\u{200B}k").shape.characters == 3)
  }
}
