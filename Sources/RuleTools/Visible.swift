import Bytes

/// A text of any bytes, with what nobody can see written out: `\u{202E}` for controls, direction marks and invisible
/// characters, `\xHH` for bytes that are not UTF-8, `\\` for the backslash. A joiner between emoji counts as seen.
func visible(_ bytes: [UInt8]) -> String {
  var out = ""
  var index = 0
  while index < bytes.count {
    let (scalar, length) = decodeScalar(bytes.span, at: index)
    index += length
    guard let known = Unicode.Scalar(scalar) else {
      out += "\\x" + hexadecimal(UInt32(bytes[index - 1]), digits: 2)
      continue
    }
    if known == "\\" {
      out += "\\\\"
    } else if isSeen(known) || (scalar == 0x200D && out.unicodeScalars.last?.properties.isEmoji == true) {
      out.unicodeScalars.append(known)
    } else {
      out += "\\u{" + hexadecimal(scalar, digits: 1) + "}"
    }
  }
  return out
}

private func isSeen(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  default: !scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{FE0F}"
  }
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
