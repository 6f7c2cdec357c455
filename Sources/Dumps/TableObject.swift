import Bytes

/// Makes JSON objects of a table's rows: the header `owner/username` is a key `username` in an object `owner`, and numbers
/// between strokes count the elements of a list, as in `replies/0/text`.
struct TableObject {
  private indirect enum Node {
    case cell(Int)
    case object([(key: String, node: Node)])

    /// Whether all keys are numbers, so that it stands for a list.
    var isList: Bool {
      guard case .object(let members) = self else { return false }
      return !members.isEmpty
        && members.allSatisfy { !$0.key.isEmpty && $0.key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }
  }

  private var root = Node.object([])
  /// Names deeper than this stay as they are.
  private static let depth = 16

  init(_ names: [String]) {
    for (column, name) in names.enumerated() {
      let parts = name.split(separator: "/").map(String.init)
      let isPath = parts.count > 1 && parts.count <= Self.depth && parts.joined(separator: "/") == name
      Self.insert(isPath ? parts[...] : [name], column, into: &root)
    }
  }

  private static func insert(_ parts: ArraySlice<String>, _ column: Int, into node: inout Node) {
    guard case .object(var members) = node, let key = parts.first else { return }
    let rest = parts.dropFirst()
    if let index = members.firstIndex(where: { $0.key == key }) {
      // Of two columns with one name the first counts.
      if !rest.isEmpty { insert(rest, column, into: &members[index].node) }
    } else {
      var new = rest.isEmpty ? Node.cell(column) : .object([])
      if !rest.isEmpty { insert(rest, column, into: &new) }
      members.append((key, new))
    }
    node = .object(members)
  }

  /// One row as JSON.
  ///
  /// - Parameter above: what the object has under `@above`.
  func json(of row: [[UInt8]], above: [(name: String, value: [UInt8])]) -> [UInt8] {
    var out = OutputBuffer()
    guard case .object(let members) = root else { return [] }
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for (key, node) in members {
      if case .object = node, !hasCells(node, row) { continue }
      separate(&isFirst, &out)
      out.append(json: key)
      out.append(UInt8(ascii: ":"))
      write(node, row, to: &out)
    }
    if !above.isEmpty {
      separate(&isFirst, &out)
      out.append("\"@above\":{")
      var isFirst = true
      for (name, value) in above {
        separate(&isFirst, &out)
        out.append(json: name)
        out.append(UInt8(ascii: ":"))
        out.append(json: value.span)
      }
      out.append(UInt8(ascii: "}"))
    }
    out.append(UInt8(ascii: "}"))
    return out.finished()
  }

  private func write(_ node: Node, _ row: [[UInt8]], to out: inout OutputBuffer) {
    switch node {
    case .cell(let column):
      let cell = column < row.count ? row[column] : []
      out.append(json: cell.span)
    case .object(let members):
      let isList = node.isList
      out.append(UInt8(ascii: isList ? "[" : "{"))
      var isFirst = true
      // Inside of objects an empty cell is as good as none: each row has cells for as many answers as any has.
      for (key, child) in members where hasCells(child, row) {
        separate(&isFirst, &out)
        if !isList {
          out.append(json: key)
          out.append(UInt8(ascii: ":"))
        }
        write(child, row, to: &out)
      }
      out.append(UInt8(ascii: isList ? "]" : "}"))
    }
  }

  private func hasCells(_ node: Node, _ row: [[UInt8]]) -> Bool {
    switch node {
    case .cell(let column): column < row.count && !row[column].isEmpty
    case .object(let members): members.contains { hasCells($0.node, row) }
    }
  }

  private func separate(_ isFirst: inout Bool, _ out: inout OutputBuffer) {
    if !isFirst { out.append(UInt8(ascii: ",")) }
    isFirst = false
  }
}
