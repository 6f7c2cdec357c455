import Bytes
import Dumps
import Text

/// The same text from many accounts, or again and again from one.
struct Repeats {
  /// Texts shorter than this repeat by chance: "semangat", "harga?".
  private static let leastLetters = 12
  /// Texts from so many letters on do not repeat by chance.
  static let longLetters = 25

  /// The hash of a comment's template, equal for copies that differ in digits, emoji, punctuation, links, handles or
  /// disguise; 0 for a text too short to tell.
  static func template(of views: borrowing TextViews) -> UInt64 {
    var hash: UInt64 = 0
    var letters = 0
    for word in views.words where !word.isInEntity {
      if word.digits > 0 {
        hash = combine(hash, 0x23)
      } else {
        letters &+= Int(word.letters)
        hash = combine(hash, word.hash)
      }
    }
    return letters >= leastLetters ? hash | 1 : 0
  }

  /// - Parameters:
  ///   - copies: what the survey knows of the comment's template.
  ///   - own: how often its author posted it.
  static func measure(
    _ views: borrowing TextViews, copies: Templates.Copies?, own: Int, survey: DumpSurvey, ownHandles: Set<UInt64>,
    into readings: inout [Reading]
  ) {
    readings[Signal.repeatsCopies.rawValue] = Reading(Double(copies?.authors.count ?? 1))
    readings[Signal.repeatsBurst.rawValue] = copies.map(burst(of:)) ?? Reading(0)
    readings[Signal.repeatsOwn.rawValue] = Reading(Double(own))
    var handle = Reading(0)
    for entity in views.entities where entity.kind == .handle {
      let hash = handleHash(entity, in: views)
      if ownHandles.contains(hash) { continue }
      let authors = Double(survey.authors(naming: hash))
      if authors > handle.value { handle = Reading(authors, at: entity.source) }
    }
    readings[Signal.repeatsHandle.rawValue] = handle
  }

  /// Authors for each ten minutes between a template's first and last copy.
  private static func burst(of template: Templates.Copies) -> Reading {
    if template.authors.count < 2 { return Reading(0) }
    if template.last == 0 { return .unknown }
    return Reading(Double(template.authors.count) / (1 + Double(template.last - template.first) / 600))
  }
}
