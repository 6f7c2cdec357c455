import Bytes

/// How many comments of each thread hold a stem: of each thread a table of its own, all in one array.
///
/// What is asked for one comment lies close together that way, in a fraction of the memory that one table of all threads
/// takes, and much of it in the cache.
struct ThreadCounts: Sendable {
  /// A stem of a thread while all are counted.
  struct Count: Sendable {
    var comments: UInt32 = 0
    var post: Int32 = 0
  }

  /// Where a thread's table lies.
  struct Thread: Sendable {
    fileprivate var post: UInt64 = 0
    fileprivate var start: UInt32 = 0
    /// One less than it has slots.
    fileprivate var mask: UInt32 = 0
    /// The stems in it.
    fileprivate var stems: UInt32 = 0
  }

  private struct Slot: Sendable {
    /// Half of the key's bits; the others chose the slot.
    var key: UInt32 = 0
    /// 0 for a free slot.
    var comments: UInt32 = 0
  }

  private var threads: [Thread] = []
  private var slots: [Slot] = []

  init() {}

  /// - Parameters:
  ///   - counted: by the key of a stem under a post.
  ///   - threads: one more than the last post that has any.
  init(_ counted: borrowing CountTable<Count>, threads count: Int) {
    threads = (0..<count).map { Thread(post: UInt64($0)) }
    counted.forEach { _, count in threads[Int(count.post)].stems &+= 1 }
    var end: UInt32 = 0
    for post in threads.indices where threads[post].stems > 0 {
      // Half of the slots at least stay free.
      var size: UInt32 = 2
      while size < threads[post].stems &* 2 { size &*= 2 }
      threads[post].start = end
      threads[post].mask = size &- 1
      end += size
    }
    slots = largeArray(repeating: Slot(), count: Int(end))
    counted.forEach { key, count in
      let slot = slot(of: key, in: threads[Int(count.post)])
      slots[slot] = Slot(key: Self.shortKey(key), comments: count.comments)
    }
  }

  /// A stem under a post.
  @inline(__always) static func key(_ stem: UInt64, under post: UInt64) -> UInt64 { combine(stem, post) }

  @inline(__always) private static func shortKey(_ key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key &>> 32) }

  @inline(__always) private static func firstSlot(_ key: UInt64, _ thread: Thread) -> UInt32 {
    // The lowest bit is always set where keys are counted.
    UInt32(truncatingIfNeeded: key &>> 1) & thread.mask
  }

  /// The slot of a key, or the free slot where it would go.
  @inline(__always) private func slot(of key: UInt64, in thread: Thread) -> Int {
    let slots = slots.span
    let short = Self.shortKey(key)
    var place = Self.firstSlot(key, thread)
    while true {
      let slot = Int(thread.start &+ place)
      if slots[slot].comments == 0 || slots[slot].key == short { return slot }
      place = (place &+ 1) & thread.mask
    }
  }

  /// The table of a post's thread; an empty one where nothing of it was counted.
  func thread(of post: Int) -> Thread { post < threads.count ? threads[post] : Thread() }

  /// Has fetched what `thread` reads.
  func prefetch(post: Int) {
    if post < threads.count { threads.span.prefetch(post) }
  }

  /// How many comments of a thread hold a stem.
  @inline(__always) func comments(with stem: UInt64, in thread: Thread) -> Int {
    if thread.stems == 0 { return 0 }
    return Int(slots[slot(of: Self.key(stem, under: thread.post), in: thread)].comments)
  }

  /// Has fetched what `comments` reads.
  @inline(__always) func prefetch(_ stem: UInt64, in thread: Thread) {
    if thread.stems == 0 { return }
    slots.span.prefetch(Int(thread.start &+ Self.firstSlot(Self.key(stem, under: thread.post), thread)))
  }
}
