package import Bytes

/// The forms in which rules and signals look at a text.
package enum View: UInt8, CaseIterable, Sendable {
  /// The bytes as received.
  case raw
  /// NFC, without invisible and direction marks, right-to-left overrides un-reversed.
  case clean
  /// Clean, with styled letters, confusables, marks on Latin letters, case, leetspeak inside letter runs and
  /// letter-spacing undone. What rules look at unless they say otherwise.
  case folded
  /// Folded, with links, handles and runs of digits masked: equal for two copies of one template.
  case skeleton
}

/// A text derived from another, with the way back to the source.
package struct MappedText: Sendable {
  package internal(set) var bytes: [UInt8] = []
  /// For each byte, the offset in the source of the character it came from; empty where the text is the source
  /// itself, byte for byte.
  package internal(set) var offsets: [UInt32] = []

  package init(bytes: [UInt8] = [], offsets: [UInt32] = []) {
    self.bytes = bytes
    self.offsets = offsets
  }
}

/// A run of characters that hides what it says.
package struct Disguise: Hashable, Sendable {
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// Letters of a decorative alphabet: mathematical, full-width, small capital, superscript, regional.
    case styled
    /// Letters in circles, squares or brackets.
    case enclosed
    /// Look-alike letters of another script inside a word (`mєкαr`).
    case confusable
    /// Marks put upon Latin letters that no orthography uses there.
    case combining
    /// Single letters pulled apart (`m e k a r`).
    case spaced
    /// Digits or signs standing for letters inside a word.
    case leet
    /// Zero-width and other invisible characters between letters.
    case invisible
    /// Text turned around by a right-to-left override.
    case reversed
  }

  package let kind: Kind
  /// The alphabet of a styled or enclosed run, numbered by the generated tables; 0 for other kinds.
  package let alphabet: UInt8
  /// In bytes of the source text.
  package let source: ByteRange
  /// How many letters or digits the run disguises.
  package let letters: UInt16

  package init(kind: Kind, alphabet: UInt8 = 0, source: ByteRange, letters: Int) {
    self.kind = kind
    self.alphabet = alphabet
    self.source = source
    self.letters = UInt16(clamping: letters)
  }
}

/// A maximal run of letters and digits of the folded view; apostrophes inside it do not end it.
package struct Word: Hashable, Sendable {
  /// In the folded view.
  package let range: ByteRange
  /// `hash64` of the folded letters and digits, apostrophes left out.
  package let hash: UInt64
  package let letters: UInt16
  package let digits: UInt16
  /// Whether the word lies inside a link, an address or a handle (hashtags count as words).
  package let isInEntity: Bool

  package init(range: ByteRange, hash: UInt64, letters: Int, digits: Int, isInEntity: Bool) {
    self.range = range
    self.hash = hash
    self.letters = UInt16(clamping: letters)
    self.digits = UInt16(clamping: digits)
    self.isInEntity = isInEntity
  }
}

/// Something in a text that points elsewhere.
package struct Entity: Hashable, Sendable {
  package enum Kind: UInt8, CaseIterable, Sendable { case link, email, handle, hashtag, phone }
  package let kind: Kind
  /// In bytes of the source text.
  package let source: ByteRange
  /// In the folded view.
  package let folded: ByteRange

  package init(kind: Kind, source: ByteRange, folded: ByteRange) {
    self.kind = kind
    self.source = source
    self.folded = folded
  }
}

/// The scripts that letters are counted by.
package enum Script: UInt8, CaseIterable, Sendable {
  case latin, arabic, cyrillic, greek, han, kana, hangul, thai, devanagari, tamil, other
}

/// Counts over a text's clean view.
package struct Shape: Sendable {
  package var characters = 0
  package var letters = 0
  package var upperCase = 0
  package var digits = 0
  package var emoji = 0
  package var punctuation = 0
  package var lines = 0
  /// Letters per `Script`, by raw value.
  package var scripts: InlineArray<11, Int> = .init(repeating: 0)

  package init() {}
}

/// A measured value over a text, with the place that shows it.
package struct Reading: Hashable, Sendable {
  /// In the unit of its signal; NaN where it could not be measured.
  package var value: Double
  /// In bytes of the comment's source text; nil where the value belongs to no single place.
  package var source: ByteRange?

  package init(_ value: Double, at source: ByteRange? = nil) {
    self.value = value
    self.source = source
  }

  package static let unknown = Reading(.nan)
  package var isKnown: Bool { !value.isNaN }
}
