/// A share with its 95 % confidence interval after Wilson, which stays inside 0…1 and is honest for small counts.
///
/// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
package struct Share: Hashable, Sendable {
  package let value: Double
  package let low: Double
  package let high: Double

  /// - Parameter total: above 0 for a share that means anything; 0 gives 0 within 0…1.
  package init(_ count: Int, of total: Int) {
    guard total > 0 else {
      (value, low, high) = (0, 0, 1)
      return
    }
    let z = 1.959964
    let n = Double(total)
    let p = Double(count) / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    value = p
    low = max(0, centre - half)
    high = min(1, centre + half)
  }
}
