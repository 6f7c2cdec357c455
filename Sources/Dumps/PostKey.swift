import Bytes

/// What tells a post from others: platform and id, or platform and address, or platform and text, or the platform
/// alone. The several ids that a platform has for one post are one key where they can be computed from each other.
struct PostKey {
  private(set) var bytes: [UInt8] = []

  /// The key as text, for what is kept beyond one dump.
  var name: String { String(decoding: bytes.map { $0 == Self.mark ? UInt8(ascii: " ") : $0 }, as: UTF8.self) }

  // A byte that no UTF-8 holds stands before the part that tells, whose first byte says what it is.
  private static let mark: UInt8 = 0xFF

  init() {}

  init(_ post: Post) {
    let platform = Array((post.platform ?? "").utf8)
    start(platform: platform.span)
    if let id = post.id {
      let id = Array(id.utf8)
      tell(id: id.span)
    } else if let url = post.url {
      tell(url: url)
    } else if let text = post.text {
      tell(text: text.span)
    }
  }

  init(platform: String?, url: String) {
    let platform = Array((platform ?? "").utf8)
    start(platform: platform.span)
    tell(url: url)
  }

  /// Begins anew; an unknown platform is empty.
  mutating func start(platform: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    append(platform)
    bytes.append(Self.mark)
  }

  mutating func tell(id: Span<UInt8>) {
    let isInstagram = isPlatform("instagram")
    let isFacebook = !isInstagram && isPlatform("facebook")
    bytes.append(UInt8(ascii: "i"))
    if isInstagram, let number = instagramMedia(id) {
      bytes.append(contentsOf: String(number).utf8)
    } else if isFacebook, let line = lastIndex(of: UInt8(ascii: "_"), in: id), line + 1 < id.count {
      // A page's number stands before the post's in feeds, but not in comments.
      append(id.extracting(line + 1..<id.count))
    } else {
      append(id)
    }
  }

  /// An address that tells its post's id is as good as the id.
  mutating func tell(url: String) {
    if let id = PostLink(url).id {
      let id = Array(id.utf8)
      tell(id: id.span)
    } else {
      bytes.append(UInt8(ascii: "u"))
      bytes.append(contentsOf: url.utf8)
    }
  }

  private func isPlatform(_ name: StaticString) -> Bool {
    guard bytes.count == name.utf8CodeUnitCount + 1 else { return false }
    return unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount).elementsEqual(
      bytes.dropLast())
  }

  private func lastIndex(of byte: UInt8, in span: Span<UInt8>) -> Int? {
    var index = span.count - 1
    while index >= 0, span[index] != byte { index -= 1 }
    return index >= 0 ? index : nil
  }

  mutating func tell(text: Span<UInt8>) {
    bytes.append(UInt8(ascii: "t"))
    append(text)
  }

  private mutating func append(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
