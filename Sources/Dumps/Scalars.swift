import Bytes

/// Reads a moment: ISO 8601 with or without a time of day, fraction and zone (`Z`, `+08:00`, `+0800`, `+08`), or Unix
/// seconds or milliseconds in digits. Without a zone it is taken as UTC.
///
/// - Returns: seconds since 1970, UTC; nil for anything else and for moments outside the years 1970 to 9999.
package func moment(_ text: Span<UInt8>) -> Int? {
  if let number = decimal(text, fractionAllowed: true) { return moment(unix: number) }
  guard var scanner = DigitScanner(text), let year = scanner.digits(4), scanner.skip("-"),
    let month = scanner.digits(2), scanner.skip("-"), let day = scanner.digits(2), (1...12).contains(month), day >= 1,
    day <= daysIn(month, year)
  else { return nil }
  var seconds = days(year, month, day) * 86_400
  if scanner.isAtEnd { return inRange(seconds) }
  guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "), let hour = scanner.digits(2), scanner.skip(":"),
    let minute = scanner.digits(2), hour < 24, minute < 60
  else { return nil }
  seconds += hour * 3600 + minute * 60
  if scanner.skip(":") {
    // 60 is a leap second, told as the first of the next minute.
    guard let second = scanner.digits(2), second <= 60 else { return nil }
    seconds += second
    if scanner.skip(".") || scanner.skip(",") { scanner.skipDigits() }
  }
  _ = scanner.skip(" ")
  if scanner.isAtEnd || scanner.skip("Z") || scanner.skip("z") {
    return scanner.isAtEnd ? inRange(seconds) : nil
  }
  let isEast = scanner.skip("+")
  guard isEast || scanner.skip("-"), let zoneHour = scanner.digits(2), zoneHour < 24 else { return nil }
  var zone = zoneHour * 3600
  if !scanner.isAtEnd {
    _ = scanner.skip(":")
    guard let zoneMinute = scanner.digits(2), zoneMinute < 60, scanner.isAtEnd else { return nil }
    zone += zoneMinute * 60
  }
  return inRange(isEast ? seconds - zone : seconds + zone)
}

/// A moment from Unix seconds, or milliseconds where seconds would lie beyond the year 5000.
func moment(unix number: Int) -> Int? {
  inRange(number >= 100_000_000_000 ? number / 1000 : number)
}

/// A whole number in plain digits, with a leading `-` allowed; nil for anything else and beyond 64 bits.
func decimal(_ text: Span<UInt8>, fractionAllowed: Bool = false) -> Int? {
  var index = 0
  let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
  if isNegative { index = 1 }
  let first = index
  var value = 0
  while index < text.count, let digit = digit(text[index]) {
    let (scaled, overflows) = value.multipliedReportingOverflow(by: 10)
    let (sum, overflowsToo) = scaled.addingReportingOverflow(digit)
    if overflows || overflowsToo { return nil }
    value = sum
    index += 1
  }
  guard index > first else { return nil }
  if fractionAllowed, index < text.count, text[index] == UInt8(ascii: ".") {
    index += 1
    while index < text.count, digit(text[index]) != nil { index += 1 }
  }
  return index == text.count ? (isNegative ? -value : value) : nil
}

/// A number of likes: nil where it is negative or beyond any that can be true.
func likes(_ number: Int?) -> Int? {
  guard let number, number >= 0, number <= 10_000_000_000 else { return nil }
  return number
}

private func digit(_ byte: UInt8) -> Int? { byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil }

private func inRange(_ seconds: Int) -> Int? { seconds >= 0 && seconds <= 253_402_300_799 ? seconds : nil }

private func daysIn(_ month: Int, _ year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

/// Days from 1970-01-01 in the Gregorian calendar, with years that begin in March so that leap days come last.
private func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// Takes fixed runs of digits and single characters off the front of a text.
private struct DigitScanner {
  private var text: InlineArray<40, UInt8> = .init(repeating: 0)
  private let count: Int
  private var index = 0

  /// - Returns: nil for a text longer than any moment is written.
  init?(_ span: Span<UInt8>) {
    guard span.count <= 40 else { return nil }
    count = span.count
    for index in 0..<count { text[index] = span[index] }
  }

  var isAtEnd: Bool { index == count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < count, text[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  mutating func skipDigits() { while index < count, digit(text[index]) != nil { index += 1 } }

  mutating func digits(_ wanted: Int) -> Int? {
    guard index + wanted <= count else { return nil }
    var value = 0
    for place in index..<index + wanted {
      guard let digit = digit(text[place]) else { return nil }
      value = value * 10 + digit
    }
    index += wanted
    return value
  }
}

/// A moment written with strokes, such as `31/12/2020 18:55:05` or `03/12/25`. Taken as UTC.
///
/// - Returns: nil where the order of day and month is not known, and for anything else.
func moment(strokes text: String, _ order: DateOrder) -> Int? {
  guard order != .unknown else { return nil }
  let parts = text.split(separator: " ", maxSplits: 1)
  let numbers = parts.first?.split(separator: "/").map { Int($0) } ?? []
  guard numbers.count == 3, let first = numbers[0], let second = numbers[1], let year = numbers[2], (0...9999) ~= year
  else { return nil }
  let (day, month) = order == .dayFirst ? (first, second) : (second, first)
  func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  guard day >= 0, month >= 0 else { return nil }
  let date = "\(year < 100 ? 2000 + year : year)-\(twoDigits(month))-\(twoDigits(day))"
  let whole = Array((parts.count > 1 ? "\(date) \(parts[1])" : date).utf8)
  return moment(whole.span)
}

/// A moment as workbooks count it: days since 1899-12-30, with fractions. Taken as UTC.
///
/// - Returns: nil outside the years 1970 to 9999.
func moment(workbookDays days: Double) -> Int? {
  guard days >= 25_569, days < 2_958_466 else { return nil }
  return Int(((days - 25_569) * 86_400).rounded())
}
