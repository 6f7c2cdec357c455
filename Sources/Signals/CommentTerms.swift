import Bytes
import Text

/// What a comment is made of, for learning from a dump what its campaigns and its threads sound like.
struct CommentTerms: Sendable {
  /// Hashes of the comment's words and of its pairs of neighbouring words, each once.
  private(set) var phrases: [UInt32] = []
  /// Hashes of the stems of its words, links and handles aside, each once.
  private(set) var stems: [UInt64] = []
  /// Hashes of the handles and hashtags it names, each once.
  private(set) var handles: [UInt64] = []
  /// How many content words it holds, those with one stem once: no function words, no parts of links or handles, not too
  /// short and without digits.
  private(set) var contentCount = 0
  /// Equal for two comments of the same words in the same order, digits aside.
  private(set) var text: UInt64 = 0

  /// Further words say nothing more about a comment, and short lists are searched fastest by walking. No more than a number
  /// has bits.
  private static let mostWords = 64

  // What stands in the place of things that change between copies.
  private static let number: UInt64 = 0x23
  private static let link: UInt64 = 0x2F
  private static let phone: UInt64 = 0x2B
  private static let email: UInt64 = 0x40_2E

  mutating func load(_ words: CommentWords, in views: borrowing TextViews) {
    handles.clear()
    contentCount = Self.findStems(views.words.span, words.facts.span, &stems)
    text = Self.findPhrases(views, &phrases, &handles)
  }

  /// - Returns: how many content words there are.
  private static func findStems(_ words: Span<Word>, _ facts: Span<WordFacts>, _ stems: inout [UInt64]) -> Int {
    let count = min(words.count, mostWords)
    var seen = ShortListBits()
    // Of each stem one bit, as there are no more than 64.
    var areContent: UInt64 = 0
    stems.clear()
    stems.append(addingCapacity: count) { stems in
      for index in 0..<count where !words[index].isInEntity {
        let fact = facts[index]
        var place = stems.count
        if seen.note(UInt32(truncatingIfNeeded: fact.stem)) { place = firstIndex(of: fact.stem, in: stems.span) }
        if place == stems.count { stems.append(fact.stem) }
        if fact.isContent { areContent |= 1 &<< UInt64(place) }
      }
    }
    return words.count == count
      ? areContent.nonzeroBitCount : countContent(facts.extracting(first: words.count), stems.span, areContent)
  }

  /// How many content words a longer text holds.
  ///
  /// - Parameters:
  ///   - stems: of its first words.
  ///   - areContent: which of them are of content words among those.
  private static func countContent(_ facts: Span<WordFacts>, _ stems: Span<UInt64>, _ areContent: UInt64) -> Int {
    var areContent = areContent
    var further: [UInt64] = []
    for index in mostWords..<facts.count where facts[index].isContent {
      if areContent.nonzeroBitCount &+ further.count >= mostWords { break }
      let place = firstIndex(of: facts[index].stem, in: stems)
      if place < stems.count {
        areContent |= 1 &<< UInt64(place)
      } else if !further.contains(facts[index].stem) {
        further.append(facts[index].stem)
      }
    }
    return areContent.nonzeroBitCount &+ further.count
  }

  /// - Returns: the hash of the whole text.
  private static func findPhrases(
    _ views: borrowing TextViews, _ phrases: inout [UInt32], _ handles: inout [UInt64]
  ) -> UInt64 {
    var text: UInt64 = 0
    phrases.clear()
    phrases.append(addingCapacity: 2 * min(views.words.count, mostWords)) { phrases in
      text = findPhrases(views, &phrases, &handles)
    }
    return text
  }

  // By itself, as what a closure has at hand lies in memory and not in registers.
  private static func findPhrases(
    _ views: borrowing TextViews, _ phrases: inout OutputSpan<UInt32>, _ handles: inout [UInt64]
  ) -> UInt64 {
    let words = views.words.span
    var text: UInt64 = 0
    var before: UInt64 = 0
    var entity = 0
    var seen = ShortListBits()
    for index in 0..<min(words.count, mostWords) {
      let word = words[index]
      var unit = word.letters == 0 ? number : word.hash
      if word.isInEntity {
        while entity < views.entities.count, views.entities[entity].folded.end <= Int(word.range.start) {
          entity += 1
        }
        guard entity < views.entities.count else { continue }
        let kind = views.entities[entity].kind
        unit = mask(views.entities[entity], in: views)
        if unit == before { continue }
        if kind == .handle || kind == .hashtag, !handles.contains(unit) { handles.append(unit) }
      }
      text = combine(text, unit)
      insert(phrase(unit), &phrases, &seen)
      if before != 0 { insert(phrase(combine(before, unit)), &phrases, &seen) }
      before = unit
    }
    return text
  }

  @inline(__always)
  private static func insert(_ phrase: UInt32, _ phrases: inout OutputSpan<UInt32>, _ seen: inout ShortListBits) {
    if seen.note(phrase), holds(phrases.span, phrase) { return }
    phrases.append(phrase)
  }

  /// A handle is a name and stands for itself; of the others only their kind matters.
  private static func mask(_ entity: Entity, in views: borrowing TextViews) -> UInt64 {
    switch entity.kind {
    case .link: link
    case .phone: phone
    case .email: email
    case .handle, .hashtag: handleHash(entity, in: views)
    }
  }

  /// A phrase's entry in `phrases`.
  static func phrase(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 24) }
}
