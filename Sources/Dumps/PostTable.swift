import Bytes
import Synchronization

/// The posts of a dump, by number.
package struct PostTable: Sendable {
  /// In pieces: workers hold on to what is known so far while the dump is read on, and only the pieces that change
  /// are copied then.
  private var pieces: [[Post]] = []
  package private(set) var count = 0
  /// Numbers of those whose text is not the dump's own.
  fileprivate(set) var recalled: Set<Int> = []
  /// How often something became known of a post that it did not come with.
  package fileprivate(set) var supplements = 0
  fileprivate let numbers = PostNumbers()

  private static let pieceSize = 16

  package fileprivate(set) subscript(index: Int) -> Post {
    get { pieces[index / Self.pieceSize][index % Self.pieceSize] }
    set {
      pieces[index / Self.pieceSize][index % Self.pieceSize] = newValue
      supplements += 1
    }
  }
  // A post is several references; who asks for one of them need not take hold of all.
  package func id(of index: Int) -> String? { self[index].id }
  package func text(of index: Int) -> [UInt8]? { self[index].text }
  package func hasText(_ index: Int) -> Bool { self[index].text != nil }
  package func hasAuthor(_ index: Int) -> Bool { self[index].author != nil }

  /// Whether the dump itself holds the post's text.
  package func hasOwnText(_ index: Int) -> Bool { hasText(index) && !recalled.contains(index) }

  /// The same posts as if the dump held no text of them.
  package func withoutTexts() -> PostTable {
    var table = self
    for index in 0..<count { table[index].text = nil }
    return table
  }

  fileprivate mutating func append(_ post: Post) {
    if count.isMultiple(of: Self.pieceSize) {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(Self.pieceSize)
    }
    pieces[pieces.count - 1].append(post)
    count += 1
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

    func hash(into hasher: inout Hasher) { hasher.combine(first) }
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
    // Copied: the key would have to be written elsewhere the next time if both lay in one place.
    last.removeAll(keepingCapacity: true)
    last.append(contentsOf: key.bytes)
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
    guard table.count < limits.posts else {
      throw DumpError(
        file: file, code: "too-many-posts",
        message: "it holds more than \(limits.posts) posts (limit: distinct posts); split it into several dumps")
    }
    let number = Int32(table.count)
    var post = post
    if post.text == nil, let recall, let text = recall(post.names) {
      post.text = text
      table.recalled.insert(Int(number))
    }
    table.append(post)
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
      table[index].text = text
      table.recalled.remove(index)
      try count(text.count, file)
    }
    // What is not news is not written, or the piece that holds the post would be copied for nothing.
    if let author = post.author, !table.hasAuthor(index) { table[index].author = author }
    if let url = post.url, table[index].url == nil { table[index].url = url }
    if let time = post.time, table[index].time == nil { table[index].time = time }
  }

  /// A secret that is the same for all readings of a dump.
  var seed: UInt64 { table.numbers.seeds.0 }

  func hasOwnText(_ number: Int32) -> Bool { table.hasOwnText(Int(number)) }

  private func key(of key: PostKey) -> Key {
    let seeds = table.numbers.seeds
    return Key(first: hash64(key.bytes.span, seed: seeds.0), second: hash64(key.bytes.span, seed: seeds.1))
  }
}
