import Bytes

/// Makes the views that every text needs, in buffers that are used anew for each.
///
/// A structure of its own, so that loading a text is one access to the storage of `TextViews` and not hundreds.
struct ViewBuilder {
  private(set) var raw: [UInt8] = []
  private(set) var folded = MappedText()
  private(set) var words: [Word] = []
  private(set) var disguises: [Disguise] = []
  private(set) var entities: [Entity] = []
  private(set) var shape = Shape()
  private(set) var isASCII = true
  private var ascii = ASCIIFold()
  private var scalars = ScalarPass()
  private var fold = FoldPass()
  private var finder = EntityFinder()
  private var spacing = SpacingPass()
  private var leet = LeetPass()
  private var cutter = WordCutter()

  /// The scalars of the clean view; of a text that is not ASCII.
  var units: [Unit] { scalars.units }

  mutating func load(_ text: Span<UInt8>, fastly: Bool) {
    raw.removeAll(keepingCapacity: true)
    unsafe text.withUnsafeBufferPointer { unsafe raw.append(contentsOf: $0) }
    disguises.removeAll(keepingCapacity: true)
    folded.bytes.removeAll(keepingCapacity: true)
    folded.offsets.removeAll(keepingCapacity: true)
    isASCII = fastly && Self.isASCII(text)
    if isASCII {
      unsafe text.withUnsafeBufferPointer { unsafe folded.bytes.append(contentsOf: $0) }
      foldASCII()
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
  private mutating func foldASCII() {
    ascii.run(&folded.bytes)
    let count = folded.bytes.count
    shape.reset()
    shape.characters = count
    shape.letters = ascii.letters
    shape.upperCase = ascii.upper
    shape.digits = ascii.digits
    shape.punctuation = count - ascii.letters - ascii.digits - ascii.spaces
    shape.lines = count == 0 ? 0 : ascii.lineBreaks + 1
    shape.scripts[Int(Script.latin.rawValue)] = ascii.letters
  }

  private mutating func foldUnicode(_ text: Span<UInt8>) {
    scalars.run(text)
    fold.run(scalars.units, source: text, into: &folded)
    disguises.append(contentsOf: scalars.disguises)
    disguises.append(contentsOf: fold.disguises)
    shape.count(scalars.units)
  }

  private mutating func finish(_ text: Span<UInt8>) {
    if isASCII, !ascii.hasTrigger { finder.found.removeAll(keepingCapacity: true) } else { finder.run(folded.bytes) }
    cutter.run(folded.bytes, finder.found, into: &words)
    let before = disguises.count
    let length = folded.bytes.count
    if cutter.mayBeSpaced { spacing.run(&folded, &finder.found, text, into: &disguises) }
    if !isASCII || ascii.hasSign { leet.run(&folded, finder.found, text, into: &disguises) }
    if disguises.count != before || folded.bytes.count != length {
      cutter.run(folded.bytes, finder.found, into: &words)
    }
    if disguises.count > 1 {
      disguises.sort { ($0.source.start, $0.kind.rawValue) < ($1.source.start, $1.kind.rawValue) }
    }
    entities.removeAll(keepingCapacity: true)
    for one in finder.found {
      let source = folded.source(of: one.range, in: text)
      entities.append(Entity(kind: one.kind, source: ByteRange(source), folded: ByteRange(one.range)))
    }
  }
}
