import Bytes

/// Finds sets of strings one of each of which occurs in every text that a branch of a pattern matches, ASCII letters in
/// lower case.
///
/// A small reader of PCRE2's syntax. It knows what it must not misread (escapes, classes, groups, quantifiers, inline
/// options); whatever else it meets makes it give up, and the pattern is then run on every text. It only ever
/// errs that way: a test compares searches with and without it over random patterns.
struct RequiredLiterals {
  struct GivenUp: Error {}

  struct Options {
    var ignoresCase = false
    var isExtended = false
  }

  let pattern: [UInt8]
  /// Whether the view can hold ſ or K (Kelvin), which match `s` and `k` where case is ignored.
  private let viewHasOddLetters: Bool
  var index = 0
  private var depth = 0

  /// - Returns: what is known of each branch of the pattern, `a|b` having two; nil where nothing is known of one of them.
  static func find(in pattern: String, viewHasOddLetters: Bool) -> [RequiredSets]? {
    var reader = RequiredLiterals(pattern: Array(pattern.utf8), viewHasOddLetters: viewHasOddLetters)
    var options = Options()
    guard let branches = try? reader.branches(&options), reader.index == reader.pattern.count else { return nil }
    let separate = branches.count <= PatternFilter.mostBranches ? branches : [LiteralKnowledge.either(branches)]
    let literals = separate.compactMap(\.literals)
    return literals.count == separate.count ? literals : nil
  }

  private init(pattern: [UInt8], viewHasOddLetters: Bool) {
    self.pattern = pattern
    self.viewHasOddLetters = viewHasOddLetters
  }

  func peek(_ ahead: Int = 0) -> UInt8? {
    index + ahead < pattern.count ? pattern[index + ahead] : nil
  }

  func isNext(_ text: StaticString) -> Bool {
    let bytes = Array("\(text)".utf8)
    return index + bytes.count <= pattern.count && Array(pattern[index..<(index + bytes.count)]) == bytes
  }

  mutating func skip(past byte: UInt8) throws(GivenUp) {
    guard let end = pattern[index...].firstIndex(of: byte) else { throw GivenUp() }
    index = end + 1
  }

  // MARK: Structure

  private mutating func alternatives(_ options: inout Options) throws(GivenUp) -> LiteralKnowledge {
    .either(try branches(&options))
  }

  private mutating func branches(_ options: inout Options) throws(GivenUp) -> [LiteralKnowledge] {
    depth += 1
    defer { depth -= 1 }
    if depth > 50 { throw GivenUp() }
    var branches = [try sequence(&options)]
    while peek() == UInt8(ascii: "|") {
      index += 1
      branches.append(try sequence(&options))
    }
    return branches
  }

