import Signals
import Testing
import Text

/// Whether an answer takes up what it answers, and what else its author wrote.
struct AnswerTests {
  /// A question and answers to it, by their readings of `fit.parent` and `parent.campaign`.
  private static func answers(_ texts: [String], questionFirst: Bool = true, opinion: Double = 0) -> [[Double]] {
    var dump = SmallDump("Pasar malam", "Cuaca")
    func ask(_ dump: inout SmallDump) {
      dump.add("gerai mana jual keropok lekor panas", by: "aida", id: "7", opinion: opinion)
    }
    if questionFirst { ask(&dump) }
    let indices = texts.map { dump.add($0, by: "budi", answering: "7") }
    if !questionFirst { ask(&dump) }
    let survey = dump.survey()
    return indices.map { index in
      let meter = dump.measured(index, against: survey)
      return [meter[.fitParent].value, meter[.parentCampaign].value]
    }
  }

  @Test(arguments: [true, false]) func sharesWordsOfWhatItAnswers(questionFirst: Bool) {
    let found = Self.answers(
      ["keropok lekor dekat pintu masuk", "hujan lebat petang semalam", "lekornya panas lagi"],
      questionFirst: questionFirst)
    #expect(found[0][0] > 0.2 && found[0][0] < 0.8)
    #expect(found[1][0] == 0)
    #expect(found[2][0] > 0.5)
    #expect(found.map { $0[1] } == [0, 0, 0])
  }

  @Test func whatAnswersNothingTakesNothingUp() {
    var dump = SmallDump("Pasar malam")
    let alone = dump.add("keropok lekor panas", id: "1")
    let meter = dump.measured(alone, against: dump.survey())
    #expect(meter[.fitParent].value == 0)
    #expect(meter[.parentCampaign].value == 0)
  }

  @Test func anAnswerToWhatIsNotThereIsUnknown() {
    var dump = SmallDump("Pasar malam", "Cuaca")
    dump.add("keropok lekor panas", under: 1, id: "1")
    // The same id under another post is another comment.
    let answer = dump.add("keropok lekor panas", answering: "1")
    let meter = dump.measured(answer, against: dump.survey())
    #expect(meter[.fitParent].value.isNaN)
    #expect(meter[.parentCampaign].value.isNaN)
  }

  @Test func knowsWhoAnswersACampaign() {
    var dump = FloodedDump(people: 150, hidden: 20, plain: 20, nameless: 16).dump
    dump.add("modal kecil menang besar di situs ini, wd lancar terus", by: "x1", id: "bot", opinion: 4)
    dump.add("rendang ni memang lembut sampai ke dalam", by: "x2", id: "person")
    let toBot = dump.add("betul tu", by: "x3", answering: "bot")
    let toPerson = dump.add("betul tu kak", by: "x4", answering: "person")
    let survey = dump.survey()
    #expect(dump.measured(toBot, against: survey)[.parentCampaign].value == 1)
    #expect(dump.measured(toPerson, against: survey)[.parentCampaign].value == 0)
  }

  @Test func aRegularHasHadOtherThingsToSay() {
    var dump = SmallDump("Pasar malam", "Cuaca")
    let first = dump.add("keropok lekor panas", by: "aida")
    dump.add("hujan lebat petang semalam", by: "aida", under: 1)
    // Again the same, and what speaks for a campaign, is nothing of one's own.
    dump.add("hujan lebat petang semalam", by: "aida", under: 1)
    dump.add("modal kecil menang besar", by: "aida", opinion: 4)
    let other = dump.add("payung dah rosak", by: "budi")
    let survey = dump.survey()
    #expect(dump.measured(first, against: survey)[.authorPeople].value == 1)
    #expect(dump.measured(other, against: survey)[.authorPeople].value == 0)
  }
}
