import Synchronization

/// The texts of posts that dumps have held, by the posts' names, for dumps that hold the comments alone. Kept in one file
/// of `state/` and in memory; the oldest go when there are too many.
package final class PostMemory: Sendable {
  /// How much is kept.
  package struct Bounds: Sendable {
    package var texts = 50_000
    package var bytes = 16 << 20

    package init() {}
  }

  private struct State {
    var texts: [String: [UInt8]] = [:]
    /// Names, those learnt first before the others.
    var order: [String] = []
    var bytes = 0
    /// Bytes of the file; nil where it must be written anew.
    var fileBytes: Int?
  }

  private static let file = FileName(own: "posts")
  private let folder: Folder
  private let bounds: Bounds
  private let state = Mutex(State())

  package init(_ tree: Tree, _ bounds: Bounds = Bounds()) throws(SystemError) {
    folder = tree.state
    self.bounds = bounds
    guard let content = try folder.content(of: Self.file) else { return }
    let (entries, isWhole) = TextEntries.decoded(content)
    state.withLock { state in
      for (name, text) in entries { if let text { Self.put(name, text, in: &state, bounds) } }
      state.fileBytes = isWhole ? content.count : nil
    }
  }

  /// The text of a post by the first of its names that is known.
  package func text(of names: [String]) -> [UInt8]? {
    state.withLock { state in
      for name in names { if let text = state.texts[name] { return text } }
      return nil
    }
  }

  /// Learns texts, on disk when it returns. What was learnt last counts.
  package func learn(_ posts: [(name: String, text: [UInt8])]) throws(SystemError) {
    try state.withLock { state throws(SystemError) in
      let news = posts.filter { state.texts[$0.name] != $0.text }
      guard !news.isEmpty || state.fileBytes == nil && !state.order.isEmpty else { return }
      for (name, text) in news { Self.put(name, text, in: &state, bounds) }
      let bytes = news.flatMap { TextEntries.encoded($0.name, $0.text) }
      // Until it is known to be on disk it counts as torn.
      let known = state.fileBytes
      state.fileBytes = nil
      if let known, known + bytes.count <= 2 * bounds.bytes {
        let file = try folder.openAppending(Self.file)
        try file.write(bytes.span)
        try file.synchronize()
        state.fileBytes = known + bytes.count
      } else {
        let all = state.order.flatMap { TextEntries.encoded($0, state.texts[$0]) }
        try folder.replace(Self.file, with: all)
        state.fileBytes = all.count
      }
    }
  }

  private static func put(_ name: String, _ text: [UInt8], in state: inout State, _ bounds: Bounds) {
    if let old = state.texts.updateValue(text, forKey: name) {
      state.bytes -= old.count
    } else {
      state.order.append(name)
      state.bytes += name.utf8.count
    }
    state.bytes += text.count
    guard state.order.count > bounds.texts || state.bytes > bounds.bytes else { return }
    // A quarter at once, so that it is seldom.
    for name in state.order.prefix(state.order.count / 4 + 1) {
      state.bytes -= name.utf8.count + (state.texts.removeValue(forKey: name)?.count ?? 0)
    }
    state.order.removeFirst(state.order.count / 4 + 1)
  }
}
