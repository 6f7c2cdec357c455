@testable import Signals
import Testing
import Text

/// Whether a comment speaks of what its post and its thread speak of, and when nothing is said about that.
struct FitTests {
  @Test func sharesItsContentWithThePost() {
    let post = 0
    var dump = SmallDump("Resepi kuih batik leleh", nil)
    dump.add("kuih batik", by: "a", under: post)
    dump.add("kuih coklat", by: "b", under: post)
    dump.add("kereta laju", by: "c", under: post)
    dump.add("resepnya", by: "d", under: post)
    dump.add("kuih batik", by: "e", under: 1)
    let values = dump.values(.fitPost, against: dump.survey())
    #expect(values[0] == 1)
    #expect(values[1] > 0.3 && values[1] < 0.7)
    #expect(values[2] == 0)
    #expect(values[3] == 1, "an ending makes no other word")
    #expect(values[4].isNaN, "no text, no answer")
  }

  @Test func aThreadIsToldFromTheOthers() {
    let genuine = FloodedDump(people: 150)
    var dump = genuine.dump
    let here = dump.add("daging rendang lembut dengan santan", by: "x", under: 0)
    let there = dump.add("penjaga gol pasukan bandar semalam", by: "y", under: 0)
    let nowhere = dump.add("mesin basuh terpakai masih elok", by: "z", under: 0)
    let survey = dump.survey()
    let thread = dump.values(.fitThread, against: survey)
    let mismatch = dump.values(.fitMismatch, against: survey)
    #expect(thread[here] > 0)
    #expect(thread[there] < 0)
    #expect(thread[nowhere] < 0)
    #expect(mismatch[here] < 0.1)
    #expect(mismatch[nowhere] > 0.3)
    #expect(genuine.people.count { thread[$0] > 0 } > genuine.people.count * 9 / 10)
  }

  /// A word that only one thread says speaks against another, one that all say against none.
  @Test func whatGathersUnderOnePostIsMissedUnderAnother() {
    var dump = FloodedDump(people: 150).dump
    for number in 0..<12 {
      dump.add("serindit \(FloodedDump.numeral(number))", by: "s\(number)", under: 1)
      dump.add("kenanga \(FloodedDump.numeral(number))", by: "k\(number)", under: number % 3)
    }
    let gathered = dump.add("serindit", by: "x", under: 0)
    let common = dump.add("kenanga", by: "y", under: 0)
    let thread = dump.values(.fitThread, against: dump.survey())
    #expect(thread[gathered] < -0.05)
    #expect(thread[common] > thread[gathered] / 2)
  }

  @Test func theAccountsNameBelongsToItsPosts() {
    var dump = FloodedDump(people: 150).dump
    let stranger = dump.add("@dapur.melati", by: "x", under: 0)
    let before = dump.values(.fitThread, against: dump.survey())[stranger]
    var posts = FloodedDump(people: 150, postAuthor: "dapur.melati").dump
    for text in ["@dapur.melati", "dapur melati"] {
      let named = posts.add(text, by: "x", under: 0)
      #expect(posts.values(.fitThread, against: posts.survey())[named] > before + 0.05)
    }
  }

  /// What campaigns say and neither post nor thread holds takes something off; what the thread says too does not.
  @Test func aCampaignsWordsBelongNowhere() {
    var quiet = FloodedDump(people: 150).dump
    var loud = FloodedDump(people: 150).dump
    for number in 0..<6 {
      loud.add("kelapang \(FloodedDump.numeral(number))", by: "b\(number)", under: 1, opinion: 5)
      quiet.add("gelanggang \(FloodedDump.numeral(number))", by: "b\(number)", under: 1, opinion: 5)
    }
    let asked = quiet.add("kelapang kelabu", by: "x", under: 0)
    #expect(loud.add("kelapang kelabu", by: "x", under: 0) == asked)
    let difference =
      quiet.values(.fitThread, against: quiet.survey())[asked] - loud.values(.fitThread, against: loud.survey())[asked]
    #expect(difference > 0.05)
  }

  @Test func formsOfAWordMeet() {
    let forms = ["resepi", "resepinya", "resepiii", "resepi2"].map { stemHash(Array($0.utf8).span) }
    #expect(Set(forms).count == 1)
    #expect(stemHash(Array("makanannya".utf8).span) == stemHash(Array("makan".utf8).span))
    #expect(stemHash(Array("makan".utf8).span) != stemHash(Array("masak".utf8).span))
  }

  @Test func saysNothingWhereLittleIsKnown() {
    // Nothing to compare with: one thread only, however long.
    var one = SmallDump("Resepi rendang")
    for number in 0..<60 { one.add("rendang sedap nombor \(FloodedDump.numeral(number))", by: "a\(number)") }
    let survey = one.survey()
    #expect(one.values(.fitThread, against: survey).allSatisfy { $0.isNaN })
    #expect(one.values(.fitMismatch, against: survey).allSatisfy { $0.isNaN })
    // A comment without words, and one of too few.
    var dump = FloodedDump(people: 150).dump
    let empty = dump.add("🔥🔥🔥", by: "x")
    let short = dump.add("mesin basuh elok", by: "y")
    let whole = dump.survey()
    #expect(!dump.measured(empty, against: whole)[.fitThread].isKnown)
    #expect(dump.measured(short, against: whole)[.fitThread].isKnown)
    #expect(!dump.measured(short, against: whole)[.fitMismatch].isKnown)
    // During the first reading nothing is known of the dump.
    let first = dump.measured(0, against: nil)
    for signal in [Signal.fitPost, .fitThread, .fitMismatch, .campaignLikeness, .repeatsCopies, .brandSpread] {
      #expect(!first[signal].isKnown, "\(signal.name)")
    }
  }

  /// A thread that says little has not said all that belongs to it.
  @Test func aThinThreadCallsNothingMismatched() {
    var dump = FloodedDump(people: 150).dump
    let here = dump.add("mesin basuh terpakai masih elok", by: "z", under: 0)
    var thin = SmallDump("Resepi rendang", "Gol semalam")
    for number in 0..<60 { thin.add("gol cantik nombor \(FloodedDump.numeral(number))", by: "a\(number)", under: 1) }
    let alone = thin.add("mesin basuh terpakai masih elok", by: "z", under: 0)
    #expect(thin.measured(alone, against: thin.survey())[.fitMismatch].value == 0)
    #expect(dump.measured(here, against: dump.survey())[.fitMismatch].value > 0.3)
  }

  /// Most of what stands under the first post is a flood: people's few comments are the thread all the same.
  @Test func aFloodDoesNotPoseAsTheThread() {
    let flooded = FloodedDump(people: 120, hidden: 24, plain: 24, nameless: 16, under: [0])
    let thread = flooded.dump.values(.fitThread, against: flooded.dump.survey())
    let people = flooded.peopleUnder[0].map { thread[$0] }
    let flood = flooded.flood.map { thread[$0] }
    #expect(people.count == 40)
    #expect(mean(people) > 0)
    #expect(mean(flood) < mean(people) / 4)
    #expect(people.min()! > flood.sorted()[flood.count * 3 / 4])
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
