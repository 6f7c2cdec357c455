import Bytes

/// Joins, in the folded view, letters that were pulled apart: `m e k a r 8 8`, `s.l.o.t`, `m • e • k • a • r`.
///
/// Single letters with one and the same gap between all of them are a word unless they read as a list, a scale or
/// answers (`a b c d`, `x x x x`, `C G A F`). Links, handles and hashtags are left alone.
struct SpacingPass {
  /// The gaps to take out.
  private var gaps: [Range<Int>] = []
  private var cursor = EntityCursor()

  /// Fewer letters spell too many honest things: initials, `U.S.A.`.
  static let least = 4
  private static let leastLetters = 3
  /// Bytes of a gap, at most: a sign beyond ASCII between two spaces.
  private static let widestGap = 6

  mutating func run(
    _ text: inout MappedText, _ entities: inout [EntityFinder.Found], _ source: Span<UInt8>,
    into disguises: inout [Disguise]
  ) {
    findGaps(text, entities, source, &disguises)
    if !gaps.isEmpty { close(&text, &entities) }
  }

  private mutating func findGaps(
    _ text: MappedText, _ entities: [EntityFinder.Found], _ source: Span<UInt8>, _ disguises: inout [Disguise]
  ) {
    gaps.removeAll(keepingCapacity: true)
    cursor = EntityCursor()
    let bytes = text.bytes.span
    var index = 0
    while index + 2 < bytes.count {
      guard ByteClass.isAlphanumeric(bytes[index]) else {
        index &+= 1
        continue
      }
      if ByteClass.isAlphanumeric(bytes[index &+ 1]) {
        while index < bytes.count, ByteClass.isAlphanumeric(bytes[index]) { index &+= 1 }
        continue
      }
      index = joinRun(from: index, text, entities, source, &disguises)
    }
  }

  /// Looks at the run of single letters that starts here, and says where to go on.
  private mutating func joinRun(
    from start: Int, _ text: MappedText, _ entities: [EntityFinder.Found], _ source: Span<UInt8>,
    _ disguises: inout [Disguise]
  ) -> Int {
    let bytes = text.bytes.span
    guard Self.endsBreak(bytes, start), let gap = Self.gap(bytes, start + 1) else { return start + 1 }
    var end = start + 1
    var count = 1
    while end + gap < bytes.count, Self.isEqual(bytes, start + 1, end, gap), Self.isSingle(bytes, end + gap) {
      end += gap + 1
      count += 1
    }
    let step = gap + 1
    guard count >= Self.least, Self.isWord(bytes, stride(from: start, to: end, by: step)),
      !cursor.touches(start..<end, entities)
    else { return end }
    for place in stride(from: start + 1, to: end, by: step) { gaps.append(place..<(place + gap)) }
    let range = text.source(of: start..<end, in: source)
    if !Self.isAcronym(bytes, start..<end, source, range) {
      disguises.append(Disguise(kind: .spaced, source: ByteRange(range), letters: count))
    }
    return end
  }

  // MARK: Singles and gaps

  /// Whether a letter or digit stands here that another does not follow.
  private static func isSingle(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    guard ByteClass.isAlphanumeric(bytes[index]) else { return false }
    return index + 1 == bytes.count || isBreak(bytes, index + 1)
  }

  private static func isBreak(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    if bytes[index] < 0x80 { return !ByteClass.isAlphanumeric(bytes[index]) }
    switch Unit(decodeScalar(bytes, at: index).scalar, source: 0).group {
    case .letter, .digit, .mark: return false
    default: return true
    }
  }

  /// Whether what stands before `index` parts words.
  private static func endsBreak(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    var before = index - 1
    guard before >= 0 else { return true }
    while before > 0, bytes[before] & 0xC0 == 0x80, index - before < 4 { before -= 1 }
    return isBreak(bytes, before)
  }

  /// The length of a gap between two letters: equal signs, or one sign beyond ASCII, with a space on both sides or none;
  /// or a closing bracket and an opening one.
  private static func gap(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < bytes.count, !ByteClass.isAlphanumeric(bytes[end]) {
      end += 1
      if end - start > widestGap { return nil }
    }
    guard end < bytes.count, end > start else { return nil }
    var core = start..<end
    if core.count > 2, bytes[start] == 0x20, bytes[end - 1] == 0x20 { core = (start + 1)..<(end - 1) }
    let first = bytes[core.lowerBound]
    if core.count == end - start, isBrackets(bytes, core) { return end - start }
    if first >= 0x80 {
      let isOne = decodeScalar(bytes, at: core.lowerBound).length == core.count
      return isOne && isBreak(bytes, core.lowerBound) ? end - start : nil
    }
    return isSeparator(first) && core.allSatisfy { bytes[$0] == first } ? end - start : nil
  }

