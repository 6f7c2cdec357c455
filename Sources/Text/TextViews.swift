import Bytes

/// All views of one text. One instance per worker and field, loaded anew for each text so that nothing is
/// allocated on the path every comment takes.
package final class TextViews {
  private var builder = ViewBuilder()
  private var builtClean: MappedText?
  private var builtSkeleton: MappedText?

  package init() {}

  /// Takes in a text: any bytes at all. What is not valid UTF-8 reads as U+FFFD.
  package func load(_ text: Span<UInt8>) { load(text, fastly: true) }

  /// - Parameter fastly: whether ASCII may take its own path; tests compare it to the other one.
  func load(_ text: Span<UInt8>, fastly: Bool) {
    builtClean = nil
    builtSkeleton = nil
    builder.load(text, fastly: fastly)
  }

  /// The bytes as received.
  package var raw: [UInt8] { builder.raw }
  /// What rules look at unless they say otherwise; see `View.folded`.
  package var folded: MappedText { builder.folded }
  /// The bytes of `folded` alone.
  package var foldedBytes: [UInt8] { builder.folded.bytes }
  /// The words of the folded view, in their order.
  package var words: [Word] { builder.words }
  /// In the order of their place in the source.
  package var disguises: [Disguise] { builder.disguises }
  /// In the order of the folded view.
  package var entities: [Entity] { builder.entities }
  package var shape: Shape { builder.shape }

  /// NFC, without invisible and direction marks. Made when first asked for.
  package var clean: MappedText {
    if builder.isASCII { return MappedText(bytes: raw, offsets: []) }
    if let builtClean { return builtClean }
    var clean = MappedText()
    for unit in builder.units { clean.append(scalar: unit.scalar, from: unit.source) }
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
