import Bytes
import Testing

@testable import Text

struct FoldingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let source: String
    let folded: String
    let disguises: String
    var testDescription: String { source }
  }

  static func rows(_ table: String) -> [Row] {
    table.split(separator: "\n").map { line in
      let parts = line.split(separator: " → ", maxSplits: 1)
      let rest = parts[1].split(separator: " | ", maxSplits: 1)
      return Row(source: String(parts[0]), folded: String(rest[0]), disguises: rest.count > 1 ? String(rest[1]) : "")
    }
  }

  @Test(arguments: rows(disguisedRows)) func undoesDisguises(_ row: Row) {
    let views = views(row.source)
    #expect(string(views.folded.bytes) == row.folded)
    #expect(summary(views.disguises) == row.disguises)
    #expect(!row.disguises.isEmpty)
    #expect(faults(views) == [])
  }

  @Test(arguments: rows(genuineRows)) func leavesGenuineWritingAlone(_ row: Row) {
    let views = views(row.source)
    #expect(string(views.folded.bytes) == row.folded)
    #expect(summary(views.disguises) == "")
    #expect(faults(views) == [])
  }

  @Test func hasRowsEnough() {
    #expect(Self.rows(disguisedRows).count >= 80)
    #expect(Self.rows(genuineRows).count >= 80)
  }

  /// What is folded already folds to itself.
  @Test(arguments: rows(disguisedRows)) func foldsOnce(_ row: Row) {
    #expect(string(views(row.folded).folded.bytes) == row.folded)
  }

  @Test func foldsLineBreaksAndSpaces() {
    #expect(string(views("satu\u{2028}dua\u{A0}tiga\u{3000}empat").folded.bytes) == "satu\ndua tiga empat")
  }

  @Test func countsThePartOfACommentThatIsStyled() {
    let whole = views("𝓼𝓮𝓵𝓪𝓶𝓪𝓽 𝓱𝓪𝓻𝓲 𝓻𝓪𝔂𝓪 𝟮𝟬𝟮𝟱")
    #expect(whole.disguises.count == 1)
    #expect(whole.disguises[0].alphabet != 0)
    #expect(Int(whole.disguises[0].letters) == whole.shape.letters + whole.shape.digits)
    let mixed = views("selamat 𝓱𝓪𝓻𝓲 𝓻𝓪𝔂𝓪")
    #expect(mixed.disguises.map(\.letters) == [8])
    #expect(mixed.shape.letters == 15)
    // Letters of several alphabets have none.
    #expect(views("𝓼𝓮𝗹𝗮𝗺𝗮𝘁").disguises.map(\.alphabet) == [0])
  }

  @Test func joinsStyledWordsToRunsAndPartsThem() {
    #expect(summary(views("𝗺𝗮𝗶𝗻 𝗱𝗶 𝘀𝗶𝗻𝗶").disguises) == "styled:10")
    #expect(summary(views("𝗺𝗮𝗶𝗻 di 𝘀𝗶𝗻𝗶").disguises) == "styled:4 styled:4")
    #expect(summary(views("𝗺𝗮𝗶𝗻\n𝘀𝗶𝗻𝗶").disguises) == "styled:4 styled:4")
    #expect(summary(views("𝗺𝗮𝗶𝗻 ..... 𝘀𝗶𝗻𝗶").disguises) == "styled:4 styled:4")
  }

  @Test func cleansWithoutFolding() {
    #expect(string(views("Me\u{200B}kar \u{202E}88\u{202C} cafe\u{301}").clean.bytes) == "Mekar 88 café")
    #expect(string(views("👨\u{200D}👩\u{200D}👧 ❤️").clean.bytes) == "👨\u{200D}👩\u{200D}👧 ❤️")
    #expect(string(views("می\u{200C}خواهم").clean.bytes) == "می\u{200C}خواهم")
    let flag = "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"
    #expect(string(views(flag).clean.bytes) == flag)
    #expect(string(views("𝗠єкαr").clean.bytes) == "𝗠єкαr")
    #expect(string(views("(a) [b] <c>é").clean.bytes) == "(a) [b] <c>é")
  }

  @Test func turnsBackOnlyWhatIsTurned() {
    // An override ends with its line, its own end, or the isolate around it.
    #expect(string(views("\u{202E}cba\nxyz").clean.bytes) == "abc\nxyz")
    #expect(string(views("\u{2066}\u{202E}cba\u{2069}xyz").clean.bytes) == "abcxyz")
    #expect(string(views("\u{202E}fed\u{202A}abc\u{202C}zyx\u{202C}!").clean.bytes) == "xyzabcdef!")
    // An end without a beginning, an override within an override.
    #expect(string(views("\u{202C}\u{2069}abc").clean.bytes) == "abc")
    #expect(string(views("\u{202E}cb\u{202E}a\u{202C}\u{202C}z").clean.bytes) == "abcz")
    #expect(string(views("\u{202E}e\u{301}b\u{202C}").clean.bytes) == "bé")
  }
}
