import Bytes
import Text

/// Finds all literals of one view in one pass (Aho and Corasick 1975), as a dense table over classes of bytes.
///
/// Bytes that no literal contains share class 0, capital ASCII letters the class of their small ones, so that one
/// automaton serves patterns with and without regard to case: it only decides what is worth a closer look. Rows that
/// report something come last in the table, so that the inner loop does nothing but look up and compare.
///
/// Words met before it does not walk through, but recalls what was found in them; see `LiteralMemory`.
///
/// The walk waits for memory at each byte, so what most texts need of the table is kept small: rows are numbered in 16 bits,
/// letters have the first classes, which puts all that ordinary words ask of a row into 64 bytes, and rows know whether they
/// lie inside a word, so that literals that begin one are not followed from the middle of others: there, most texts stay
/// in one row.
final class LiteralAutomaton: Sendable {
  /// Class of each byte.
  private let classes: InlineArray<256, UInt8>
  /// Next row for each row and class; the first row is the start.
  private let table: [UInt16]
  /// A row is as wide as this power of two.
  private let shift: Int
  /// The row behind a space where no literal began before it: there most words begin.
  private let usual: UInt16
  /// Rows from this one on report literals.
  private let firstReport: UInt16
  /// For each reporting row, where its literals begin in `reports` and where those of them that end a word do, and one
  /// more for the end.
  private let reportStarts: [UInt32]
  let reports: [Report]
  /// How many literals end with one byte at most.
  let mostAtOnce: Int

  /// That a literal ends.
  struct Report: Sendable, Equatable {
    let payload: UInt32
    /// From its first byte on.
    var length: UInt16
    let endsWord: Bool
  }

  /// How far a text was walked through.
  struct Position {
    fileprivate(set) var row: UInt16 = 0
    fileprivate var index = 0
    /// The first of the words that were not come to yet.
    fileprivate var word = 0
    /// Behind the last byte of what is reported.
    var end: Int { index }
  }

  /// A literal and the payload to report.
  typealias Entry = (literal: RequiredLiteral, payload: UInt32)

  /// As few automata as number their rows in 16 bits.
  static func automata(for entries: [Entry]) -> [LiteralAutomaton] {
    var parts: [[Entry]] = []
    var rows = Int(UInt16.max)
    for entry in entries {
      if rows + entry.literal.bytes.count > Int(UInt16.max) {
        parts.append([])
        rows = 2
      }
      parts[parts.count - 1].append(entry)
      rows += entry.literal.bytes.count
    }
    return parts.map { LiteralAutomaton($0) }
  }

