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
  /// By node, the columns of its own edges and where they lead.
  private(set) var children: [[(symbol: Int, node: Int)]] = [[]]
  /// By node, the longest end of it that is another one; complete only then.
  private(set) var failures: [Int] = []
  /// The nodes from the root down, those as deep one after the other; complete only then.
  private(set) var order: [Int] = []

  /// - Parameter classes: how many there are.
  init(classes: Int) {
    mark = classes
    edges = [Int32](repeating: -1, count: classes + 1)
  }

  private var columns: Int { mark + 1 }

  /// - Parameter symbols: columns.
  mutating func add(_ symbols: [Int], _ report: LiteralAutomaton.Report) {
    var node = 0
    for symbol in symbols {
      let slot = node * columns + symbol
      if edges[slot] < 0 {
        edges[slot] = Int32(reports.count)
        children[node].append((symbol, reports.count))
        reports.append([])
        children.append([])
        edges.append(contentsOf: repeatElement(-1, count: columns))
      }
      node = Int(edges[slot])
    }
    if !reports[node].contains(report) { reports[node].append(report) }
  }

  /// Finds for each node where a text goes on that leaves its literals: the longest end of what was read with which another
  /// one begins.
  mutating func complete() {
    failures = [Int](repeating: 0, count: reports.count)
    // Breadth first: a node's failure lies nearer to the root, and all its edges are filled in.
    order = [0]
    var next = 0
    while next < order.count {
      let node = order[next]
      next += 1
      for column in 0..<columns {
        let slot = node &* columns &+ column
        let fallback = node == 0 ? 0 : Int(edges[failures[node] &* columns &+ column])
        if edges[slot] < 0 {
          edges[slot] = Int32(fallback)
        } else {
          let child = Int(edges[slot])
          failures[child] = fallback
          for report in reports[fallback] where !reports[child].contains(report) {
            reports[child].append(report)
          }
          order.append(child)
        }
      }
    }
  }

  /// The nearest failure with children that the node has none for: where others lead nowhere, the node has already said so.
  func usefulFailure(of node: Int) -> Int {
    let own = Set(children[node].map(\.symbol))
    var failure = failures[node]
    while failure != 0, children[failure].allSatisfy({ own.contains($0.symbol) }) { failure = failures[failure] }
    return failure
  }

  /// Numbers for the nodes, such that the children of each lie as far behind one base as their columns say, and no two
  /// nodes in one place; nil where there are too many for 16 bits.
  ///
  /// Those nearest to the root come first, and so close together, as it is there that texts walk most.
  func places() -> (nodes: [UInt16], bases: [UInt16])? {
    var nodes = [UInt16](repeating: 0, count: reports.count)
    var bases = nodes
    // No base lies below 0, so that no child could be put into all of the first places.
    var taken = [Bool](repeating: true, count: columns)
    var firstFree = columns
    // Several children are not looked a place for again where there was none for others; the gaps are for single ones.
    var firstTried = columns
    for node in order {
      guard let first = children[node].map(\.symbol).min() else { continue }
      while firstFree < taken.count, taken[firstFree] { firstFree += 1 }
      let isSingle = children[node].count == 1
      var base = (isSingle ? firstFree : max(firstFree, firstTried)) - first
      while children[node].contains(where: { base + $0.symbol < taken.count && taken[base + $0.symbol] }) {
        base += 1
      }
      if !isSingle { firstTried = base + first }
      if base + columns >= Int(UInt16.max) { return nil }
      bases[node] = UInt16(base)
      for child in children[node] {
        let place = base + child.symbol
        while taken.count <= place { taken.append(false) }
        taken[place] = true
        nodes[child.node] = UInt16(place)
      }
    }
    return (nodes, bases)
  }
}
