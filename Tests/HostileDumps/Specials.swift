import DumpFixtures

extension HostileDump {
  /// Dumps of one known trick each.
  package static let specials: [HostileDump] = {
    let deep = { (open: String, close: String) in
      Array((String(repeating: open, count: 100_000) + String(repeating: close, count: 100_000)).utf8)
    }
    let repeated = { (text: String, count: Int) in Array(String(repeating: text, count: count).utf8) }
    let bundle = HostileSource.bundle
    var nestedZip = ArchiveWriting.zip(bundle)
    for level in 0..<10 { nestedZip = ArchiveWriting.zip([("\(level).zip", nestedZip)]) }
    let tricks: [(name: String, suffix: String, bytes: [UInt8])] = [
      ("arrays", ".json", deep("[", "]")), ("objects", ".json", deep(#"{"a":"#, "}")),
      ("answers", ".json", deep(#"[{"id":1,"text":"a","answers":"#, "}]")),
      ("elements", ".xml", deep("<a>", "</a>")), ("open-elements", ".xml", repeated("<a", 300_000)),
      ("comments", ".xml", Array("<rss>".utf8) + repeated("<!--", 300_000)),
      (
        "attributes", ".xml",
        Array("<rss><item ".utf8) + (0..<50_000).flatMap { Array("a\($0)='b' ".utf8) } + Array("/></rss>".utf8)
      ),
      // The text of one entity again and again: quadratic where entities are read.
      (
        "entities", ".xml",
        Array("<!DOCTYPE rss [<!ENTITY a \"".utf8) + repeated("lol", 40_000) + Array("\">]><rss>".utf8)
          + repeated("&a;", 40_000) + Array("</rss>".utf8)
      ),
      (
        "laughs", ".xml",
        Array("<!DOCTYPE rss [<!ENTITY a0 'ha'>".utf8)
          + (1..<30).flatMap { Array("<!ENTITY a\($0) '&a\($0 - 1);&a\($0 - 1);'>".utf8) }
          + Array("]><rss>&a29;</rss>".utf8)
      ),
      ("outside", ".xml", Array("<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss/>".utf8)),
      ("columns", ".csv", repeated("text,", 200_000) + [0x0A] + repeated("a,", 200_000)),
      ("open-quote", ".csv", Array("id,text\n1,\"".utf8) + repeated("a,b\n", 500_000)),
      ("quotes", ".csv", Array("id,text\n".utf8) + repeated("1,\"a\nb\n", 100_000)),
      ("empty-lines", ".ndjson", repeated("\n", 2_000_000)), ("blanks", ".json", repeated(" ", 2_000_000)),
      ("keys", ".json", Array("[{\"text\":\"a\"".utf8) + repeated(",\"text\":\"b\"", 100_000) + Array("}]".utf8)),
      ("escapes", ".json", Array("[{\"text\":\"".utf8) + repeated(#"\ud800"#, 200_000) + Array("\"}]".utf8)),
      ("number", ".json", Array("[{\"text\":\"a\",\"id\":".utf8) + repeated("9", 1_000_000) + Array("}]".utf8)),
      ("exponent", ".json", Array(#"[{"text":"a","id":1e999999,"likes":-1e400,"time":1e308}]"#.utf8)),
      ("colons", ".json", Array("{".utf8) + repeated("\"a\":", 500_000)),
      ("backslashes", ".json", Array("[\"".utf8) + repeated("\\", 1_999_999)),
      ("nested-archive", ".zip", nestedZip),
      ("many-members", ".zip", ArchiveWriting.zip((0..<10_100).map { ("\($0).txt", [0x61]) })),
      ("members-of-one-name", ".zip", ArchiveWriting.zip((0..<2000).map { _ in ("a.json", Array("[]".utf8)) })),
      ("long-member-name", ".zip", ArchiveWriting.zip([(String(repeating: "a/", count: 30_000), [0x61])] + bundle)),
      (
        "climbing-members", ".zip",
        ArchiveWriting.zip(
          ["../../../../../saring-escaped.csv", "/tmp/saring-escaped.csv", "..\\saring-escaped.csv"].map {
            ($0, Array(Fixtures.csv.utf8))
          })
      ),
      ("climbing-members", ".tar", ArchiveWriting.tar([("../../../saring-escaped.csv", Array(Fixtures.csv.utf8))])),
    ]
    var dumps = tricks.map { HostileDump("special", $0.name, 0, $0.suffix, $0.bytes) }
    // Names are nobody's business either.
    let names: [[UInt8]] = [
      Array("-rf".utf8), Array("a\nb.csv".utf8), Array("$(touch saring-escaped).csv".utf8), [0x61, 0xFF, 0xFE],
      Array("\u{202E}vsc.a".utf8), Array("\u{1B}[2J.csv".utf8), Array("a..csv".utf8), Array("%s%n.csv".utf8),
      Array(String(repeating: "n", count: 255).utf8), Array(String(repeating: "\u{1F525}", count: 63).utf8),
      Array("a.verdicts.ndjson".utf8), Array("a.error.json".utf8), Array("<script>alert(1)<".utf8), Array(" ".utf8),
    ]
    for (number, name) in names.enumerated() {
      // No two of one content, as the second would only be acknowledged.
      var dump = HostileDump("named", "named", number, "", Array("id,text\nnamed-\(number),sedap kak\n".utf8))
      dump.name = name
      dump.good = ["named-\(number)"]
      dumps.append(dump)
    }
    return dumps
  }()
}
