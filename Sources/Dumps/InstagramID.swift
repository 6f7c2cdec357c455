/// The number of an Instagram post's media, from any of its names: the number itself, the number with the account's behind
/// it (`3463352584219040628_5002`), the shortcode of its address (the number in base 64), or the shortcode of a private
/// account (with 28 characters of a key behind it).
///
/// - Returns: nil for anything else, such as the ids of the Graph API, which are another number.
func instagramMedia(_ id: Span<UInt8>) -> UInt64? {
  var digits = 0
  var number: UInt64 = 0
  while digits < id.count, digits < 20, id[digits] >= 0x30, id[digits] <= 0x39 {
    let (scaled, overflows) = number.multipliedReportingOverflow(by: 10)
    let (sum, overflowsToo) = scaled.addingReportingOverflow(UInt64(id[digits] - 0x30))
    if overflows || overflowsToo { return nil }
    number = sum
    digits += 1
  }
  if digits >= 15, digits == id.count || id[digits] == UInt8(ascii: "_") { return number }
  let length = id.count == 39 ? 11 : id.count
  // A number has no needless zero before it, which is the letter A.
  guard (9...11).contains(length), id[0] != UInt8(ascii: "A") else { return nil }
  number = 0
  for index in 0..<length {
    guard let digit = base64Digit(id[index]), number >> 58 == 0 else { return nil }
    number = number << 6 | digit
  }
  return number
}

private func base64Digit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte) - 0x41
  case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(byte) - 0x61 + 26
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte) - 0x30 + 52
  case UInt8(ascii: "-"): 62
  case UInt8(ascii: "_"): 63
  default: nil
  }
}
