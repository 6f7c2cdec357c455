/// Texts that are meant to keep a classifier busy.
package enum HostileComments {
  /// - Parameter words: what rules look for; a text of near misses is made of each.
  package static func all(words: [String]) -> [String] {
    let repeats = [
      "a", " ", "a ", "aA", "1", "0.", ".", "-", "@", "#", "\u{1F525}", "ha", "wd ", "https://", "wa.me/", "(((", "\n",
    ]
    let marks = ["\u{301}", "\u{489}", "\u{20E3}", "\u{FE0F}", "\u{200D}", "\u{E0041}"]
    var texts = repeats.flatMap { [filled($0, 300), filled($0, 16_000), filled($0, 400_000)] }
    texts += marks.flatMap { [filled($0, 16_000), filled("a" + String(repeating: $0, count: 50), 16_000)] }
    texts += ["\u{202E}", "\u{2067}", "\u{200F}", "\u{202E}abc\u{202C}", "\u{5D0}", "\u{627}\u{644}"].map {
      filled($0, 16_000)
    }
    texts += [
      (0..<10_000).map { "https://s\($0).example/p/\($0)" }.joined(separator: " "),
      (0..<10_000).map { "@akaun\($0)" }.joined(separator: " "), (0..<10_000).map { "#tag\($0)" }.joined(),
      (0..<10_000).map { "+60 12-345 \($0)" }.joined(separator: " "),
      filled("\u{1D5E0}\u{1D5D8}\u{1D5DE}\u{1D5D4}\u{1D5E5}88 ", 16_000), filled("m.e.k.a.r.8.8 ", 16_000),
    ]
    for word in words {
      texts.append(filled(word, 4000))
      texts.append(filled(String(word.dropLast()), 4000))
      texts.append(filled(word.map { "\($0) " }.joined(), 4000))
    }
    return texts
  }

  /// A text again and again, up to about so many bytes.
  private static func filled(_ unit: String, _ bytes: Int) -> String {
    String(repeating: unit, count: max(1, bytes / unit.utf8.count))
  }

  /// The words of rule files: what they look for, and what they are written in.
  package static func words(in rules: String) -> [String] {
    let words = Set(rules.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 3 })
    return words.sorted()
  }

  /// A rule file with a hundred rules that nobody should write.
  package static let explosiveRules: String = {
    let bombs = [
      "(?:a+)+b", "(?:a|aa)+!", "(?:a|a?)+b", #"(?:[a-z]+)*\d"#, #"(?:\w+\s?)+:"#, "a.*a.*a.*=b",
      "(?=.*a.*b.*c.*d.*e)z", "(?:(?:a*)*)*c", #"(?:\w+\s*)+="#, #"^(?:\S+\s*)+!"#,
    ]
    var text = "group: explosive\ncap: 9\nrules:\n"
    for number in 0..<100 {
      // Each a pattern of its own.
      text += """
          - id: explosive.r\(number)
            weight: 1.0
            because: "explosive"
            match: { bomb: { pattern: '\(bombs[number % bombs.count]){1,\(number + 1)}' } }

        """
    }
    return text
  }()
}
