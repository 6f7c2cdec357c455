import Bytes
import Synchronization

/// The posts of a dump, by number.
package struct PostTable: Sendable {
  fileprivate(set) var posts: [Post] = []
  /// Numbers of those whose text is not the dump's own.
  fileprivate(set) var recalled: Set<Int> = []
  fileprivate let numbers = PostNumbers()

  package var count: Int { posts.count }
  package subscript(index: Int) -> Post { posts[index] }
  // A post is several references; who asks for one of them need not take hold of all.
  package func id(of index: Int) -> String? { posts[index].id }
  package func text(of index: Int) -> [UInt8]? { posts[index].text }
  package func hasText(_ index: Int) -> Bool { posts[index].text != nil }
  package func hasAuthor(_ index: Int) -> Bool { posts[index].author != nil }

  /// Whether the dump itself holds the post's text.
  package func hasOwnText(_ index: Int) -> Bool { posts[index].text != nil && !recalled.contains(index) }

  /// The same posts as if the dump held no text of them.
  package func withoutTexts() -> PostTable {
    var table = self
    for index in table.posts.indices { table.posts[index].text = nil }
    return table
  }
}

/// Numbers by key. A key's number never changes once it has one, so a second reading finds what the first did.
private final class PostNumbers: Sendable {
  let byKey = Mutex<[PostCollector.Key: Int32]>([:])
  let seeds = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))
}

/// Numbers posts as they are met: one number per platform and id, or, for posts without id, per platform and address or
/// text. A post that is met with both id and address is found by either from then on.
///
/// Given the table of a first reading it only looks numbers up, so that a second reading gives the same ones.
struct PostCollector {
  private(set) var table: PostTable
  private let isFixed: Bool
  private let recall: PostRecall?
  private var bytes = 0
  private let limits: DumpLimits

  /// The key of the post last asked for; comments mostly come grouped by post.
  private var last: [UInt8] = []
  private var lastNumber: Int32?

  /// Two hashes with secret seeds, so that nobody can make two posts pass for one.
  fileprivate struct Key: Hashable {
    let first: UInt64
    let second: UInt64
  }

  init(_ limits: DumpLimits, known: PostTable? = nil, recall: PostRecall? = nil) {
    self.limits = limits
    self.recall = recall
    table = known ?? PostTable()
    isFixed = known != nil
  }

  /// The number of a post; the first time it is met, `make` says what is known of it.
  ///
  /// - Throws: `DumpError` at a limit, or when a second reading meets a post that the first did not.
  mutating func number(of key: PostKey, file: String, make: () -> Post) throws -> Int32 {
    if let lastNumber, key.bytes == last { return lastNumber }
    let hashes = self.key(of: key)
    let number = try known(hashes) ?? add(make(), hashes, file)
    last = key.bytes
    lastNumber = number
    return number
  }

  /// The number of a post by its id, or else by its address; what is new about it is taken in.
  mutating func number(of post: Post, file: String) throws -> Int32 {
    let main = PostKey(post)
    let link = post.id == nil ? nil : post.url.map { PostKey(platform: post.platform, url: $0) }
    var number = known(key(of: main))
    let linked = link.flatMap { known(key(of: $0)) }
    if number == nil, let linked, !isFixed {
      remember(key(of: main), linked)
      number = linked
    }
    let result = try number ?? self.number(of: main, file: file) { post }
    if linked == nil, let link, !isFixed { remember(key(of: link), result) }
    try supplement(result, file: file, with: post)
    // Met under either name before anything told that they are one.
    if let linked, linked != result { try supplement(linked, file: file, with: post) }
    return result
  }

  private func known(_ key: Key) -> Int32? { table.numbers.byKey.withLock { $0[key] } }

  private func remember(_ key: Key, _ number: Int32) { table.numbers.byKey.withLock { $0[key] = number } }

  private mutating func add(_ post: Post, _ key: Key, _ file: String) throws -> Int32 {
    guard !isFixed else {
      throw DumpError(file: file, code: "changed", message: "it was changed while it was read; drop it again")
    }
    guard table.posts.count < limits.posts else {
      throw DumpError(
        file: file, code: "too-many-posts",
        message: "it holds more than \(limits.posts) posts (limit: distinct posts); split it into several dumps")
    }
    let number = Int32(table.posts.count)
    var post = post
    if post.text == nil, let recall, let text = recall(post.names) {
      post.text = text
      table.recalled.insert(Int(number))
    }
    table.posts.append(post)
    remember(key, number)
    let names = [post.id, post.platform, post.author, post.url].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    try count(names + (post.text?.count ?? 0), file)
    return number
  }

