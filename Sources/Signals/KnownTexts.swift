/// The distinct texts that a survey learns from, of which only the first of all copies counts.
///
/// All that surveying a batch asks of the batches before it. It is apart from the rest of the survey so that the rest can
/// take in one window of batches while the next is being surveyed, and nothing hangs on how far it has come.
package struct KnownTexts: Sendable {
  /// Distinct texts that are learnt from.
  static let most = 200_000

  /// Positions in the order in which the texts were met, from 1, by the hash of a text.
  private var positions = CountTable<UInt32>(bound: most, empty: 0)

  /// Whether there is room for further texts to learn from.
  package var learns: Bool { positions.count < Self.most }

  /// Whether what rules make of a comment is of any use: its text is new and there is room for it.
  package func learns(from meter: SignalMeter) -> Bool {
    learns && !meter.terms.phrases.isEmpty && positions[meter.terms.text] == nil
  }

  /// The position of a text, from 0; nil where it is not learnt from.
  func position(of text: UInt64) -> Int? { positions[text].map { Int($0) - 1 } }

  /// Has fetched what `position` reads.
  func prefetch(_ text: UInt64) { positions.prefetch(text) }

  /// Takes a text in.
  ///
  /// - Returns: whether it is new and learnt from.
  mutating func insert(_ text: UInt64) -> Bool {
    let next = UInt32(positions.count + 1)
    var isNew = false
    positions.update(text) { position in
      isNew = position == 0
      if isNew { position = next }
    }
    return isNew
  }
}
