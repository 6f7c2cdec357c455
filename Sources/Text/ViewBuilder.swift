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
    var letters = 0
    var upper = 0
    var digits = 0
    var spaces = 0
    var lines = 0
    var bytes = folded.bytes.mutableSpan
    let count = bytes.count
    for index in 0..<count {
      var byte = bytes[index]
      if byte &- 0x41 < 26 {
        byte |= 0x20
        upper &+= 1
        bytes[index] = byte
      }
      if byte &- 0x61 < 26 {
        letters &+= 1
      } else if byte &- 0x30 < 10 {
        digits &+= 1
      } else if byte == 0x20 || byte &- 0x09 < 5 {
        spaces &+= 1
        if byte == 0x0A { lines &+= 1 }
      }
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

  private mutating func foldUnicode(_ text: Span<UInt8>) {
    scalars.run(text)
    fold.run(scalars.units, source: text, into: &folded)
    disguises.append(contentsOf: scalars.disguises)
    disguises.append(contentsOf: fold.disguises)
    shape.count(scalars.units)
  }

  private mutating func finish(_ text: Span<UInt8>) {
    finder.run(folded.bytes)
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
    cutter.run(folded.bytes, finder.found, into: &words)
  }
}
