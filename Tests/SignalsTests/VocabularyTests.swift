import Signals
import Testing
import Text

/// Which words could be names: those that people of the three languages do not commonly use, however they write them.
struct VocabularyTests {
  /// Whether a word that three accounts say under three posts counts as a name.
  private static func isName(_ word: String) -> Bool {
    var dump = SmallDump("satu", "dua", "tiga")
    for post in 0..<3 { dump.add("\(word) ini itu", by: "a\(post)", under: post) }
    return dump.measured(0, against: dump.survey())[.brandSpread].value >= 3
  }

  @Test(arguments: [
    // The three languages' own words.
    "alhamdulillah", "semangat", "beautiful", "kedai", "wisuda", "restaurant",
    // With affixes.
    "kedainya", "memasakkan", "dibelikan", "bajunyalah", "ngechat", "posting", "unfollowed", "terbaiklah",
    // Drawn out.
    "mantaappp", "goooood", "sedaaaapnya", "seruuuu",
    // Shortened.
    "tngok", "sblum", "xbest", "xboleh", "smngat", "bgtttt", "ngpain",
    // Laughter.
    "wkwkwkwk", "hahahahaha", "awokawokawok", "hihihihi", "kwkwkwk",
    // Other scripts are none of the vocabulary's, and short words nobody's.
    "abc", "zxq", "qzxw",
  ]) func ordinaryWordsAreNoNames(word: String) {
    #expect(!Self.isName(word))
  }

  @Test(arguments: [
    "talangmas", "zafrulix", "brivanto", "kasmarjaya", "mekarwin", "gulvotoro", "jeparwoto", "blufodeka", "WangLaju",
  ]) func unknownWordsAre(word: String) {
    #expect(Self.isName(word))
  }
}
