import Bytes

/// Finds texts that are nearly the same: a template in which some words were changed for each account.
///
/// Texts that share a word or a pair of words which few others hold are held against each other (as in prefix
/// filtering, Chaudhuri, Ganti and Kaushik 2006), and are nearly the same where enough of what both hold together is
/// common to them (Jaccard 1912). What is nearly the same as one of two alike texts belongs to both. The work grows with
/// the number of texts, not with its square, however alike they are.
struct NearCopies {
  /// The share of their words and pairs of words that two texts must have in common.
  private static let leastShare = 0.45
  /// Words and pairs that a text must hold, about nine words: shorter ones are alike by chance.
  private static let leastPhrases = 17
  /// Phrases by which a text is looked for, its rarest.
  private static let mostKeys = 6
  /// Texts that may hold such a phrase; what more of them hold is no sign of one template.
  private static let mostHolders: UInt16 = 256
  /// Earlier holders of a phrase that a text is held against.
  private static let neighbours = 4

  /// One bit for each phrase of a text: what is common to two texts is nearly all told by it.
  private typealias Bits = InlineArray<8, UInt64>

  /// By text, an earlier one that it belongs to, or itself.
  private var parents: [UInt32]

  /// - Returns: by text, the distinct authors of what is nearly the same, its own included; 1 where it stands alone.
  static func authors(of texts: [SurveyedText], phrases: [UInt32]) -> [UInt16] {
    var finder = NearCopies(count: texts.count)
    finder.join(texts, phrases)
    return finder.authors(texts)
  }

  private init(count: Int) { parents = Array(0..<UInt32(count)) }

  private mutating func join(_ texts: [SurveyedText], _ phrases: [UInt32]) {
    let keys = Self.keys(texts, phrases)
    let bits = texts.map { Self.bits(of: $0, phrases.span) }
    var first = 0
    for place in keys.indices {
      if keys[place] >> 32 != keys[first] >> 32 { first = place }
      let text = Int(keys[place] & 0xFFFF_FFFF)
      for earlier in stride(from: place - 1, through: max(first, place - Self.neighbours), by: -1) {
        let other = Int(keys[earlier] & 0xFFFF_FFFF)
        let (root, otherRoot) = (root(text), root(other))
        if root != otherRoot, Self.isAlike(texts[text], bits[text], texts[other], phrases.span) {
          parents[max(root, otherRoot)] = UInt32(min(root, otherRoot))
        }
      }
    }
  }

  /// The rarest shared phrases of each text, each in the upper half of a key with the text in the lower; sorted.
  private static func keys(_ texts: [SurveyedText], _ phrases: [UInt32]) -> [UInt64] {
    let mask = (1 << min(21, max(10, phrases.count.bitWidth - phrases.count.leadingZeroBitCount + 1))) - 1
    var holders = [UInt16](repeating: 0, count: mask + 1)
    for text in texts where text.phrases.count >= leastPhrases {
      for place in text.phrases.range where holders[Int(phrases[place]) & mask] < .max {
        holders[Int(phrases[place]) & mask] += 1
      }
    }
    var keys: [UInt64] = []
    var rare: [(holders: UInt16, phrase: UInt32)] = []
    for (number, text) in texts.enumerated() where text.phrases.count >= leastPhrases {
      rare.removeAll(keepingCapacity: true)
      for place in text.phrases.range {
        let count = holders[Int(phrases[place]) & mask]
        if count > 1, count <= mostHolders { rare.append((count, phrases[place])) }
      }
      rare.sort { $0 < $1 }
      for entry in rare.prefix(mostKeys) { keys.append(UInt64(entry.phrase) << 32 | UInt64(number)) }
    }
    keys.sort()
    return keys
  }

  private mutating func root(_ text: Int) -> Int {
    var text = text
    while parents[text] != text {
      parents[text] = parents[Int(parents[text])]
      text = Int(parents[text])
    }
    return text
  }

  private static func bits(of text: SurveyedText, _ phrases: Span<UInt32>) -> Bits {
    var bits = Bits(repeating: 0)
    for place in text.phrases.range { bits[Int(phrases[place] >> 6 & 7)] |= 1 << UInt64(phrases[place] & 63) }
    return bits
  }

  /// - Parameter bits: of `a`.
  private static func isAlike(_ a: SurveyedText, _ bits: Bits, _ b: SurveyedText, _ phrases: Span<UInt32>) -> Bool {
    let total = Int(a.phrases.count + b.phrases.count)
    // So many common ones make the share; fewer than the shorter text holds, or it cannot be.
    let least = Int((leastShare / (1 + leastShare) * Double(total)).rounded(.up))
    guard Int(min(a.phrases.count, b.phrases.count)) >= least else { return false }
    var mayBeCommon = 0
    for place in b.phrases.range where isMarked(phrases[place], bits) { mayBeCommon &+= 1 }
    guard mayBeCommon >= least else { return false }
    var common = 0
    for place in b.phrases.range where isMarked(phrases[place], bits) {
      for other in a.phrases.range where phrases[other] == phrases[place] {
        common &+= 1
        break
      }
    }
    return common >= least
  }

  @inline(__always)
  private static func isMarked(_ phrase: UInt32, _ bits: Bits) -> Bool {
    bits[Int(phrase >> 6 & 7)] & 1 << UInt64(phrase & 63) != 0
  }

  private mutating func authors(_ texts: [SurveyedText]) -> [UInt16] {
    var names: [UInt32: Set<UInt64>] = [:]
    for number in texts.indices where root(number) != number {
      names[UInt32(root(number)), default: [texts[root(number)].author]].insert(texts[number].author)
    }
    return texts.indices.map { UInt16(clamping: names[UInt32(root($0))]?.count ?? 1) }
  }
}
