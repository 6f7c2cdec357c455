import Bytes
import Glibc
import Testing

@testable import Text

struct HostileTests {
  static let texts: [(name: String, bytes: [UInt8])] = {
    func many(_ text: String, _ count: Int = 16_384) -> [UInt8] {
      let piece = Array(text.utf8)
      return Array((0..<(count / piece.count + 1)).flatMap { _ in piece }.prefix(count))
    }
    let zalgo = Array(("a" + String(repeating: "\u{337}\u{301}\u{489}", count: 3_400) + "b").utf8)
    return [
      ("overlong", [0xC0, 0x80, 0xE0, 0x80, 0x80, 0xF0, 0x80, 0x80, 0x80, 0x61]),
      ("surrogates", [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80, 0x61]),
      ("truncated", Array("ab🔥".utf8.dropLast())),
      ("bytes FF", Array(repeating: 0xFF, count: 16_384)),
      ("continuations", Array(repeating: 0x80, count: 16_384)),
      ("zalgo", zalgo),
      ("marks alone", many("\u{301}\u{323}\u{337}")),
      ("marks on digits", many("1\u{20E3}")),
      ("overrides", many("\u{202E}ab")),
      ("unbalanced ends", many("a\u{202C}\u{2069}")),
      ("nested isolates", many("\u{2067}\u{202E}x")),
      ("isolates never closed by ends", many("\u{2066}a\u{202C}\u{202E}b")),
      ("overrides opened and closed", many("\u{202E}ab\u{202C}")),
      ("joiners", many("\u{200D}")),
      ("hidden between letters", many("a\u{200B}")),
      ("singles", many("a l ")),
      ("singles with dots", many("s.l.o.t.")),
      ("spaced and hashtags", many("#a m e k a r ")),
      ("leetspeak", many("a0")),
      ("signs", many("s1ot")),
      ("signs and handles", many("@ab s1ot ")),
      ("dots", many("a.me.")),
      ("dots without name", many(".me")),
      ("at signs", many("a@")),
      ("names", many("@abc_")),
      ("schemes", many("a://")),
      ("colons", many("://")),
      ("numbers", many("08 ")),
      ("long number", many("0")),
      ("plus", many("+0")),
      ("flags", many("🇲🇾")),
      ("letters of flags", many("🇲")),
      ("styled", many("𝗠")),
      ("styled and plain", many("𝗠𝗘𝗞 a ")),
      ("confusables", many("mєк ")),
      ("one long confusable word", many("mє")),
      ("hangul", many("\u{1100}\u{1161}\u{11A8}")),
      ("apostrophes", many("a'")),
      ("newlines", many("\n")),
      ("NUL", many("\0")),
    ]
  }()

  @Test(arguments: texts.map(\.name)) func survives(_ name: String) throws {
    let text = try #require(Self.texts.first { $0.name == name })
    let views = views(text.bytes)
    #expect(faults(views).prefix(3) == [])
  }

  /// Eight times the text takes about eight times as long; a loop within a loop would take sixty-four. Counted is the
  /// time of this thread alone, for other tests run beside it.
  @Test(arguments: texts.filter { $0.bytes.count == 16_384 }.map(\.name)) func takesLinearTime(_ name: String) throws {
    let text = try #require(Self.texts.first { $0.name == name }).bytes
    let long = Array((0..<8).flatMap { _ in text })
    var views = TextViews()
    func seconds(_ bytes: [UInt8]) -> Double {
      (0..<3).map { _ in
        let start = threadSeconds()
        views.load(bytes.span)
        return threadSeconds() - start
      }.min() ?? 0
    }
    let short = seconds(text)
    #expect(seconds(long) < short * 28 + 0.001, "\(short)")
  }

  @Test func survivesRandomBytes() {
    var numbers = Numbers(state: 5)
    var views = TextViews()
    for round in 0..<20_000 {
      let bytes = Self.random(&numbers)
      views.load(bytes.span)
      let found = faults(views)
      guard found.isEmpty else {
        Issue.record("round \(round): \(found) in \(bytes)")
        return
      }
    }
  }

  /// Bytes at random, or pieces of what the views look for.
  private static func random(_ numbers: inout Numbers) -> [UInt8] {
    let pieces = [
      "\u{202E}", "\u{202C}", "\u{2067}", "\u{2069}", "\u{202D}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{337}",
      "\u{301}", "🇲", "🇾", "𝗠", "є", "s1ot", "a ", "l.", "@", ".com", "08", "🔥", "ⓐ", "²", "\n", "é", "ب", "한", "한",
    ]
    var bytes: [UInt8] = []
    let isText = Bool.random(using: &numbers)
    for _ in 0..<Int.random(in: 0...24, using: &numbers) {
      if isText, Int.random(in: 0..<8, using: &numbers) > 0 {
        bytes += Array((pieces.randomElement(using: &numbers) ?? "").utf8)
      } else {
        bytes.append(UInt8.random(in: 0...255, using: &numbers))
      }
    }
    return bytes
  }

  @Test func loadsAnewWithoutRemains() {
    var views = TextViews()
    for text in ["𝗠𝗘𝗞𝗔𝗥 @budi \u{202E}ab\u{202C}", "halo", "", "é"] {
      let bytes = Array(text.utf8)
      views.load(bytes.span)
      let fresh = Self.fresh(bytes)
      #expect(views.folded.bytes == fresh.folded.bytes && views.folded.offsets == fresh.folded.offsets)
      #expect(views.words == fresh.words && views.disguises == fresh.disguises && views.entities == fresh.entities)
      #expect(views.clean.bytes == fresh.clean.bytes && views.skeleton.bytes == fresh.skeleton.bytes)
      #expect(views.raw == bytes)
    }
  }

  private static func fresh(_ bytes: [UInt8]) -> TextViews {
    var views = TextViews()
    views.load(bytes.span)
    return views
  }
}

private func threadSeconds() -> Double {
  var time = timespec()
  guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
