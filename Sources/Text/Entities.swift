import Bytes

/// Finds what points elsewhere in a folded text: links, addresses, handles, hashtags, telephone numbers.
///
/// Works on folded bytes, so that `ｗａ.ｍｅ/６２８…` is a link like any other. Everything here starts at one of a few
/// trigger bytes, which most comments do not hold.
struct EntityFinder {
  struct Found {
    var kind: Entity.Kind
    var range: Range<Int>
  }

  private(set) var found: [Found] = []

  mutating func run(_ bytes: [UInt8]) {
    found.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      var end = index
      switch byte {
      case UInt8(ascii: "@"): end = at(index, bytes)
      case UInt8(ascii: "#"): end = hashtag(index, bytes)
      case UInt8(ascii: "."): end = dot(index, bytes)
      case UInt8(ascii: ":"): end = scheme(index, bytes)
      case UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"): end = phone(index, bytes)
      default: break
      }
      index = max(end, index + 1)
    }
  }

  /// Adds an entity unless it overlaps the one before, and says where to go on.
  private mutating func add(_ kind: Entity.Kind, _ range: Range<Int>) -> Int {
    if let last = found.last, last.range.upperBound > range.lowerBound { return range.upperBound }
    found.append(Found(kind: kind, range: range))
    return range.upperBound
  }

  // MARK: Handles, addresses, hashtags

  private mutating func at(_ index: Int, _ bytes: [UInt8]) -> Int {
    var end = index + 1
    while end < bytes.count, isName(bytes[end]) { end += 1 }
    while end > index + 1, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
    var start = index
    while start > 0, isName(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "+") { start -= 1 }
    let domain = bytes[(index + 1)..<end]
    if start < index, let dot = domain.lastIndex(of: UInt8(ascii: ".")), isTopLevel(domain[(dot + 1)...]) {
      return add(.email, start..<end)
    }
    // `@` inside a word is a sign for a letter or a price, not a handle.
    guard start == index, end - index >= 3 else { return index + 1 }
    return add(.handle, index..<end)
  }

  private mutating func hashtag(_ index: Int, _ bytes: [UInt8]) -> Int {
    var end = index + 1
    while end < bytes.count, isName(bytes[end]) && bytes[end] != UInt8(ascii: ".") && bytes[end] != UInt8(ascii: "-") {
      end += 1
    }
    return end - index >= 2 ? add(.hashtag, index..<end) : index + 1
  }

  /// Letters, digits and signs of account names; letters beyond ASCII too.
  private func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }

  // MARK: Links

  private mutating func scheme(_ index: Int, _ bytes: [UInt8]) -> Int {
    guard index + 3 < bytes.count, bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/") else {
      return index + 1
    }
    var start = index
    while start > 0, ByteClass.of(bytes[start - 1]) == ByteClass.letter { start -= 1 }
    guard start < index else { return index + 1 }
    return add(.link, start..<linkEnd(index + 3, bytes))
  }

  private func linkEnd(_ start: Int, _ bytes: [UInt8]) -> Int {
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] < 0x7F, bytes[end] != UInt8(ascii: "\""),
      bytes[end] != UInt8(ascii: "<")
    {
      end += 1
    }
    while end > start,
      [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(
        bytes[end - 1])
    {
      end -= 1
    }
    return end
  }

  /// `name.tld`, and whatever follows it. People leave out the space after a full stop, so an ending that is also a
  /// word counts only with a path behind it.
  private mutating func dot(_ index: Int, _ bytes: [UInt8]) -> Int {
    var end = index + 1
    while end < bytes.count, ByteClass.of(bytes[end]) == ByteClass.letter { end += 1 }
    let ending = bytes[(index + 1)..<end]
    guard isTopLevel(ending), end == bytes.count || !ByteClass.isAlphanumeric(bytes[end]) else { return index + 1 }
    if end < bytes.count, bytes[end] >= 0x80 { return index + 1 }
    var start = index
    while start > 0,
      ByteClass.isAlphanumeric(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "-")
        || bytes[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    guard start < index, start == 0 || bytes[start - 1] != UInt8(ascii: "@") else { return index + 1 }
    // A second ending, as in .com.my, belongs to the name.
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), ByteClass.of(bytes[end + 1]) == ByteClass.letter {
      return index + 1
    }
    let hasPath = end < bytes.count && bytes[end] == UInt8(ascii: "/")
    let isWWW = index - start >= 4 && bytes[start..<(start + 4)].elementsEqual("www.".utf8)
    guard hasPath || isWWW || (!Self.wordlike.contains(Array(ending)) && index - start >= 2) else { return index + 1 }
    return add(.link, start..<(hasPath ? linkEnd(end, bytes) : end))
  }

  private func isTopLevel(_ ending: ArraySlice<UInt8>) -> Bool {
    ending.count >= 2 && ending.count <= 8 && Self.endings.contains(Array(ending))
  }

  private static let endings = Set(
    """
    com net org edu gov info biz xyz top site online club vip live shop store app dev tech space website fun win pro io cc tv \
    ly gl gg me co to id my sg in uk us eu de ru cn jp kr au ca fr nl tk ml ga cf pw asia life link click icu cam best bet casino \
    game games page blog art world today news video stream cash money loan work bio be is fm am im la ws
    """.split(separator: " ").map { Array($0.utf8) })
  /// Endings that are also words, or the beginnings of sentences.
  private static let wordlike = Set(
    """
    me my to in is am im be us id la no so ga tv co pro fun win vip live shop store top best bet game games page art life \
    link click work world today news video money loan cash site space club app bio online info
    """.split(separator: " ").map { Array($0.utf8) })

  // MARK: Telephone numbers

  /// Eight to fifteen digits that begin like a telephone number: `+`, `0`, `60`, `62`, `65`; with single separators.
  private mutating func phone(_ index: Int, _ bytes: [UInt8]) -> Int {
    if index > 0,
      ByteClass.isAlphanumeric(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: ".")
        || bytes[index - 1] == UInt8(ascii: ",")
    {
      return index + 1
    }
    var digits = 0
    var end = index
    var next = index + (bytes[index] == UInt8(ascii: "+") ? 1 : 0)
    var first: [UInt8] = []
    while next < bytes.count {
      if ByteClass.of(bytes[next]) == ByteClass.digit {
        digits += 1
        if first.count < 2 { first.append(bytes[next]) }
        next += 1
        end = next
      } else if digits > 0, next + 1 < bytes.count, ByteClass.of(bytes[next + 1]) == ByteClass.digit,
        isPhoneSeparator(bytes[next])
      {
        next += 1
      } else {
        break
      }
    }
    let starts =
      bytes[index] == UInt8(ascii: "+") || first.first == UInt8(ascii: "0")
      || (digits >= 10 && first.first == UInt8(ascii: "6") && [0x30, 0x32, 0x35].contains(first.last ?? 0))
    let endsWord = end == bytes.count || ByteClass.of(bytes[end]) != ByteClass.letter
    guard starts, endsWord, digits >= 8, digits <= 15 else { return max(end, index + 1) }
    return add(.phone, index..<end)
  }

  private func isPhoneSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
