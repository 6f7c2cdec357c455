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

  /// In the order of the text; none overlap.
  var found: [Found] = []

  mutating func run(_ text: [UInt8]) {
    let bytes = text.span
    found.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      // All triggers lie between # and @.
      let before = EightBytes.countBefore(EightBytes(padding: bytes, at: index).areWithin(0x23, 0x40))
      if before > 0 {
        index &+= before
        continue
      }
      let byte = bytes[index]
      var end = index
      switch byte {
      case UInt8(ascii: "@"): end = at(index, bytes)
      case UInt8(ascii: "#"): end = hashtag(index, bytes)
      case UInt8(ascii: "."): end = dot(index, bytes)
      case UInt8(ascii: ":"): end = scheme(index, bytes)
      case UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: "0")...UInt8(ascii: "9"): end = phone(index, bytes)
      default: break
      }
      index = max(end, index + 1)
    }
  }

  /// Adds an entity unless it overlaps the one before, and says where to go on.
  mutating func add(_ kind: Entity.Kind, _ range: Range<Int>) -> Int {
    if let last = found.last, last.range.upperBound > range.lowerBound { return range.upperBound }
    found.append(Found(kind: kind, range: range))
    return range.upperBound
  }

  // MARK: Handles, addresses, hashtags

  private mutating func at(_ index: Int, _ bytes: Span<UInt8>) -> Int {
    // A stroke after the sign keeps a name from becoming a link, and readers understand it all the same.
    let isStruck = index + 2 < bytes.count && bytes[index + 1] == UInt8(ascii: "/")
    let name = isStruck ? index + 2 : index + 1
    var end = nameEnd(name, bytes, allowing: true)
    while end > name, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
    var start = index
    while start > 0, isName(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "+") { start -= 1 }
    if start < index, let dot = (name..<end).last(where: { bytes[$0] == UInt8(ascii: ".") }),
      Self.endings.contains(key(bytes, (dot + 1)..<end))
    {
      return add(.email, start..<end)
    }
    // `@` inside a word is a sign for a letter or a price, not a handle.
    guard start == index, end - name >= 2 else { return index + 1 }
    return add(.handle, index..<end)
  }

  private mutating func hashtag(_ index: Int, _ bytes: Span<UInt8>) -> Int {
    let end = nameEnd(index + 1, bytes, allowing: false)
    return end - index >= 2 ? add(.hashtag, index..<end) : index + 1
  }

  /// Where letters, digits and signs of names end; letters of every script count, emoji do not.
  private func nameEnd(_ start: Int, _ bytes: Span<UInt8>, allowing dots: Bool) -> Int {
    var end = start
    while end < bytes.count {
      if bytes[end] >= 0x80 {
        let (scalar, length) = decodeScalar(bytes, at: end)
        switch Unit(scalar, source: 0).group {
        case .letter, .digit, .mark: end += length
        default: return end
        }
      } else if isName(bytes[end]), dots || (bytes[end] != UInt8(ascii: ".") && bytes[end] != UInt8(ascii: "-")) {
        end += 1
      } else {
        return end
      }
    }
    return end
  }

  private func isName(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }

  // MARK: Links

  private mutating func scheme(_ index: Int, _ bytes: Span<UInt8>) -> Int {
    guard index + 3 < bytes.count, bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/") else {
      return index + 1
    }
    var start = index
    while start > 0, ByteClass.of(bytes[start - 1]) == ByteClass.letter { start -= 1 }
    guard start < index else { return index + 1 }
    return add(.link, start..<linkEnd(index + 3, bytes))
  }

  private func linkEnd(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] < 0x7F, bytes[end] != UInt8(ascii: "\""),
      bytes[end] != UInt8(ascii: "<")
    {
      end += 1
    }
    while end > start, isSentenceEnd(bytes[end - 1]) { end -= 1 }
    return end
  }

  private func isSentenceEnd(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "'"):
      true
    default: false
    }
  }

  /// `name.tld`, and whatever follows it. People leave out the space after a full stop, so an ending that is also a
  /// word counts only with a path behind it, a name before it that is no word, or, after a long name, at the end of a line.
  private mutating func dot(_ index: Int, _ bytes: Span<UInt8>) -> Int {
    var end = index + 1
    while end < bytes.count, end - index <= 9, ByteClass.of(bytes[end]) == ByteClass.letter { end += 1 }
    let ending = key(bytes, (index + 1)..<end)
    guard Self.endings.contains(ending), end == bytes.count || !ByteClass.isAlphanumeric(bytes[end]) else {
      return index + 1
    }
    if end < bytes.count, bytes[end] >= 0x80, isLetter(bytes, end) { return index + 1 }
    var start = index
    while start > 0, index - start < Self.longestHost, isHost(bytes[start - 1]) { start -= 1 }
    guard start < index, bytes[index - 1] != UInt8(ascii: "."),
      start == 0 || !(bytes[start - 1] == UInt8(ascii: "@") || isHost(bytes[start - 1]))
    else {
      return index + 1
    }
    // A second ending, as in .com.my, belongs to the name.
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: ".") {
      var second = end + 1
      while second < bytes.count, second - end <= 9, ByteClass.of(bytes[second]) == ByteClass.letter { second += 1 }
      if Self.endings.contains(key(bytes, (end + 1)..<second)) { return index + 1 }
    }
    let hasPath = end < bytes.count && bytes[end] == UInt8(ascii: "/")
    guard hasPath || isHostName(start..<index, bytes, ending, until: end) else { return index + 1 }
    return add(.link, start..<(hasPath ? linkEnd(end, bytes) : end))
  }

  private func isHost(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private func isLetter(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    Unit(decodeScalar(bytes, at: index).scalar, source: 0).isLetterOrDigit
  }

  /// Whether what stands before an ending can only be the name of a host.
  private func isHostName(_ name: Range<Int>, _ bytes: Span<UInt8>, _ ending: UInt64, until end: Int) -> Bool {
    if name.count >= 4, key(bytes, name.lowerBound..<(name.lowerBound + 4)) == Self.www { return true }
    guard Self.wordlike.contains(ending) || Self.closing.contains(ending) || Self.opening.contains(ending) else {
      return name.count >= 2
    }
    if let dot = name.last(where: { bytes[$0] == UInt8(ascii: ".") }),
      Self.secondLevel.contains(key(bytes, (dot + 1)..<name.upperBound))
    {
      return true
    }
    if Self.closing.contains(ending) { return false }
    if joinsTwo(name, bytes) { return true }
    let letters = name.count { ByteClass.of(bytes[$0]) == ByteClass.letter }
    if Self.opening.contains(ending) { return letters >= Self.longName && isLastWord(end, bytes) }
    // `mekar88.vip`, but not `kupu2.best`.
    let digits = name.count { ByteClass.of(bytes[$0]) == ByteClass.digit }
    return letters >= 2 && digits >= 2
      || letters >= Self.shopName && (Self.trades.contains(ending) || isLastWord(end, bytes))
  }

  /// `mekar-store`: a hyphen between two names, not `kupu-kupu`, a word said twice.
  private func joinsTwo(_ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard let hyphen = name.first(where: { bytes[$0] == UInt8(ascii: "-") }), hyphen > name.lowerBound + 1,
      name.upperBound > hyphen + 2
    else { return false }
    let second = (hyphen + 1)..<name.upperBound
    return hyphen - name.lowerBound != second.count
      || !second.allSatisfy { bytes[$0] == bytes[name.lowerBound + $0 - second.lowerBound] }
  }

  /// Whether no word follows on the line: nobody leaves out the space before a sentence of one word.
  private func isLastWord(_ end: Int, _ bytes: Span<UInt8>) -> Bool {
    var index = end
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index == bytes.count || !ByteClass.isAlphanumeric(bytes[index]) && !isLetter(bytes, index)
  }

  /// Up to eight bytes in a number, so that looking one up allocates nothing; 0 for none or more.
  private func key(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    range.count > 8 ? 0 : range.reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
  }

  private static func keys(_ words: String) -> Set<UInt64> {
    Set(words.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
  }

  /// The longest name of a host (RFC 1035).
  private static let longestHost = 253
  /// Letters of a name before an ending that sells.
  private static let shopName = 5
  /// Letters of a name before an ending that is a small word.
  private static let longName = 6
  private static let www: UInt64 = 0x7777_772E
  private static let endings = keys(
    """
    com net org edu gov info biz xyz top site online club vip live shop store app dev tech space website fun win pro io cc tv \
    ly gl gg me co to id my sg in uk us eu de ru cn jp kr au ca fr nl tk ml ga cf pw asia life link click icu cam best bet casino \
    game games page blog art world today news video stream cash money loan work bio be is fm am im la ws so no
    """)
  /// Endings that are also small words which stand anywhere in a sentence.
  private static let closing = keys("me us to in is am im be la so no")
  /// Endings that are also small words, but close no sentence.
  private static let opening = keys("my id ga co tk ml")
  /// Wordlike endings with which hardly a sentence begins.
  private static let trades = keys("shop store online site club vip bet click app win")
  /// Labels under which countries register names.
  private static let secondLevel = keys("com co net org gov edu or ac web go sch my biz")
  /// Endings that are also words.
  private static let wordlike = keys(
    """
    org tv pro fun win vip live shop store top best bet game games page art life \
    link click work world today news video money loan cash site space club app bio online info
    """)
}
