/// A way in which spammers, or people, write the same thing otherwise.
package enum Mutation: String, CaseIterable, Sendable {
  /// Disguises. A rule's hits should survive them.
  case bold, smallCaps = "small-caps", fullwidth, spaced, zeroWidth = "zero-width", override, leet, repeated, suffix
  /// How people write. What a rule must leave alone it should go on leaving alone.
  case affixes, slang, drawn

  package static let disguises: [Mutation] = [
    .bold, .smallCaps, .fullwidth, .spaced, .zeroWidth, .override, .leet, .repeated, .suffix,
  ]
  package static let habits: [Mutation] = [.affixes, .slang, .drawn]

  /// The text written so; nil where that changes nothing.
  ///
  /// Fonts dress all letters and digits. The others touch plain words only, as a link or handle that is pulled apart leads
  /// nowhere.
  func apply(_ text: String) -> String? {
    let changed: String
    switch self {
    case .bold: changed = dressed(text) { Alphabets.bold($0) }
    case .smallCaps: changed = dressed(text) { Alphabets.smallCapital($0) }
    case .fullwidth: changed = dressed(text) { Alphabets.fullwidth($0) }
    case .spaced: changed = words(text, least: 4) { word, _ in word.map(String.init).joined(separator: " ") }
    case .zeroWidth: changed = words(text, least: 2) { word, _ in word.map(String.init).joined(separator: "\u{200B}") }
    case .override: changed = words(text, least: 3) { word, _ in "\u{202E}" + String(word.reversed()) + "\u{202C}" }
    case .leet: changed = words(text, least: 4) { word, _ in String(word.map { Alphabets.leet[$0] ?? $0 }) }
    case .repeated, .drawn:
      changed = words(text, least: 3) { word, _ in word + String(repeating: word.last!, count: 3) }
    case .suffix: changed = text + " " + Alphabets.token(for: text)
    case .affixes: changed = words(text, least: 4) { word, place in Habits.affixed(word, place) }
    case .slang: changed = words(text, least: 2) { word, _ in Habits.shortened(word) }
    }
    return changed == text ? nil : changed
  }

  private func dressed(_ text: String, _ dress: (Unicode.Scalar) -> Unicode.Scalar?) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { dress($0) ?? $0 }))
  }

  /// Changes the words that are made of Latin letters alone, with their place among these; signs around them stay.
  private func words(_ text: String, least: Int, _ change: (String, Int) -> String) -> String {
    var place = 0
    let pieces = text.split(separator: " ", omittingEmptySubsequences: false).map { piece in
      let start = piece.firstIndex { isLetter($0) } ?? piece.endIndex
      let end = piece.lastIndex { isLetter($0) }.map { piece.index(after: $0) } ?? start
      let word = piece[start..<end]
      let signs = piece[..<start] + piece[end...]
      let isPlain = word.allSatisfy(isLetter) && !signs.contains { $0.isLetter || $0.isNumber || "@#/$".contains($0) }
      guard isPlain, word.count >= least else { return String(piece) }
      place += 1
      return piece[..<start] + change(String(word), place) + piece[end...]
    }
    // Two letters pulled apart stand nearer to each other than two words do.
    return pieces.joined(separator: self == .spaced ? "  " : " ")
  }

  private func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }
}

/// Letters in other dress.
private enum Alphabets {
  static let leet: [Character: Character] = ["a": "4", "e": "3", "i": "1", "o": "0", "s": "5"]

  static func bold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "A"..."Z": Unicode.Scalar(scalar.value - 0x41 + 0x1D400)
    case "a"..."z": Unicode.Scalar(scalar.value - 0x61 + 0x1D41A)
    case "0"..."9": Unicode.Scalar(scalar.value - 0x30 + 0x1D7CE)
    default: nil
    }
  }

  static func fullwidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) : nil
  }

  private static let smallCapitals = Array("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ".unicodeScalars)

  static func smallCapital(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "A"..."Z": smallCapitals[Int(scalar.value - 0x41)]
    case "a"..."z": smallCapitals[Int(scalar.value - 0x61)]
    default: nil
    }
  }

  /// Letters and digits that look drawn at random, and are the same for a text in every run.
  static func token(for text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let signs = Array("bcdfghjkmnpqrtvwxz2456789")
    var token = ""
    for _ in 0..<6 {
      token.append(signs[Int(hash % UInt64(signs.count))])
      hash /= UInt64(signs.count)
    }
    return token
  }
}

/// How people shorten and lengthen words.
private enum Habits {
  private static let short = [
    "yang": "yg", "dengan": "dgn", "tidak": "tak", "sudah": "dah", "sangat": "sgt", "untuk": "utk", "kalau": "klo",
    "banyak": "bnyk", "orang": "org", "dari": "dr", "sama": "sm", "juga": "jg", "macam": "mcm", "kenapa": "knp",
    "saya": "sy", "tapi": "tp", "dapat": "dpt", "boleh": "blh", "berapa": "brp", "jangan": "jgn", "you": "u",
    "are": "r", "please": "pls", "thanks": "tq", "your": "ur", "because": "bcs", "people": "ppl", "really": "rly",
  ]

  /// As chat writes it: a known short form, else, for a long word, without the vowels inside.
  static func shortened(_ word: String) -> String {
    if let known = short[word.lowercased()] { return known }
    guard word.count >= 6, let first = word.first, let last = word.last else { return word }
    return String(first) + word.dropFirst().dropLast().filter { !"aeiouAEIOU".contains($0) } + String(last)
  }

  /// With an affix that Malay and Indonesian hang on many words, another one at each place.
  static func affixed(_ word: String, _ place: Int) -> String {
    switch place % 4 {
    case 0: word + "nya"
    case 1: word + "lah"
    case 2: "di" + word
    default: "ter" + word
    }
  }
}
