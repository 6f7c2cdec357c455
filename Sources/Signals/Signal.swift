package import Text

/// The values that the heuristics measure on a comment, by the names under which rules weigh them.
///
/// A reading is NaN where the dump does not hold what the measurement needs.
package enum Signal: Int, CaseIterable, Sendable {
  case obfuscationStyled, obfuscationEnclosed, obfuscationConfusable, obfuscationMarks, obfuscationSpaced
  case obfuscationLeet, obfuscationInvisible, obfuscationReversed, obfuscationKinds, obfuscationWholly
  case obfuscationDrawn, obfuscationAccents
  case fitPost, fitThread, fitMismatch, fitParent
  case authorOwner, authorAnswers, authorCampaign, authorPeople, parentCampaign
  case contactLinks, contactHandles, contactPhones, contactEmails
  case repeatsCopies, repeatsNear, repeatsOwn, repeatsHandle, repeatsBurst, campaignLikeness
  case brandCoined, brandHidden, brandAuthors, brandSpread, brandDisguised
  case emptinessWords, emptinessLetters, emptinessEmoji, emptinessCharacters

  /// The name in rule files.
  package var name: String {
    switch self {
    case .obfuscationStyled: "obfuscation.styled"
    case .obfuscationEnclosed: "obfuscation.enclosed"
    case .obfuscationConfusable: "obfuscation.confusable"
    case .obfuscationMarks: "obfuscation.marks"
    case .obfuscationSpaced: "obfuscation.spaced"
    case .obfuscationLeet: "obfuscation.leet"
    case .obfuscationInvisible: "obfuscation.invisible"
    case .obfuscationReversed: "obfuscation.reversed"
    case .obfuscationKinds: "obfuscation.kinds"
    case .obfuscationWholly: "obfuscation.wholly"
    case .obfuscationDrawn: "obfuscation.drawn"
    case .obfuscationAccents: "obfuscation.accents"
    case .fitPost: "fit.post"
    case .fitThread: "fit.thread"
    case .fitMismatch: "fit.mismatch"
    case .fitParent: "fit.parent"
    case .authorOwner: "author.owner"
    case .authorAnswers: "author.answers"
    case .authorCampaign: "author.campaign"
    case .authorPeople: "author.people"
    case .parentCampaign: "parent.campaign"
    case .contactLinks: "contact.links"
    case .contactHandles: "contact.handles"
    case .contactPhones: "contact.phones"
    case .contactEmails: "contact.emails"
    case .repeatsCopies: "repeats.copies"
    case .repeatsNear: "repeats.near"
    case .repeatsOwn: "repeats.own"
    case .repeatsHandle: "repeats.handle"
    case .repeatsBurst: "repeats.burst"
    case .campaignLikeness: "campaign.likeness"
    case .brandCoined: "brand.coined"
    case .brandHidden: "brand.hidden"
    case .brandAuthors: "brand.authors"
    case .brandSpread: "brand.spread"
    case .brandDisguised: "brand.disguised"
    case .emptinessWords: "emptiness.words"
    case .emptinessLetters: "emptiness.letters"
    case .emptinessEmoji: "emptiness.emoji"
    case .emptinessCharacters: "emptiness.characters"
    }
  }

  /// What the value says, with its unit and range.
  package var summary: String {
    switch self {
    case .obfuscationStyled: "letters in the longest run of decorative letters, unless the whole comment is set in them"
    case .obfuscationEnclosed: "letters in the longest run of circled, squared or bracketed letters"
    case .obfuscationConfusable: "letters of the longest word that mixes look-alikes of another script into Latin"
    case .obfuscationMarks: "letters in the longest run under marks that no orthography puts there"
    case .obfuscationSpaced: "letters in the longest run of letters pulled apart"
    case .obfuscationLeet: "letters and signs of the longest word with digits or signs for letters"
    case .obfuscationInvisible: "letters in the longest run with invisible characters between them"
    case .obfuscationReversed: "letters in the longest run turned around by a right-to-left override"
    case .obfuscationKinds: "number of different kinds of disguise in the comment, leetspeak aside"
    case .obfuscationWholly: "share of the comment's letters set in decorative letters, 0 to 1"
    case .obfuscationDrawn:
      "words with letters repeated inside them, where most of the comment's words are such; else 0"
    case .obfuscationAccents: "accented words that Malay, Indonesian and English write without, from three on; else 0"
    case .fitPost:
      "share of the comment's content, by rarity, that the post speaks of too, 0 to 1; unknown without post text"
    case .fitThread:
      "how much more the comment's words belong to this post and thread than to the dump's others, in nats over the root of their number; unknown where there is nothing to compare"
    case .fitMismatch:
      "how clearly the comment speaks of something else than post and thread, 0 to 1; unknown where too little is known"
    case .fitParent:
      "share of the comment's content, by rarity, that the comment it answers speaks of too, 0 to 1; 0 where it answers none, unknown where the dump does not hold that comment"
    case .authorOwner: "1 where the post's own account wrote the comment, else 0; unknown where the dump does not say"
    case .authorAnswers: "share of the dump's answers that this author wrote, 0 to 1; 0 where the dump holds few"
    case .authorCampaign: "other texts of this author that are examples of the dump's campaigns"
    case .authorPeople: "other texts of this author that are examples of the dump's people"
    case .parentCampaign:
      "1 where the comment answered is an example of the dump's campaigns, else 0; unknown where the dump does not hold that comment"
    case .contactLinks: "number of links other than to the post itself"
    case .contactHandles: "distinct @handles, the post's own account and the one answered aside"
    case .contactPhones: "number of telephone numbers"
    case .contactEmails: "number of e-mail addresses"
    case .repeatsCopies:
      "distinct authors who posted this text, digits, emoji and punctuation aside; counted for texts of 12 letters or more"
    case .repeatsNear:
      "distinct authors of texts that are nearly the same as this one, its own included; counted for texts of about nine words or more"
    case .repeatsOwn: "times this author posted this text in the dump"
    case .repeatsHandle: "distinct authors who name a @handle that this comment names, the post's own aside"
    case .repeatsBurst:
      "authors of this text for each ten minutes between its first and last copy; 0 where it stands alone, unknown where the dump does not say when"
    case .campaignLikeness:
      "how much more the comment sounds like the dump's campaigns than like its people, in nats over the root of its phrases; 0 where the dump holds no campaign"
    case .brandCoined:
      "letters of a word that ends in digits, in no year, or hides a name, and that the post does not hold"
    case .brandHidden: "letters of a disguised word that is no ordinary word, or is disguised along with digits"
    case .brandAuthors: "distinct authors who use such a word of this comment"
    case .brandSpread:
      "distinct posts under which a coined, hidden or unknown word of this comment stands, by at least so many authors"
    case .brandDisguised:
      "share of a word's occurrences in the dump that are disguised, for a plain word of this comment, 0 to 1"
    case .emptinessWords: "distinct content words, links and handles aside"
    case .emptinessLetters: "letters and digits"
    case .emptinessEmoji: "emoji"
    case .emptinessCharacters: "characters"
    }
  }

  /// All names, in the order of readings.
  package static let names = allCases.map(\.name)
}

extension [Reading] {
  /// The reading of a signal among those that a `SignalMeter` took.
  package subscript(signal: Signal) -> Reading { self[signal.rawValue] }
}
