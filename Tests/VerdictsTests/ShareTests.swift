import Testing

@testable import Verdicts

struct ShareTests {
  /// Wilson's interval, from R's `prop.test(k, n, correct = FALSE)`.
  @Test(arguments: [
    (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662),
  ]) func agreesWithPublishedValues(count: Int, total: Int, low: Double, high: Double) {
    let share = Share(count, of: total)
    #expect(abs(share.low - low) < 0.0001)
    #expect(abs(share.high - high) < 0.0001)
  }

  @Test func saysNothingAboutNothing() {
    #expect(Share(0, of: 0).low == 0)
    #expect(Share(0, of: 0).high == 1)
  }
}
