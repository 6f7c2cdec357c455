import Dumps
import Signals
import Testing
import Text

/// Names that no dictionary holds: in one comment, and across a dump.
struct NameTests {
  @Test(arguments: [
    // People: no number, one digit, units, grades, models, years, words with a number of their own, links and handles.
    ("kek batik sedap sangat kak", 0.0), ("anak2 orang2 semua2", 0), ("2jam 30menit rm25 15k", 0), ("h2o co2", 0),
    ("jumpa 2026 nanti", 0), ("covid19x", 0), ("follow @mekar88 dan mekar88.com", 0), ("adik saya umur 12345", 0),
    ("batch2001 avanza2012 tahun1998", 0), ("kena covid19, login office365", 0), ("mekar2188", 5),
    ("kelas 88", 0), ("nombor: 88", 0), ("harga (88)", 0), ("gol-88", 0), ("telefon, 88", 0), ("jam 8:88", 0),
    // Coined, whatever stands between name and number.
    ("main di mekar88 yuk", 5), ("MEKAR88!!", 5), ("mekarsari777 gas", 9), ("MEKAR⭐88 mantap", 5),
    ("mekar*88 mantap", 5), ("mekar_88", 5), ("mekar🔥🔥88", 5), ("terima kasih mєкαrwin", 8),
    ("di 𝗱𝗼𝗿𝗮 𝟳𝟳 saja semua orang tahu itu", 4),
  ]) func measuresCoinedWords(text: String, letters: Double) {
    #expect(measured(text)[.brandCoined].value == letters)
  }

  @Test(arguments: [
    // An ordinary word may be dressed up; a name may be plain.
    ("memang 𝓼𝓮𝓭𝓪𝓹 kak rasanya macam dulu", 0.0), ("i ʟᴏᴠᴇ this song so much", 0), ("main di mekar88 yuk", 0),
    ("main di 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 yuk kawan kawan", 5), ("terima kasih mєкαrwin", 8), ("di 𝗱𝗼𝗿𝗮 𝟳𝟳 saja semua orang tahu", 4),
    ("malam tadi cuba 𝗠𝗘𝗞𝗔𝗥𝟴𝗞 saja kawan", 6), ("𝗯𝘂𝗸𝘂𝟮𝗻𝘆𝗮 dah sampai semalam kak terima kasih", 0),
  ]) func measuresHiddenNames(text: String, letters: Double) {
    #expect(measured(text)[.brandHidden].value == letters)
  }

  @Test func aNameThatThePostHoldsIsItsSubject() {
    let post = Post(text: Array("Jom cuba mekar88, studio baru kami".utf8))
    #expect(measured("best mekar88 ni", post: post)[.brandCoined].value == 0)
    #expect(measured("best 𝗠𝗘𝗞𝗔𝗥𝟴𝟴 ni kawan kawan semua", post: post)[.brandHidden].value == 0)
    #expect(measured("best mawar88 ni", post: post)[.brandCoined].value == 5)
  }

  @Test func pointsAtTheName() {
    let text = "🌙 gas di mєкαr88 kak"
    let measured = measured(text)
    #expect(place(measured[.brandCoined], in: text) == "mєкαr88")
    #expect(place(measured[.brandHidden], in: text) == "mєкαr88")
  }

  @Test func countsAuthorsOfANameAndPostsItStandsUnder() {
    var dump = SmallDump("Resepi ayam", "Gol cantik semalam", "Cuaca hari ini", "Jualan baju mekar88")
    for (author, post) in [("ali", 0), ("abu", 0), ("siti", 1), ("siti", 2), ("mira", 2), ("mira", 3)] {
      dump.add("cuba mekar88 kawan \(author)\(post)", by: author, under: post)
    }
    let survey = dump.survey()
    let first = dump.measured(0, against: survey)
    #expect(first[.brandAuthors].value == 4)
    #expect(first[.brandSpread].value == 4)
    #expect(dump.measured(5, against: survey)[.brandSpread].value == 0, "the post holds it")
    #expect(first[.brandCoined].value == 5)
  }

