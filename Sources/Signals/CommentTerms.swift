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
  /// Equal for two comments of the same words in the same order, digits aside.
  private(set) var text: UInt64 = 0

  /// Further words say nothing more about a comment, and short lists are searched fastest by walking.
  private static let mostWords = 64

  /// Of each phrase one bit: where it is not set, the list need not be walked.
  private var phraseBits: InlineArray<8, UInt64> = .init(repeating: 0)

  // What stands in the place of things that change between copies.
  private static let number: UInt64 = 0x23
  private static let link: UInt64 = 0x2F
  private static let phone: UInt64 = 0x2B
  private static let email: UInt64 = 0x40_2E

  mutating func load(_ words: CommentWords, in views: borrowing TextViews) {
    phrases.removeAll(keepingCapacity: true)
    stems.removeAll(keepingCapacity: true)
    handles.removeAll(keepingCapacity: true)
    text = 0
    phraseBits = InlineArray(repeating: 0)
    var before: UInt64 = 0
    var entity = 0
    for index in 0..<min(words.all.count, Self.mostWords) {
      let word = words.all[index]
      var unit = word.hash
      if word.isInEntity {
        while entity < views.entities.count, views.entities[entity].folded.end <= Int(word.range.start) { entity += 1 }
        guard entity < views.entities.count else { continue }
        let kind = views.entities[entity].kind
        unit = mask(views.entities[entity], in: views)
        if unit == before { continue }
        if kind == .handle || kind == .hashtag, !handles.contains(unit) { handles.append(unit) }
      } else {
        if word.letters == 0 { unit = Self.number }
        insert(stem: words.facts[index].stem)
      }
      text = combine(text, unit)
      insert(phrase: unit)
      if before != 0 { insert(phrase: combine(before, unit)) }
      before = unit
    }
  }

  /// A handle is a name and stands for itself; of the others only their kind matters.
  private func mask(_ entity: Entity, in views: borrowing TextViews) -> UInt64 {
    switch entity.kind {
    case .link: Self.link
    case .phone: Self.phone
    case .email: Self.email
    case .handle, .hashtag: handleHash(entity, in: views)
    }
  }

  /// A phrase's entry in `phrases`.
  static func phrase(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 24) }

  private mutating func insert(phrase: UInt64) {
    let hash = Self.phrase(phrase)
    let bit = UInt64(1) << UInt64(hash & 63)
    let group = Int(hash >> 6 & 7)
    if phraseBits[group] & bit != 0, phrases.contains(hash) { return }
    phraseBits[group] |= bit
    phrases.append(hash)
  }

  private mutating func insert(stem: UInt64) {
    if !stems.contains(stem) { stems.append(stem) }
  }
}
