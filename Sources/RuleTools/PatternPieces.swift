/// The characters that a pattern asks for, read roughly: enough to build texts that keep it busy, and to see which
/// letters are capital. What it misreads makes poorer texts, nothing worse.
struct PatternPieces {
  /// Examples of what each piece matches, in the order of the pattern.
  private(set) var examples: [String] = []
  /// The first capital letter, with its place in bytes.
  private(set) var capital: (letter: Character, offset: Int)?
  /// The first small letter, in the same way.
  private(set) var small: (letter: Character, offset: Int)?
  /// Whether `(?i)` stands anywhere in it.
  private(set) var ignoresCase = false

  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
    while index < scalars.count { step() }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    index + ahead < scalars.count ? scalars[index + ahead] : nil
  }

  private mutating func skip(past end: Unicode.Scalar) {
    while let scalar = peek() {
      index += 1
      if scalar == end { return }
    }
  }

  private mutating func step() {
    let scalar = scalars[index]
    switch scalar {
    case "\\": escape()
    case "[": characterClass()
    case "(": group()
    case "{" where peek(1)?.properties.numericType != nil: skip(past: "}")
    case "*", "+", "?", "|", ")", "^", "$": index += 1
    case ".": (index, _) = (index + 1, examples.append("a"))
    default: literal(scalar)
    }
  }

  private mutating func literal(_ scalar: Unicode.Scalar) {
    let offset = { [scalars, index] in String(String.UnicodeScalarView(scalars[..<index])).utf8.count }
    if capital == nil, scalar.properties.isUppercase { capital = (Character(scalar), offset()) }
    if small == nil, scalar.properties.changesWhenUppercased { small = (Character(scalar), offset()) }
    examples.append(String(scalar))
    index += 1
  }

  private mutating func escape() {
    guard let kind = peek(1) else { return index += 1 }
    index += 2
    switch kind {
    case "d": examples.append("7")
    case "w", "D", "X", "N": examples.append("a")
    case "s", "h": examples.append(" ")
    case "S", "W": examples.append("-")
    case "R", "v", "n": examples.append("\n")
    case "t": examples.append("\t")
    case "p", "P":
      let isNumber = peek() == "{" ? peek(1) == "N" : peek() == "N"
      if peek() == "{" { skip(past: "}") } else { index += 1 }
      examples.append(isNumber ? "7" : "a")
    case "x":
      if peek() == "{" { skip(past: "}") } else { index += 2 }
    case "Q":
      while index < scalars.count, !(scalars[index] == "\\" && peek(1) == "E") { literal(scalars[index]) }
    case let kind where kind.properties.isAlphabetic || kind.properties.numericType != nil: break
    default: examples.append(String(kind))
    }
  }

  private mutating func group() {
    index += 1
    guard peek() == "?" else { return }
    index += 1
    switch peek() {
    case "#": skip(past: ")")
    case "<" where peek(1) != "=" && peek(1) != "!", "P": skip(past: ">")
    case "'":
      index += 1
      skip(past: "'")
    case "<": index += 2
    default:
      var isOn = true
      while let scalar = peek(), scalar != ")", scalar != ":", scalar != ">", scalar != "=", scalar != "!",
        scalar != "|"
      {
        if scalar == "-" { isOn = false }
        if scalar == "i", isOn { ignoresCase = true }
        index += 1
      }
      index += 1
    }
  }

  /// Its first member, and where it is a negated one, a letter.
  private mutating func characterClass() {
    index += 1
    let isNegated = peek() == "^"
    if isNegated { index += 1 }
    var members: [String] = []
    var isFirst = true
    while let scalar = peek(), scalar != "]" || isFirst {
      isFirst = false
      if scalar == "\\" {
        let before = examples.count
        escape()
        members += examples[before...]
        examples.removeLast(examples.count - before)
      } else if scalar == "[", peek(1) == ":" {
        skip(past: "]")
        members.append("a")
      } else {
        let before = examples.count
        literal(scalar)
        if !isNegated { members += examples[before...] }
        examples.removeLast(examples.count - before)
      }
    }
    index += 1
    examples.append(isNegated ? "a" : members.first ?? "a")
  }
}
