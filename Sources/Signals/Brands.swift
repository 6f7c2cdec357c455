import Bytes
package import Text

/// Words that name something no dictionary holds: `mekar88`, `mekarwin`, or any word that its writer disguised.
///
/// A campaign needs its brand to be read by people and missed by filters. So it coins a word with digits behind it,
/// or hides it, and many accounts say it under many posts. None of this needs a list of brands.
struct Brands {
  /// A word that may be a campaign's brand.
  struct Candidate: Sendable {
    var word: Word
    /// The hash of the word and the number beside it put together, where a sign parts them.
    var joined: UInt64?
    /// Whether it ends in digits or is disguised, and not merely unknown to the vocabulary.
    var isCoined: Bool
    var isDisguised: Bool
    /// Whether word and number are disguised or parted by an emoji, so that whoever says them as one says what others hide.
    var isJoinedHidden = false

    /// The hashes that it is counted by.
    var names: [UInt64] { joined.map { [word.hash, $0] } ?? [word.hash] }
  }

  private static let leastLetters = 3
  /// Shorter unknown words are mostly slips and abbreviations.
  private static let leastUnknown = 5
  /// One digit is a reduplication (`orang2`), a grade or a version.
  private static let digits = 2...4
  /// Distinct authors who must hide a coined word; one more for others.
  static let leastHiders = 2
  /// Distinct posts under which a name must stand that is put together from pieces.
  private static let leastPostsJoined = 2

  /// Finds the words that are coined, disguised or unknown.
  ///
  /// A disguise of an ordinary word is taste or emphasis, unless digits are disguised along with it: `𝗱𝗼𝗿𝗮 𝟳𝟳`.
  static func findCandidates(
    _ facts: [WordFacts], in views: borrowing TextViews, into candidates: inout [Candidate]
  ) {
    let words = views.words
    let folded = views.foldedBytes
    let disguises = Obfuscation.hiding(in: views)
    let hidesDigits =
      !disguises.isEmpty && words.contains { $0.digits >= digits.lowerBound && lies($0, in: disguises, of: views) }
    let (wordSpan, factSpan) = (words.span, facts.span)
    for index in wordSpan.indices {
      let next = index &+ 1 < wordSpan.count ? wordSpan[index &+ 1] : nil
      // Most words are none, and it is soon seen.
      if disguises.isEmpty, !factSpan[index].mayBeName, next?.letters != 0 { continue }
      let word = wordSpan[index]
      if word.isInEntity || Int(word.letters) < leastLetters { continue }
      let isDisguised = !disguises.isEmpty && lies(word, in: disguises, of: views)
      let isOrdinary = factSpan[index].isOrdinary
      let part = next.map { $0.letters == 0 ? numberPart(word, $0, in: folded) : .none } ?? .none
      if part != .none {
        // An ordinary word before an emoji and a number may be joy; that others say the same one tells.
        let isHidden = part == .byEmoji || isDisguised
        candidates.append(
          Candidate(
            word: word, joined: JoinedName(index..<(index + 2), of: wordSpan, in: folded.span).hash, isCoined: true,
            isDisguised: isDisguised || (isHidden && !isOrdinary), isJoinedHidden: isHidden))
      } else if endsInDigits(word, in: folded) || (isDisguised && hidesDigits) {
        candidates.append(Candidate(word: word, isCoined: true, isDisguised: isDisguised))
      } else if isDisguised || Int(word.letters) >= leastUnknown, !isOrdinary {
        candidates.append(Candidate(word: word, isCoined: isDisguised, isDisguised: isDisguised))
      }
    }
  }

  /// Whether a word that is not disguised may be a candidate where no number stands behind it.
  static func mayBeName(_ word: Word, isOrdinary: Bool) -> Bool {
    word.digits > 0 || (Int(word.letters) >= leastUnknown && !isOrdinary)
  }

