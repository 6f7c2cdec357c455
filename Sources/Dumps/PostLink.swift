/// What a post's address tells: its platform, and its id there.
struct PostLink {
  private(set) var platform: String?
  private(set) var id: String?

  /// Platforms by what their hosts end in.
  private static let hosts: [(ending: String, platform: String)] = [
    ("instagram.com", "instagram"), ("youtube.com", "youtube"), ("youtu.be", "youtube"), ("facebook.com", "facebook"),
    ("fb.watch", "facebook"), ("tiktok.com", "tiktok"), ("reddit.com", "reddit"),
  ]

  init(_ address: String) {
    guard let scheme = address.firstRange(of: "://") else { return }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
    platform = Self.hosts.first { host == $0.ending || host.hasSuffix("." + $0.ending) }?.platform
    let path = rest.dropFirst(host.count).prefix { $0 != "?" && $0 != "#" }.split(separator: "/").map(String.init)
    let query = rest.split(separator: "?", maxSplits: 1).dropFirst().first?.split(separator: "&") ?? []
    func behind(_ names: [String]) -> String? {
      zip(path, path.dropFirst()).first { names.contains($0.0) }.map(\.1)
    }
    func asked(_ name: String) -> String? {
      query.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1).prefix { $0 != "#" }) }
    }
    switch platform {
    case "instagram": id = behind(["p", "reel", "reels", "tv"])
    case "youtube": id = asked("v") ?? behind(["shorts", "live", "embed"]) ?? (host == "youtu.be" ? path.first : nil)
    case "tiktok": id = behind(["video", "photo"])
    case "reddit": id = behind(["comments"])
    case "facebook":
      id =
        behind(["posts", "videos", "reel"]) ?? asked("story_fbid") ?? asked("v") ?? (path.count == 1 ? path[0] : nil)
    default: break
    }
    if id?.isEmpty == true { id = nil }
  }
}
