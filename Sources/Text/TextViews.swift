import Bytes

/// All views of one text, made in buffers that are used anew for each, so that nothing is allocated on the path every
/// comment takes. One instance per worker and field.
///
/// It cannot be copied and is only lent out: what every signal and rule reads dozens of times for each comment costs no
/// counting of references that way.
public struct TextViews: ~Copyable {
  /// The bytes as received.
  public private(set) var raw: [UInt8] = []
  /// What rules look at unless they say otherwise; see `View.folded`.
  public private(set) var folded = MappedText()
  /// The words of the folded view, in their order.
  public private(set) var words: [Word] = []
  /// In the order of their place in the source.
  public private(set) var disguises: [Disguise] = []
  /// In the order of the folded view.
  public private(set) var entities: [Entity] = []
  /// Counts over the clean view.
  public private(set) var shape = Shape()
  /// Whether the folded view is the clean one but for the case of ASCII letters, byte for byte.
  public private(set) var isFoldedInCaseAlone = true
  /// Whether nothing but case had to be undone before words were looked at, and every view is as long as the source.
  public private(set) var isPlain = true
  private var plain = PlainFold()
  private var scalars = ScalarPass()
  private var fold = FoldPass()
  private var finder = EntityFinder()
  private var spacing = SpacingPass()
  private var leet = LeetPass()
  private var cutter = WordCutter()
  private let made = MadeViews()

  /// The views of an empty text.
  public init() {}

  /// The bytes of `folded` alone.
  public var foldedBytes: [UInt8] { folded.bytes }

  /// NFC, without invisible and direction marks. Made when first asked for.
  public var clean: MappedText {
    if isPlain || scalars.isSource { return MappedText(bytes: raw, offsets: []) }
    if let clean = made.clean { return clean }
    let clean = MappedText(scalars.units.span)
    made.clean = clean
    return clean
  }

  /// Folded, with what changes between copies masked. Made when first asked for.
  public var skeleton: MappedText {
    if let skeleton = made.skeleton { return skeleton }
    var skeleton = MappedText()
    SkeletonBuilder.run(folded, words: words, entities: entities, into: &skeleton)
    made.skeleton = skeleton
    return skeleton
  }

  /// The source bytes that a range of a view came from: whole characters with the marks upon them.
  public func source(of range: Range<Int>, in view: View) -> Range<Int> {
    switch view {
    case .raw: range
    case .clean: clean.source(of: range, in: raw.span)
    case .folded: folded.source(of: range, in: raw.span)
    case .skeleton: skeleton.source(of: range, in: raw.span)
    }
  }

  /// Takes in a text: any bytes at all. What is not valid UTF-8 reads as U+FFFD.
  public mutating func load(_ text: Span<UInt8>) { load(text, fastly: true) }

  /// - Parameter fastly: whether a plain text may take its own path; tests compare it to the other one.
  mutating func load(_ text: Span<UInt8>, fastly: Bool) {
    made.forget()
    raw.refill(with: text)
    disguises.clear()
    folded.bytes.refill(with: text)
    folded.offsets.clear()
    isPlain = fastly && plain.run(&folded.bytes)
    isFoldedInCaseAlone = true
    if isPlain {
      shape = plain.shape(of: text.count)
    } else {
      folded.bytes.removeAll(keepingCapacity: true)
      foldUnicode(text)
    }
    finish(text)
  }

  private mutating func foldUnicode(_ text: Span<UInt8>) {
    scalars.run(text)
    fold.run(scalars.units, source: text, into: &folded)
    isFoldedInCaseAlone = fold.changesCaseAlone
    disguises.append(contentsOf: scalars.disguises)
    disguises.append(contentsOf: fold.disguises)
    shape.count(scalars.units)
  }

  private mutating func finish(_ text: Span<UInt8>) {
    if isPlain, !plain.hasTrigger { finder.found.clear() } else { finder.run(folded.bytes) }
    cutter.run(folded.bytes, finder.found, into: &words)
    let before = disguises.count
    let length = folded.bytes.count
    if cutter.mayBeSpaced { spacing.run(&folded, &finder.found, text, into: &disguises) }
    if !isPlain || plain.hasSign { leet.run(&folded, finder.found, text, into: &disguises) }
    if disguises.count != before || folded.bytes.count != length {
      cutter.run(folded.bytes, finder.found, into: &words)
      isFoldedInCaseAlone = false
    }
    if disguises.count > 1 {
      disguises.sort { ($0.source.start, $0.kind.rawValue) < ($1.source.start, $1.kind.rawValue) }
    }
    entities.clear()
    for one in finder.found {
      let source = folded.source(of: one.range, in: text)
      entities.append(Entity(kind: one.kind, source: ByteRange(source), folded: ByteRange(one.range)))
    }
  }
}

/// The views that are only made when somebody asks for them.
private final class MadeViews {
  var clean: MappedText?
  var skeleton: MappedText?

  func forget() {
    if clean != nil { clean = nil }
    if skeleton != nil { skeleton = nil }
  }
}

extension Array<UInt8> {
  /// Holds other bytes from now on, in the same memory.
  fileprivate mutating func refill(with bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe replaceSubrange(indices, with: $0) }
  }
}
