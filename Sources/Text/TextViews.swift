import Bytes

/// All views of one text. One instance per worker and field, loaded anew for each text so that nothing is
/// allocated on the path every comment takes.
package final class TextViews {
  package private(set) var raw: [UInt8] = []
  package private(set) var folded = MappedText()
  package private(set) var words: [Word] = []
  /// In the order of their place in the source.
  package private(set) var disguises: [Disguise] = []
  /// In the order of the folded view.
  package private(set) var entities: [Entity] = []
  package private(set) var shape = Shape()

  private var isASCII = true
  private var builtClean: MappedText?
  private var builtSkeleton: MappedText?
  private var scalars = ScalarPass()
  private var fold = FoldPass()
  private var finder = EntityFinder()
  private var spelling = Spelling()
  private var cutter = WordCutter()
  private var found: [EntityFinder.Found] = []

  package init() {}

  /// Takes in a text: any bytes at all. What is not valid UTF-8 reads as U+FFFD.
  package func load(_ text: Span<UInt8>) {
    raw.removeAll(keepingCapacity: true)
    unsafe text.withUnsafeBufferPointer { unsafe raw.append(contentsOf: $0) }
    builtClean = nil
    builtSkeleton = nil
    disguises.removeAll(keepingCapacity: true)
    isASCII = foldASCII(raw.span)
    if !isASCII { foldUnicode(text) }
    finish()
  }

  /// The fast path: nothing to undo but case.
  ///
  /// - Returns: false, with nothing done that the slow path does not do anew, when the text is not ASCII.
  private func foldASCII(_ text: Span<UInt8>) -> Bool {
    folded.bytes.removeAll(keepingCapacity: true)
    folded.offsets.removeAll(keepingCapacity: true)
    shape.reset()
    var letters = 0
    var upper = 0
    var digits = 0
    var spaces = 0
    var lines = 0
    for index in 0..<text.count {
      var byte = text[index]
      if byte >= 0x80 { return false }
      if byte &- 0x41 < 26 {
        byte |= 0x20
        upper &+= 1
      }
      if byte &- 0x61 < 26 {
        letters &+= 1
      } else if byte &- 0x30 < 10 {
        digits &+= 1
      } else if byte <= 0x20 {
        spaces &+= 1
        if byte == 0x0A { lines &+= 1 }
      }
      folded.bytes.append(byte)
    }
    shape.characters = text.count
    shape.letters = letters
    shape.upperCase = upper
    shape.digits = digits
    shape.punctuation = text.count - letters - digits - spaces
    shape.lines = text.isEmpty ? 0 : lines + 1
    shape.scripts[Int(Script.latin.rawValue)] = letters
    return true
  }

  private func foldUnicode(_ text: Span<UInt8>) {
    scalars.run(text)
    fold.run(scalars.units, end: text.count)
    folded.bytes.removeAll(keepingCapacity: true)
    folded.bytes.append(contentsOf: fold.bytes)
    folded.offsets.removeAll(keepingCapacity: true)
    folded.offsets.append(contentsOf: fold.offsets)
    disguises.append(contentsOf: scalars.disguises)
    disguises.append(contentsOf: fold.disguises)
    shape.count(scalars.units)
  }

  private func finish() {
    finder.run(folded.bytes)
    found.removeAll(keepingCapacity: true)
    found.append(contentsOf: finder.found)
    if spelling.run(&folded, &found) { disguises.append(contentsOf: spelling.disguises) }
    if disguises.count > 1 {
      disguises.sort { ($0.source.start, $0.kind.rawValue) < ($1.source.start, $1.kind.rawValue) }
    }
    entities.removeAll(keepingCapacity: true)
    for one in found {
      entities.append(
        Entity(kind: one.kind, source: ByteRange(source(of: one.range, in: .folded)), folded: ByteRange(one.range)))
    }
    cutter.run(folded.bytes, found, into: &words)
  }

  /// NFC, without invisible and direction marks. Made when first asked for.
  package var clean: MappedText {
    if isASCII { return MappedText(bytes: raw, offsets: []) }
    if let builtClean { return builtClean }
    var clean = MappedText()
    for unit in scalars.units {
      let first = clean.bytes.count
      clean.bytes.append(scalar: unit.scalar)
      for _ in first..<clean.bytes.count { clean.offsets.append(unit.source) }
    }
    builtClean = clean
    return clean
  }

  /// Folded, with what changes between copies masked. Made when first asked for.
  package var skeleton: MappedText {
    if let builtSkeleton { return builtSkeleton }
    var skeleton = MappedText()
    SkeletonBuilder.run(folded, words: words, entities: entities, into: &skeleton)
    builtSkeleton = skeleton
    return skeleton
  }

  /// The source bytes that a range of a view came from: whole characters with the marks upon them.
  package func source(of range: Range<Int>, in view: View) -> Range<Int> {
    let text: MappedText
    switch view {
    case .raw: return range
    case .clean: text = clean
    case .folded: text = folded
    case .skeleton: text = skeleton
    }
    if text.offsets.isEmpty { return range }
    guard !range.isEmpty else {
      let offset = range.lowerBound < text.offsets.count ? Int(text.offsets[range.lowerBound]) : raw.count
      return offset..<offset
    }
    // Turned text runs backwards, so the ends are not where the range's ends are.
    var start = Int(text.offsets[range.lowerBound])
    var last = start
    for index in range {
      start = min(start, Int(text.offsets[index]))
      last = max(last, Int(text.offsets[index]))
    }
    return start..<end(ofCharacterAt: last)
  }

  private func end(ofCharacterAt offset: Int) -> Int {
    let text = raw
    let bytes = text.span
    var end = offset + decodeScalar(bytes, at: offset).length
    while end < bytes.count, bytes[end] >= 0x80 {
      let (scalar, length) = decodeScalar(bytes, at: end)
      let unit = Unit(scalar, source: end)
      guard scalar != .invalid, unit.group == .mark || scalar == 0xFE0F else { break }
      end += length
    }
    return end
  }
}
