internal import Glibc

/// What stands beside the lists of large JSON objects: for each object that is too large to be read whole its small
/// members, with room for the others. Kept in a nameless file, because a dump may hold many such objects.
///
/// For example `{"title":"a","comments":[…],"likes":3}` has the members `"title":"a","comments":[],"likes":3`.
final class JSONOutline {
  /// A container that is too large to be given whole.
  struct Entry {
    /// Its small members, and empty containers for the large ones; none for an array.
    fileprivate(set) var members: [UInt8] = []
    /// Whether it is an object of so many small members that they must be records themselves.
    fileprivate(set) var isKeyed = false
    /// Whether marks stand among its members for values that were too long.
    fileprivate(set) var isMarked = false
    /// Index between the brackets that stand for it among the members of the object around.
    fileprivate(set) var place: Int?
  }

  private struct Kept {
    var start: Int
    var count: Int
    var isKeyed: Bool
    var isMarked: Bool
    var place: Int?
  }

  private let name: String
  private let store: Descriptor
  private var stored = 0
  private var kept: [Int: Kept] = [:]

  /// Reads a file from its beginning to its end.
  ///
  /// - Parameter limit: bytes of a value that is read whole, and of the members of one object.
  init(_ source: ByteSource, limit: Int, depth: Int) throws {
    name = source.name
    store = try temporaryFile(for: name)
    let window = ByteWindow(source)
    try window.skipByteOrderMark()
    let values = JSONValues(window, limit: limit, depth: depth)
    var open: [(offset: Int, isArray: Bool, entry: Entry)] = []
    while let step = try values.next() {
      switch step {
      case .value(let range): add(window.bytes[range], to: &open, limit)
      case .tooLong(let key, _): add(window.bytes[key] + JSONDocument.tooLong, to: &open, limit, isMark: true)
      case .enters(let key, let isArray, let offset):
        add(window.bytes[key] + Array((isArray ? "[]" : "{}").utf8), to: &open, limit)
        var entry = Entry()
        if let outer = open.last, !outer.isArray { entry.place = outer.entry.members.count - 1 }
        open.append((offset, isArray, entry))
      case .leaves: if let last = open.popLast() { try keep(last.entry, last.offset) }
      case .ends: while let last = open.popLast() { try keep(last.entry, last.offset) }
      }
    }
  }

  private func add(
    _ member: ArraySlice<UInt8>, to open: inout [(offset: Int, isArray: Bool, entry: Entry)], _ limit: Int,
    isMark: Bool = false
  ) {
    guard let last = open.indices.last, !open[last].isArray, !open[last].entry.isKeyed else { return }
    let around = open.dropLast().reduce(0) { $0 + $1.entry.members.count }
    guard open[last].entry.members.count + member.count <= limit, around <= limit else {
      (open[last].entry.members, open[last].entry.isKeyed, open[last].entry.isMarked) = ([], true, false)
      return
    }
    if !open[last].entry.members.isEmpty { open[last].entry.members.append(UInt8(ascii: ",")) }
    open[last].entry.members += member
    if isMark { open[last].entry.isMarked = true }
  }

  private func keep(_ entry: Entry, _ offset: Int) throws {
    try unsafe entry.members.withUnsafeBytes { try unsafe store.append($0, name) }
    kept[offset] = Kept(
      start: stored, count: entry.members.count, isKeyed: entry.isKeyed, isMarked: entry.isMarked, place: entry.place)
    stored += entry.members.count
  }

  /// What was kept of the container whose bracket stands at a byte of the file.
  func entry(at offset: Int) throws -> Entry {
    guard let found = kept[offset] else {
      throw DumpError(file: name, code: "changed", message: "it was changed while it was read; drop it again")
    }
    var entry = Entry()
    entry.members = [UInt8](repeating: 0, count: found.count)
    var filled = 0
    while filled < found.count {
      let step = try unsafe entry.members.withUnsafeMutableBytes {
        try unsafe store.read(
          at: found.start + filled, into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]), name)
      }
      guard step > 0 else { break }
      filled += step
    }
    (entry.isKeyed, entry.isMarked, entry.place) = (found.isKeyed, found.isMarked, found.place)
    return entry
  }
}
