/// All views of one text. One instance per worker and field, loaded anew for each text so that nothing is
/// allocated on the path every comment takes.
package final class TextViews {
  package private(set) var raw: [UInt8] = []
  package private(set) var clean = MappedText()
  package private(set) var folded = MappedText()
  package private(set) var skeleton = MappedText()
  package private(set) var words: [Word] = []
  package private(set) var disguises: [Disguise] = []
  package private(set) var entities: [Entity] = []
  package private(set) var shape = Shape()

  package init() {}

  /// Takes in a text: any bytes at all. What is not valid UTF-8 reads as U+FFFD.
  package func load(_ text: Span<UInt8>) {
    raw.removeAll(keepingCapacity: true)
    for index in 0..<text.count { raw.append(text[index]) }
    clean.bytes = raw
    folded.bytes = raw
    skeleton.bytes = raw
  }

  /// The source bytes that a range of a view came from, whole characters.
  package func source(of range: Range<Int>, in view: View) -> Range<Int> { range }
}
