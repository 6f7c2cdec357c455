/// Finds all literals of one view in one pass (Aho and Corasick 1975), as a dense table over classes of bytes.
///
/// Bytes that no literal contains share class 0, capital ASCII letters the class of their small ones, so that one
/// automaton serves patterns with and without regard to case: it only decides what is worth a closer look. Rows that
/// report something come last in the table, so that the inner loop does nothing but look up and compare.
struct LiteralAutomaton: Sendable {
  /// Class of each byte.
  private let classes: [UInt8]
  /// Next row's offset for each row and class; the first row is the start.
  private let table: [UInt32]
  /// A row is as wide as this power of two, so that a row's number costs a shift and no division.
  private let shift: Int
  /// Rows from this offset on report literals.
  private let firstReport: UInt32
  /// For each reporting row, where its payloads begin in `payloads`, and one more for the end.
  private let reportStarts: [UInt32]
  private let payloads: [Report]

  private struct Report: Sendable, Equatable {
    let payload: UInt32
    let length: UInt32
    let startsWord: Bool
    let endsWord: Bool
  }

  /// - Parameter literals: each with the payload to report. Payloads that belong to one literal are reported together.
  init(_ literals: [(literal: RequiredLiteral, payload: UInt32)]) {
    var classes = [UInt8](repeating: 0, count: 256)
    var width = 1
    for (literal, _) in literals {
      for byte in literal.bytes where classes[Int(byte)] == 0 {
        classes[Int(byte)] = UInt8(width)
        width += 1
      }
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
      for column in 0..<width {
        let slot = node * width + column
        let fallback = node == 0 ? 0 : Int(trie[failure[node] * width + column])
        if trie[slot] < 0 {
          trie[slot] = Int32(fallback)
        } else {
          let child = Int(trie[slot])
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
    var rank = [Int](repeating: 0, count: ranked.count)
    for (place, node) in ranked.enumerated() { rank[node] = place }
    var table = [UInt32](repeating: 0, count: trie.count)
    var starts: [UInt32] = []
    var payloads: [Report] = []
    for (place, node) in ranked.enumerated() {
      for column in 0..<width {
        table[place * width + column] = UInt32(rank[Int(trie[node * width + column])] * width)
      }
      if !reports[node].isEmpty {
        starts.append(UInt32(payloads.count))
        payloads.append(contentsOf: reports[node])
      }
    }
    firstReport = UInt32((ranked.count - starts.count) * width)
    starts.append(UInt32(payloads.count))
    self.classes = classes
    self.table = table
    reportStarts = starts
    self.payloads = payloads
  }

  /// Calls `found` for each occurrence of each literal that stands where it must, in the order of their ends.
  @inline(__always)
  func scan(_ text: Span<UInt8>, _ found: (_ payload: Int) -> Void) {
    var (index, row) = walk(text, from: 0, in: 0)
    while index < text.count {
      let report = Int(row &- firstReport) >> shift
      for place in Int(reportStarts[report])..<Int(reportStarts[report + 1]) {
        if fits(payloads[place], endingAt: index, in: text) { found(Int(payloads[place].payload)) }
      }
      (index, row) = walk(text, from: index &+ 1, in: row)
    }
  }

  /// Walks on to the next byte on which a row reports something, or to the end of the text.
  ///
  /// A function of its own and no part of its caller: beside all that follows from a report, its few values would not stay
  /// in registers.
  @inline(never)
  private func walk(_ text: Span<UInt8>, from start: Int, in first: UInt32) -> (index: Int, row: UInt32) {
    let classes = classes.span
    let table = table.span
    var row = first
    var index = start
    while index < text.count {
      row = table[Int(row) &+ Int(classes[Int(text[index])])]
      if row >= firstReport { break }
      index &+= 1
    }
    return (index, row)
  }

  /// Whether a literal found at a place begins and ends a word there, if it has to.
  @inline(__always)
  private func fits(_ report: Report, endingAt last: Int, in text: Span<UInt8>) -> Bool {
    if report.endsWord, last &+ 1 < text.count, isWordByte(text[last &+ 1]) { return false }
    let start = last &+ 1 &- Int(report.length)
    return !(report.startsWord && start > 0 && isWordByte(text[start &- 1]))
  }
}
