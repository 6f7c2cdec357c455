/// Finds all literals of one view in one pass (Aho and Corasick 1975), as a dense table over classes of bytes.
///
/// Bytes that no literal contains share class 0, capital ASCII letters the class of their small ones, so that one
/// automaton serves patterns with and without regard to case: it only decides what is worth a closer look. Rows that
/// report something come last in the table, so that the inner loop does nothing but look up and compare.
///
/// The walk waits for memory at each byte, so what most texts need of the table is kept small: rows are numbered in 16 bits,
/// and letters have the first classes, which puts all that ordinary words ask of a row into 64 bytes.
final class LiteralAutomaton: Sendable {
  /// Class of each byte.
  private let classes: [UInt8]
  /// Next row for each row and class; the first row is the start.
  private let table: [UInt16]
  /// A row is as wide as this power of two.
  private let shift: Int
  /// Rows from this one on report literals.
  private let firstReport: UInt16
  /// For each reporting row, where its payloads begin in `payloads` and where those of them that end a word do, and one
  /// more for the end.
  private let reportStarts: [UInt32]
  private let payloads: [Report]

  private struct Report: Sendable, Equatable {
    let payload: UInt32
    let length: UInt32
    let startsWord: Bool
    let endsWord: Bool
  }

  /// An occurrence of a literal.
  struct Found {
    let payload: UInt32
    /// Where it begins.
    let start: UInt32
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
        rows = 1
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
    for byte in used.filter(letters.contains) + used.filter({ !letters.contains($0) }) {
      classes[Int(byte)] = UInt8(width)
      width += 1
    }
    for upper in 0x41...0x5A { classes[upper] = classes[upper | 0x20] }
    shift = (width - 1).bitWidth - (width - 1).leadingZeroBitCount
    width = 1 << shift

    // The trie; -1 is no child.
    var trie = [Int32](repeating: -1, count: width)
    var reports: [[Report]] = [[]]
    for (literal, payload) in literals {
      var node = 0
      for byte in literal.bytes {
        let slot = node * width + Int(classes[Int(byte)])
        if trie[slot] < 0 {
          trie[slot] = Int32(reports.count)
          reports.append([])
          trie.append(contentsOf: repeatElement(-1, count: width))
        }
        node = Int(trie[slot])
      }
      let report = Report(
        payload: payload, length: UInt32(literal.bytes.count), startsWord: literal.startsWord,
        endsWord: literal.endsWord)
      if !reports[node].contains(report) { reports[node].append(report) }
    }

    // Missing edges filled in, breadth first: a row's failure row lies nearer to the start and is complete.
    var failure = [Int](repeating: 0, count: reports.count)
    var order = [0]
    var next = 0
    while next < order.count {
      let node = order[next]
      next += 1
      var rows = trie.mutableSpan
      for column in 0..<width {
        let slot = node &* width &+ column
        let fallback = node == 0 ? 0 : Int(rows[failure[node] &* width &+ column])
        if rows[slot] < 0 {
          rows[slot] = Int32(fallback)
        } else {
          let child = Int(rows[slot])
          failure[child] = fallback
          for report in reports[fallback] where !reports[child].contains(report) {
            reports[child].append(report)
          }
          order.append(child)
        }
      }
    }

    // Silent rows first. The start is silent as no literal is empty, and stays first.
    let ranked = order.filter { reports[$0].isEmpty } + order.filter { !reports[$0].isEmpty }
    var rank = [UInt16](repeating: 0, count: ranked.count)
    for (place, node) in ranked.enumerated() { rank[node] = UInt16(place) }
    var table = [UInt16](repeating: 0, count: trie.count)
    var starts: [UInt32] = []
    var payloads: [Report] = []
    for (place, node) in ranked.enumerated() {
      var row = table.mutableSpan
      for column in 0..<width { row[place &* width &+ column] = rank[Int(trie[node &* width &+ column])] }
      if reports[node].isEmpty { continue }
      for endsWord in [false, true] {
        starts.append(UInt32(payloads.count))
        payloads.append(contentsOf: reports[node].filter { $0.endsWord == endsWord })
      }
    }
    firstReport = UInt16(ranked.count - starts.count / 2)
    starts.append(UInt32(payloads.count))
    self.classes = classes
    self.table = table
    reportStarts = starts
    self.payloads = payloads
  }

  /// Adds each occurrence of each literal that stands where it must, in the order of their ends.
  func scan(_ bytes: [UInt8], into found: inout [Found]) {
    let text = bytes.span
    let (starts, payloads) = (reportStarts, payloads)
    var (index, row) = walk(text, from: 0, in: 0)
    while index < text.count {
      let end = index &+ 1
      let isInsideWord = end < text.count && isWordByte(text[end])
      let report = 2 &* Int(row &- firstReport)
      for place in Int(starts[report])..<Int(starts[report &+ (isInsideWord ? 1 : 2)]) {
        let payload = payloads[place]
        let start = end &- Int(payload.length)
        if payload.startsWord, start > 0, isWordByte(text[start &- 1]) { continue }
        found.append(Found(payload: payload.payload, start: UInt32(start)))
      }
      (index, row) = walk(text, from: end, in: row)
    }
  }

  /// Walks on to the next byte on which a row reports something, or to the end of the text.
  ///
  /// A function of its own and no part of its caller: beside all that follows from a report, its few values would not stay
  /// in registers.
  @inline(never)
  private func walk(_ text: Span<UInt8>, from start: Int, in first: UInt16) -> (index: Int, row: UInt16) {
    let (allClasses, allRows) = (classes, table)
    let (classes, table) = (allClasses.span, allRows.span)
    var row = first
    var index = start
    while index < text.count {
      row = table[Int(row) &<< shift &+ Int(classes[Int(text[index])])]
      if row >= firstReport { break }
      index &+= 1
    }
    return (index, row)
  }
}
