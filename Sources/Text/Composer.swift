import CUnicode

/// Canonical composition (NFC, Unicode Standard Annex 15), touching only letters that marks stand upon.
struct Composer {
  private var cluster: [Unit] = []
  private var output: [Unit] = []

  mutating func compose(_ units: inout [Unit]) {
    guard units.contains(where: \.composes) else { return }
    output.removeAll(keepingCapacity: true)
    var index = 0
    while index < units.count {
      var end = index + 1
      while end < units.count, units[end].composes { end += 1 }
      if end == index + 1, !units[index].composes {
        output.append(units[index])
      } else {
        cluster.removeAll(keepingCapacity: true)
        for unit in units[index..<end] { decompose(unit) }
        order()
        joinMarks()
      }
      index = end
    }
    swap(&units, &output)
  }

  private mutating func decompose(_ unit: Unit) {
    let parts = unit.scalar < 0xC0 ? .init() : saring_unicode_decompose(unit.scalar)
    guard parts.first != 0 else { return cluster.append(unit) }
    decompose(unit.becoming(parts.first))
    if parts.second != 0 { decompose(Unit(parts.second, source: Int(unit.source))) }
  }

  /// Canonical ordering: a stable sort of each run of marks by their class. Marks come almost sorted, and a heap of
  /// thousands is sorted as fast as any array.
  private mutating func order() {
    var index = 0
    while index < cluster.count {
      var end = index
      while end < cluster.count, cluster[end].record.combining_class != 0 { end += 1 }
      if end > index + 1 {
        let sorted = cluster[index..<end].enumerated().sorted {
          ($0.element.record.combining_class, $0.offset) < ($1.element.record.combining_class, $1.offset)
        }
        for (place, mark) in sorted.enumerated() { cluster[index + place] = mark.element }
      }
      index = max(end, index + 1)
    }
  }

  /// Joins each character to the last starter unless one of its own class, or a higher one, stands between.
  private mutating func joinMarks() {
    var starter = -1
    var lastClass: UInt8 = 0
    for unit in cluster {
      let own = unit.record.combining_class
      let isNext = starter == output.count - 1
      if starter >= 0, isNext || lastClass < own {
        let composite = Self.composite(output[starter].scalar, unit.scalar)
        if composite != 0 {
          output[starter] = output[starter].becoming(composite)
          continue
        }
      }
      if own == 0 { starter = output.count }
      lastClass = own
      output.append(unit)
    }
  }

  /// Hangul syllables are composed by arithmetic (Unicode Standard, section 3.12), everything else by table.
  private static func composite(_ first: UInt32, _ second: UInt32) -> UInt32 {
    if first &- 0x1100 < 19, second &- 0x1161 < 21 {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if first &- 0xAC00 < 11172, (first - 0xAC00) % 28 == 0, second &- 0x11A8 < 27 {
      return first + (second - 0x11A7)
    }
    return saring_unicode_compose(first, second)
  }
}
