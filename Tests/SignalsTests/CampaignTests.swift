import Dumps
import Signals
import Testing
import Text

/// What is learnt of a dump's campaigns from the dump itself.
struct CampaignTests {
  @Test func aFloodIsTheMoreAlikeTheMoreItHidesAndPeopleAreNot() {
    let flooded = FloodedDump(people: 150, hidden: 20, plain: 20, nameless: 16)
    let likeness = flooded.dump.values(.campaignLikeness, against: flooded.dump.survey())
    #expect(flooded.hidden.allSatisfy { likeness[$0] >= 2 })
    #expect(flooded.plain.allSatisfy { likeness[$0] >= 2 }, "the brand plainly spelt gives them away")
    #expect(flooded.nameless.count { likeness[$0] >= 1 } >= 14, "the flood's other words do")
    #expect(flooded.people.allSatisfy { likeness[$0] < 0 })
  }

  @Test func peopleAmongThemselvesResembleNoCampaign() {
    let genuine = FloodedDump(people: 192)
    let values = genuine.dump.values(.campaignLikeness, against: genuine.dump.survey())
    #expect(values.allSatisfy { $0 == 0 })
  }

  /// Rules may be wrong about a few; that must not spread to what sounds like them.
  @Test(arguments: [3, 7]) func aFewOddCommentsTeachNothing(odd: Int) {
    var dump = FloodedDump(people: 150).dump
    for number in 0..<odd {
      dump.add("rendang sedap pedas nombor \(FloodedDump.numeral(number))", by: "b\(number)", opinion: 4)
    }
    let values = dump.values(.campaignLikeness, against: dump.survey())
    #expect(values.allSatisfy { $0 == 0 })
  }

  /// A comment that rules speak against shares its words with one other: without itself, each is said but once.
  @Test func noCommentIsAnExampleForItself() {
    var dump = FloodedDump(people: 150).dump
    let first = dump.count
    for (number, ending) in Self.endings.enumerated() {
      dump.add("\(Self.shared[number / 2]) \(ending)", by: "a\(number)", opinion: 6)
    }
    let values = dump.values(.campaignLikeness, against: dump.survey())
    #expect(values[first...].allSatisfy { $0 <= 0 }, "\(values[first...])")
    #expect(values[first...].contains { $0 < 0 }, "the examples are many enough to be learnt from")
  }

  private static let shared = [
    "motor laju hilang", "langit kelabu tebal", "sungai keruh dalam", "gitar lama putus", "jambatan panjang retak",
  ]
  private static let endings = [
    "wau", "gasing", "congkak", "guli", "galah", "rambat", "layang", "batu", "sepak", "kompang",
  ]

  /// What many accounts paste is one text, and one text teaches nothing of other texts.
  @Test func copiesAreOneExample() {
    var dump = FloodedDump(people: 150).dump
    let copies = (0..<40).map {
      dump.add("dapatkan pinjaman segera tanpa cagaran hari ini juga", by: "a\($0)", under: $0 % 3, opinion: 4)
    }
    let alike = dump.add("dapatkan pinjaman segera tanpa cagaran sekarang", by: "z")
    let values = dump.values(.campaignLikeness, against: dump.survey())
    #expect((copies + [alike]).allSatisfy { values[$0] == 0 })
  }

  /// A text that many accounts paste is an example although no rule speaks against it.
  @Test func longTextsOfManyAccountsAreExamples() {
    func likeness(authors: Int) -> Double {
      var dump = FloodedDump(people: 150).dump
      for text in Self.pasted {
        for author in 0..<authors { dump.add(text, by: "a\(author)", under: author % 3) }
      }
      let alike = dump.add("pinjaman peribadi segera tanpa cagaran proses pantas kelulusan terjamin", by: "z")
      return dump.measured(alike, against: dump.survey())[.campaignLikeness].value
    }
    #expect(likeness(authors: 2) == 0)
    #expect(likeness(authors: 3) >= 2)
  }

  private static let pasted = [
    "pinjaman peribadi segera tanpa cagaran untuk semua", "pinjaman peribadi segera proses pantas satu hari",
    "tanpa cagaran tanpa penjamin proses pantas", "kelulusan terjamin walaupun nama disenarai hitam",
    "pinjaman segera kelulusan terjamin proses pantas", "duit masuk hari sama tanpa cagaran kelulusan terjamin",
    "kelulusan terjamin pinjaman peribadi kadar rendah", "proses pantas duit masuk hari sama pinjaman segera",
    "kadar rendah tanpa penjamin pinjaman peribadi segera",
  ]

  /// Phrases are counted in a table that several may share a place of: what a handful of examples have in common is then
  /// counted more often than there are examples.
  @Test(arguments: 0..<12) func manyPhrasesOfFewExamplesAreLearnt(round: Int) {
    var dump = SmallDump("Resepi rendang", "Gol semalam")
    for number in 0..<12 { dump.add("rendang \(FloodedDump.numeral(number))", by: "p\(number)") }
    let common = (0..<40).map { "kata\(FloodedDump.letters(round * 40 + $0))" }.joined(separator: " ")
    for number in 0..<9 { dump.add("\(common) \(FloodedDump.numeral(number + 20))", by: "a\(number)", opinion: 6) }
    let values = dump.values(.campaignLikeness, against: dump.survey())
    #expect(values.suffix(9).allSatisfy { $0 > 0 })
  }

  @Test func slicesAndOrderDoNotMatter() {
    let flooded = FloodedDump(people: 120, hidden: 20, plain: 20, nameless: 16)
    let dump = flooded.dump
    let whole = dump.survey()
    let sliced = dump.survey(sliceSize: 7)
    let turned = dump.survey(in: (0..<dump.count).reversed(), sliceSize: 50)
    for index in 0..<dump.count {
      let expected = dump.measured(index, against: whole)
      #expect(same(dump.measured(index, against: sliced), expected, Signal.allCases))
      #expect(same(dump.measured(index, against: turned), expected, [.campaignLikeness, .fitThread, .fitMismatch]))
    }
  }

  /// Equal readings; unknown equals unknown.
  private func same(_ one: SignalMeter, _ other: SignalMeter, _ signals: [Signal]) -> Bool {
    signals.allSatisfy { one[$0].value.bitPattern == other[$0].value.bitPattern && one[$0].source == other[$0].source }
  }

  /// A payload split over two comments: the half that says nothing by itself is known by the other.
  @Test func anAccountIsKnownByItsOtherComments() {
    var dump = FloodedDump(people: 150, hidden: 24, plain: 24).dump
    let payload = dump.add("baru kemarin coba 𝗧𝗔𝗟𝗔𝗡𝗚𝗦𝗔𝗥𝗜𝟴𝟴 dan langsung cair kak", by: "dua", opinion: 4)
    let rest = dump.add("cari di atas ya kawan", by: "dua")
    let copy = dump.add("baru kemarin coba 𝗧𝗔𝗟𝗔𝗡𝗚𝗦𝗔𝗥𝗜𝟴𝟴 dan langsung cair kak", by: "tiga", opinion: 4)
    let bystander = dump.add("cari di atas ya kawan", by: "orang")
    let others = dump.values(.authorCampaign, against: dump.survey())
    #expect(others[rest] == 1)
    #expect(others[payload] == 0, "no comment is evidence against itself")
    #expect(others[copy] == 0)
    #expect(others[bystander] == 0)
  }
}
