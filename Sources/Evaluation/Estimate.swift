/// A figure with the 95 % interval that resampling gives it.
package struct Estimate: Hashable, Sendable, Encodable {
  /// Nil where there is nothing to divide by.
  package let value: Double?
  /// Nil where the figure is, or where too few resamples had one.
  package let low: Double?
  package let high: Double?

  package init(_ value: Double?, low: Double? = nil, high: Double? = nil) {
    self.value = value
    self.low = low
    self.high = high
  }

  private enum CodingKeys: CodingKey { case value, low, high }

  /// All keys stand there, unknown ones as null.
  package func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(value, forKey: .value)
    try keys.encode(low, forKey: .low)
    try keys.encode(high, forKey: .high)
  }
}

extension Estimate {
  /// - Parameter resampled: the figure in each resample, those left out that had none.
  init(_ value: Double?, resampled: [Double]) {
    guard let value, resampled.count >= Self.leastResamples else {
      self.init(value)
      return
    }
    let sorted = resampled.sorted()
    self.init(value, low: quantile(0.025, of: sorted), high: quantile(0.975, of: sorted))
  }

  /// Fewer say nothing about a fortieth of them.
  private static let leastResamples = 40
}

/// The value below which a share of sorted values lies, straight lines drawn between them.
func quantile(_ share: Double, of sorted: [Double]) -> Double {
  let place = share * Double(sorted.count - 1)
  let index = Int(place)
  let next = min(index + 1, sorted.count - 1)
  return sorted[index] + (sorted[next] - sorted[index]) * (place - Double(index))
}
