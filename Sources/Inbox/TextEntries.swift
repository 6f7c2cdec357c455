import Digests

/// Names with texts, one behind the other in a file. What was written last may be torn by a power cut, and is told by its
/// digest.
enum TextEntries {
  /// One entry as it lies in a file; nil stands for no text.
  static func encoded(_ name: String, _ text: [UInt8]?) -> [UInt8] {
    let name = Array(name.utf8)
    let head = "\(name.count) \(text?.count ?? -1) \(digest(name, text))\n"
    return Array(head.utf8) + name + (text ?? []) + [0x0A]
  }

  /// The entries of a file, up to the first that is torn.
  ///
  /// - Returns: also whether that is the end of the file.
  static func decoded(_ bytes: [UInt8]) -> (entries: [(name: String, text: [UInt8]?)], isWhole: Bool) {
    var entries: [(name: String, text: [UInt8]?)] = []
    var rest = bytes[...]
    while let end = rest.prefix(128).firstIndex(of: 0x0A) {
      let words = rest[..<end].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 3, let nameCount = Int(words[0]), let textCount = Int(words[1]), nameCount >= 0,
        textCount >= -1
      else { return (entries, false) }
      let body = rest[(end + 1)...]
      let (count, overflows) = nameCount.addingReportingOverflow(max(0, textCount))
      guard !overflows, body.count > count else { return (entries, false) }
      let name = Array(body.prefix(nameCount))
      let text = textCount < 0 ? nil : Array(body.dropFirst(nameCount).prefix(textCount))
      guard digest(name, text) == words[2] else { return (entries, false) }
      entries.append((String(decoding: name, as: UTF8.self), text))
      rest = body.dropFirst(count + 1)
    }
    return (entries, rest.isEmpty)
  }

  private static func digest(_ name: [UInt8], _ text: [UInt8]?) -> String {
    var hash = SHA256()
    hash.update(name.span)
    let marked = text ?? [0xFF]
    hash.update(marked.span)
    return String(hash.hexDigest().prefix(16))
  }
}
