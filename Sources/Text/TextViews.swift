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
  private var spacing = SpacingPass()
  private var leet = LeetPass()
  private var cutter = WordCutter()

  package init() {}

  /// Takes in a text: any bytes at all. What is not valid UTF-8 reads as U+FFFD.
  package func load(_ text: Span<UInt8>) { load(text, fastly: true) }

  /// - Parameter fastly: whether ASCII may take its own path; tests compare it to the other one.
  func load(_ text: Span<UInt8>, fastly: Bool) {
    raw.removeAll(keepingCapacity: true)
    unsafe text.withUnsafeBufferPointer { unsafe raw.append(contentsOf: $0) }
    builtClean = nil
    builtSkeleton = nil
    disguises.removeAll(keepingCapacity: true)
    folded.bytes.removeAll(keepingCapacity: true)
    folded.offsets.removeAll(keepingCapacity: true)
    isASCII = fastly && Self.isASCII(text)
    if isASCII {
      folded.bytes.append(contentsOf: raw)
      Self.foldASCII(&folded.bytes, &shape)
    } else {
      foldUnicode(text)
    }
    finish(text)
  }

  private static func isASCII(_ text: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for index in text.indices { all |= text[index] }
    return all < 0x80
  }

  /// The fast path: nothing to undo but case.
  private static func foldASCII(_ text: inout [UInt8], _ shape: inout Shape) {
    var bytes = text.mutableSpan
    var letters = 0
    var upper = 0
    var digits = 0
    var spaces = 0
    var lines = 0
    let count = bytes.count
    for index in 0..<count {
      var byte = bytes[index]
      let isUpper = byte &- 0x41 < 26
      byte |= isUpper ? 0x20 : 0
      upper &+= isUpper ? 1 : 0
      letters &+= byte &- 0x61 < 26 ? 1 : 0
      digits &+= byte &- 0x30 < 10 ? 1 : 0
      spaces &+= byte == 0x20 || byte &- 0x09 < 5 ? 1 : 0
      lines &+= byte == 0x0A ? 1 : 0
      bytes[index] = byte
    }
    shape.reset()
    shape.characters = count
    shape.letters = letters
    shape.upperCase = upper
    shape.digits = digits
    shape.punctuation = count - letters - digits - spaces
    shape.lines = count == 0 ? 0 : lines + 1
    shape.scripts[Int(Script.latin.rawValue)] = letters
  }

  private func foldUnicode(_ text: Span<UInt8>) {
    scalars.run(text)
    fold.run(scalars.units, source: text, into: &folded)
    disguises.append(contentsOf: scalars.disguises)
    disguises.append(contentsOf: fold.disguises)
    shape.count(scalars.units)
  }

  private func finish(_ text: Span<UInt8>) {
    finder.run(folded.bytes.span)
    spacing.run(&folded, &finder.found, text, into: &disguises)
    leet.run(&folded, finder.found, text, into: &disguises)
    if disguises.count > 1 {
      disguises.sort { ($0.source.start, $0.kind.rawValue) < ($1.source.start, $1.kind.rawValue) }
    }
    entities.removeAll(keepingCapacity: true)
    for one in finder.found {
      let source = folded.source(of: one.range, in: text)
      entities.append(Entity(kind: one.kind, source: ByteRange(source), folded: ByteRange(one.range)))
    }
    let bytes = folded.bytes
    cutter.run(bytes.span, finder.found, into: &words)
  }

  /// NFC, without invisible and direction marks. Made when first asked for.
  package var clean: MappedText {
    if isASCII { return MappedText(bytes: raw, offsets: []) }
    if let builtClean { return builtClean }
    var clean = MappedText()
    for unit in scalars.units {
      clean.append(scalar: unit.scalar, from: unit.source)
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
    let source = raw
    return text.source(of: range, in: source.span)
  }
}
