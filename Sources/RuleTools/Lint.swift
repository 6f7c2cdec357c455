/// What `saring rules check` warns of. The raw values are stable: people silence and look up by them.
package enum Lint: String, CaseIterable, Sendable {
  case noLiteral = "no-literal"
  case shortLiteral = "short-literal"
  case capitalInFolded = "capital-in-folded"
  case smallLettersOnly = "small-letters-only"
  case explosivePattern = "explosive-pattern"
  case quadraticPattern = "quadratic-pattern"
  case equalPatterns = "equal-patterns"
  case pieceOfWord = "piece-of-word"
  case commonWord = "common-word"
  case alwaysTrue = "always-true"
  case alwaysFalse = "always-false"
  case trueOfNothing = "true-of-nothing"
  case unusedMatch = "unused-match"
  case unusedList = "unused-list"
  case unusedMacro = "unused-macro"
  case unusedPart = "unused-part"
  case expiredReview = "expired-review"
  case noMissTest = "no-miss-test"

  /// One sentence; the page on lint says why and how to mend.
  package var summary: String {
    switch self {
    case .noLiteral: "A pattern without a required literal, and with nothing to wait for beside it, runs on every text."
    case .shortLiteral:
      "A pattern's required literal of two letters has no edge of a word beside it and stands inside common words."
    case .capitalInFolded: "A pattern asks for a capital letter in a view that has none."
    case .smallLettersOnly: "A pattern asks for small letters in a view that has capital ones, too."
    case .explosivePattern: "A pattern is given up on a short hostile text."
    case .quadraticPattern: "A pattern's time grows with the square of the text, or it is given up on a long one."
    case .equalPatterns: "Two rules look for the same pattern in the same place."
    case .pieceOfWord: "What is looked for is a piece of a very common word."
    case .commonWord: "A very common word alone makes a rule hit."
    case .alwaysTrue: "A condition is true whatever is found."
    case .alwaysFalse: "A condition is false whatever is found."
    case .trueOfNothing: "A rule hits every comment in which none of its matches is found."
    case .unusedMatch: "Neither the condition nor the reason speaks of a match."
    case .unusedList: "No rule uses a list."
    case .unusedMacro: "Nothing uses a macro."
    case .unusedPart: "A part counts for nothing, and nothing uses it."
    case .expiredReview: "The day has passed on which an exception was to be reviewed."
    case .noMissTest: "A rule has no test that must miss."
    }
  }
}