  /// Letters first, then two to four digits: `mekar88`, not `2jam`, not `h2o`, and no year, as of a car or a class
  /// (`batch2001`), nor in the vocabulary itself (`covid19`).
  private static func endsInDigits(_ word: Word, in folded: [UInt8]) -> Bool {
    guard digits.contains(Int(word.digits)), !Vocabulary.contains(word.hash) else { return false }
    let range = word.range.range
    let figures = folded[(range.upperBound - Int(word.digits))..<range.upperBound]
    return figures.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } && !isYear(figures)
  }

  private static func isYear(_ figures: ArraySlice<UInt8>) -> Bool {
    figures.count == 4 && (figures.starts(with: "19".utf8) || figures.starts(with: "20".utf8))
  }

  /// What parts a word from the number behind it.
  private enum NumberPart { case none, bySign, byEmoji }

  /// How a name is parted from its number by a sign, so that neither is found: `MEKAR⭐88`, `mekar*88`. Signs that part
  /// numbers from words in ordinary writing do not count, nor do spaces. Flags stand beside years, and round numbers beside
  /// cheers.
  private static func numberPart(_ word: Word, _ number: Word, in folded: [UInt8]) -> NumberPart {
    guard Int(word.letters) > leastLetters, word.digits == 0, digits.contains(Int(number.digits))
    else { return .none }
    let gap = folded[word.range.end..<Int(number.range.start)]
    guard
      !gap.isEmpty, gap.count <= JoinedName.longestGap,
      gap.allSatisfy({ $0 >= 0xE2 || ($0 >= 0x80 && $0 < 0xC0) || nameSigns.contains($0) })
    else { return .none }
    let figures = folded[number.range.range]
    let isEmoji = gap.contains { $0 >= 0x80 } && !gap.starts(with: flagStart)
    return isEmoji && !isYear(figures) && figures.last != UInt8(ascii: "0") ? .byEmoji : .bySign
  }

  /// The first bytes of a regional indicator.
  private static let flagStart: [UInt8] = [0xF0, 0x9F, 0x87]
  private static let nameSigns = Array("*_~|^`".utf8)

  private static func lies(_ word: Word, in disguises: [Disguise], of views: borrowing TextViews) -> Bool {
    let source = views.source(of: word.range.range, in: .folded)
    return disguises.contains { $0.source.range.overlaps(source) }
  }

  /// The longest coined and the longest hidden word of the comment itself.
  static func measureCoined(
    _ candidates: [Candidate], in views: borrowing TextViews, post: PostProfile, into readings: inout [Reading]
  ) {
    var coined = Reading(0)
    var hidden = Reading(0)
    for candidate in candidates where candidate.isCoined && !isOfPost(candidate, post) {
      let letters = Double(candidate.word.letters)
      if letters > coined.value { coined = Reading(letters, at: place(of: candidate.word, in: views)) }
      if candidate.isDisguised, letters > hidden.value {
        hidden = Reading(letters, at: place(of: candidate.word, in: views))
      }
    }
    readings[Signal.brandCoined.rawValue] = coined
    readings[Signal.brandHidden.rawValue] = hidden
  }

  /// What the rest of the dump does with the comment's names.
  static func measureShared(
    _ candidates: [Candidate], in views: borrowing TextViews, post: PostProfile, survey: DumpSurvey,
    into readings: inout [Reading]
  ) {
    var authors = Reading(0)
    var spread = Reading(0)
    for candidate in candidates where !isOfPost(candidate, post) {
      for name in candidate.names {
        guard let token = survey.token(name) else { continue }
        if candidate.isCoined, Double(token.authors.count) > authors.value {
          authors = Reading(Double(token.authors.count), at: place(of: candidate.word, in: views))
        }
        if Double(token.spread) > spread.value {
          spread = Reading(Double(token.spread), at: place(of: candidate.word, in: views))
        }
      }
    }
    readings[Signal.brandAuthors.rawValue] = authors
    readings[Signal.brandSpread.rawValue] = spread
    readings[Signal.brandDisguised.rawValue] =
      !survey.hidden.isEmpty ? hiddenElsewhere(in: views, post: post, survey: survey) : Reading(0)
  }

  /// How far the comment says plainly what others hide.
  private static func hiddenElsewhere(in views: borrowing TextViews, post: PostProfile, survey: DumpSurvey) -> Reading {
    let disguised = disguisedElsewhere(views.words.span, in: views, post: post, survey: survey)
    if disguised.value >= 1 { return disguised }
    return joinedElsewhere(views.words.span, in: views, post: post, survey: survey) ?? disguised
  }

  /// Whether the post holds it, in one piece or with its number apart.
  static func isOfPost(_ candidate: Candidate, _ post: PostProfile) -> Bool {
    post.words.contains(candidate.word.hash) || candidate.joined.map(post.words.contains) ?? false
  }

  /// How far a plain word of the comment is one that others hide.
  private static func disguisedElsewhere(
    _ words: Span<Word>, in views: borrowing TextViews, post: PostProfile, survey: DumpSurvey
  ) -> Reading {
    let hidden = survey.hidden
    var most = Reading(0)
    for index in words.indices {
      let word = words[index]
      guard Int(word.letters) >= leastLetters, hidden.contains(word.hash | 1), !word.isInEntity else { continue }
      // What has no digits and three letters is a slip or a nickname.
      if word.digits == 0, Int(word.letters) == leastLetters { continue }
      guard !post.words.contains(word.hash), let token = survey.token(word.hash) else { continue }
      // An ordinary word may be dressed up now and then; a coined one that some hide is hidden for its own sake.
      let isNumbered = word.digits > 0
      guard token.disguisedBy.count >= (isNumbered ? leastHiders : leastHiders + 1),
        views.disguises.isEmpty || !lies(word, in: Obfuscation.hiding(in: views), of: views)
      else { continue }
      let texts = max(Int(token.occurrences), survey.campaigns.texts(with: word.hash))
      let share = isNumbered ? 1 : min(1, Double(token.disguised) / Double(max(1, texts)))
      if share > most.value { most = Reading(share, at: place(of: word, in: views)) }
    }
    return most
  }

  /// A name with digits that others hide, here in pieces: `mekar 88`, `Me kar-8 8`.
  private static func joinedElsewhere(
    _ words: Span<Word>, in views: borrowing TextViews, post: PostProfile, survey: DumpSurvey
  ) -> Reading? {
    // Most comments have no digits, and then no such name. Folding may bring some in, but not into a plain text.
    if views.isPlain, views.shape.digits < digits.lowerBound { return nil }
    var allDigits = 0
    for index in words.indices { allDigits &+= Int(words[index].digits) }
    guard allDigits >= digits.lowerBound else { return nil }
    let hidden = survey.hidden
    let folded = views.foldedBytes.span
    /// Of all the words that a name may be made of that begins here.
    var digitsAhead = 0
    for index in 0..<min(words.count, JoinedName.mostPieces) { digitsAhead &+= Int(words[index].digits) }
    for start in words.indices {
      defer {
        digitsAhead &-= Int(words[start].digits)
        let next = start &+ JoinedName.mostPieces
        if next < words.count { digitsAhead &+= Int(words[next].digits) }
      }
      guard digitsAhead >= digits.lowerBound, words[start].letters > 0, !words[start].isInEntity else { continue }
      var name = JoinedName(start..<(start + 1), of: words, in: folded)
      var end = start + 1
      while end < words.count, name.add(words[end], behind: words[end - 1], in: folded) {
        end += 1
        guard name.digits >= digits.lowerBound, hidden.contains(name.hash | 1), !post.words.contains(name.hash),
          (start..<end).contains(where: { !post.words.contains(words[$0].hash) }), let token = survey.token(name.hash),
          Int(token.disguisedBy.count) >= leastHiders, token.spread >= leastPostsJoined
        else { continue }
        let range = Int(words[start].range.start)..<words[end - 1].range.end
        return Reading(1, at: ByteRange(views.source(of: range, in: .folded)))
      }
    }
    return nil
  }

  private static func place(of word: Word, in views: borrowing TextViews) -> ByteRange {
    ByteRange(views.source(of: word.range.range, in: .folded))
  }
}

/// The names that a comment may be there for: hashes of its coined words, or, where it has none, of its words that no
/// vocabulary knows; each once.
package func names(in views: borrowing TextViews) -> [UInt64] {
  var coined: Set<UInt64> = []
  var unknown: Set<UInt64> = []
  var words = CommentWords()
  words.load(views)
  for candidate in words.candidates {
    if candidate.isCoined {
      coined.insert(candidate.joined ?? candidate.word.hash)
    } else {
      unknown.insert(candidate.word.hash)
    }
  }
  return (coined.isEmpty ? unknown : coined).sorted()
}