  private mutating func sequence(_ options: inout Options) throws(GivenUp) -> LiteralKnowledge {
    var pieces: [LiteralKnowledge] = []
    while let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      if options.isExtended, byte == UInt8(ascii: "#") {
        guard let end = pattern[index...].firstIndex(of: 0x0A) else {
          index = pattern.count
          break
        }
        index = end + 1
        continue
      }
      if options.isExtended, byte == 0x20 || (0x09...0x0D).contains(byte) {
        index += 1
        continue
      }
      // Wider white space is ignored as well there; rather not know than know wrongly.
      if options.isExtended, byte >= 0x80 { throw GivenUp() }
      guard let piece = try atom(byte, &options) else { continue }
      pieces.append(try quantified(piece, options))
    }
    return .sequence(pieces)
  }

  private mutating func quantified(
    _ piece: LiteralKnowledge, _ options: Options
  ) throws(GivenUp) -> LiteralKnowledge {
    if options.isExtended, let byte = peek(), byte <= 0x20 || byte == UInt8(ascii: "#") {
      // A quantifier may follow after space; a comment in between is too rare to read.
      if byte == UInt8(ascii: "#") { throw GivenUp() }
      while let byte = peek(), byte == 0x20 || (0x09...0x0D).contains(byte) { index += 1 }
      if peek() == UInt8(ascii: "#") { throw GivenUp() }
    }
    var least = 1
    var most: Int? = 1
    switch peek() {
    case UInt8(ascii: "*"): (least, most, index) = (0, nil, index + 1)
    case UInt8(ascii: "+"): (least, most, index) = (1, nil, index + 1)
    case UInt8(ascii: "?"): (least, most, index) = (0, 1, index + 1)
    case UInt8(ascii: "{"): (least, most) = try braces()
    default: return piece
    }
    if let mode = peek(), mode == UInt8(ascii: "?") || mode == UInt8(ascii: "+") { index += 1 }
    // A quantifier on a quantifier, as in `a{2}{3}`, is legal and rare.
    if let again = peek(), again == UInt8(ascii: "*") || again == UInt8(ascii: "{") { throw GivenUp() }
    return piece.repeated(least, most)
  }

  /// `{n}`, `{n,}`, `{n,m}`. Newer versions of PCRE2 also read `{,m}` and spaces, so other braces are given up.
  private mutating func braces() throws(GivenUp) -> (Int, Int?) {
    index += 1
    func digits(_ reader: inout RequiredLiterals) -> Int? {
      var value: Int?
      while let byte = reader.peek(), byte >= 0x30, byte <= 0x39 {
        value = min((value ?? 0) * 10 + Int(byte - 0x30), 100_000)
        reader.index += 1
      }
      return value
    }
    guard let least = digits(&self) else { throw GivenUp() }
    var most: Int? = least
    if peek() == UInt8(ascii: ",") {
      index += 1
      most = digits(&self)
    }
    guard peek() == UInt8(ascii: "}") else { throw GivenUp() }
    index += 1
    return (least, most)
  }

  /// One piece; nil for an option setting, which is none.
  private mutating func atom(_ byte: UInt8, _ options: inout Options) throws(GivenUp) -> LiteralKnowledge? {
    switch byte {
    case UInt8(ascii: "("): return try group(&options)
    case UInt8(ascii: "["): return try characterClass(options)
    case UInt8(ascii: "\\"): return try escape(options)
    case UInt8(ascii: "."):
      index += 1
      return .anything
    case UInt8(ascii: "^"), UInt8(ascii: "$"):
      index += 1
      return .nothing
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
      throw GivenUp()
    default:
      return literal(character(), options)
    }
  }

  /// Takes one whole character.
  private mutating func character() -> [UInt8] {
    var end = index + 1
    while end < pattern.count, pattern[end] & 0xC0 == 0x80 { end += 1 }
    defer { index = end }
    return Array(pattern[index..<end])
  }

  func literal(_ character: [UInt8], _ options: Options) -> LiteralKnowledge {
    guard character.count == 1, character[0] < 0x80 else {
      return options.ignoresCase ? .anything : .string(character)
    }
    let lower = asciiLowercase(character[0])
    if options.ignoresCase, viewHasOddLetters, lower == UInt8(ascii: "s") || lower == UInt8(ascii: "k") {
      return .anything
    }
    return .string([lower])
  }

  // MARK: Groups

  private mutating func group(_ options: inout Options) throws(GivenUp) -> LiteralKnowledge? {
    index += 1
    if peek() == UInt8(ascii: "*") { throw GivenUp() }
    // What a look-around sees is outside the match; nothing is concluded from it.
    var isLookAround = false
    if peek() == UInt8(ascii: "?") {
      index += 1
      if isNext("#") {
        try skip(past: UInt8(ascii: ")"))
        return nil
      }
      if isNext(":") || isNext(">") || isNext("|") {
        index += 1
      } else if isNext("=") || isNext("!") {
        index += 1
        isLookAround = true
      } else if isNext("<=") || isNext("<!") {
        index += 2
        isLookAround = true
      } else if isNext("<") {
        try skip(past: UInt8(ascii: ">"))
      } else if isNext("P<") {
        try skip(past: UInt8(ascii: ">"))
      } else if isNext("'") {
        index += 1
        try skip(past: UInt8(ascii: "'"))
      } else {
        return try optionSetting(&options)
      }
    }
    // Options set inside end with the group.
    var inner = options
    let knowledge = try alternatives(&inner)
    guard peek() == UInt8(ascii: ")") else { throw GivenUp() }
    index += 1
    return isLookAround ? .nothing : knowledge
  }

  /// `(?i)` for the rest of the group, or `(?i:…)` for its own. Recursion and conditions end here too: given up.
  private mutating func optionSetting(_ options: inout Options) throws(GivenUp) -> LiteralKnowledge? {
    var changed = options
    var turnsOn = true
    while let byte = peek() {
      index += 1
      switch byte {
      case UInt8(ascii: "i"): changed.ignoresCase = turnsOn
      case UInt8(ascii: "x"): changed.isExtended = turnsOn
      case UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "n"), UInt8(ascii: "U"): break
      case UInt8(ascii: "-"): turnsOn = false
      case UInt8(ascii: ")"):
        options = changed
        return nil
      case UInt8(ascii: ":"):
        let knowledge = try alternatives(&changed)
        guard peek() == UInt8(ascii: ")") else { throw GivenUp() }
        index += 1
        return knowledge
      default: throw GivenUp()
      }
    }
    throw GivenUp()
  }
}