  /// - Parameter literals: not more than their bytes together can be numbered in 16 bits. Payloads that belong to one literal
  ///   are reported together.
  init(_ literals: [Entry]) {
    var classes = InlineArray<256, UInt8>(repeating: 0)
    var width = 1
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let used = Set(literals.flatMap(\.literal.bytes)).sorted()
    for byte in used.filter(letters.contains) {
      classes[Int(byte)] = UInt8(width)
      width += 1
    }
    // What else is part of a word shares a class, so that each class is part of words or is not.
    let other = UInt8(width)
    width += 1
    for byte in UInt8.min...UInt8.max where isWordByte(byte) && classes[Int(byte)] == 0 { classes[Int(byte)] = other }
    for byte in used.filter({ !letters.contains($0) }) {
      classes[Int(byte)] = UInt8(width)
      width += 1
    }
    for upper in 0x41...0x5A { classes[upper] = classes[upper | 0x20] }
    var isInWord = [Bool](repeating: false, count: width)
    for byte in UInt8.min...UInt8.max where isWordByte(byte) { isInWord[Int(classes[Int(byte)])] = true }
    shift = (width - 1).bitWidth - (width - 1).leadingZeroBitCount

    var trie = LiteralTrie(classes: width)
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
    trie.complete()

    // A row is a node and whether the text is inside a word there, as two bits of one number; nearest to the start first.
    var rows = [0]
    var rowOf = [Int32](repeating: -1, count: 2 * trie.reports.count)
    rowOf[0] = 0
    var targets: [Int32] = []
    targets.reserveCapacity(2 * trie.reports.count * width)
    var next = 0
    while next < rows.count {
      let row = rows[next]
      next += 1
      for column in 0..<width {
        let begins = isInWord[column] && row & 1 == 0
        let node = trie.next(begins ? trie.next(row / 2, trie.mark) : row / 2, column)
        let target = node * 2 + (isInWord[column] ? 1 : 0)
        if rowOf[target] < 0 {
          rowOf[target] = Int32(rows.count)
          rows.append(target)
        }
        targets.append(rowOf[target])
      }
    }

    // Silent rows first. The start is silent as no literal is empty, and stays first.
    let ranked =
      rows.indices.filter { trie.reports[rows[$0] / 2].isEmpty }
      + rows.indices.filter { !trie.reports[rows[$0] / 2].isEmpty }
    var rank = [UInt16](repeating: 0, count: rows.count)
    for (place, row) in ranked.enumerated() { rank[row] = UInt16(place) }
    var table = [UInt16](repeating: 0, count: rows.count << shift)
    var starts: [UInt32] = []
    var reports: [Report] = []
    for (place, row) in ranked.enumerated() {
      for column in 0..<width { table[place << shift + column] = rank[Int(targets[row * width + column])] }
      let own = trie.reports[rows[row] / 2]
      if own.isEmpty { continue }
      for endsWord in [false, true] {
        starts.append(UInt32(reports.count))
        reports.append(contentsOf: own.filter { $0.endsWord == endsWord })
      }
    }
    firstReport = UInt16(ranked.count - starts.count / 2)
    starts.append(UInt32(reports.count))
    usual = table[Int(classes[0x20])]
    self.classes = classes
    self.table = table
    reportStarts = starts
    self.reports = reports
    mostAtOnce = trie.reports.reduce(0) { max($0, $1.count) }
  }

  /// Where to begin.
  ///
  /// - Parameter isWord: whether the text is a word with a space before it.
  func beginning(ofWord isWord: Bool = false) -> Position { Position(row: isWord ? usual : 0) }

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
    let allRows = table
    let table = allRows.span
    var (row, index, word) = (position.row, position.index, position.word)
    while true {
      let end = word < words.count ? Int(words[word].range.start) : text.count
      while index < end {
        row = table[place(row, text[index])]
        index &+= 1
        if row < firstReport { continue }
        let places = reported(in: row, before: index, in: text)
        if places.isEmpty { continue }
        position = Position(row: row, index: index, word: word)
        return places
      }
      if word == words.count {
        position = Position(row: row, index: index, word: word)
        return 0..<0
      }
      let next = words[word]
      word &+= 1
      // A word is no news where it stands alone and goes on with nothing that began before it: where its first byte leads
      // where it always does. Others are walked through with what lies before the word behind them.
      guard memory.remembers(next), isApart(next.range.end, in: text),
        row == usual || table[place(row, text[index])] == table[place(usual, text[index])]
      else { continue }
      let facts = memory.facts(of: next, in: text, self)
      row = facts.row
      index = next.range.end
      if facts.count > 0 {
        position = Position(row: row, index: index, word: word)
        return facts.places
      }
    }
  }

  /// Whether no word goes on at a place, be it the end of the text.
  @inline(__always) private func isApart(_ place: Int, in text: Span<UInt8>) -> Bool {
    place >= text.count || text[place] == 0x20 || !isWordByte(text[place])
  }

  /// Where the table says how it goes on from a row.
  @inline(__always) private func place(_ row: UInt16, _ byte: UInt8) -> Int {
    Int(row) &<< shift &+ Int(classes[Int(byte)])
  }

  /// The reports of a row whose literals stand where they must.
  ///
  /// - Parameter end: behind their last byte.
  @inline(__always) private func reported(in row: UInt16, before end: Int, in text: Span<UInt8>) -> Range<Int> {
    let report = 2 &* Int(row &- firstReport)
    return Int(reportStarts[report])..<Int(reportStarts[report &+ (isApart(end, in: text) ? 2 : 1)])
  }
}
