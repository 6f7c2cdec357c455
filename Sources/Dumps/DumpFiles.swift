import Bytes

/// The files of a dump, one after the other, and what lies beside the one at hand.
final class DumpFiles {
  struct File {
    /// As shown to people.
    let name: String
    let descriptor: Descriptor
    let start: Int
  }

  /// The dump's own name.
  let name: String
  let isFolder: Bool
  private var lone: File?
  private let folder: Descriptor?
  private var names: [[UInt8]]
  /// Captions that were read with their comments and are no files of their own.
  private var attached: Set<[UInt8]> = []
  private var current: [UInt8] = []
  private var postponed: [[UInt8]] = []
  /// Whether the postponed files have their turn.
  private var isLast = false

  init(_ input: DumpInput) throws {
    name = input.name
    switch input.content {
    case .file(let descriptor, let start):
      isFolder = false
      lone = File(name: input.name, descriptor: descriptor, start: start)
      folder = input.neighbours
      names = []
      current = input.fileName
    case .folder(let descriptor):
      isFolder = true
      folder = descriptor
      let all = try descriptor.names(input.name)
      // Comments first: they say which files are their captions.
      names = (all.filter { commentStem($0) != nil } + all.filter { commentStem($0) == nil }).reversed()
    }
  }

  /// The next regular file; nil at the end.
  func next() throws -> File? {
    if let file = lone {
      lone = nil
      return file
    }
    while isFolder {
      guard let next = names.popLast() else {
        if postponed.isEmpty { return nil }
        isLast = true
        names = postponed.reversed()
        postponed = []
        continue
      }
      guard !attached.contains(next), let descriptor = try folder?.file(named: next) else { continue }
      current = next
      return File(name: printableName(next), descriptor: descriptor, start: 0)
    }
    return nil
  }

  /// Puts the file at hand behind all others of the folder.
  ///
  /// - Returns: false where it has its turn now: it was put off before, or there are no others.
  func postpone() -> Bool {
    guard isFolder, !isLast else { return false }
    postponed.append(current)
    return true
  }

  /// What lies beside the instaloader comments at hand: `STEM.json` or `STEM.txt` beside `STEM_comments.json`.
  func instaloaderPost(_ limits: DumpLimits) throws -> InstaloaderPost {
    let stem = commentStem(current)
    let shown = stem ?? current.split(separator: UInt8(ascii: ".")).first.map(Array.init) ?? []
    var post = InstaloaderPost(stem: shown.isEmpty ? nil : printableName(shown))
    guard let stem, let folder else { return post }
    if let (name, source) = try beside(stem, [".txt"], folder, limits) {
      attached.insert(name)
      let window = ByteWindow(source)
      try window.skipByteOrderMark()
      try window.fill(to: limits.textBytes + 4)
      let caption = window.bytes[window.unread]
      var text = Array(String(decoding: caption.prefix(cut(caption.span, limits.textBytes)), as: UTF8.self).utf8)
      while let last = text.last, isWhitespace(last) { text.removeLast() }
      post.post.text = text
    }
    if let (name, source) = try beside(stem, [".json", ".json.xz"], folder, limits) {
      let window = ByteWindow(source)
      try window.skipByteOrderMark()
      try window.fill(to: limits.documentBytes + 1)
      let document = JSONDocument()
      let bytes = window.bytes
      if window.unread.count <= limits.documentBytes,
        document.parse(bytes.span, window.unread, depth: limits.depth) == nil, post.take(document)
      {
        attached.insert(name)
      }
    }
    return post
  }

  private func beside(_ stem: [UInt8], _ endings: [String], _ folder: Descriptor, _ limits: DumpLimits) throws
    -> (name: [UInt8], source: ByteSource)?
  {
    for ending in endings {
      let name = stem + Array(ending.utf8)
      guard let descriptor = try folder.file(named: name) else { continue }
      return (name, try ByteSource(descriptor, name: printableName(name), limits: limits))
    }
    return nil
  }
}

/// What stands before `_comments.json` (and an ending of compression) in a file's name; nil where that is not its end.
private func commentStem(_ name: [UInt8]) -> [UInt8]? {
  for ending in ["", ".xz", ".gz", ".zst", ".bz2"] {
    let whole = Array("_comments.json\(ending)".utf8)
    if name.count > whole.count, name.suffix(whole.count).elementsEqual(whole) {
      return Array(name.dropLast(whole.count))
    }
  }
  return nil
}