  /// `][`, `)(`, `】【`.
  private static func isBrackets(_ bytes: Span<UInt8>, _ gap: Range<Int>) -> Bool {
    let (closing, length) = decodeScalar(bytes, at: gap.lowerBound)
    guard length < gap.count else { return false }
    let (opening, rest) = decodeScalar(bytes, at: gap.lowerBound + length)
    return length + rest == gap.count && brackets.contains { $0.closing == closing && $0.opening == opening }
  }

  private static let brackets: [(opening: UInt32, closing: UInt32)] = [
    (0x28, 0x29), (0x5B, 0x5D), (0x7B, 0x7D), (0x3C, 0x3E), (0x3008, 0x3009), (0x300A, 0x300B), (0x300C, 0x300D),
    (0x300E, 0x300F), (0x3010, 0x3011), (0x3014, 0x3015), (0x3016, 0x3017),
  ]

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "*"),
      UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "/"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  private static func isEqual(_ bytes: Span<UInt8>, _ one: Int, _ other: Int, _ count: Int) -> Bool {
    (0..<count).allSatisfy { bytes[one + $0] == bytes[other + $0] }
  }

  // MARK: Words and lists

  private static func isWord(_ bytes: Span<UInt8>, _ places: StrideTo<Int>) -> Bool {
    var letters = 0
    var vowels = 0
    var isSequence = true
    var isScale = true
    var previous: UInt8?
    for place in places {
      let byte = bytes[place]
      let isLetter = byte &- 0x61 < 26
      if isLetter { letters += 1 }
      switch byte {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): vowels += 1
      // A digit for a vowel, as in `m 3 k a r`, is undone once the letters are joined.
      case UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "3"), UInt8(ascii: "4"):
        if let previous, previous &- 0x61 < 26 { vowels += 1 }
      default: break
      }
      if let previous, byte != previous, byte != previous &+ 1 { isSequence = false }
      // Chords of a song, answers of an examination.
      if isLetter, byte > UInt8(ascii: "g") { isScale = false }
      previous = byte
    }
    return letters >= leastLetters && vowels > 0 && vowels < letters && !isSequence && !isScale
  }

  /// `A.S.A.P.`: capitals with a full stop after each are joined, but hide nothing.
  private static func isAcronym(
    _ bytes: Span<UInt8>, _ run: Range<Int>, _ source: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    guard bytes[run.lowerBound + 1] == UInt8(ascii: "."), run.upperBound < bytes.count,
      bytes[run.upperBound] == UInt8(ascii: ".")
    else { return false }
    return range.allSatisfy { source[$0] == UInt8(ascii: ".") || source[$0] &- 0x41 < 26 }
  }

  /// Takes the gaps out.
  private mutating func close(_ text: inout MappedText, _ entities: inout [EntityFinder.Found]) {
    if text.offsets.isEmpty { text.offsets = Self.startsOfCharacters(text.bytes) }
    var next = 0
    var kept = 0
    var entity = 0
    for index in text.bytes.indices {
      while entity < entities.count, entities[entity].range.lowerBound == index {
        // No gap lies inside an entity.
        entities[entity].range = kept..<(kept + entities[entity].range.count)
        entity += 1
      }
      if next < gaps.count, gaps[next].upperBound == index { next += 1 }
      if next < gaps.count, gaps[next].contains(index) { continue }
      text.bytes[kept] = text.bytes[index]
      text.offsets[kept] = text.offsets[index]
      kept += 1
    }
    text.bytes.removeSubrange(kept...)
    text.offsets.removeSubrange(kept...)
  }

  /// For each byte of a text that is its own source, where its character starts.
  private static func startsOfCharacters(_ text: [UInt8]) -> [UInt32] {
    var start: UInt32 = 0
    return text.indices.map { index in
      if !continuesCharacter(text[index]) { start = UInt32(index) }
      return start
    }
  }
}
