public import Bytes

/// The forms in which rules and signals look at a text.
public enum View: UInt8, CaseIterable, Sendable {
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
public struct MappedText: Sendable {
  /// UTF-8.
  public internal(set) var bytes: [UInt8] = []
  /// For each byte, the offset in the source of the character it came from; empty where the text is the source
  /// itself, byte for byte.
  public internal(set) var offsets: [UInt32] = []

  /// A text with what is known of its source.
  public init(bytes: [UInt8] = [], offsets: [UInt32] = []) {
    self.bytes = bytes
    self.offsets = offsets
  }
}

/// A run of characters that hides what it says.
public struct Disguise: Hashable, Sendable {
  /// What was done to the letters.
  public enum Kind: UInt8, CaseIterable, Sendable {
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

  /// What was done to the letters.
  public let kind: Kind
  /// The alphabet of a styled or enclosed run, numbered by the generated tables; 0 for other kinds.
  public let alphabet: UInt8
  /// In bytes of the source text.
  public let source: ByteRange
  /// How many letters or digits the run disguises.
  public let letters: UInt16

  /// A run of so many letters.
  public init(kind: Kind, alphabet: UInt8 = 0, source: ByteRange, letters: Int) {
    self.kind = kind
    self.alphabet = alphabet
    self.source = source
    self.letters = UInt16(clamping: letters)
  }
}

/// A maximal run of letters and digits of the folded view; apostrophes inside it do not end it.
public struct Word: Hashable, Sendable {
  /// In the folded view.
  public let range: ByteRange
  /// `hash64` of the folded letters and digits, apostrophes left out.
  public let hash: UInt64
  /// Letters of any script.
  public let letters: UInt16
  /// Digits of any script.
  public let digits: UInt16
  /// Whether the word lies inside a link, an address or a handle (hashtags count as words).
  public let isInEntity: Bool

  /// A word with what was counted of it.
  public init(range: ByteRange, hash: UInt64, letters: Int, digits: Int, isInEntity: Bool) {
    self.range = range
    self.hash = hash
    self.letters = UInt16(clamping: letters)
    self.digits = UInt16(clamping: digits)
    self.isInEntity = isInEntity
  }

  /// Whether it is its bytes that the hash is of, ASCII letters and digits alone: apostrophes, which it leaves out, count
  /// where a stem or other forms are asked for.
  @inlinable @inline(__always) public var isToldByHash: Bool {
    UInt32(letters) &+ UInt32(digits) == range.count && hash != 0
  }
}

/// Something in a text that points elsewhere.
public struct Entity: Hashable, Sendable {
  /// What it points to.
  public enum Kind: UInt8, CaseIterable, Sendable { case link, email, handle, hashtag, phone }
  /// What it points to.
  public let kind: Kind
  /// In bytes of the source text.
  public let source: ByteRange
  /// In the folded view.
  public let folded: ByteRange

  /// One that was found.
  public init(kind: Kind, source: ByteRange, folded: ByteRange) {
    self.kind = kind
    self.source = source
    self.folded = folded
  }
}

/// The scripts that letters are counted by.
public enum Script: UInt8, CaseIterable, Sendable {
  case latin, arabic, cyrillic, greek, han, kana, hangul, thai, devanagari, tamil, other
}

/// Counts over a text's clean view.
public struct Shape: Sendable {
  /// As readers see them: an emoji sequence is one, marks are none.
  public var characters = 0
  /// Letters of any script.
  public var letters = 0
  /// Capital letters.
  public var upperCase = 0
  /// Digits of any script.
  public var digits = 0
  /// Emoji, each sequence once.
  public var emoji = 0
  /// All that is neither letter, digit, emoji nor space.
  public var punctuation = 0
  /// One more than line breaks; 0 for an empty text.
  public var lines = 0
  /// Letters per `Script`, by raw value.
  public var scripts: InlineArray<11, Int> = .init(repeating: 0)

  /// The counts of an empty text.
  public init() {}
}

/// A measured value over a text, with the place that shows it.
public struct Reading: Hashable, Sendable {
  /// In the unit of its signal; NaN where it could not be measured.
  public var value: Double
  /// In bytes of the comment's source text; nil where the value belongs to no single place.
  public var source: ByteRange?

  /// What was measured.
  public init(_ value: Double, at source: ByteRange? = nil) {
    self.value = value
    self.source = source
  }

  /// What could not be measured.
  public static let unknown = Reading(.nan)
  /// Whether it could be measured.
  public var isKnown: Bool { !value.isNaN }
}
