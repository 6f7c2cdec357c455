/// Which names of the inbox stand still, and since when.
struct Settling {
  private struct Watched {
    var dump: Dump
    var since: Int
  }

  /// Milliseconds a dump must stand still that was not moved in whole.
  let time: Int
  private var watched: [FileName: Watched] = [:]

  init(time: Int) {
    self.time = time
  }

  /// Takes note of how a dump looks.
  ///
  /// - Parameter now: milliseconds of a clock that does not jump.
  /// - Returns: nil when it has stood still long enough; else when to look again.
  mutating func look(_ dump: Dump, now: Int) -> Int? {
    let since = watched[dump.name].flatMap { dump.isStill(since: $0.dump) ? $0.since : nil } ?? now
    if now - since >= time {
      watched[dump.name] = nil
      return nil
    }
    watched[dump.name] = Watched(dump: dump, since: since)
    return since + time
  }

  mutating func forget(_ name: FileName) { watched[name] = nil }
  mutating func forget(allBut names: Set<FileName>) { watched = watched.filter { names.contains($0.key) } }

  /// The names that have yet to stand still long enough, and when the first of them may have.
  var names: [FileName] { Array(watched.keys) }
  var due: Int? { watched.values.map { $0.since + time }.min() }
}
