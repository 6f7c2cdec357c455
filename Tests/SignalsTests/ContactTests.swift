import Dumps
import Signals
import Testing
import Text

/// What a comment points to, and who may point.
struct ContactTests {
  private static let post = Post(
    id: "dQw4w9WgXcQ", author: "DapurMira", text: Array("Kek batik. Tempah dengan @kakLong, foto @studio.biru".utf8))

  @Test(arguments: [
    // signal, people's text: prices, dates, times, ids, dots without a space, sums.
    (Signal.contactLinks, "sedap.Nanti nak cuba lagi.ok"), (.contactLinks, "harga RM12.50 je ke"),
    (.contactLinks, "minit 3:15 https://youtu.be/dQw4w9WgXcQ?t=195"),
    (.contactHandles, "@dapurmira sedap kak"), (.contactHandles, "@kaklong boleh pos?"),
    (.contactHandles, "cantik foto @studio.biru"), (.contactHandles, "jumpa @ kedai nanti"),
    (.contactPhones, "RM1200, 2026-05-04, jam 10.30, 1.000.000"), (.contactPhones, "no resit 100200"),
    (.contactEmails, "jumpa @ kedai. ok"),
  ]) func countsNothingThatLeadsNowhereElse(signal: Signal, text: String) {
    #expect(measured(text, post: Self.post)[signal].value == 0)
  }

  @Test(arguments: [
    (Signal.contactLinks, "klik https://bit.ly/xyz123 dan www.mekar.win", 2.0, "https://bit.ly/xyz123"),
    (.contactLinks, "wa.me/60120000000", 1, "wa.me/60120000000"),
    (.contactLinks, "lihat https://youtu.be/aaaaaaaaaaa", 1, "https://youtu.be/aaaaaaaaaaa"),
    (.contactHandles, "ikut @emas.murni @emas.murni dan @wang_laju", 2, "@emas.murni"),
    (.contactPhones, "whatsapp 012-000 0076", 1, "012-000 0076"),
    (.contactPhones, "hubungi +62 812-0000-0000", 1, "+62 812-0000-0000"),
    (.contactEmails, "email cikgu.mira@example.com", 1, "cikgu.mira@example.com"),
  ]) func countsWhatLeadsElsewhere(signal: Signal, text: String, count: Double, first: String) {
    let reading = measured(text, post: Self.post)[signal]
    #expect(reading.value == count)
    #expect(place(reading, in: text) == first)
  }

  /// An answer begins with whom it answers; anywhere else, and in no answer, a handle is somebody's.
  @Test func theHandleThatAnAnswerBeginsWithPointsNowhere() {
    #expect(measured("@aida betul tu", parent: "1")[.contactHandles].value == 0)
    #expect(measured("@aida betul tu")[.contactHandles].value == 1)
    #expect(measured("betul tu @aida", parent: "1")[.contactHandles].value == 1)
    #expect(measured("@aida tanya @bakri", parent: "1")[.contactHandles].value == 1)
  }

  @Test func aShortIdIsToldInNoLink() {
    let post = Post(id: "p1", text: Array("Kek batik".utf8))
    #expect(measured("https://kedai.example/p1", post: post)[.contactLinks].value == 1)
  }

  @Test func knowsTheOwnerWhereTheDumpSaysIt() {
    var dump = SmallDump("Kek batik")
    dump.add("ya kak, ada", by: "dapurmira", isOwner: true)
    dump.add("ada lagi?", by: "aida", isOwner: false)
    dump.add("ada lagi kak?", by: "aida")
    let values = dump.values(.authorOwner, against: dump.survey())
    #expect(values[0] == 1)
    #expect(values[1] == 0)
    #expect(values[2].isNaN)
  }

  /// Where a dump does not say whose account it is, the one who answers most is its host, if there are answers to tell by.
  @Test(arguments: [(8, 0.0), (20, 0.75)]) func knowsAHostByAnswers(answers: Int, share: Double) {
    var dump = SmallDump("Kek batik")
    let question = dump.add("ada lagi kak?", by: "aida")
    for number in 0..<answers {
      let author = number % 4 == 3 ? "budi\(number)" : "dapurmira"
      dump.add("ya ada, boleh datang hari \(number)", by: author, answering: "1")
    }
    let survey = dump.survey()
    #expect(dump.measured(question + 1, against: survey)[.authorAnswers].value == share)
    #expect(dump.measured(question, against: survey)[.authorAnswers].value == 0)
  }
}
