/// The chance that one of `higher` lies above one of `lower`, a tie counting half: the area under the ROC curve. Nil
/// where either is empty.
package func rankAUC(higher: [Double], lower: [Double]) -> Double? {
  if higher.isEmpty || lower.isEmpty { return nil }
  let low = lower.sorted()
  var total = 0.0
  var below = 0
  var upTo = 0
  for value in higher.sorted() {
    while below < low.count, low[below] < value { below += 1 }
    upTo = max(upTo, below)
    while upTo < low.count, low[upTo] <= value { upTo += 1 }
    total += Double(below) + Double(upTo - below) / 2
  }
  return total / (Double(higher.count) * Double(low.count))
}
