/// Dumps that are ready, oldest first, then by name.
struct WaitingList {
  private var dumps: [FileName: Dump] = [:]
  /// Youngest first, so that the oldest is taken from the end.
  private var order: [Entry] = []

  private struct Entry: Comparable {
    var modified: Int
    var name: FileName

    static func < (a: Entry, b: Entry) -> Bool { (a.modified, a.name) > (b.modified, b.name) }
  }

  var count: Int { dumps.count }
  subscript(name: FileName) -> Dump? { dumps[name] }

  mutating func add(_ dump: Dump) {
    remove(dump.name)
    dumps[dump.name] = dump
    let entry = Entry(modified: dump.status.modified, name: dump.name)
    order.insert(entry, at: place(of: entry))
  }

  mutating func remove(_ name: FileName) {
    guard let dump = dumps.removeValue(forKey: name) else { return }
    order.remove(at: place(of: Entry(modified: dump.status.modified, name: name)))
  }

  mutating func remove(allBut names: Set<FileName>) {
    for name in dumps.keys where !names.contains(name) { remove(name) }
  }

  /// The oldest dump that may be taken.
  func first(where isFree: (FileName) -> Bool) -> Dump? {
    order.last { isFree($0.name) }.flatMap { dumps[$0.name] }
  }

  /// The first place whose entry is not before `entry`.
  private func place(of entry: Entry) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if order[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
