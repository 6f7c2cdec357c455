import Signals
import Testing
import Text

/// What each signal of disguise makes of a text: people's writing first, which must stay at 0.
struct DisguiseTests {
  private static let people: [String] = [
    "kek batik sedap sangat kak", "MANTAP BANGET KAKAK SEMUA", "kopi di café, crème RM14", "résumé from Beyoncé fans",
    "bangeeet seruuu mantaaap kerennn wkwkwk", "good book, feel free to look, need wood", "x² + y² = z²",
    "Привет из Москвы, очень вкусно", "سلام من جاكرتا", "我很喜欢这个蛋糕", "🇲🇾🇮🇩 jom!! 🎉🎉", "N° 1, 2nd, 3ème, ½ cawan",
    "™ ® © 2026", "24/7, jam 10.30 - 11.00", "a b c je pun susah ke", "USB 3.0, i5 13th gen, 4K 60fps",
    "me encanta esta canción, qué voz más linda", "lagu ini bagus. Reff: na na na na",
  ]

  @Test(arguments: people) func peopleHideNothing(text: String) {
    let measured = measured(text)
    for signal in Signal.allCases.prefix(through: Signal.obfuscationAccents.rawValue) {
      #expect(measured[signal].value == 0, "\(signal.name)")
    }
    #expect(measured[.brandHidden].value == 0)
  }

  private static let disguised: [(Signal, String, Double, String?)] = [
    (Signal.obfuscationStyled, "main di 𝗠𝗘𝗞𝗔𝗥 yuk kawan kawan semua", 5.0, "𝗠𝗘𝗞𝗔𝗥"),
    (.obfuscationStyled, "masuk 𝓶𝓮𝓴𝓪𝓻𝔀𝓲𝓷 saja kakak kakak", 8, "𝓶𝓮𝓴𝓪𝓻𝔀𝓲𝓷"),
    (.obfuscationEnclosed, "cuba ⓜⓔⓚⓐⓡ malam ni", 5, "ⓜⓔⓚⓐⓡ"),
    (.obfuscationEnclosed, "cuba 🅼🅴🅺🅰🆁 malam ni", 5, "🅼🅴🅺🅰🆁"),
    (.obfuscationConfusable, "terima kasih mєкαrwin", 8, "mєкαrwin"),
    (.obfuscationMarks, "cari m̶e̶k̶a̶r̶ di google", 5, nil),
    (.obfuscationSpaced, "cari m e k a r w i n di google", 8, nil),
    (.obfuscationInvisible, "cari mek\u{200B}ar\u{200B}win di google", 8, nil),
    (.obfuscationReversed, "cari \u{202E}niwrakem\u{202C} di google", 8, nil),
  ]

  @Test(arguments: disguised) func seesEachKindOfDisguise(
    signal: Signal, text: String, letters: Double, at hidden: String?
  ) {
    let measured = measured(text)
    #expect(measured[signal].value == letters)
    if let hidden { #expect(place(measured[signal], in: text) == hidden) }
    #expect(measured[.obfuscationKinds].value == 1)
  }

  @Test func countsKindsOfDisguise() {
    #expect(measured("di 𝗠𝗘𝗞𝗔𝗥 dan ⓜⓔⓚⓐⓡ ada mєкαrwin semua orang tahu")[.obfuscationKinds].value == 3)
    #expect(measured("s3mangat kak b3lajar")[.obfuscationKinds].value == 0, "leetspeak is people's, too")
  }

  /// A comment in one font is taste; a word in it is not.
  @Test func aWholeCommentInOneFontIsTaste() {
    let wholly = measured("𝓼𝓮𝓭𝓪𝓹𝓷𝔂𝓪 𝓴𝓮𝓴 𝓫𝓪𝓽𝓲𝓴 𝓲𝓷𝓲")
    #expect(wholly[.obfuscationStyled].value == 0)
    #expect(wholly[.obfuscationKinds].value == 0)
    #expect(wholly[.obfuscationWholly].value == 1)
    let partly = measured("sedapnya 𝓴𝓮𝓴 𝓫𝓪𝓽𝓲𝓴 ini kak rasa macam dulu")
    #expect(partly[.obfuscationStyled].value > 0)
    #expect(partly[.obfuscationWholly].value < 0.5)
  }

  private static let drawn: [(String, Double)] = [
    ("maauu taampiil leebiih puutiih seeggeer", 5.0), ("puutiihh glloowiing ceerraahh haariiannya", 4),
    // Too few, or at their ends only, or the spelling's own.
    ("puutiihh banget", 0), ("mauuu dongggg kakaaaak sayanggg", 0), ("maaf, saat itu keemasan", 0),
    ("class office coffee dinner apple", 0), ("puutiihh glloowiing ceerraahh haariian " + plain, 0),
  ]

  @Test(arguments: drawn) func countsWordsDrawnOutInside(text: String, words: Double) {
    #expect(measured(text)[.obfuscationDrawn].value == words)
  }

  private static let plain = "dan semua kata lain yang biasa saja tidak ada apa"

  private static let accented: [(String, Double)] = [
    ("lëbih cäntik dän lebih tïnggi, kulit pütih", 4.0), ("dapätkan härga muräh sekaräng", 4),
    // Loans, names, one or two words, other languages, other letters between Latin and IPA.
    ("jumpa di café, nama dia Beyoncé", 0), ("crème café", 0), ("me encanta esta canción, qué voz más linda", 0),
    ("ʟᴀɢᴜɴʏᴀ ᴇɴᴀᴋ ʙɢᴛ ʙᴀɴɢ ɢɪʙ", 0), ("ᴋᴀɴɢᴇɴ ᴍᴀɴᴛᴀɴ ɢᴀʀᴀ ɢᴀʀᴀ ʟᴀɢᴜ ɪɴɪ", 0),
    ("một ngày thật đẹp trời và rất vui", 0), ("çok güzel bir gün olmuş, teşekkürler", 0),
  ]

  @Test(arguments: accented) func countsAccentsUponOrdinaryWords(text: String, words: Double) {
    #expect(measured(text)[.obfuscationAccents].value == words)
  }
}
