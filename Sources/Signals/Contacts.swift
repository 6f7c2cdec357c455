import Bytes
import Text

/// What a comment points to: links, handles, telephone numbers, addresses.
struct Contacts {
  /// Links to the post itself, as to a place in its video, and handles that belong to it lead nowhere else.
  /// Handles count once each; the one that an answer begins with only says whom it answers.
  static func measure(_ views: borrowing TextViews, isAnswer: Bool, post: PostProfile, into readings: inout [Reading]) {
    var counts: InlineArray<4, Double> = .init(repeating: 0)
    var seen: [UInt64] = []
    var first: InlineArray<4, ByteRange?> = .init(repeating: nil)
    for entity in views.entities {
      let index: Int
      switch entity.kind {
      case .link:
        if post.isNamed(in: views.foldedBytes[entity.folded.range]) { continue }
        index = 0
      case .handle:
        let hash = handleHash(entity, in: views)
        if post.ownHandles.contains(hash) || (isAnswer && entity.source.start == 0) || seen.contains(hash) { continue }
        seen.append(hash)
        index = 1
      case .phone: index = 2
      case .email: index = 3
      case .hashtag: continue
      }
      counts[index] += 1
      if first[index] == nil { first[index] = entity.source }
    }
    for (index, signal) in [Signal.contactLinks, .contactHandles, .contactPhones, .contactEmails].enumerated() {
      readings[signal.rawValue] = Reading(counts[index], at: first[index])
    }
  }
}

/// The hash of a handle's folded text without its sign.
func handleHash(_ entity: Entity, in views: borrowing TextViews) -> UInt64 {
  handleHash(views.foldedBytes, entity.folded.range)
}

/// The hash of a handle or account name, with or without its signs.
func handleHash(_ name: [UInt8], _ range: Range<Int>) -> UInt64 {
  let bare = name[range].drop { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "/") }
  return hash64(name.span.extracting(bare.indices), seed: 0x40)
}

/// What a folded link points to: host and path without a slash at the end, and what names the page. What differs from one
/// victim to the next stands behind them and is left out.
func linkAddress(_ link: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var address = link.prefix { $0 != UInt8(ascii: "#") }
  for beginning in ["https://", "http://", "www."] where address.starts(with: beginning.utf8) {
    address = address.dropFirst(beginning.utf8.count)
  }
  if let query = address.firstIndex(of: UInt8(ascii: "?")) {
    // A short key tells which page it is (`?v=`, `?id=`); longer ones mostly tell who sent whom.
    let first = address[query...].prefix { $0 != UInt8(ascii: "&") }
    let key = first.dropFirst().prefix { $0 != UInt8(ascii: "=") }
    address = address[..<(key.count <= 2 ? first.endIndex : query)]
  }
  while address.last == UInt8(ascii: "/") { address.removeLast() }
  return address
}
