import Bytes
import Glibc
package import Rules

/// How much of a file is read.
package enum FileLimit {
  /// Bytes of a YAML file.
  package static let yaml = 1 << 20
  /// Bytes of a list file.
  package static let list = 8 << 20
  /// YAML files in one folder.
  package static let files = 1_000
}

extension Problems {
  /// The paths of a folder's YAML files, in the order of their names. Hidden files are left out.
  package mutating func yamlFiles(in directory: String) -> [String] {
    guard let handle = unsafe opendir(directory) else {
      report("unreadable-folder", folder(directory), "the folder cannot be read: \(systemMessage())")
      return []
    }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
          unsafe String(cString: $0)
        }
      }
      if !name.hasPrefix("."), name.hasSuffix(".yaml") || name.hasSuffix(".yml") { names.append(name) }
    }
    if names.count > FileLimit.files {
      report("too-many-files", folder(directory), "the folder has more than \(FileLimit.files) files (*.yaml)")
    }
    let base = directory.hasSuffix("/") ? directory : directory + "/"
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(FileLimit.files).map { base + $0 }
  }

  /// A folder as the place of a diagnostic.
  package func folder(_ directory: String) -> SourcePosition { SourcePosition(file: directory, line: 1, column: 1) }

  /// Reads a regular file of valid UTF-8.
  ///
  /// - Parameters:
  ///   - asker: where the file is named, if it is named in another one.
  /// - Returns: nil after reporting what is wrong.
  package mutating func text(of path: String, limit: Int, askedFrom asker: SourcePosition? = nil) -> SourceText? {
    let position = asker ?? SourcePosition(file: path, line: 1, column: 1)
    let subject = asker == nil ? "the file" : "“\(path)”"
    // Not blocking, as a pipe would have us wait for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      report("unreadable-file", position, "\(subject) cannot be read: \(systemMessage())")
      return nil
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      report("not-a-file", position, "\(subject) is not a regular file")
      return nil
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        report("unreadable-file", position, "\(subject) cannot be read: \(systemMessage())")
        return nil
      }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    if bytes.count > limit {
      report("too-big", position, "\(subject) has more than \(limit >> 20) MiB; divide it")
      return nil
    }
    // Some editors put a byte order mark before the text.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return checked(bytes, path)
  }

  /// The bytes as text; nil after reporting what does not belong there.
  private mutating func checked(_ bytes: [UInt8], _ path: String) -> SourceText? {
    if let invalid = firstInvalidUTF8(bytes.span) {
      // A zero, or every other byte one, is how UTF-16 looks.
      let before = SourceText(file: path, text: String(decoding: bytes[..<invalid], as: UTF8.self))
      keep(before)
      report(
        "not-utf8", before.position(of: before.scalars.count), "the file is not UTF-8 text; save it as UTF-8")
      return nil
    }
    let source = SourceText(file: path, text: String(decoding: bytes, as: UTF8.self))
    keep(source)
    let isLoneReturn = { (index: Int) in
      source.scalars[index] == "\r" && (index + 1 == source.scalars.count || source.scalars[index + 1] != "\n")
    }
    if let index = source.scalars.indices.first(where: { isForbidden(source.scalars[$0]) || isLoneReturn($0) }) {
      let code = String(source.scalars[index].value, radix: 16, uppercase: true)
      let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
      report(
        "bad-character", source.position(of: index), "the invisible character \(name) may not stand in it")
      return nil
    }
    return source
  }
}

private func systemMessage() -> String { unsafe String(cString: strerror(errno)) }
