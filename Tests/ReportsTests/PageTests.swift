import Foundation
import Rules
import Testing
import Verdicts

@testable import Reports

/// The page that people read, and what commenters may try to make it do.
struct PageTests {
  private static let attacks = [
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='x",
    "<style>*{display:none}</style>", "&lt;script&gt;", "<a href=javascript:alert(1)>klik</a>", "<!--", "]]>",
    "\u{202E}gpj.exe",
    "\u{2066}isolate", "\u{0}\u{7}\u{1B}[31m", "a\u{200B}b", "{{constructor}}", "</details></article>",
  ]

  /// Every element of a page is one that the page is made of.
  @Test func nothingThatCommentersWriteActs() throws {
    let page = try Bench().page(Self.attacks, post: Self.attacks.joined(separator: " "))
    let own: Set<String> = [
      "html", "head", "meta", "title", "style", "body", "article", "h1", "h2", "p", "div", "small", "svg", "rect", "ul",
      "li", "b", "bdi", "details", "summary", "span", "br", "table", "thead", "tbody", "tr", "th", "td", "mark", "code",
      "i", "footer",
    ]
    var opened: [String] = []
    for match in page.matches(of: /<(\/?)([A-Za-z!][^\s>\/]*)[^>]*>/) {
      let name = String(match.2)
      if name == "!doctype" { continue }
      #expect(own.contains(name), "<\(name)>")
      #expect(!match.0.contains(" on") && !match.0.contains("href") && !match.0.contains("src="), "\(match.0)")
      if ["meta", "br", "rect"].contains(name) { continue }
      if match.1.isEmpty { opened.append(name) } else { #expect(opened.popLast() == name) }
    }
    #expect(opened.isEmpty)
    for scalar in page.unicodeScalars {
      #expect(!scalar.properties.isBidiControl && (scalar.value >= 0x20 || scalar == "\n"))
    }
    #expect(page.contains("<i>U+202E</i>"))
  }

  /// The policy names the digest of the very bytes between the style tags.
  @Test func thePolicyAllowsTheStyleAndNothingElse() throws {
    let page = try Bench().page(["sedap"])
    let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.1)
    #expect(policy.contains("default-src &#39;none&#39;"))
    let sheet = try #require(page.firstMatch(of: /<style>([\s\S]*?)<\/style>/)?.1)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    input.fileHandleForWriting.write(Data(sheet.utf8))
    try input.fileHandleForWriting.close()
    let hex = String(decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
    process.waitUntilExit()
    var digest = Data()
    for place in stride(from: 0, to: 64, by: 2) { digest.append(UInt8(hex.dropFirst(place).prefix(2), radix: 16) ?? 0) }
    #expect(policy.contains("sha256-\(digest.base64EncodedString())"))
  }

  @Test func aReasonShowsItsRuleAndItsPlace() throws {
    let page = try Bench().page(["gas di mekar88 kak", "harga berapa?", "sedap"])
    #expect(page.contains("gas di <mark>mekar88</mark> kak"))
    #expect(page.contains("“mekar88” is said"))
    #expect(page.contains("<code>names.said</code>"))
    #expect(page.contains("66.7 %"))
    let leads = try #require(page.firstRange(of: "People who want to buy"))
    let campaigns = try #require(page.firstRange(of: "Campaigns"))
    #expect(page[leads.upperBound..<campaigns.lowerBound].contains("harga berapa?"))
  }

  @Test(arguments: CommentLanguage.allCases) func everyLanguageSaysEverything(language: CommentLanguage) throws {
    for phrase in Phrase.allCases { #expect(!phrase(language).isEmpty) }
    let page = try Bench().page(["gas di mekar88 kak"], language: language)
    #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
    // A rule without words in a language is heard in English.
    #expect(page.contains(language == .ms ? "“mekar88” disebut" : "“mekar88” is said"))
  }

  @Test func anEmptyDumpSaysSo() throws {
    let rules = try Bench().rules
    var report = DumpReport()
    report.summary = Summary(
      dump: "kosong", formats: [], tally: Tally(rules), posts: [], rejects: [], rejectCount: 0, notes: [])
    let page = String(decoding: HTMLPage([report], rules, .en).bytes, as: UTF8.self)
    #expect(page.contains("There is no comment in it."))
    #expect(!page.contains("class=\"share\""))
  }

  @Test func whatAPageCannotHoldIsCounted() throws {
    var shown = DumpReport.Shown(most: 2)
    let bench = try Bench()
    for row in try bench.report(["satu", "dua", "tiga"]).report.others.rows { shown.add(row) }
    #expect(shown.rows.count == 2)
    #expect(shown.more == 1)
  }
}
