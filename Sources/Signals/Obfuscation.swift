import Bytes
import Text

/// Disguised writing as evidence by itself: who hides what he says does not want it found.
///
/// Exempt is a comment set wholly in one decorative alphabet, which is taste, not hiding: a disguise hides a word among
/// others. Ordinary diacritics and other scripts never become a `Disguise` in the first place.
struct Obfuscation {
  /// From this share of all letters on, and over this many letters, one alphabet counts as the comment's font.
  private static let whollyShare = 0.8
  private static let whollyLetters = 12

  static func measure(_ views: borrowing TextViews, into readings: inout [Reading]) {
    for signal in signals { readings[signal.rawValue] = Reading(0) }
    readings[Signal.obfuscationKinds.rawValue] = Reading(0)
    readings[Signal.obfuscationWholly.rawValue] = Reading(0)
    guard !views.disguises.isEmpty else { return }
    let font = font(of: views)
    readings[Signal.obfuscationWholly.rawValue] = Reading(font.share)
    var kinds: UInt16 = 0
    for disguise in views.disguises where counts(disguise, font: font) {
      let signal = signals[Int(disguise.kind.rawValue)]
      // People, too, write `s3mangat`; the other kinds take an effort.
      if disguise.kind != .leet { kinds |= 1 << UInt16(disguise.kind.rawValue) }
      if Double(disguise.letters) > readings[signal.rawValue].value {
        readings[signal.rawValue] = Reading(Double(disguise.letters), at: disguise.source)
      }
    }
    readings[Signal.obfuscationKinds.rawValue] = Reading(Double(kinds.nonzeroBitCount))
  }

  /// One signal per `Disguise.Kind`, in the order of its raw values.
  private static let signals: [Signal] = [
    .obfuscationStyled, .obfuscationEnclosed, .obfuscationConfusable, .obfuscationMarks, .obfuscationSpaced,
    .obfuscationLeet, .obfuscationInvisible, .obfuscationReversed,
  ]

  private struct Font {
    var alphabet: UInt8
    var share: Double
    var isWhole: Bool
  }

  /// The decorative alphabet that most letters are set in.
  private static func font(of views: borrowing TextViews) -> Font {
    var counts: InlineArray<256, Int> = .init(repeating: 0)
    for disguise in views.disguises where disguise.kind == .styled {
      counts[Int(disguise.alphabet)] &+= Int(disguise.letters)
    }
    // Alphabet 0 stands for several in one run, which is no font.
    counts[0] = 0
    var alphabet = 0
    for disguise in views.disguises where disguise.kind == .styled {
      let other = Int(disguise.alphabet)
      // Of two with as many letters the one with the lower number.
      let isTie = counts[other] == counts[alphabet]
      if counts[other] > counts[alphabet] || isTie && other < alphabet { alphabet = other }
    }
    let total = max(views.shape.letters + views.shape.digits, counts[alphabet], 1)
    let share = Double(counts[alphabet]) / Double(total)
    return Font(
      alphabet: UInt8(alphabet), share: share, isWhole: share >= whollyShare && counts[alphabet] >= whollyLetters)
  }

  /// The disguises that hide something: all but leetspeak, which people write too, and the comment's font.
  static func hiding(in views: borrowing TextViews) -> [Disguise] {
    guard !views.disguises.isEmpty else { return [] }
    let font = font(of: views)
    return views.disguises.filter { $0.kind != .leet && counts($0, font: font) }
  }

  private static func counts(_ disguise: Disguise, font: Font) -> Bool {
    !(font.isWhole && disguise.kind == .styled && disguise.alphabet == font.alphabet)
  }
}
