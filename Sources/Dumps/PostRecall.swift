import Bytes

/// Gives the text of a post that a dump refers to and does not hold, by any of the names that the dump calls it by; nil
/// where it is not known. Asked once for each such post, when it is met first.
package typealias PostRecall = @Sendable (_ names: [String]) -> [UInt8]?

extension Post {
  /// Names by which the post is the same in any dump: its platform with an id that the platform has given it, or its
  /// address. Names that people or tools have made up, such as `post-1` or the name of a file, are none.
  package var lastingNames: [String] {
    var names: [String] = []
    func add(_ platform: String?, _ id: String?) {
      guard let platform, let id, isLasting(id, of: platform) else { return }
      let name = PostKey(Post(id: id, platform: platform)).name
      if !names.contains(name) { names.append(name) }
    }
    let link = url.map(PostLink.init)
    add(platform ?? link?.platform, id)
    add(link?.platform, link?.id)
    if let url, link?.id == nil, url.hasPrefix("https://") || url.hasPrefix("http://") {
      names.append(PostKey(platform: nil, url: url).name)
    }
    return names
  }

  /// All names that a dump may call the post by, also those of a user's own.
  package var names: [String] {
    var names = lastingNames
    for key in [id.map { PostKey(Post(id: $0, platform: platform)) }, url.map { PostKey(platform: platform, url: $0) }]
    {
      if let key, !names.contains(key.name) { names.append(key.name) }
    }
    return names
  }
}

/// Whether an id has the form that the platform gives its posts.
private func isLasting(_ id: String, of platform: String) -> Bool {
  let bytes = Array(id.utf8)
  func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) }
  switch platform {
  case "instagram": return instagramMedia(bytes.span) != nil
  case "youtube": return bytes.count == 11 && bytes.allSatisfy { isWord($0) || $0 == 0x2D || $0 == 0x5F }
  case "tiktok": return (15...20).contains(bytes.count) && bytes.allSatisfy(isDigit)
  case "reddit": return (5...8).contains(bytes.count) && bytes.allSatisfy(isWord)
  case "facebook":
    let post = bytes.split(separator: UInt8(ascii: "_")).last ?? []
    return (8...20).contains(post.count) && bytes.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") }
  default: return false
  }
}
