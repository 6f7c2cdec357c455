import Bytes
import PCRE
package import Text

/// Counts the places at which words or a pattern begin in a comment.
package final class MatchCounter: Hashable, Sendable {
  private enum Kind {
    case words(PhraseTable)
    case pattern(Pattern, View)
  }

  /// Equal for counters of the same thing.
  private let key: AtomKey
  private let kind: Kind
  /// Places after which nobody asks for more.
  package static let most = 1_000

  /// - Returns: nil for what cannot be counted.
  init?(_ key: AtomKey, pattern: (PatternKey) -> Pattern?) {
    self.key = key
    switch key {
    case .words(.comment, let phrases): kind = .words(PhraseTable(phrases.map { ($0, 0) }))
    case .pattern(.comment, let view, let text):
      guard let compiled = pattern(PatternKey(text: text, isRaw: view == .raw)) else { return nil }
      kind = .pattern(compiled, view)
    default: return nil
    }
  }

  package static func == (a: MatchCounter, b: MatchCounter) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }

  /// - Parameters:
  ///   - views: the comment's text, loaded.
  ///   - scratch: one for each worker, with time left in its budget.
  /// - Returns: nil where the pattern ran out of its bounds.
  package func count(in views: borrowing TextViews, _ scratch: CounterScratch) -> Int? {
    switch kind {
    case .words(let table):
      var memory = PhraseMemory(words: 1)
      var starts: Set<UInt32> = []
      table.scan(views, &memory) { _, range in starts.insert(range.start) }
      return min(starts.count, Self.most)
    case .pattern(let pattern, let view):
      let bytes = views.bytes(of: view)
      var count = 0
      var start = 0
      scratch.scratch.budget = RuleScanner.budget
      while count < Self.most, start <= bytes.count {
        switch pattern.search(bytes.span, from: start, with: scratch.scratch) {
        case .none: return count
        case .couldNotFinish: return nil
        case .match(let range):
          count += 1
          // A pattern may match nothing; the search goes on behind the next character.
          start = max(range.upperBound, range.lowerBound + 1)
          while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
      }
      return count
    }
  }
}

/// What a worker needs to count matches of patterns.
package final class CounterScratch {
  let scratch = MatchScratch()

  package init() {}
}
