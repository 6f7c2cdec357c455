import Bytes
import Text

/// Finds all literals of one view in one pass (Aho and Corasick 1975), as a trie in cells (Aoe 1989) over classes of bytes.
///
/// Bytes that no literal contains share classes, capital ASCII letters have the class of their small ones, so that one
/// automaton serves patterns with and without regard to case: it only decides what is worth a closer look.
///
/// The walk waits for memory at each byte, one after the other, so what it looks at is kept small: eight bytes for each
/// letter of the literals, those of beginnings that many share side by side. A row for each node that says where every byte
/// leads would spare steps, but take some megabytes, and wait for each of them. Words met before it does not walk through
/// at all, but recalls what was found in them; see `LiteralMemory`.
final class LiteralAutomaton: Sendable {
  /// A node of the trie; its place is its number. The child for a class lies as many cells behind `base`.
  private struct Cell: Sendable {
    var base: UInt16 = 0
    /// The parent; for a free cell a number that no node has.
    var parent = free
    /// Where a text goes on that leaves the node's children.
    var failure: UInt16 = 0
    /// Into `reportStarts`, and 0 where no literal ends.
    var report: UInt16 = 0

    static let free = UInt16.max
  }

  /// Class of each byte: first those of which words are made.
  private let classes: InlineArray<256, UInt8>
  /// Classes of bytes that are part of words.
  private let wordClasses: UInt8
  /// The class of the mark before words.
  private let mark: UInt8
  /// The first cell is the root.
  private let cells: [Cell]
  /// The node behind a space where no literal began before it: there most words begin.
  private let usual: UInt16
  /// The node behind that and the mark.
  private let usualBegun: UInt16
  /// Where in `reports` the literals of a node begin, where those of them that end a word do, and where they end.
  private let reportStarts: [InlineArray<3, UInt32>]
  let reports: [Report]

  /// That a literal ends.
  struct Report: Sendable, Equatable {
    let payload: UInt32
    /// From its first byte on.
    var length: UInt16
    let endsWord: Bool
  }

  /// How far a text was walked through.
  struct Position {
    fileprivate(set) var node: UInt16 = 0
    /// Whether the byte before is part of a word.
    fileprivate var isInWord = false
    fileprivate var index = 0
    /// The first of the words that were not come to yet.
    fileprivate var word = 0
    /// Behind the last byte of what is reported.
    fileprivate(set) var end = 0
  }

  /// A literal and the payload to report.
  typealias Entry = (literal: RequiredLiteral, payload: UInt32)

  /// As many automata as it takes to number the cells of each in 16 bits.
  static func automata(for entries: [Entry]) -> [LiteralAutomaton] {
    if let automaton = LiteralAutomaton(entries) { return [automaton] }
    let half = entries.count / 2
    return automata(for: Array(entries[..<half])) + automata(for: Array(entries[half...]))
  }

  /// - Parameter literals: payloads that belong to one literal are reported together.
  /// - Returns: nil for too many.
  init?(_ literals: [Entry]) {
    var classes = InlineArray<256, UInt8>(repeating: 0)
    var (width, wordWidth): (UInt8, UInt8) = (0, 0)
    let used = Set(literals.flatMap(\.literal.bytes))
    for isOfWords in [true, false] {
      // Bytes that no literal contains share a class, so that each class is part of words or is not.
      let other = width
      width += 1
      for byte in UInt8.min...UInt8.max where isWordByte(byte) == isOfWords {
        classes[Int(byte)] = other
        if used.contains(byte) {
          classes[Int(byte)] = width
          width += 1
        }
      }
      if isOfWords { wordWidth = width }
    }
    wordClasses = wordWidth
    for upper in 0x41...0x5A { classes[upper] = classes[upper | 0x20] }
    mark = width

    var trie = LiteralTrie(classes: Int(width))
    for (literal, payload) in literals {
      var symbols: [Int] = []
      var wasInWord = !literal.startsWord
      for byte in literal.bytes {
        let isInWord = isWordByte(byte)
        if isInWord, !wasInWord { symbols.append(trie.mark) }
        symbols.append(Int(classes[Int(byte)]))
        wasInWord = isInWord
      }
      trie.add(
        symbols,
        Report(payload: payload, length: UInt16(literal.bytes.count), endsWord: literal.endsWord))
    }
    if trie.reports.count > Int(UInt16.max) { return nil }
    trie.complete()

    guard let (places, bases) = trie.places() else { return nil }
    // Behind each base there is a cell for each class.
    let most = Int(bases.max() ?? 0) + Int(mark) + 1
    var cells = [Cell](repeating: Cell(), count: max(most, Int(places.max() ?? 0) + 1))
    var starts: [InlineArray<3, UInt32>] = [.init(repeating: 0)]
    var reports: [Report] = []
    for node in trie.order {
      let place = Int(places[node])
      cells[place].base = bases[node]
      cells[place].failure = places[trie.usefulFailure(of: node)]
      for child in trie.children[node] { cells[Int(places[child.node])].parent = places[node] }
      let own = trie.reports[node]
      if own.isEmpty { continue }
      cells[place].report = UInt16(starts.count)
      let middle = own.filter { !$0.endsWord }
      starts.append([
        UInt32(reports.count), UInt32(reports.count + middle.count), UInt32(reports.count + own.count),
      ])
      reports += middle + own.filter(\.endsWord)
    }
    usual = Self.step(0, classes[0x20], cells.span)
    usualBegun = Self.step(usual, mark, cells.span)
    self.classes = classes
    self.cells = cells
    reportStarts = starts
    self.reports = reports
  }

