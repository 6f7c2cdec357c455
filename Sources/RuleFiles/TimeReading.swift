import Rules
import YAMLFiles

extension RuleFileReader {
  private static let units: [(names: [String], seconds: Int)] = [
    (["s", "second", "seconds"], 1), (["min", "minute", "minutes"], 60), (["h", "hour", "hours"], 3_600),
    (["d", "day", "days"], 86_400), (["week", "weeks"], 604_800),
  ]

  /// Seconds of a time span such as `10 minutes`, at least one and at most ten years.
  mutating func duration(_ node: YAMLNode) -> Int? {
    guard let text = problems.text(node) else { return nil }
    let digits = text.text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.text.dropFirst(digits.count).drop { $0 == " " }
    if let count = Int(digits), let found = Self.units.first(where: { $0.names.contains(String(unit)) }), count > 0,
      count <= 3_660 * 86_400 / found.seconds
    {
      return count * found.seconds
    }
    problems.report(
      "bad-duration", text.position,
      "expected a time span such as “90 s”, “10 minutes”, “2 hours”, “3 days” or “1 week”; this is “\(text.text)”")
    return nil
  }

  /// A date such as `2027-01-31`, in days since 1970.
  mutating func day(_ node: YAMLNode) -> Located<Int>? {
    guard let text = problems.text(node) else { return nil }
    let parts = text.text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.map(\.utf8.count) == [4, 2, 2], text.text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970,
      let days = daysSince1970(year, month, day)
    {
      return Located(days, at: text.position)
    }
    problems.report("bad-date", text.position, "expected a date such as “2027-01-31”; this is “\(text.text)”")
    return nil
  }
}

/// Nil for a day that the calendar does not have (H. Hinnant, "chrono-compatible low-level date algorithms").
private func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int? {
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  guard (1...12).contains(month), day >= 1, day <= lengths[month - 1] else { return nil }
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let ofEra = shifted - era * 400
  let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
}
