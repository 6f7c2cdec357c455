import Bytes
import Testing

@testable import Text

/// The way back from a view to the text as received.
struct SourceTests {
  /// Source, a piece of its folded view, and the source of that piece.
  static let rows: [(source: String, piece: String, shown: String)] = [
    ("gas di mekar88", "mekar88", "mekar88"),
    ("gas di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 kak", "mekar88", "𝗠𝗘𝗞𝗔𝗥𝟴𝟴"),
    ("gas mєкαr88!", "kar", "кαr"),
    ("m\u{337}e\u{337}kar ya", "me", "m\u{337}e\u{337}"),
    ("ayo g a c o r bang", "gacor", "g a c o r"),
    ("ayo g a c o r bang", "bang", "bang"),
    ("🇲 🇪 🇰 🇦 🇷 ya", "mekar", "🇲 🇪 🇰 🇦 🇷"),
    ("me\u{200B}kar ya", "mekar", "me\u{200B}kar"),
    ("a \u{202E}rakem\u{202C} b", "meka", "akem"),
    ("a \u{202E}re\u{301}kem\u{202C} b", "k", "k"),
    ("cafe\u{301} susu", "cafe", "cafe\u{301}"),
    ("straße kita", "strasse", "straße"),
    ("ﬁnal", "fi", "ﬁ"),
    ("g4c0r", "cor", "c0r"),
    ("ok 1️⃣ lah", "1", "1️⃣"),
    ("m\u{3000}e\u{3000}k\u{3000}a\u{3000}r", "ar", "a\u{3000}r"),
  ]

  @Test(arguments: rows) func showsTheSourceOfAMatch(_ row: (source: String, piece: String, shown: String)) throws {
    let views = views(row.source)
    let folded = views.folded.bytes
    let piece = Array(row.piece.utf8)
    let start = try #require(
      (0...(folded.count - piece.count)).first { Array(folded[$0..<($0 + piece.count)]) == piece })
    let source = views.source(of: start..<(start + piece.count), in: .folded)
    #expect(string(views.raw[source]) == row.shown)
  }

  @Test func pointsAtADisguiseWithWholeCharacters() {
    for (text, shown) in [
      ("ayo 𝗴 𝗮 𝗰 𝗼 𝗿!", "𝗴 𝗮 𝗰 𝗼 𝗿"), ("ayo m\u{337}e\u{337}k\u{337} ya", "m\u{337}e\u{337}k\u{337}"),
      ("x \u{202E}rakem\u{202C} y", "rakem"), ("ya m\u{200B}e\u{200B}kar88, ok", "m\u{200B}e\u{200B}kar88"),
    ] {
      let views = views(text)
      for disguise in views.disguises { #expect(string(views.raw[disguise.source.range]) == shown) }
      #expect(!views.disguises.isEmpty)
    }
  }

  @Test func mapsEmptyRangesAndOtherViews() {
    let views = views("é 𝗠𝗘𝗞 0812 3456 7890")
    #expect(views.source(of: 0..<0, in: .folded) == 0..<0)
    let end = views.folded.bytes.count
    #expect(views.source(of: end..<end, in: .folded) == views.raw.count..<views.raw.count)
    #expect(views.source(of: 3..<5, in: .raw) == 3..<5)
    #expect(views.source(of: 0..<2, in: .clean) == 0..<2)
    #expect(string(views.skeleton.bytes) == "e mek <phone>")
    #expect(string(views.raw[views.source(of: 2..<5, in: .skeleton)]) == "𝗠𝗘𝗞")
  }
}