  /// Where to begin.
  ///
  /// - Parameter isWord: whether the text is a word with a space before it.
  func beginning(ofWord isWord: Bool = false) -> Position { Position(node: isWord ? usual : 0) }

  /// Goes on to the next literals that stand where they must.
  ///
  /// It becomes a part of its caller: to go in and out for each report would cost as much as to recall a word.
  ///
  /// - Parameters:
  ///   - words: those of the text that may be looked up; none where it was not cut into words.
  ///   - memory: of this automaton.
  /// - Returns: places in the reports of the memory, those that end at a byte, or all of a word; none at the end of the
  ///   text.
  @inline(__always)
  func next(
    in text: Span<UInt8>, _ words: Span<Word>, _ memory: inout LiteralMemory, _ position: inout Position
  ) -> Range<Int> {
    let allCells = self.cells
    let cells = allCells.span
    while true {
      let word = position.word
      let end = word < words.count ? Int(words[word].range.start) : text.count
      while position.index < end {
        position.node = walk(position.node, &position.isInWord, text[position.index], cells)
        position.index &+= 1
        let report = Int(cells[Int(position.node)].report)
        if report == 0 { continue }
        let starts = reportStarts[report]
        position.end = position.index
        let last = isApart(position.end, in: text) ? starts[2] : starts[1]
        if starts[0] < last { return Int(starts[0])..<Int(last) }
      }
      if word == words.count { return 0..<0 }
      let next = words[word]
      position.word &+= 1
      guard LiteralMemory.remembers(next), isApart(next.range.end, in: text), begins(&position, in: text, cells),
        let facts = memory.facts(of: next, in: text, self)
      else { continue }
      position.index = next.range.end
      position.isInWord = true
      position.node = facts.node
      if facts.isQuiet, position.word < words.count, leads(from: next, to: words[position.word], in: text) {
        position.isInWord = false
        position.node = usual
        position.index &+= 1
      }
      if facts.count > 0 {
        position.end = next.range.end
        return facts.places
      }
    }
  }

  /// Whether one space lies between two words, and the second has a mark before it.
  @inline(__always) private func leads(from word: Word, to next: Word, in text: Span<UInt8>) -> Bool {
    let end = word.range.end
    return Int(next.range.start) == end &+ 1 && text[end] == 0x20 && classes[Int(text[end &+ 1])] < wordClasses
  }

  /// Whether nothing ends with a space behind a node, and a word that stands behind the space begins where most do.
  func isQuiet(behind node: UInt16) -> Bool {
    let allCells = self.cells
    let cells = allCells.span
    let behind = Self.step(node, classes[0x20], cells)
    return cells[Int(behind)].report == 0 && Self.step(behind, mark, cells) == usualBegun
  }

  /// Whether a word that begins here goes on with nothing that began before it: its first byte leads where it always does.
  /// Others are walked through with what lies before the word behind them.
  @inline(__always)
  private func begins(_ position: inout Position, in text: Span<UInt8>, _ cells: Span<Cell>) -> Bool {
    if position.isInWord { return false }
    if position.node == usual { return true }
    let first = classes[Int(text[position.index])]
    let begun = Self.step(position.node, mark, cells)
    return begun == usualBegun || Self.step(begun, first, cells) == Self.step(usualBegun, first, cells)
  }

  /// The node that a byte leads to.
  ///
  /// - Parameter isInWord: whether the byte before is part of a word; then whether this one is.
  @inline(__always)
  private func walk(_ node: UInt16, _ isInWord: inout Bool, _ byte: UInt8, _ cells: Span<Cell>) -> UInt16 {
    let symbol = classes[Int(byte)]
    let wasInWord = isInWord
    isInWord = symbol < wordClasses
    return Self.step(isInWord && !wasInWord ? Self.step(node, mark, cells) : node, symbol, cells)
  }

  /// The node that a class or the mark leads to.
  @inline(__always) private static func step(_ from: UInt16, _ symbol: UInt8, _ cells: Span<Cell>) -> UInt16 {
    var node = from
    while true {
      let cell = cells[Int(node)]
      let child = cell.base &+ UInt16(symbol)
      if cells[Int(child)].parent == node { return child }
      if node == 0 { return 0 }
      node = cell.failure
    }
  }

  /// Whether no word goes on at a place, be it the end of the text.
  @inline(__always) private func isApart(_ place: Int, in text: Span<UInt8>) -> Bool {
    place >= text.count || text[place] == 0x20 || !isWordByte(text[place])
  }
}
