/// A string that a text must hold for a pattern to match.
struct RequiredLiteral: Hashable {
  /// Not empty, ASCII letters in lower case.
  var bytes: [UInt8]
  /// Whether no ASCII letter, digit or underscore may stand right before it, or right behind it.
  var startsWord = false
  var endsWord = false
}

/// What a text must hold for a branch of a pattern to match: a string of each set.
struct RequiredSets {
  /// One or two of them, none of them empty.
  var sets: [[RequiredLiteral]]
  /// The set with one of whose strings every match begins; nil where none is known to be such.
  var leading: Int?
}

/// What is known about the bytes that a piece of a pattern matches, for finding required literals.
///
/// Worked example, `\b(?:buy|get) fol+ower`: `\b` is the exact set {‸}, the group {buy, get}; joined they are still exact,
/// and so is {‸buy fo, ‸get fo} up to the `l+`, which is not exact but begins and ends with an `l`. So {‸buy fol, ‸get fol} is
/// put aside as a candidate, {l} begins a new run, and {lower} is the next candidate. A set that grows too big and a piece
/// such as `\w+`, of which nothing is known, end a run in the same way. The two candidates that stop most texts are
/// looked for: a text must hold one string of each.
///
/// The mark ‸ is a byte that UTF-8 does not have. It only counts at the ends of a string: that is where it tells `di` from the
/// `di` in `judi`.
struct LiteralKnowledge {
  static let maximumStrings = 256
  static let maximumBytes = 24
  /// Stands for `\b` in a string.
  static let boundary: UInt8 = 0xFF

  /// The piece matches exactly these strings, all ASCII letters in lower case; nil where that is not known.
  var exact: [[UInt8]]?
  /// Every match of the piece contains one of each of these sets, the one that stops most texts first.
  var required: [[[UInt8]]] = []
  /// Every match begins, or ends, with one of these; nil where that is not known, or `exact` says it already.
  var starts: [[UInt8]]?
  var ends: [[UInt8]]?

  /// Something that matches nobody knows what.
  static let anything = LiteralKnowledge()
  /// Something that matches the empty string, such as an anchor.
  static let nothing = LiteralKnowledge(exact: [[]])
  static let wordBoundary = LiteralKnowledge(exact: [[boundary]])

  static func string(_ bytes: [UInt8]) -> LiteralKnowledge { LiteralKnowledge(exact: [bytes]) }

  /// The sets of strings to look for, the exact ones among them.
  private var sets: [[[UInt8]]] { LiteralKnowledge.strongest((exact.map { [$0] } ?? []) + required) }

  /// What to look for; nil where nothing is known.
  var literals: RequiredSets? {
    let sets = self.sets
    if sets.isEmpty { return nil }
    let leading = (exact ?? starts).flatMap { starts in
      sets.firstIndex { set in starts.allSatisfy { start in set.contains { start.starts(with: $0) } } }
    }
    return RequiredSets(
      sets: sets.map { $0.map(LiteralKnowledge.literal).sorted { $0.order < $1.order } }, leading: leading)
  }

  // MARK: Putting together

  /// One branch or another.
  static func either(_ branches: [LiteralKnowledge]) -> LiteralKnowledge {
    if branches.count == 1 { return branches[0] }
    let sets = branches.map(\.sets)
    let most = sets.contains { $0.isEmpty } ? 0 : sets.map(\.count).max() ?? 0
    // A branch with fewer sets than others stands for itself again.
    let required = (0..<most).compactMap { place in union(sets.map { $0[min(place, $0.count - 1)] }) }
    return LiteralKnowledge(
      exact: union(branches.map(\.exact)), required: strongest(required),
      starts: union(branches.map { $0.exact ?? $0.starts }), ends: union(branches.map { $0.exact ?? $0.ends }))
  }

  private static func union(_ sets: [[[UInt8]]?]) -> [[UInt8]]? {
    var all: [[UInt8]] = []
    for set in sets {
      guard let set, all.count + set.count <= maximumStrings else { return nil }
      all += set
    }
    return all
  }

  /// One piece after the other.
  static func sequence(_ pieces: [LiteralKnowledge]) -> LiteralKnowledge {
    var run: [[UInt8]] = [[]]
    var candidates: [[[UInt8]]] = []
    var starts: [[UInt8]]?
    for piece in pieces {
      if let exact = piece.exact, let product = multiply(run, exact) {
        run = product
        continue
      }
      let longest = (piece.exact ?? piece.starts).flatMap { multiply(run, $0) } ?? run
      candidates.append(longest)
      candidates += piece.required
      if starts == nil { starts = longest }
      // An exact piece that made the run too big starts the next one.
      run = piece.exact ?? piece.ends ?? [[]]
    }
    guard let starts else { return LiteralKnowledge(exact: run) }
    return LiteralKnowledge(required: strongest(candidates + [run]), starts: starts, ends: run)
  }