  /// One person under many posts, or many people under one, speak of a thing of their own.
  @Test func aNameSpreadsOnlyByAuthorsAndPosts() {
    var dump = SmallDump("satu", "dua", "tiga", "empat")
    for post in 0..<4 { dump.add("kucing saya zafrulix demam", by: "mira", under: post) }
    for author in ["ali", "abu", "siti", "budi"] { dump.add("rindu cikgu mazwinder", by: author, under: 0) }
    let survey = dump.survey()
    #expect(dump.values(.brandSpread, against: survey) == Array(repeating: 1, count: 8))
    #expect(dump.values(.brandAuthors, against: survey) == Array(repeating: 0, count: 8), "unknown is not coined")
  }

  @Test func knowsAPlainNameByThoseWhoHideIt() {
    var dump = SmallDump("Resepi ayam", "Gol cantik semalam")
    dump.add("gas di mєкαrwin kak", by: "a1")
    dump.add("gas di mekarwin kak", by: "a2")
    dump.add("semalam 𝗺𝗲𝗸𝗮𝗿𝘄𝗶𝗻 bagi rezeki lebih", by: "a3", under: 1)
    dump.add("mek\u{200B}ar\u{200B}win memang lain macam", by: "a4", under: 1)
    dump.add("sedap betul ayam masak ni", by: "a5")
    let values = dump.values(.brandDisguised, against: dump.survey())
    #expect(values[1] == 0.75)
    #expect(values[4] == 0)
    #expect(values[0] == 0, "a hidden name counts as hidden, not as plain")
  }

  /// Fans dress up words that others write plainly; two do not make a campaign.
  @Test func aWordDressedUpByFewIsNoName() {
    var dump = SmallDump("Lagu baru kami")
    dump.add("𝓼𝓾𝓴𝓪 lagu ini sangat sangat", by: "a1")
    dump.add("aku 𝘀𝘂𝗸𝗮 suara dia juga lah", by: "a2")
    for number in 0..<6 { dump.add("suka bagian \(number) yang itu", by: "b\(number)") }
    #expect(dump.values(.brandDisguised, against: dump.survey()).allSatisfy { $0 == 0 })
  }

  /// What two hide with digits is known in pieces, too, wherever it is parted.
  @Test(arguments: [
    ("gas di mekarsari 88 kak", "mekarsari 88"), ("di Mekar Sari-8 8 saja", "Mekar Sari-8 8"),
    ("mekarsari88 lagi", "mekarsari88"), ("MEKARSARI*88!", "MEKARSARI*88"), ("me kar sa ri (88)", "me kar sa ri (88"),
  ]) func knowsAHiddenNameInPieces(text: String, name: String) {
    var dump = SmallDump("Resepi ayam", "Gol cantik semalam", "Mekarsari 88 buka cawangan")
    dump.add("gas di MEKARSARI⭐88 kak", by: "a1")
    dump.add("semalam 𝗺𝗲𝗸𝗮𝗿𝘀𝗮𝗿𝗶𝟴𝟴 bagi rezeki lebih", by: "a2", under: 1)
    let asked = dump.add(text, by: "a3")
    let ofPost = dump.add(text, by: "a4", under: 2)
    let survey = dump.survey()
    let reading = dump.measured(asked, against: survey)[.brandDisguised]
    #expect(reading.value == 1)
    #expect(place(reading, in: text) == name)
    #expect(dump.measured(ofPost, against: survey)[.brandDisguised].value == 0, "the post holds it")
  }

  /// Cheers with a number behind an emoji, years behind flags, and names that only one hides are no hidden names.
  @Test(arguments: [
    ["MERDEKA🇲🇾69", "merdeka🇲🇾69"], ["juara🏆2024 syabas", "JUARA🏆2024"], ["mantap🔥100", "mantap💯100"],
    ["gas di mekarsari*88", "mekarsari|88"], ["gas MEKARSARI⭐88", "gas di mekarsari88"],
  ]) func whatPeoplePartIsNoHiddenName(texts: [String]) {
    var dump = SmallDump("Resepi ayam", "Gol cantik semalam")
    for (number, text) in texts.enumerated() { dump.add(text, by: "a\(number)", under: number % 2) }
    for text in ["merdeka 69", "juara 2024", "mantap 100", "mekarsari 88"] { dump.add(text, by: "b\(text)") }
    #expect(dump.values(.brandDisguised, against: dump.survey()).allSatisfy { $0 == 0 })
  }
}
