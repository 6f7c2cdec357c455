import Bytes

/// A number rounded to thousandths: `2.5`, `0.125`, `3`.
func decimal(_ value: Double) -> String {
  guard value.magnitude < 1e12 else { return "\(value)" }
  var buffer = OutputBuffer()
  buffer.append(thousandths: value)
  return String(decoding: buffer.bytes, as: UTF8.self)
}

/// Padded to a number of characters, `right` to the right.
func column(_ text: String, _ width: Int, right: Bool = false) -> String {
  let pad = String(repeating: " ", count: max(0, width - text.count))
  return right ? pad + text : text + pad
}
