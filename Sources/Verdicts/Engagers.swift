import Bytes
import Dumps
import Signals

/// The people who really take part: accounts by their genuine comments.
///
/// The account that owns the post is left out where the dump says which one it is, and so are comments without an author.
package struct Engagers: Sendable {
  package struct Person: Sendable {
    package fileprivate(set) var author: [UInt8]
    package fileprivate(set) var comments: Int
    /// Distinct posts, counted up to eight.
    package fileprivate(set) var posts: Int
    package fileprivate(set) var leads: Int
  }

  /// People listed one by one.
  package static let listed = 100
  /// Accounts that are kept apart; those that first comment later in the dump are not counted.
  private static let mostPeople = 60_000
  /// Who came once is no regular.
  private static let least = 2

  private struct Count: Sendable {
    var comments: UInt32 = 0
    var leads: UInt32 = 0
    /// In `names`.
    var author = ByteRange(start: 0, count: 0)
    var posts: InlineArray<8, Int32> = .init(repeating: -1)
    var postCount = 0

    mutating func insert(_ post: Int32) {
      for index in 0..<postCount where posts[index] == post { return }
      guard postCount < posts.count else { return }
      posts[postCount] = post
      postCount += 1
    }
  }

  private var people = CountTable<Count>(bound: mostPeople, empty: Count())
  private var names: [UInt8] = []

  /// Adds a genuine comment of somebody.
  mutating func add(_ author: Span<UInt8>, post: Int32, isLead: Bool) {
    var isNew = false
    people.update(authorHash(author)) { count in
      isNew = count.comments == 0
      if isNew { count.author = ByteRange(start: names.count, count: author.count) }
      count.comments &+= 1
      if isLead { count.leads &+= 1 }
      count.insert(post)
    }
    if isNew { unsafe author.withUnsafeBufferPointer { unsafe names.append(contentsOf: $0) } }
  }

  /// Those with genuine comments under most posts first, then those with most comments.
  package var regulars: [Person] {
    people.values.filter { $0.comments >= Self.least }.map { count in
      Person(
        author: Array(names[count.author.range]), comments: Int(count.comments), posts: count.postCount,
        leads: Int(count.leads))
    }.sorted { a, b in
      if a.posts != b.posts { return a.posts > b.posts }
      if a.comments != b.comments { return a.comments > b.comments }
      return a.author.lexicographicallyPrecedes(b.author)
    }
  }
}
