import Bytes
import Dumps
import Rules
import Signals
import Synchronization
import Text

/// What is known of a post and what the rules' leaves say of its text.
final class PostContext: Sendable {
  let profile: PostProfile
  /// Nil when the dump holds no text of the post.
  let facts: FieldFacts?
  private let hasAuthor: Bool
  private let hasOwnText: Bool
  private let suspended: Int
  /// How much was known of posts that they did not come with.
  private let supplements: Int

  /// - Parameters:
  ///   - hasOwnText: whether the text is the dump's own, none that was remembered.
  ///   - suspended: how many patterns the scanner does not run any more.
  ///   - supplements: those of the table that the post is from.
  init(
    _ post: Post, hasOwnText: Bool = true, views: inout TextViews, scanner: RuleScanner, suspended: Int = 0,
    supplements: Int = 0
  ) {
    self.hasOwnText = hasOwnText
    self.suspended = suspended
    self.supplements = supplements
    let text = post.text ?? []
    views.load(text.span)
    facts = post.text == nil ? nil : scanner.facts(of: .post, in: views)
    profile = PostProfile(post, views: &views)
    hasAuthor = post.author != nil
  }

  /// Whether it says all that is known of the post, and nothing else: a later record may have brought its text or its
  /// author, and a pattern may have been suspended.
  func isCurrent(_ number: Int, in table: PostTable, _ suspended: Int) -> Bool {
    if suspended != self.suspended { return false }
    if supplements == table.supplements { return true }
    return profile.hasText == table.hasText(number) && hasOwnText == table.hasOwnText(number)
      && hasAuthor == table.hasAuthor(number)
  }
}

/// The posts met lately, kept for all workers: a dump whose comments come in no order asks for thousands of them again
/// and again. What is kept changes how fast a dump is judged, never how.
final class PostContexts: Sendable {
  private struct Kept {
    /// By the post's number.
    var contexts: [PostContext?] = []
    /// The addresses of those and of their profiles, or 0: only for fetching what lies there.
    var addresses: [(context: UInt, profile: UInt)] = []
    var posts = 0
    var textBytes = 0
  }

  private let kept = Mutex(Kept())
  /// Posts, and bytes of their texts, after which all are let go; a context takes a few times the bytes of its text.
  private static let mostPosts = 16_384
  private static let mostBytes = 4 << 20

  /// What is kept of a post, or what `make` makes of it.
  ///
  /// - Parameter suspended: how many patterns are not run any more.
  func context(
    of number: Int32, in table: PostTable, suspended: Int, make: (Post) -> PostContext
  ) -> PostContext {
    let number = Int(number)
    let known = kept.withLock { number < $0.contexts.count ? $0.contexts[number] : nil }
    if let known, known.isCurrent(number, in: table, suspended) { return known }
    let post = table[number]
    let context = make(post)
    kept.withLock {
      if $0.posts >= Self.mostPosts || $0.textBytes >= Self.mostBytes { $0 = Kept() }
      if number >= $0.contexts.count {
        let more = table.count - $0.contexts.count
        $0.contexts.append(contentsOf: repeatElement(nil, count: more))
        $0.addresses.append(contentsOf: repeatElement((context: 0, profile: 0), count: more))
      }
      if $0.contexts[number] == nil { $0.posts += 1 }
      $0.contexts[number] = context
      $0.addresses[number] = (Self.address(of: context), Self.address(of: context.profile))
      $0.textBytes += post.text?.count ?? 0
    }
    return context
  }

  /// Has fetched what is kept of the posts of some comments: where posts come in no order, it lies in no cache.
  func prefetch(_ comments: Span<Comment>) {
    kept.withLock { kept in
      let addresses = kept.addresses.span
      for index in comments.indices where Int(comments[index].post) < addresses.count {
        let post = addresses[Int(comments[index].post)]
        Bytes.prefetch(address: post.context)
        Bytes.prefetch(address: post.profile)
      }
    }
  }

  private static func address(of object: AnyObject) -> UInt {
    unsafe UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque())
  }
}
