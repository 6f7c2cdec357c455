import Bytes
import Text

/// What an automaton finds in words met before, so that it need not walk through them again.
///
/// Comments use the same few thousand words again and again. A walk waits for memory at each of their letters, one after
/// the other; to look up words takes one wait for each, and those of several words overlap. A word takes the place of the
/// one that was there before it; what is remembered changes the speed, never what is found.
struct LiteralMemory: Sendable {
  /// What follows from a word that begins where most do: behind a space, and with nothing that began before it.
  struct Facts: Sendable {
    /// Where in `reports` those of the word begin, and how many they are.
    fileprivate(set) var start: UInt32 = 0
    fileprivate(set) var count: UInt8 = 0
    /// Whether no literal ends with a space behind it, and a word that stands behind that begins where most do.
    fileprivate(set) var isQuiet = false
    /// The automaton's node behind the word.
    fileprivate(set) var node: UInt16 = 0

    @inline(__always) var places: Range<Int> { Int(start)..<Int(start) &+ Int(count) }
  }

  private struct Slot: Sendable {
    /// 0 for a free slot.
    var hash: UInt64 = 0
    var facts = Facts()
  }

  /// More are forgotten with all words.
  private static let mostReports = 1 << 16
  /// Longer words are not remembered.
  private static let mostBytes: UInt32 = 1 << 10
  private var slots: [Slot]
  /// Those of the automaton, then those of all words; the lengths of the latter reach to the end of the word.
  private(set) var reports: [LiteralAutomaton.Report]

  /// - Parameter words: how many are remembered at most, a power of two.
  init(of automaton: LiteralAutomaton, words: Int = 1 << 13) {
    slots = [Slot](repeating: Slot(), count: words)
    reports = automaton.reports
  }

  /// Whether a word may be remembered, standing where its neighbours are none of its own.
  @inline(__always) static func remembers(_ word: Word) -> Bool {
    word.isToldByHash && word.range.count <= mostBytes
  }

  /// - Parameter word: one that may be remembered.
  /// - Returns: nil where too much is found in it to be remembered.
  @inline(__always)
  mutating func facts(of word: Word, in text: Span<UInt8>, _ automaton: LiteralAutomaton) -> Facts? {
    let place = Int(truncatingIfNeeded: word.hash ^ word.hash >> 32) & (slots.count &- 1)
    if slots[place].hash == word.hash { return slots[place].facts }
    return learn(word, at: place, text, automaton)
  }

  @inline(never)
  private mutating func learn(
    _ word: Word, at place: Int, _ text: Span<UInt8>, _ automaton: LiteralAutomaton
  ) -> Facts? {
    if reports.count > automaton.reports.count + Self.mostReports {
      self = LiteralMemory(of: automaton, words: slots.count)
    }
    let start = reports.count
    let bytes = text.extracting(word.range.range)
    let noWords: [Word] = []
    var noMemory = LiteralMemory(of: automaton, words: 0)
    var position = automaton.beginning(ofWord: true)
    while true {
      let places = automaton.next(in: bytes, noWords.span, &noMemory, &position)
      if places.isEmpty { break }
      for place in places {
        var report = automaton.reports[place]
        report.length += UInt16(bytes.count - position.end)
        reports.append(report)
      }
    }
    guard let count = UInt8(exactly: reports.count - start) else {
      reports.removeLast(reports.count - start)
      return nil
    }
    let facts = Facts(
      start: UInt32(start), count: count, isQuiet: automaton.isQuiet(behind: position.node), node: position.node)
    slots[place] = Slot(hash: word.hash, facts: facts)
    return facts
  }
}
