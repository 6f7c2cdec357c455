import Bytes

/// The text of a comment that YouTube gives as HTML: line breaks for `<br>`, other tags dropped, entities resolved.
/// What only looks like a tag or entity stands for itself.
func plainText(ofHTML html: Span<UInt8>) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(html.count)
  var index = 0
  while index < html.count {
    switch html[index] {
    case UInt8(ascii: "<"):
      if let tag = tag(html, index) {
        if tag.isBreak { out.append(0x0A) }
        index = tag.end
        continue
      }
    case UInt8(ascii: "&"):
      if let entity = entity(html, index) {
        out.append(scalar: entity.scalar)
        index = entity.end
        continue
      }
    default: break
    }
    out.append(html[index])
    index += 1
  }
  return out
}

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

/// A tag from `<` to `>`; nil where no letter or slash follows the bracket, or the next bracket opens another.
private func tag(_ html: Span<UInt8>, _ start: Int) -> (isBreak: Bool, end: Int)? {
  var index = start + 1
  if index < html.count, html[index] == UInt8(ascii: "/") { index += 1 }
  guard index < html.count, isLetter(html[index]) else { return nil }
  let isBreak =
    index + 2 < html.count && html[index] | 0x20 == UInt8(ascii: "b") && html[index + 1] | 0x20 == UInt8(ascii: "r")
    && !isLetter(html[index + 2])
  while index < html.count, html[index] != UInt8(ascii: "<") {
    if html[index] == UInt8(ascii: ">") { return (isBreak, index + 1) }
    index += 1
  }
  return nil
}

/// A numeric entity, or one of those that YouTube writes.
private func entity(_ html: Span<UInt8>, _ start: Int) -> (scalar: UInt32, end: Int)? {
  var end = start + 1
  while end < html.count, end < start + 12, html[end] != UInt8(ascii: ";") { end += 1 }
  guard end < html.count, html[end] == UInt8(ascii: ";") else { return nil }
  let name = String(html.extracting(start + 1..<end))
  let scalar: UInt32?
  switch name {
  case "amp": scalar = 0x26
  case "lt": scalar = 0x3C
  case "gt": scalar = 0x3E
  case "quot": scalar = 0x22
  case "apos": scalar = 0x27
  case "nbsp": scalar = 0xA0
  case _ where name.hasPrefix("#x") || name.hasPrefix("#X"): scalar = UInt32(name.dropFirst(2), radix: 16)
  case _ where name.hasPrefix("#"): scalar = UInt32(name.dropFirst())
  default: scalar = nil
  }
  guard let scalar, scalar != 0, Unicode.Scalar(scalar) != nil else { return nil }
  return (scalar, end + 1)
}
