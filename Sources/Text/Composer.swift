import CUnicode

/// Canonical composition (NFC, Unicode Standard Annex 15), touching only letters that marks stand upon.
struct Composer {
  private var cluster: [Unit] = []
  private var output: [Unit] = []

  mutating func compose(_ units: inout [Unit]) {
    guard units.contains(where: { $0.record.combining_class != 0 || isJamo($0.scalar) || isSingleton($0) }) else {
      return
    }
    output.removeAll(keepingCapacity: true)
    var index = 0
    while index < units.count {
      cluster.removeAll(keepingCapacity: true)
      decompose(units[index])
      index += 1
      while index < units.count, units[index].record.combining_class != 0 {
        decompose(units[index])
        index += 1
      }
      order()
      joinMarks()
      for unit in cluster { append(unit) }
    }
    swap(&units, &output)
  }

  /// A scalar that NFC replaces by another single one, such as the Kelvin sign.
  private func isSingleton(_ unit: Unit) -> Bool {
    unit.scalar >= 0x340 && saring_unicode_decompose(unit.scalar).first != 0
  }

  private mutating func decompose(_ unit: Unit) {
    let parts = saring_unicode_decompose(unit.scalar)
    if parts.first == 0 { return cluster.append(unit) }
    decompose(Unit(parts.first, source: Int(unit.source)))
    if parts.second != 0 { decompose(Unit(parts.second, source: Int(unit.source))) }
  }

  /// Canonical ordering: a stable sort of marks by their class. Marks come almost sorted, and a heap of thousands is
  /// sorted as fast as any array.
  private mutating func order() {
    guard cluster.count > 2 else { return }
    let sorted = cluster.dropFirst().enumerated().sorted {
      ($0.element.record.combining_class, $0.offset) < ($1.element.record.combining_class, $1.offset)
    }
    for (index, mark) in sorted.enumerated() { cluster[index + 1] = mark.element }
  }

  /// Joins each mark to the letter unless a mark of its own class stands between.
  private mutating func joinMarks() {
    guard cluster.count > 1 else { return }
    var kept = 1
    var lastClass: UInt8 = 0
    for index in 1..<cluster.count {
      let mark = cluster[index]
      let composite =
        kept == 1 || lastClass < mark.record.combining_class
        ? saring_unicode_compose(cluster[0].scalar, mark.scalar) : 0
      if composite != 0 {
        cluster[0] = Unit(composite, source: Int(cluster[0].source))
      } else {
        cluster[kept] = mark
        lastClass = mark.record.combining_class
        kept += 1
      }
    }
    cluster.removeSubrange(kept...)
  }

  // Hangul syllables are composed by arithmetic (Unicode Standard, section 3.12).
  private func isJamo(_ scalar: UInt32) -> Bool { scalar &- 0x1100 < 0x100 }

  private mutating func append(_ unit: Unit) {
    let last = output.last?.scalar ?? 0
    var composite: UInt32 = 0
    if last &- 0x1100 < 19, unit.scalar &- 0x1161 < 21 {
      composite = 0xAC00 + ((last - 0x1100) * 21 + (unit.scalar - 0x1161)) * 28
    } else if last &- 0xAC00 < 11172, (last - 0xAC00) % 28 == 0, unit.scalar &- 0x11A8 < 27 {
      composite = last + (unit.scalar - 0x11A7)
    }
    if composite == 0 { return output.append(unit) }
    output[output.count - 1] = Unit(composite, source: Int(output[output.count - 1].source))
  }
}
