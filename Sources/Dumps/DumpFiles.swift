import Bytes

/// The files of a dump, one after the other, and what lies beside the one at hand.
final class DumpFiles {
  struct File {
    /// As shown to people.
    let name: String
    let descriptor: Descriptor
    let start: Int
    /// Bytes that belong to it; nil for all up to the end.
    var count: Int?
    /// What it holds, where it is a workbook of its own.
    var archive: Archive?
  }

  /// The dump's own name.
  let name: String
  /// Whether there are several files: those of a folder or an archive.
  let isFolder: Bool
  private var lone: File?
  private let folder: Descriptor?
  private let archive: Archive?
  private var names: [[UInt8]]
  /// Captions that were read with their comments and are no files of their own.
  private var attached: Set<[UInt8]> = []
  private var current: [UInt8] = []
  private var postponed: [[UInt8]] = []
  /// Whether the postponed files have their turn.
  private var isLast = false

  /// - Parameter progress: called between pieces of what is read; may throw to end the reading.
  init(_ input: DumpInput, _ limits: DumpLimits, progress: @escaping () throws -> Void) throws {
    name = input.name
    let all: [[UInt8]]
    switch input.content {
    case .file(let descriptor, let start):
      let unpacked = try Archive(descriptor, from: start, name: input.name, limits: limits, progress: progress)
      if let unpacked, !unpacked.isWorkbook {
        (isFolder, archive, folder) = (true, unpacked, nil)
        all = unpacked.members.map(\.name).filter(isRead)
      } else {
        (isFolder, archive, folder) = (false, nil, input.neighbours)
        lone = File(name: input.name, descriptor: descriptor, start: start, archive: unpacked)
        all = []
        current = input.fileName
      }
    case .folder(let descriptor):
      (isFolder, archive, folder) = (true, nil, descriptor)
      all = try descriptor.names(input.name)
    }
    // Comments first: they say which files are their captions.
    names = (all.filter { commentStem($0) != nil } + all.filter { commentStem($0) == nil }).reversed()
  }

  /// The file of a name in the folder or archive.
  private func file(named name: [UInt8]) throws -> File? {
    if let archive {
      return archive.member(named: name).map {
        File(name: printableName(name), descriptor: archive.store, start: $0.start, count: $0.count)
      }
    }
    return try folder?.file(named: name).map { File(name: printableName(name), descriptor: $0, start: 0) }
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
      guard !attached.contains(next), let file = try file(named: next) else { continue }
      current = next
      return file
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
    let shown = lastPart(of: stem ?? current.split(separator: UInt8(ascii: ".")).first.map(Array.init) ?? [])
    var post = InstaloaderPost(stem: shown.isEmpty ? nil : printableName(shown))
    guard let stem else { return post }
    if let (name, source) = try beside(stem, [".txt"], limits) {
      attached.insert(name)
      let window = ByteWindow(source)
      try window.skipByteOrderMark()
      try window.fill(to: limits.textBytes + 4)
      let caption = window.bytes[window.unread]
      var text = Array(String(decoding: caption.prefix(cut(caption.span, limits.textBytes)), as: UTF8.self).utf8)
      while let last = text.last, isWhitespace(last) { text.removeLast() }
      post.post.text = text
    }
    if let (name, source) = try beside(stem, [".json", ".json.xz"], limits) {
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

  private func beside(_ stem: [UInt8], _ endings: [String], _ limits: DumpLimits) throws
    -> (name: [UInt8], source: ByteSource)?
  {
    for ending in endings {
      let name = stem + Array(ending.utf8)
      guard let file = try file(named: name) else { continue }
      let source = try ByteSource(
        file.descriptor, from: file.start, count: file.count, name: file.name, limits: limits)
      return (name, source)
    }
    return nil
  }
}

/// A name without the folders before it.
private func lastPart(of name: [UInt8]) -> [UInt8] {
  name.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
}

/// Whether a file of an archive is read: not those that begin with a dot, nor what lies in such folders, nor what macOS
/// puts beside each file.
private func isRead(_ name: [UInt8]) -> Bool {
  let parts = name.split(separator: UInt8(ascii: "/"))
  return !parts.contains { $0.first == UInt8(ascii: ".") && !$0.allSatisfy { $0 == UInt8(ascii: ".") } }
    && !(parts.first?.elementsEqual("__MACOSX".utf8) ?? false)
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
