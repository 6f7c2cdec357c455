import DumpFixtures
import Testing

@testable import Dumps

/// What other programs do to texts, dates and XML.
struct FormatTrapTests {
  private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isLittle ? [low, high] : [high, low]
    }
  }

  @Test(arguments: [true, false]) func utf16IsRead(isLittle: Bool) throws {
    let rows = (0..<20_000).map { "\($0)\tkomen é 😍 \($0)" }
    let dump = try read(utf16("id\ttext\r\n" + rows.joined(separator: "\r\n"), isLittle: isLittle))
    #expect(dump.rows.count == 20_000)
    #expect(dump.rows.allSatisfy { $0.text == "komen é 😍 \($0.id ?? "")" })
    #expect(dump.rejects == [])
  }

  @Test func halfAPairInUTF16SpoilsItsRow() throws {
    var bytes = utf16("text\nsatu\ndua z\ntiga\n", isLittle: true)
    let place = try #require(bytes.indices.first { bytes[$0] == UInt8(ascii: "z") })
    bytes.replaceSubrange(place...place + 1, with: [0x3D, 0xD8])
    let dump = try read(bytes)
    #expect(dump.rows.map(\.text) == ["satu", "tiga"])
    #expect(dump.rejects.map(\.code) == ["bad-utf8"])
  }

  private func twice(_ text: String) -> String {
    String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
  }

  @Test func textEncodedTwiceIsMended() throws {
    for text in ["kalp çarpıntısı 😍", "é", "“petik” — ya"] {
      #expect(decodedTwice(Array(twice(text).utf8).span) == Array(text.utf8))
      #expect(decodedTwice(Array(text.utf8).span) == nil)
    }
    #expect(decodedTwice(Array("biasa".utf8).span) == nil)
    #expect(decodedTwice(Array("Ã".utf8).span) == nil)
    let list = try read("[{\"text\": \"\(twice("mantap 🔥"))\"}, {\"text\": \"kafé\"}]")
    #expect(list.rows.map(\.text) == ["mantap 🔥", "kafé"])
    #expect(list.notes.contains("1 texts were encoded as UTF-8 twice and were mended"))
    #expect(
      try read(Fixtures.apifyComments.replacing("Cantiknya 😍", with: twice("Cantiknya 😍"))).rows[0].text
        == "Cantiknya 😍")
  }

  @Test(arguments: [
    ("<p>satu</p>\n<p>dua</p>", "satu\n\ndua"), ("a<br/>b", "a\nb"),
    ("<a href=\"https://x.example/?a=1&amp;b=2\" rel='nofollow'>sini</a>!", "sini https://x.example/?a=1&b=2!"),
    ("<a href='https://x.example'>https://x.example</a>", "https://x.example"),
    ("<A HREF=https://x.example>sini</A>", "sini https://x.example"), ("<a href=\"#top\">atas</a>", "atas"),
    ("3 < 4 &amp; 5 > 4 &hellip; &unknown; &#x1F60D;", "3 < 4 & 5 > 4 … &unknown; 😍"),
    ("a<!-- wp:paragraph -->b", "ab"), ("a<script>alert(1)</script>b", "ab"), ("a<script>b", "ab"), ("<", "<"),
    // Brackets within a value in quotes; a quote that is never closed ends at the bracket.
    ("<a title=\"a >> b <c\" href='https://x.example?a>b'>sini</a>", "sini https://x.example?a>b"),
    ("<a href=\"https://x.example>sini</a>", "sini https://x.example"),
    ("<a href=\"https://x.example", "<a href=\"https://x.example"),
    ("<a href=\"https://x.example\">x", "x https://x.example"),
  ]) func htmlBecomesText(html: String, text: String) {
    #expect(String(decoding: plainText(ofHTML: Array(html.utf8).span, keepsLinks: true), as: UTF8.self) == text)
  }

  @Test func datesWithStrokesNeedAnOrder() {
    #expect(moment(strokes: "03/12/25 06:24:13", .unknown) == nil)
    #expect(moment(strokes: "03/12/25 06:24:13", .dayFirst) == 1_764_743_053)
    #expect(moment(strokes: "03/12/2025", .monthFirst) == 1_741_737_600)
    for text in ["31/31/2025", "1/2", "a/b/c", "", "-1/2/2025", "99999999999999999999/1/1"] {
      #expect(moment(strokes: text, .dayFirst) == nil, "\(text)")
    }
    #expect(moment(workbookDays: 44196.5) == 1_609_416_000)
    #expect(moment(workbookDays: 3) == nil)
    #expect(moment(workbookDays: .infinity) == nil)
    #expect(moment(workbookDays: .nan) == nil)
  }

  @Test func xmlIsReadStrictlyAndLaxly() throws {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">]>" + Fixtures.disqus.dropFirst(38)
    do {
      _ = try read(String(bomb))
      Issue.record("it was read")
    } catch let error as DumpError { #expect(error.code == "document-type") }
    let deep = "<disqus>" + String(repeating: "<a>", count: 70) + "</disqus>"
    do {
      _ = try read(deep)
      Issue.record("it was read")
    } catch let error as DumpError { #expect(error.code == "too-deep") }
    let loose = try read(
      "<disqus><post dsq:id='1'><message>satu &lt;3</message></post></x><post dsq:id=\"2\"><message>a<b></message></post>"
        + "<post dsq:id='3'><message>tiga")
    #expect(loose.rows.map(\.text) == ["satu <3", "a"])
    #expect(loose.rows.map(\.id) == ["1", "2"])
    #expect(loose.rejects.map(\.code) == ["cut-off"])
    var invalid = Array("<disqus><post dsq:id='1'><message>x</message></post><post dsq:id='2'><message>y".utf8)
    invalid += [0xFF] + Array("</message></post></disqus>".utf8)
    let dump = try read(invalid)
    #expect(dump.rows.map(\.id) == ["1"])
    #expect(dump.rejects.map(\.code) == ["bad-utf8"])
  }

  @Test func longXMLCrossesWindows() throws {
    let text = String(repeating: "panjang &amp; ", count: 20_000)
    let posts = (0..<3_000).map { "<post dsq:id=\"\($0)\"><message><![CDATA[komen \($0) 😍]]></message></post>" }
    let dump = try read(
      "<disqus><!-- \(text) --><thread dsq:id='t'><message>\(text)</message></thread>\(posts.joined())</disqus>")
    #expect(dump.rows.count == 3_000)
    #expect(dump.rows.allSatisfy { $0.text == "komen \($0.id ?? "") 😍" })
    #expect(dump.posts[0].text?.count == DumpLimits().textBytes)
    var limits = DumpLimits()
    limits.recordBytes = 300
    let long = try read(
      "<disqus><post dsq:id='1'><message>\(text)</message></post><post dsq:id='2'><message>b</message></post></disqus>",
      limits: limits)
    #expect(long.rows.map(\.id) == ["2"])
    #expect(long.rejects.map(\.code) == ["too-long"])
  }
}
