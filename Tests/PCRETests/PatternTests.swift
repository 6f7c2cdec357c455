import Testing

@testable import PCRE

struct PatternTests {
  @Test func tellsTheLibrarysVersion() {
    #expect(PCRELibrary.version.hasPrefix("10."))
    #expect(!PCRELibrary.version.unicodeScalars.contains("\0"))
  }

  @Test func reportsMachineCode() throws {
    #expect(PCRELibrary.jitWorks() == PCRELibrary.hasJIT)
    #expect(try Pattern("kek").isJIT == PCRELibrary.hasJIT)
  }

  @Test(arguments: [
    ("ke(k", 4), ("kék[", 5), ("ke**?+", 3), (#"\"#, 1), ("(?<n>a)(?<n>b)", 12), ("[b-a]", 3), (#"\p{Kek}"#, 7),
    ("(?<=a+)b", 0),
    ("a{2,1}", 5),
  ]) func saysWhereAPatternIsWrong(pattern: String, offset: Int) {
    do {
      _ = try Pattern(pattern)
      Issue.record("\(pattern) was taken")
    } catch {
      #expect(error.offset == offset, "\(pattern): \(error)")
      #expect(!error.reason.isEmpty)
    }
  }

  @Test(arguments: [
    #"\Gkek"#, #"kek|\G"#, #"ke\Ck"#, "(?C)kek", "ke(?C12)k", #"k(?C"x")"#, "(*COMMIT)kek", "ke(*SKIP)k", "(*UTF)kek",
    "(*LIMIT_MATCH=1)kek", "(*NO_JIT)kek", "kek(*ACCEPT)", "(*:name)kek", #"[(]\G"#, #"\\\G"#, #"[^]]\G"#,
    #"\Q[\E\Gkek"#,
    #"\Q[\E(*COMMIT)"#, "(?#[)(*COMMIT)kek", #"[[:alpha:](]\G"#,
  ]) func refuses(pattern: String) {
    #expect(throws: PatternError.self) { try Pattern(pattern) }
  }

  /// Alike, but something else.
  @Test(arguments: [
    #"\\G"#, #"\(*COMMIT\)"#, "[(*COMMIT)]", "[(?C)]", #"\Q(*COMMIT)\E"#, "(?#(*COMMIT)kek", "(*pla:kek)",
    "(*atomic:kek)",
    "(?i)C", #"[]\]G]"#, "(?:kek)",
  ]) func takes(pattern: String) throws {
    _ = try Pattern(pattern)
  }

  @Test func refusesWhatIsTooLongOrTooDeep() {
    #expect(throws: Never.self) { try Pattern(String(repeating: "k", count: Pattern.maximumBytes)) }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "k", count: Pattern.maximumBytes + 1)) }
    #expect(throws: PatternError.self) {
      try Pattern(String(repeating: "(", count: 101) + String(repeating: ")", count: 101))
    }
  }
}
