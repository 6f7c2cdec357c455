import Bytes

/// Why a dump cannot be judged, now or later.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Stable and short: `symbolic-link`, `too-large`, or a reader's own.
  package var code: String
  /// What is wrong and what to do, in plain words.
  package var message: String
  /// File inside a folder, where the trouble is in one.
  package var file: String?
  /// Line of the file, from 1.
  package var line: Int?
  /// Byte of the (decompressed) file, from 0.
  package var offset: Int?

  package init(_ code: String, _ message: String, file: String? = nil, line: Int? = nil, offset: Int? = nil) {
    self.code = code
    self.message = message
    self.file = file
    self.line = line
    self.offset = offset
  }

  package var description: String { "\(message) [\(code)]" }

  /// How every report begins.
  static let start = "{\"v\":1,\"dump\":"

  /// `NAME.error.json`: one JSON object on one line.
  func encoded(dump: FileName) -> [UInt8] {
    var out = OutputBuffer()
    out.append(Self.start)
    out.append(json: "\(dump)")
    out.append(",\"code\":")
    out.append(json: code)
    if let file {
      out.append(",\"file\":")
      out.append(json: file)
    }
    if let offset {
      out.append(",\"offset\":")
      out.append(decimal: offset)
    }
    if let line {
      out.append(",\"line\":")
      out.append(decimal: line)
    }
    out.append(",\"message\":")
    out.append(json: message)
    out.append("}\n")
    return out.finished()
  }
}