  /// The piece again and again, at least `least` times and at most `most` (nil: no end).
  func repeated(_ least: Int, _ most: Int?) -> LiteralKnowledge {
    if most == 0 { return .nothing }
    if least == 0 {
      if most == 1, let exact { return LiteralKnowledge(exact: exact + [[]]) }
      return .anything
    }
    if exact != nil, least <= 8 {
      let certain = LiteralKnowledge.sequence(Array(repeating: self, count: least))
      if least == most { return certain }
      // The first times and the last ones are certain, and so is whatever stands right beside them.
      if let exact = certain.exact { return LiteralKnowledge(required: [exact], starts: exact, ends: exact) }
    }
    return LiteralKnowledge(required: sets, starts: exact ?? starts, ends: exact ?? ends)
  }

  private static func multiply(_ a: [[UInt8]], _ b: [[UInt8]]) -> [[UInt8]]? {
    guard a.count * b.count <= maximumStrings else { return nil }
    var product: [[UInt8]] = []
    for first in a {
      for second in b {
        let joined = join(first, second)
        if joined.count > maximumBytes { return nil }
        product.append(joined)
      }
    }
    return product
  }

  /// Two strings in one, with marks at its ends only.
  private static func join(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    if first.isEmpty { return second }
    if second.isEmpty { return first }
    if first == [boundary] || second == [boundary] {
      return first.last == boundary && second.first == boundary ? (first.count > 1 ? first : second) : first + second
    }
    let head = first.last == boundary ? first.dropLast() : first[...]
    let tail = second.first == boundary ? second.dropFirst() : second[...]
    return Array(head + tail)
  }

  // MARK: Choosing

  /// The two sets that are found in the fewest texts. A set with an empty string, or with a single letter, digit or space,
  /// stops nothing, nor does a second one that nearly every text holds.
  private static func strongest(_ sets: [[[UInt8]]]) -> [[[UInt8]]] {
    var found: [(set: [[UInt8]], frequency: Double)] = []
    for set in sets.map(minimal) {
      guard let frequency = frequency(set), !found.contains(where: { $0.set == set }) else { continue }
      found.append((set, frequency))
    }
    found.sort { $0.frequency < $1.frequency }
    return found.prefix(2).enumerated().filter { $0 == 0 || $1.frequency <= mostSecond }.map(\.element.set)
  }

  private static let mostSecond = 150.0

  /// How often one of the strings is about to stand in a text, by guess; nil where they are worth nothing.
  private static func frequency(_ set: [[UInt8]]) -> Double? {
    if set.isEmpty { return nil }
    var sum = 0.0
    for literal in set.map(literal) {
      guard let own = literal.frequency else { return nil }
      sum += own
    }
    return sum
  }

  /// The set without strings that hold another one of it.
  private static func minimal(_ set: [[UInt8]]) -> [[UInt8]] {
    var kept: [[UInt8]] = []
    for string in Set(set).sorted(by: isBefore) {
      let holdsAnother = kept.contains { shorter in
        string.indices.dropLast(max(0, shorter.count - 1)).contains { string[$0...].starts(with: shorter) }
      }
      if !holdsAnother { kept.append(string) }
    }
    return kept
  }

  private static func isBefore(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count < b.count
  }

  private static func literal(_ string: [UInt8]) -> RequiredLiteral {
    var literal = RequiredLiteral(bytes: string.filter { $0 != boundary })
    // Between other signs `\b` says something else.
    if string.first == boundary, let first = literal.bytes.first, isWordByte(first) { literal.startsWord = true }
    if string.last == boundary, let last = literal.bytes.last, isWordByte(last) { literal.endsWord = true }
    return literal
  }
}

extension RequiredLiteral {
  /// How often it is about to stand in a text, by guess, where 100 is nearly always; nil where it stops nothing.
  var frequency: Double? {
    if bytes.count == 1 {
      if isNameByte(bytes[0]) || bytes[0] <= 0x20 || bytes[0] >= 0x80 {
        return startsWord && endsWord && bytes[0] < 0x80 ? 20 : nil
      }
      return 30
    }
    let inside = [0, 0, 60, 12, 4, 2, 1][min(bytes.count, 6)]
    return bytes.isEmpty ? nil : Double(inside) / (startsWord ? 3 : 1) / (endsWord ? 3 : 1)
  }

  fileprivate var order: (String, Int, Int) {
    (String(decoding: bytes, as: UTF8.self), startsWord ? 1 : 0, endsWord ? 1 : 0)
  }
}

/// Letters, digits and `_`: the ASCII characters that `\b` takes for parts of words.
@inline(__always) func isWordByte(_ byte: UInt8) -> Bool {
  byte &- 0x30 < 10 || byte | 0x20 &- 0x61 < 26 || byte == 0x5F
}
