import Bytes

/// The name of a file in a folder: bytes, not text, as the kernel has it.
package struct FileName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Neither empty nor `.` or `..`, without slash and NUL, at most 255 bytes.
  package let bytes: [UInt8]

  /// The most bytes a name may have (`NAME_MAX`).
  static let longest = 255

  /// Nil when no file can have this name.
  package init?(_ bytes: [UInt8]) {
    guard !bytes.isEmpty, bytes.count <= Self.longest, bytes != Array(".".utf8), bytes != Array("..".utf8),
      !bytes.contains(0), !bytes.contains(UInt8(ascii: "/"))
    else { return nil }
    self.bytes = bytes
  }

  /// A name the program makes up itself.
  init(own text: String) {
    bytes = Array(text.utf8)
  }

  package static func < (a: FileName, b: FileName) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

  /// The name in printable UTF-8, as logs and verdicts show it; at most 200 bytes.
  package var description: String { printableName(bytes) }

  /// Whether producers use such names for files that are still being written.
  package var isLeftAlone: Bool {
    if bytes[0] == UInt8(ascii: ".") { return true }
    return [".tmp", ".part", ".filepart", ".crdownload", "~"].contains {
      bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }

  /// This name with a mark that tells the file from another of its name. Where that would be too long, the printable
  /// name, which is cut, carries the mark.
  func marked(_ mark: String) -> FileName {
    if mark.isEmpty { return self }
    return FileName(bytes + Array("-\(mark)".utf8)) ?? FileName(own: "\(self)-\(mark)")
  }
}
