/// What is known about the bytes that a piece of a pattern matches, for finding required literals.
///
/// Worked example, `(?:buy|get) followers? now`: the group gives the exact set {buy, get}; joined with ` follower` it
/// is still exact; `s?` doubles it; with ` now` it would be {buy followers now, …}: four exact strings, one of which
/// any match must contain. Where a set would grow too big, or a piece such as `\w+` comes between, the set so far
/// is put aside as a candidate and a new one begins; the best candidate wins.
struct LiteralKnowledge {
  static let maximumStrings = 64
  static let maximumBytes = 24

  /// The piece matches exactly these strings, all ASCII letters in lower case; nil where that is not known.
  var exact: [[UInt8]]?
  /// Every match of the piece contains one of these; nil where nothing is known.
  var required: [[UInt8]]?

  /// Something that matches nobody knows what.
  static let anything = LiteralKnowledge(exact: nil, required: nil)
  /// Something that matches the empty string, such as an anchor.
  static let nothing = LiteralKnowledge(exact: [[]], required: nil)

  static func string(_ bytes: [UInt8]) -> LiteralKnowledge { LiteralKnowledge(exact: [bytes], required: nil) }

  /// The literals to look for: the exact strings if they are all worth something, else the required ones.
  var best: [[UInt8]]? { LiteralKnowledge.better(exact, required) }

  /// One branch or another.
  static func either(_ branches: [LiteralKnowledge]) -> LiteralKnowledge {
    if branches.count == 1 { return branches[0] }
    var exact: [[UInt8]]? = []
    var required: [[UInt8]]? = []
    for branch in branches {
      if let more = branch.exact, let sum = exact, sum.count + more.count <= maximumStrings {
        exact = sum + more
      } else {
        exact = nil
      }
      if let more = branch.best, let sum = required, sum.count + more.count <= maximumStrings {
        required = sum + more
      } else {
        required = nil
      }
    }
    return LiteralKnowledge(exact: exact, required: required)
  }

  /// One piece after the other.
  static func sequence(_ pieces: [LiteralKnowledge]) -> LiteralKnowledge {
    var run: [[UInt8]] = [[]]
    var required: [[UInt8]]?
    var isExact = true
    for piece in pieces {
      if let exact = piece.exact, let product = multiply(run, exact) {
        run = product
        continue
      }
      required = better(required, run)
      required = better(required, piece.required)
      isExact = false
      // An exact piece that made the run too big starts the next one.
      run = piece.exact ?? [[]]
    }
    if isExact { return LiteralKnowledge(exact: run, required: nil) }
    return LiteralKnowledge(exact: nil, required: better(required, run))
  }

  /// The piece again and again, at least `least` times and at most `most` (nil: no end).
  func repeated(_ least: Int, _ most: Int?) -> LiteralKnowledge {
    if most == 0 { return .nothing }
    if least == 0 {
      if most == 1, let exact { return LiteralKnowledge(exact: exact + [[]], required: nil) }
      return .anything
    }
    if least == most, least <= 8, exact != nil {
      return .sequence(Array(repeating: self, count: least))
    }
    // The first time is certain, and so is whatever stands right before it.
    return LiteralKnowledge(exact: nil, required: best)
  }

  private static func multiply(_ a: [[UInt8]], _ b: [[UInt8]]) -> [[UInt8]]? {
    guard a.count * b.count <= maximumStrings else { return nil }
    var product: [[UInt8]] = []
    for first in a {
      for second in b {
        if first.count + second.count > maximumBytes { return nil }
        product.append(first + second)
      }
    }
    return product
  }

  /// The set that stops more texts: the one whose shortest string is longer, then the smaller one. A set with an
  /// empty string, or with a single letter, digit or space, stops nothing.
  private static func better(_ a: [[UInt8]]?, _ b: [[UInt8]]?) -> [[UInt8]]? {
    guard let a, worth(a) > 0 else { return b.flatMap { worth($0) > 0 ? $0 : nil } }
    guard let b, worth(b) > 0 else { return a }
    let (first, second) = (worth(a), worth(b))
    if first != second { return first > second ? a : b }
    return a.count <= b.count ? a : b
  }

  private static func worth(_ set: [[UInt8]]) -> Int {
    guard !set.isEmpty else { return 0 }
    return set.map { string in
      guard string.count == 1 else { return string.count }
      let byte = string[0]
      return isNameByte(byte) || byte <= 0x20 || byte >= 0x80 ? 0 : 1
    }.min() ?? 0
  }
}
