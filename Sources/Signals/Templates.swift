/// Who posted which text, and when.
///
/// Most texts are posted once, and of those no more is kept than that takes: the table is the largest of a survey.
struct Templates: Sendable {
  /// The copies of one text.
  struct Copies: Sendable {
    var authors = DistinctFew()
    /// When it was posted first and last, in seconds since 1970; the last is 0 where the dump never says.
    var first = UInt32.max
    var last: UInt32 = 0

    mutating func add(author: UInt32, time: UInt32) {
      authors.insert(key: author)
      if time == 0 { return }
      first = min(first, time)
      last = max(last, time)
    }
  }

  private struct Kept: Sendable {
    /// Whoever posted it, or where its copies lie.
    var author: UInt32
    /// When it was posted; 0 where the dump does not say.
    var time: UInt32

    /// A time that stands for copies, and lies beyond all others.
    static let ofCopies = UInt32.max
    static let nothing = Kept(author: .max, time: ofCopies)

    var hasCopies: Bool { time == Self.ofCopies }
    var isNothing: Bool { hasCopies && author == .max }
  }

  private var kept = CountTable<Kept>(bound: 600_000, empty: .nothing)
  private var copies: [Copies] = []

  /// Adds a comment.
  ///
  /// - Returns: whether its text was met for the first time, and there was room for it.
  mutating func add(_ template: UInt64, author: UInt64, time: UInt32) -> Bool {
    let author = DistinctFew.key(author)
    let time = min(time, Kept.ofCopies - 1)
    var before: Kept?
    let next = UInt32(copies.count)
    kept.update(template) {
      before = $0
      if $0.isNothing {
        $0 = Kept(author: author, time: time)
      } else if !$0.hasCopies {
        $0 = Kept(author: next, time: Kept.ofCopies)
      }
    }
    guard let before else { return false }
    if before.isNothing { return true }
    if !before.hasCopies {
      copies.append(Copies())
      copies[Int(next)].add(author: before.author, time: before.time)
    }
    copies[Int(before.hasCopies ? before.author : next)].add(author: author, time: time)
    return false
  }

  /// The copies of a text; nil where it was not met, or there was no room for it.
  subscript(template: UInt64) -> Copies? {
    guard let found = kept[template] else { return nil }
    if found.hasCopies { return copies[Int(found.author)] }
    var one = Copies()
    one.add(author: found.author, time: found.time)
    return one
  }

  /// Has fetched what a look-up reads.
  func prefetch(_ template: UInt64) { kept.prefetch(template) }
}
