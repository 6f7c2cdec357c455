/// The literals of an automaton, letter by letter, in classes of bytes.
///
/// A word that begins inside a literal, or with it where it must stand at the beginning of a word, has a mark before its first
/// byte, as if texts had such marks before their words.
struct LiteralTrie {
  /// The column of the mark, behind those of the classes.
  let mark: Int
  /// By node and column the next node, -1 where there is none; the first node is the root.
  private var edges: [Int32]
  /// By node, what ends there.
  private(set) var reports: [[LiteralAutomaton.Report]] = [[]]

  /// - Parameter classes: how many there are.
  init(classes: Int) {
    mark = classes
    edges = [Int32](repeating: -1, count: classes + 1)
  }

  private var columns: Int { mark + 1 }

  @inline(__always) func next(_ node: Int, _ column: Int) -> Int { Int(edges[node &* columns &+ column]) }

  /// - Parameter symbols: columns.
  mutating func add(_ symbols: [Int], _ report: LiteralAutomaton.Report) {
    var node = 0
    for symbol in symbols {
      let slot = node * columns + symbol
      if edges[slot] < 0 {
        edges[slot] = Int32(reports.count)
        reports.append([])
        edges.append(contentsOf: repeatElement(-1, count: columns))
      }
      node = Int(edges[slot])
    }
    if !reports[node].contains(report) { reports[node].append(report) }
  }

  /// Fills in the missing edges: where a text leaves a literal, the longest end of what was read with which another one
  /// begins is where it goes on.
  mutating func complete() {
    var failure = [Int](repeating: 0, count: reports.count)
    // Breadth first: a node's failure lies nearer to the root and is complete.
    var order = [0]
    var next = 0
    while next < order.count {
      let node = order[next]
      next += 1
      for column in 0..<columns {
        let slot = node &* columns &+ column
        let fallback = node == 0 ? 0 : Int(edges[failure[node] &* columns &+ column])
        if edges[slot] < 0 {
          edges[slot] = Int32(fallback)
        } else {
          let child = Int(edges[slot])
          failure[child] = fallback
          for report in reports[fallback] where !reports[child].contains(report) {
            reports[child].append(report)
          }
          order.append(child)
        }
      }
    }
  }
}
