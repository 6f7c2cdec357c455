import Foundation

/// The body patterns of SpamAssassin's rule files, as patterns of this program.
///
/// `body NAME /pattern/flags` and `m{pattern}flags` are taken, and `rawbody` like `body`; what calls functions (`eval:`) has
/// no pattern. Tags that SpamAssassin replaces (`<A>`) are taken as they are written.
struct ForeignRules {
  struct Rule: Sendable {
    let name: String
    /// With the flags before it: `(?i)`.
    let pattern: String
  }

  /// In the order of the files, each name once: the last one counts.
  private(set) var rules: [Rule] = []

  init(_ text: String) { add(text) }

  /// All files of a folder that end in `.cf`.
  init(folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".cf") }.sorted()
    for name in names {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      // Not all of them are UTF-8.
      add(String(data: data, encoding: .utf8) ?? String(data.map { Character(Unicode.Scalar($0)) }))
    }
  }

  private mutating func add(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count == 3, words[0] == "body" || words[0] == "rawbody",
        let pattern = Self.pattern(words[2].trimmingCharacters(in: .whitespaces))
      else { continue }
      let rule = Rule(name: String(words[1]), pattern: pattern)
      if let index = rules.firstIndex(where: { $0.name == rule.name }) {
        rules[index] = rule
      } else {
        rules.append(rule)
      }
    }
  }

  private static func pattern(_ text: String) -> String? {
    var rest = Substring(text)
    var closing: Character = "/"
    if rest.hasPrefix("m"), let opening = rest.dropFirst().first, !opening.isLetter, !opening.isNumber {
      closing = ["{": "}", "(": ")", "[": "]", "<": ">"][opening] ?? opening
      rest = rest.dropFirst(2)
    } else if rest.hasPrefix("/") {
      rest = rest.dropFirst()
    } else {
      return nil
    }
    // A comment may stand behind it.
    var isEscaped = false
    var end: Substring.Index?
    var depth = 0
    let opening = ["}": "{", ")": "(", "]": "[", ">": "<"][closing].map { Character($0) }
    for index in rest.indices {
      let letter = rest[index]
      if isEscaped {
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = true
      } else if letter == opening {
        depth += 1
      } else if letter == closing {
        if depth == 0 {
          end = index
          break
        }
        depth -= 1
      }
    }
    guard let end else { return nil }
    let flags = rest[rest.index(after: end)...].prefix { $0.isLetter }
    let known = flags.filter { "imsx".contains($0) }
    return (known.isEmpty ? "" : "(?\(known))") + rest[..<end].replacingOccurrences(of: "\\/", with: "/")
  }
}
