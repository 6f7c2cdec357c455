import Testing

@testable import Signals

struct ThreadCountTests {
  @Test func findsWhatWasCountedUnderEachPost() {
    var counted = CountTable<ThreadCounts.Count>(bound: 10_000, empty: ThreadCounts.Count())
    func stem(_ number: Int) -> UInt64 { UInt64(number) &* 0x9E37_79B9_7F4A_7C15 }
    // Nothing stands under the third post, one stem under the first, many under others.
    let sizes = [1, 40, 0, 700, 3]
    for (post, size) in sizes.enumerated() {
      for number in 0..<size {
        counted.update(ThreadCounts.key(stem(number), under: UInt64(post))) {
          $0 = ThreadCounts.Count(comments: UInt32(number + post + 1), post: Int32(post))
        }
      }
    }
    let counts = ThreadCounts(counted, threads: sizes.count)
    for post in 0...sizes.count {
      let thread = counts.thread(of: post)
      let size = post < sizes.count ? sizes[post] : 0
      for number in 0..<800 {
        #expect(counts.comments(with: stem(number), in: thread) == (number < size ? number + post + 1 : 0))
      }
    }
  }
}
