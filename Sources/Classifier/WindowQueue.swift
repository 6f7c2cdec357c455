import Dumps

/// Batches that are worked on side by side.
struct Window: Sendable {
  var batches: [CommentBatch] = []
  /// What is known of the posts by the time the last of the batches has been read.
  var posts: PostTable
}

/// Reads a dump window by window, ahead of the work on it.
struct WindowQueue {
  private let size: Int
  private let most: Int
  private let read: () throws -> CommentBatch?
  private let posts: () -> PostTable
  private var ready: [Window] = []
  private var begun: [CommentBatch] = []
  private var isAtEnd = false

  /// - Parameters:
  ///   - size: batches of a window.
  ///   - most: windows that may wait. Their memory is a few megabytes each.
  ///   - read: the next batch; nil at the end.
  ///   - posts: what is known of the posts by the time it is called.
  init(of size: Int, ahead most: Int, posts: @escaping () -> PostTable, read: @escaping () throws -> CommentBatch?) {
    self.size = size
    self.most = most
    self.read = read
    self.posts = posts
  }

  /// The next window; nil at the end of the dump.
  mutating func next() throws -> Window? {
    try readWindow()
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  /// Reads on until a window waits.
  mutating func readWindow() throws {
    while ready.isEmpty, try readBatch() {}
  }

  /// Reads on by a batch.
  ///
  /// - Returns: false when enough waits already or the dump has ended.
  mutating func readBatch() throws -> Bool {
    guard !isAtEnd, ready.count < most else { return false }
    if let batch = try read() { begun.append(batch) } else { isAtEnd = true }
    if begun.count == size || (isAtEnd && !begun.isEmpty) {
      ready.append(Window(batches: begun, posts: posts()))
      begun = []
    }
    return true
  }
}