  private mutating func count(_ more: Int, _ file: String) throws {
    bytes += more
    guard bytes <= limits.postBytes else {
      throw DumpError(
        file: file, code: "too-many-posts",
        message: "the texts of its posts exceed \(limits.postBytes) bytes (limit: texts of posts); split it into "
          + "several dumps")
    }
  }

  /// Adds what a later record or file says of a post; what is known already stays.
  mutating func supplement(_ number: Int32, file: String, with post: Post) throws {
    guard !isFixed else { return }
    let index = Int(number)
    if !table.hasOwnText(index), let text = post.text {
      table.posts[index].text = text
      table.recalled.remove(index)
      try count(text.count, file)
    }
    if table.posts[index].author == nil { table.posts[index].author = post.author }
    if table.posts[index].url == nil { table.posts[index].url = post.url }
    if table.posts[index].time == nil { table.posts[index].time = post.time }
  }

  /// A secret that is the same for all readings of a dump.
  var seed: UInt64 { table.numbers.seeds.0 }

  func hasOwnText(_ number: Int32) -> Bool { table.hasOwnText(Int(number)) }

  private func key(of key: PostKey) -> Key {
    let seeds = table.numbers.seeds
    return Key(first: hash64(key.bytes.span, seed: seeds.0), second: hash64(key.bytes.span, seed: seeds.1))
  }
}

/// What tells a post from others: platform and id, or platform and address, or platform and text, or the platform
/// alone. The several ids that a platform has for one post are one key where they can be computed from each other.
struct PostKey {
  private(set) var bytes: [UInt8] = []

  /// The key as text, for what is kept beyond one dump.
  var name: String { String(decoding: bytes.map { $0 == Self.mark ? UInt8(ascii: " ") : $0 }, as: UTF8.self) }

  // A byte that no UTF-8 holds stands before the part that tells, whose first byte says what it is.
  private static let mark: UInt8 = 0xFF

  init() {}

  init(_ post: Post) {
    let platform = Array((post.platform ?? "").utf8)
    start(platform: platform.span)
    if let id = post.id {
      let id = Array(id.utf8)
      tell(id: id.span)
    } else if let url = post.url {
      tell(url: url)
    } else if let text = post.text {
      tell(text: text.span)
    }
  }

  init(platform: String?, url: String) {
    let platform = Array((platform ?? "").utf8)
    start(platform: platform.span)
    tell(url: url)
  }

  /// Begins anew; an unknown platform is empty.
  mutating func start(platform: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    append(platform)
    bytes.append(Self.mark)
  }

  mutating func tell(id: Span<UInt8>) {
    let isInstagram = isPlatform("instagram")
    let isFacebook = !isInstagram && isPlatform("facebook")
    bytes.append(UInt8(ascii: "i"))
    if isInstagram, let number = instagramMedia(id) {
      bytes.append(contentsOf: String(number).utf8)
    } else if isFacebook, let line = lastIndex(of: UInt8(ascii: "_"), in: id), line + 1 < id.count {
      // A page's number stands before the post's in feeds, but not in comments.
      append(id.extracting(line + 1..<id.count))
    } else {
      append(id)
    }
  }

  /// An address that tells its post's id is as good as the id.
  mutating func tell(url: String) {
    if let id = PostLink(url).id {
      let id = Array(id.utf8)
      tell(id: id.span)
    } else {
      bytes.append(UInt8(ascii: "u"))
      bytes.append(contentsOf: url.utf8)
    }
  }

  private func isPlatform(_ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount + 1 else { return false }
    return unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount).elementsEqual(
      bytes.dropLast())
  }

  private func lastIndex(of byte: UInt8, in span: Span<UInt8>) -> Int? {
    var index = span.count - 1
    while index >= 0, span[index] != byte { index -= 1 }
    return index >= 0 ? index : nil
  }

  mutating func tell(text: Span<UInt8>) {
    bytes.append(UInt8(ascii: "t"))
    append(text)
  }

  private mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
