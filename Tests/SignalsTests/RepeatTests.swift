import Signals
import Testing
import Text

/// The same text from many accounts or from one, and how little a comment says.
struct RepeatTests {
  private static func copies(_ texts: [String]) -> Double {
    var dump = SmallDump("Kek batik")
    for (number, text) in texts.enumerated() { dump.add(text, by: "a\(number)") }
    return dump.measured(0, against: dump.survey())[.repeatsCopies].value
  }

  private static let repeated: [([String], Double)] = [
    // What people say alike by chance is short.
    (["semangat", "semangat", "semangat"], 1.0), (["harga?", "harga?"], 1), (["👍👍👍", "👍👍👍"], 1),
    // Another word makes another text, as another order does.
    (["kek batik ini sedap sekali", "kek batik itu sedap sekali"], 1),
    (["sedap sekali kek batik ini", "kek batik ini sedap sekali"], 1),
    // Digits, signs, emoji, capital letters, links and disguise change between copies.
    (["menang 500 ribu di situ tadi", "menang 750 ribu di situ tadi", "menang 99 ribu di situ tadi"], 3),
    (["Terima kasih banyak Puan Salwa", "terima kasih banyak, puan salwa!! 🙏", "terima kasih banyak puan 𝘀𝗮𝗹𝘄𝗮"], 3),
    (["daftar sekarang juga di example.com/1", "daftar sekarang juga di example.org/2"], 2),
  ]

  @Test(arguments: repeated) func countsAuthorsOfOneText(texts: [String], copies: Double) {
    #expect(Self.copies(texts) == copies)
  }

  private static let nearly: [(texts: [String], near: [Double])] = [
    // A template in which words were changed, and one that has nothing to do with it.
    (
      [
        "dulu muka kusam sekarang glowing gara gara krim mekar, tiga hari kelihatan, cek link aku",
        "dulu muka buluk sekarang glowing gara gara krim mekar, tiga hari keliatan, cek link ku",
        "dulu wajah kusam sekarang glowing karena krim mekar, dua hari kelihatan, cek link aku ya",
        "tempatnya adem sekali, parkirnya luas, besok saya mau ke sana lagi bersama anak anak",
      ], [3, 3, 3, 1]
    ),
    // The same subject is not the same text.
    (
      [
        "kek batik ini sedap sekali, saya tempah untuk hari jadi anak bulan depan ya kak",
        "anak saya suka kek batik ini, bulan depan hari jadi dia nak tempah lagi sekali",
      ], [1, 1]
    ),
    // Too short to tell.
    (
      ["kek batik ini sedap sekali kak", "kek batik ini sedap sangat kak", "kek batik ini sedap sekali bang"],
      [1, 1, 1]
    ),
  ]

  @Test(arguments: nearly) func countsAuthorsOfNearlyTheSameText(texts: [String], near: [Double]) {
    var dump = SmallDump("Kek batik")
    for (number, text) in texts.enumerated() { dump.add(text, by: "a\(number)") }
    #expect(dump.values(.repeatsNear, against: dump.survey()) == near)
  }

  @Test func oneAccountThatVariesItsTextIsOneAuthor() {
    var dump = SmallDump("Kek batik")
    for text in Self.nearly[0].texts { dump.add(text, by: "aida") }
    #expect(dump.values(.repeatsNear, against: dump.survey()) == [1, 1, 1, 1])
  }

  @Test func oneAccountIsOneAuthor() {
    var dump = SmallDump("Kek batik", "Cuaca")
    for post in [0, 0, 1] { dump.add("kek batik ini sedap sekali", by: "aida", under: post) }
    let other = dump.add("kek batik ini sedap sekali", by: "budi")
    let survey = dump.survey()
    #expect(dump.values(.repeatsCopies, against: survey) == [2, 2, 2, 2])
    #expect(dump.values(.repeatsOwn, against: survey) == [3, 3, 3, 1])
    #expect(dump.measured(other, against: survey)[.repeatsOwn].value == 1)
  }

  @Test func nobodyKnownIsNobodyElse() {
    var dump = SmallDump("Kek batik")
    for _ in 0..<3 { dump.add("kek batik ini sedap sekali") }
    #expect(dump.values(.repeatsCopies, against: dump.survey()) == [3, 3, 3])
    #expect(dump.values(.repeatsOwn, against: dump.survey()) == [1, 1, 1])
  }

  /// Times of copies by as many accounts, and authors for each ten minutes.
  private static let bursts: [(times: [Int], burst: Double)] = [
    ([0, 60], 1.8), ([60, 0], 1.8), ([100], 0), ([0, 600, 300, 900], 1.6), ([0, 86_400, 172_800], 0.01),
  ]

  @Test(arguments: bursts) func copiesWithinMinutesAreABurst(times: [Int], burst: Double) {
    var dump = SmallDump("Kek batik")
    for time in times { dump.add("sertai kumpulan kami hari ini juga", by: "a\(time)", at: 1_777_000_000 + time) }
    let found = dump.measured(0, against: dump.survey())[.repeatsBurst].value
    #expect(abs(found - burst) < 0.02)
  }

  @Test func copiesWithoutTimesMayBeABurst() {
    var dump = SmallDump("Kek batik")
    for author in ["aida", "budi"] { dump.add("sertai kumpulan kami hari ini juga", by: author) }
    #expect(dump.measured(0, against: dump.survey())[.repeatsBurst].value.isNaN)
  }

  @Test func countsAuthorsWhoNameAHandle() {
    var dump = SmallDump("Kek batik oleh @dapurmira")
    for number in 0..<4 { dump.add("dibantu oleh @cikgu.emas, syukur \(number)", by: "a\(number % 3)") }
    for number in 0..<4 { dump.add("sedap kak @dapurmira", by: "b\(number)") }
    let survey = dump.survey()
    #expect(dump.measured(0, against: survey)[.repeatsHandle].value == 3)
    #expect(dump.measured(4, against: survey)[.repeatsHandle].value == 0)
  }

  @Test(arguments: [
    // content words, letters and digits, emoji, characters
    ("", 0.0, 0.0, 0.0, 0.0), ("🔥🔥🔥", 0, 0, 3, 3), ("nice 👍🏽", 1, 4, 1, 6), ("yang di ke dan itu", 0, 14, 0, 18),
    ("kuih batik, kuih batik!", 2, 18, 0, 23), ("lihat @aida di www.example.com", 1, 24, 0, 30), ("RM25", 0, 4, 0, 4),
    ("👨‍👩‍👧 keluarga", 1, 8, 1, 10),
  ]) func measuresHowLittleIsSaid(text: String, words: Double, letters: Double, emoji: Double, characters: Double) {
    let measured = measured(text)
    #expect(measured[.emptinessWords].value == words)
    #expect(measured[.emptinessLetters].value == letters)
    #expect(measured[.emptinessEmoji].value == emoji)
    #expect(measured[.emptinessCharacters].value == characters)
  }
}
