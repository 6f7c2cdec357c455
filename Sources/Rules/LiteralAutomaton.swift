/// Finds all literals of one view in one pass (Aho and Corasick 1975), as a dense table over classes of bytes.
///
/// Bytes that no literal contains share class 0, capital ASCII letters the class of their small ones, so that one
/// automaton serves patterns with and without regard to case: it only decides what is worth a closer look. Rows that
/// report something come last in the table, so that the inner loop does nothing but look up and compare.
///
/// The walk waits for memory at each byte, so what most texts need of the table is kept small: rows are numbered in 16 bits,
/// letters have the first classes, which puts all that ordinary words ask of a row into 64 bytes, and rows know whether they
/// lie inside a word, so that literals that begin one are not followed from the middle of others: there, most texts stay
/// in one row.
final class LiteralAutomaton: Sendable {
  /// Class of each byte.
  private let classes: [UInt8]
  /// Next row for each row and class; the first row is the start.
  private let table: [UInt16]
  /// A row is as wide as this power of two.
  private let shift: Int
  /// Rows from this one on report literals.
  private let firstReport: UInt16
  /// For each reporting row, where its literals begin in `reports` and where those of them that end a word do, and one
  /// more for the end.
  private let reportStarts: [UInt32]
  let reports: [Report]

  /// That a literal ends.
  struct Report: Sendable, Equatable {
    let payload: UInt32
    let length: UInt16
    let endsWord: Bool
  }

  /// How far a text was walked through.
  struct Position {
    fileprivate var index = 0
    fileprivate var row: UInt16 = 0
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
    var classes = [UInt8](repeating: 0, count: 256)
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
    self.classes = classes
    self.table = table
    reportStarts = starts
    self.reports = reports
  }

  /// Walks on to the next byte with which literals end that stand where they must.
  ///
  /// A function of its own and no part of its caller: beside all that follows from a report, its few values would not stay
  /// in registers.
  ///
  /// - Returns: places in `reports`; none at the end of the text.
  @inline(never)
  func next(in text: Span<UInt8>, _ position: inout Position) -> Range<Int> {
    let (allClasses, allRows) = (classes, table)
    let (classes, table) = (allClasses.span, allRows.span)
    var row = position.row
    var index = position.index
    while index < text.count {
      row = table[Int(row) &<< shift &+ Int(classes[Int(text[index])])]
      index &+= 1
      if row < firstReport { continue }
      let isInsideWord = index < text.count && isWordByte(text[index])
      let report = 2 &* Int(row &- firstReport)
      let (start, end) = (reportStarts[report], reportStarts[report &+ (isInsideWord ? 1 : 2)])
      if start == end { continue }
      position = Position(index: index, row: row)
      return Int(start)..<Int(end)
    }
    return 0..<0
  }
}
