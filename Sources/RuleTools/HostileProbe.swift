import Glibc
import PCRE
import Text

/// Runs a pattern over texts that are made of its own literals and classes to keep it busy, within the limits under
/// which comments are searched.
struct HostileProbe {
  enum Finding: Equatable {
    case safe
    /// It is given up on a short text, whose beginning this is.
    case explosive(String)
    /// It is given up on a text no longer than comments may be, or its time grows with the square of the text.
    case quadratic(String)
  }

  /// Bytes of a short text, of a first long one, and of the longest that is looked at of a comment.
  static let short = 128
  private static let long = 4 << 10
  private static let longest = 16 << 10
  /// Nanoseconds of processor time for the longest text from which growth counts, and for the long one from which the
  /// longest is tried.
  private static let slow: UInt64 = 4_000_000
  private static let noticeable: UInt64 = 200_000
  /// Texts of each length.
  private static let mostTexts = 160

  private let scratch = MatchScratch()
  private let views = TextViews()

  func probe(_ text: String, in view: View) -> Finding {
    guard let pattern = try? Pattern(text, takesInvalidUTF8: true) else { return .safe }
    let recipes = Self.recipes(PatternPieces(text).examples)
    for recipe in recipes where isGivenUp(pattern, recipe.text(Self.short), in: view) {
      return .explosive(recipe.example)
    }
    for recipe in recipes {
      let (result, time) = search(pattern, recipe.text(Self.long))
      if case .couldNotFinish = result {
        if isGivenUp(pattern, recipe.text(Self.long), in: view) { return .quadratic(recipe.example) }
      } else if time > Self.noticeable, growsWithSquare(pattern, recipe, in: view) {
        return .quadratic(recipe.example)
      }
    }
    return .safe
  }

  /// Whether the search is given up on the text, and on what the view makes of it, too.
  private func isGivenUp(_ pattern: Pattern, _ text: [UInt8], in view: View) -> Bool {
    guard case .couldNotFinish = search(pattern, text).result else { return false }
    if case .couldNotFinish = search(pattern, seen(text, in: view)).result { return true }
    return false
  }

  private func growsWithSquare(_ pattern: Pattern, _ recipe: Recipe, in view: View) -> Bool {
    let half = fastest(pattern, seen(recipe.text(Self.longest / 2), in: view))
    let whole = fastest(pattern, seen(recipe.text(Self.longest), in: view))
    return whole > Self.slow && Double(whole) > 2.8 * Double(half)
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

  /// The least of seven times: whatever else the machine does only adds to them.
  private func fastest(_ pattern: Pattern, _ text: [UInt8]) -> UInt64 {
    (0..<7).map { _ in search(pattern, text).time }.min() ?? 0
  }

  private func search(_ pattern: Pattern, _ text: [UInt8]) -> (result: SearchResult, time: UInt64) {
    let began = processorNanoseconds()
    let result = pattern.search(text.span, with: scratch)
    return (result, processorNanoseconds() - began)
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

private func processorNanoseconds() -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
