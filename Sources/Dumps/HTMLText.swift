import Bytes

/// The text of HTML: line breaks for `<br>`, other tags dropped, entities resolved. What only looks like a tag or entity
/// stands for itself.
///
/// - Parameter keepsLinks: for HTML as pages have it: paragraphs and the like stand on lines of their own, scripts, styles
///   and comments are dropped, and the address of a link is kept behind its words unless it is among them. Without it the
///   HTML is as YouTube displays it, whose links lead to YouTube itself.
func plainText(ofHTML html: Span<UInt8>, keepsLinks: Bool = false) -> [UInt8] {
  var text = HTMLText(keepsLinks: keepsLinks)
  text.read(html)
  return text.out
}

private struct HTMLText {
  private(set) var out: [UInt8] = []
  private let keepsLinks: Bool
  /// The address of the link whose words are being read, and where those begin.
  private var link: (address: [UInt8], start: Int)?

  private static let blocks: Set<String> = [
    "p", "div", "li", "ul", "ol", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section", "article",
  ]

  init(keepsLinks: Bool) { self.keepsLinks = keepsLinks }

  mutating func read(_ html: Span<UInt8>) {
    out.reserveCapacity(html.count)
    var index = 0
    while index < html.count {
      switch html[index] {
      case UInt8(ascii: "<"):
        if keepsLinks, let end = commentEnd(html, index) {
          index = end
          continue
        }
        if let tag = HTMLTag(html, index) {
          index = take(tag, html)
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
    guard keepsLinks else { return }
    endLink()
    while let last = out.last, isWhitespace(last) { out.removeLast() }
  }

  /// - Returns: where to go on.
  private mutating func take(_ tag: HTMLTag, _ html: Span<UInt8>) -> Int {
    if tag.name == "br" { out.append(0x0A) }
    guard keepsLinks else { return tag.end }
    if Self.blocks.contains(tag.name), let last = out.last, last != 0x0A { out.append(0x0A) }
    if tag.name == "a" {
      endLink()
      if !tag.isClosing, let address = tag.address(html) { link = (address, out.count) }
    }
    if !tag.isClosing, tag.name == "script" || tag.name == "style" { return skip(tag, html) }
    return tag.end
  }

  private mutating func endLink() {
    guard let (address, start) = link else { return }
    link = nil
    let words = String(decoding: out[start...], as: UTF8.self)
    let shown = String(decoding: address, as: UTF8.self)
    if words.contains(shown) { return }
    if let last = out.last, !isWhitespace(last) { out.append(0x20) }
    out.append(contentsOf: address)
  }

  /// Where the element that a tag opens is closed; behind the tag where it is not.
  private func skip(_ tag: HTMLTag, _ html: Span<UInt8>) -> Int {
    var index = tag.end
    while index < html.count {
      if html[index] == UInt8(ascii: "<"), let closing = HTMLTag(html, index), closing.isClosing,
        closing.name == tag.name
      {
        return closing.end
      }
      index += 1
    }
    return tag.end
  }

  private func commentEnd(_ html: Span<UInt8>, _ start: Int) -> Int? {
    guard start + 4 <= html.count, html[start + 1] == UInt8(ascii: "!"), html[start + 2] == UInt8(ascii: "-"),
      html[start + 3] == UInt8(ascii: "-")
    else { return nil }
    var index = start + 4
    while index + 3 <= html.count {
      if html[index] == UInt8(ascii: "-"), html[index + 1] == UInt8(ascii: "-"), html[index + 2] == UInt8(ascii: ">") {
        return index + 3
      }
      index += 1
    }
    return nil
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

/// A tag from `<` to `>`.
private struct HTMLTag {
  /// In small letters.
  let name: String
  let isClosing: Bool
  private let inside: Range<Int>
  /// Index behind it.
  let end: Int

  /// - Returns: nil where no letter or slash follows the bracket, or the next bracket opens another.
  init?(_ html: Span<UInt8>, _ start: Int) {
    var index = start + 1
    isClosing = index < html.count && html[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    while index < html.count, isLetter(html[index]) || (index > nameStart && html[index] >= 0x30 && html[index] <= 0x39)
    {
      index += 1
    }
    guard index > nameStart else { return nil }
    name = String(html.extracting(nameStart..<index)).lowercased()
    let insideStart = index
    while index < html.count, html[index] != UInt8(ascii: "<") {
      if html[index] == UInt8(ascii: ">") {
        inside = insideStart..<index
        end = index + 1
        return
      }
      index = Self.endOfValue(html, index) ?? index + 1
    }
    return nil
  }

  /// The longest value in quotes that may hold brackets, so that quotes which are never closed cost no square of time.
  private static let longestValue = 4096

  /// Index behind an attribute's value in quotes, where one begins with the equals sign here: it may hold brackets.
  private static func endOfValue(_ html: Span<UInt8>, _ equals: Int) -> Int? {
    guard html[equals] == UInt8(ascii: "="), equals + 1 < html.count else { return nil }
    let quote = html[equals + 1]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return ((equals + 2)..<min(html.count, equals + longestValue)).first { html[$0] == quote }.map { $0 + 1 }
  }

  /// The address in `href`, if it is one of the web or of mail.
  func address(_ html: Span<UInt8>) -> [UInt8]? {
    let text = String(html.extracting(inside))
    guard let start = text.lowercased().firstRange(of: "href="), text.utf8.count == text.lowercased().utf8.count else {
      return nil
    }
    let offset = text.lowercased().utf8.distance(from: text.lowercased().utf8.startIndex, to: start.upperBound)
    var rest = Array(text.utf8)[offset...]
    if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      rest = rest.dropFirst().prefix { $0 != quote }
    } else {
      rest = rest.prefix { !isWhitespace($0) }
    }
    let value = Array(rest)
    let address = plainText(ofHTML: value.span)
    let known = ["http://", "https://", "mailto:", "//"]
    let shown = String(decoding: address, as: UTF8.self).lowercased()
    return known.contains(where: shown.hasPrefix) ? address : nil
  }
}

/// Names of entities that people's texts hold.
private let entityNames: [String: UInt32] = [
  "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0, "hellip": 0x2026, "mdash": 0x2014,
  "ndash": 0x2013, "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201C, "rdquo": 0x201D, "laquo": 0xAB, "raquo": 0xBB,
  "bull": 0x2022, "middot": 0xB7, "copy": 0xA9, "reg": 0xAE, "trade": 0x2122, "euro": 0x20AC, "pound": 0xA3,
  "yen": 0xA5, "cent": 0xA2, "deg": 0xB0, "times": 0xD7, "frac12": 0xBD, "eacute": 0xE9, "egrave": 0xE8, "agrave": 0xE0,
  "aacute": 0xE1, "ccedil": 0xE7, "ouml": 0xF6, "uuml": 0xFC, "auml": 0xE4, "szlig": 0xDF, "ntilde": 0xF1,
  "hearts": 0x2665, "larr": 0x2190, "rarr": 0x2192, "zwnj": 0x200C, "zwj": 0x200D, "shy": 0xAD,
]

/// A numeric entity, or one with a name.
private func entity(_ html: Span<UInt8>, _ start: Int) -> (scalar: UInt32, end: Int)? {
  var end = start + 1
  while end < html.count, end < start + 12, html[end] != UInt8(ascii: ";") { end += 1 }
  guard end < html.count, html[end] == UInt8(ascii: ";") else { return nil }
  let name = String(html.extracting(start + 1..<end))
  let scalar: UInt32? =
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      UInt32(name.dropFirst(2), radix: 16)
    } else if name.hasPrefix("#") {
      UInt32(name.dropFirst())
    } else {
      entityNames[name]
    }
  guard let scalar, scalar != 0, Unicode.Scalar(scalar) != nil else { return nil }
  return (scalar, end + 1)
}
