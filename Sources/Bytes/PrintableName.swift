/// A file's name for people and for the names of results: the name's bytes, with `\xHH` for each byte of what is not
/// printable UTF-8 (controls, direction marks and other invisible format characters, unassigned scalars) and for the
/// backslash. A name that would grow beyond 200 bytes is cut and ends in 16 digits that tell it from its like.
public func printableName(_ name: [UInt8]) -> String {
  let longest = 200
  var out: [UInt8] = []
  var index = 0
  while index < name.count {
    let (scalar, length) = decodeScalar(name.span, at: index)
    if isPrintable(scalar) {
      out.append(contentsOf: name[index..<index + length])
    } else {
      for byte in name[index..<index + length] { out.append(contentsOf: escape(byte)) }
    }
    index += length
  }
  guard out.count > longest else { return String(decoding: out, as: UTF8.self) }
  var end = longest - 17
  while out[end] & 0xC0 == 0x80 { end -= 1 }
  let digits = String(hash64(name.span), radix: 16)
  let zeros = String(repeating: "0", count: 16 - digits.count)
  return String(decoding: out[..<end], as: UTF8.self) + "~" + zeros + digits
}

private func escape(_ byte: UInt8) -> [UInt8] {
  let digits = Array("0123456789abcdef".utf8)
  return [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}

private func isPrintable(_ scalar: UInt32) -> Bool {
  guard scalar != UInt32(UInt8(ascii: "\\")), let scalar = Unicode.Scalar(scalar) else { return false }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
  default: return true
  }
}
