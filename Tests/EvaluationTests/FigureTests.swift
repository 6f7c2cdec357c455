import Dumps
import Testing
import Verdicts

@testable import Evaluation

struct FigureTests {
  /// 8 of 10 bots found, 2 of 40 genuine taken for bots: computed by hand.
  private let confusion = Confusion(truePositives: 8, falsePositives: 2, trueNegatives: 38, falseNegatives: 2)

  @Test func figuresAreWhatTheirNamesSay() throws {
    #expect(confusion.precision == 0.8)
    #expect(confusion.recall == 0.8)
    #expect(try abs(#require(confusion.f1) - 0.8) < 1e-12)
    #expect(confusion.falsePositiveRate == 0.05)
    // 0.05 · 0.8 of all are bots found, 0.95 · 0.05 genuine ones flagged.
    let precision = 0.04 / 0.0875
    let f1 = 2 * precision * 0.8 / (precision + 0.8)
    #expect(try abs(#require(confusion.precision(prevalence: 0.05)) - precision) < 1e-12)
    #expect(try abs(#require(confusion.f1(prevalence: 0.05)) - f1) < 1e-12)
  }

  @Test func whatCannotBeDividedHasNoValue() {
    let nothing = Confusion(truePositives: 0, falsePositives: 0, trueNegatives: 5, falseNegatives: 5)
    #expect(nothing.precision == nil)
    #expect(nothing.recall == 0 && nothing.f1 == 0 && nothing.falsePositiveRate == 0)
    #expect(nothing.precision(prevalence: 0.05) == nil && nothing.f1(prevalence: 0.05) == 0)
    let people = Confusion(truePositives: 0, falsePositives: 1, trueNegatives: 4, falseNegatives: 0)
    #expect(people.recall == nil && people.f1 == nil && people.precision == 0 && people.falsePositiveRate == 0.2)
    #expect(people.precision(prevalence: 0.05) == nil && people.f1(prevalence: 0.05) == nil)
    let bots = Confusion(truePositives: 3, falsePositives: 0, trueNegatives: 0, falseNegatives: 1)
    #expect(bots.falsePositiveRate == nil && bots.precision == 1 && bots.recall == 0.75)
  }

  @Test(
    arguments: [
      ([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1], [1], 0.5), ([1, 2], [1, 2], 0.5),
      // 3 beats all four, 1 beats 0 and ties twice.
      ([3, 1], [0, 1, 1, 2], (4.0 + 1 + 1) / 8), ([-1, -1, 5], [-1, 7], (0.5 + 0.5 + 1) / 6),
    ] as [([Double], [Double], Double)]) func rankAUCCountsTiesHalf(higher: [Double], lower: [Double], expected: Double)
    throws
  {
    #expect(try abs(#require(rankAUC(higher: higher, lower: lower)) - expected) < 1e-12)
  }

  @Test func rankAUCAgreesWithComparingEveryPair() throws {
    var random = SplitMix(seed: 7)
    let a = (0..<60).map { _ in Double(random.next(below: 20)) }
    let b = (0..<45).map { _ in Double(random.next(below: 23)) }
    var pairs = 0.0
    for x in a { for y in b { pairs += x > y ? 1 : x == y ? 0.5 : 0 } }
    #expect(try abs(#require(rankAUC(higher: a, lower: b)) - pairs / Double(a.count * b.count)) < 1e-12)
    #expect(rankAUC(higher: [], lower: b) == nil && rankAUC(higher: a, lower: []) == nil)
  }

  @Test func splitMixIsThePublishedOne() {
    var random = SplitMix(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }

  @Test func quantilesLieOnLinesBetweenValues() {
    #expect(quantile(0, of: [1, 2, 4]) == 1 && quantile(1, of: [1, 2, 4]) == 4)
    #expect(quantile(0.75, of: [1, 2, 4]) == 3 && quantile(0.5, of: [7]) == 7)
  }

  @Test(arguments: [
    (0.0005, 3, "0.001"), (1.23456, 2, "1.23"), (-0.001, 2, "0.00"), (-2.5, 1, "-2.5"), (12, 0, "12"),
    (0.05, 2, "0.05"),
  ]) func numbersAreRounded(value: Double, places: Int, expected: String) {
    #expect(fixed(value, places) == expected)
  }
}
