import PCRE
import Text

/// Runs a pattern over texts that are made of its own literals and classes to keep it busy, within the limits under
/// which comments are searched.
final class HostileProbe {
  enum Finding: Equatable {
    case safe
    /// It is given up on a short text, whose beginning this is.
    case explosive(String)
    /// It is given up on a text no longer than comments may be, or its effort grows with the square of the text.
    case quadratic(String)
  }

  /// Bytes of a short text, of a first long one, and of the longest that is looked at of a comment.
  static let short = 128
  private static let long = 4 << 10
  private static let longest = 16 << 10
  /// The effort for the longest text from which growth counts: some milliseconds of machine code.
  private static let great = 4_000_000
  /// The effort for one place of the long text from which longer ones are tried.
  private static let noticeable = 48
  /// Places at which the effort is counted.
  private static let samples = 64
  /// Texts of each length.
  private static let mostTexts = 160

  private let scratch: MatchScratch
  private var views = TextViews()

  init() {
    // What is found must hang on what is counted alone, not on what else the machine does. This is for accidents only.
    var limits = SearchLimits()
    limits.search = 10_000_000_000
    scratch = MatchScratch(limits: limits)
  }

  func probe(_ text: String, in view: View) -> Finding {
    guard let pattern = try? Pattern(text) else { return .safe }
    let recipes = Self.recipes(PatternPieces(text).examples)
    for recipe in recipes where isGivenUp(pattern, recipe.text(Self.short), in: view) {
      return .explosive(recipe.example)
    }
    for recipe in recipes {
      let long = recipe.text(Self.long)
      if effort(pattern, long, places: 8) > Self.noticeable * long.count {
        if growsWithSquare(pattern, recipe, in: view) { return .quadratic(recipe.example) }
      } else if isGivenUp(pattern, long, in: view) {
        return .quadratic(recipe.example)
      }
    }
    return .safe
  }

  /// Whether the search is given up on the text, and on what the view makes of it, too.
  private func isGivenUp(_ pattern: Pattern, _ text: [UInt8], in view: View) -> Bool {
    guard case .couldNotFinish = pattern.search(text.span, with: scratch) else { return false }
    if case .couldNotFinish = pattern.search(seen(text, in: view).span, with: scratch) { return true }
    return false
  }

  private func growsWithSquare(_ pattern: Pattern, _ recipe: Recipe, in view: View) -> Bool {
    let whole = effort(pattern, seen(recipe.text(Self.longest), in: view), places: Self.samples)
    guard whole > Self.great else { return false }
    let half = effort(pattern, seen(recipe.text(Self.longest / 2), in: view), places: Self.samples)
    return Double(whole) > 2.8 * Double(half)
  }

  /// What a search through the text takes, up to where it finds something, by samples.
  private func effort(_ pattern: Pattern, _ text: [UInt8], places: Int) -> Int {
    if text.isEmpty { return 0 }
    var sum = 0
    // Spread, and out of step with whatever the text repeats. Not its beginning: one place alone may look as far as it likes.
    let spread = (1...places).map { Int((UInt64($0) &* 0x9E37_79B9_7F4A_7C15) >> 32) % text.count }
    for place in spread.sorted() {
      let start = text[...place].lastIndex { $0 & 0xC0 != 0x80 } ?? 0
      guard let effort = pattern.effort(at: start, in: text.span) else { break }
      sum += effort
    }
    return sum / places * text.count
  }

  private func seen(_ text: [UInt8], in view: View) -> [UInt8] {
    views.load(text.span)
    return switch view {
    case .raw: views.raw
    case .clean: views.clean.bytes
    case .folded: views.folded.bytes
    case .skeleton: views.skeleton.bytes
    }
  }

  // MARK: Texts

  /// How a hostile text is made: something again and again, with something before and behind it.
  private struct Recipe {
    let before: String
    let unit: String
    let behind: String

    func text(_ bytes: Int) -> [UInt8] {
      let room = max(1, bytes - before.utf8.count - behind.utf8.count)
      return Array((before + String(repeating: unit, count: room / unit.utf8.count + 1) + behind).utf8)
    }

    var example: String { String((before + String(repeating: unit, count: 8)).prefix(24)) }
  }

  /// Each piece, each pair of neighbours and the whole pattern again and again: at the start or behind what stands before
  /// it in the pattern; to the end, or up to something that fits nowhere, or to all pieces in the wrong order, as PCRE2 first looks
  /// whether a letter that must come is there at all.
  private static func recipes(_ examples: [String]) -> [Recipe] {
    let whole = examples.joined()
    var units: [(unit: String, before: String)] = []
    for (index, example) in examples.enumerated() {
      let before = examples[..<index].joined()
      units.append((example, before))
      if index + 1 < examples.count { units.append((example + examples[index + 1], before)) }
    }
    if !whole.isEmpty { units.append((whole, "")) }
    units.append(("a", ""))
    units.append((" ", ""))
    let backwards = examples.reversed().joined(separator: "!")
    var seen: Set<String> = []
    var recipes: [Recipe] = []
    for (unit, before) in units {
      for start in before.isEmpty ? [""] : ["", before] {
        for behind in ["", "!", "!" + backwards, backwards]
        where seen.insert(start + "\n" + unit + "\n" + behind).inserted {
          recipes.append(Recipe(before: start, unit: unit, behind: behind))
        }
      }
    }
    return Array(recipes.prefix(mostTexts))
  }
}
