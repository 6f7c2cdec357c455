internal import Glibc

/// A record that could not be read. The others of its file are.
package struct Reject: Hashable, Sendable {
  /// File inside the bundle, or the dump's own name, escaped where it is not printable UTF-8.
  package var file: String
  /// Number of the record in its file, from 1.
  package var record: Int
  /// Line of the file, from 1, for formats of lines.
  package var line: Int?
  /// Byte of the (decompressed) file, from 0, where known.
  package var offset: Int?
  /// Stable short name: `bad-json`, `no-text`, `too-long` …
  package var code: String
  /// What is wrong and what to do, in plain words.
  package var message: String

  package init(file: String, record: Int, line: Int? = nil, offset: Int? = nil, code: String, message: String) {
    self.file = file
    self.record = record
    self.line = line
    self.offset = offset
    self.code = code
    self.message = message
  }
}

/// A dump that cannot be read at all, or a file of a bundle.
package struct DumpError: Error, Hashable, Sendable {
  package var file: String
  package var line: Int?
  package var offset: Int?
  package var code: String
  package var message: String
  /// The system's error number where the system refused; such trouble may pass, any other stays.
  package var systemError: CInt?

  package init(file: String, line: Int? = nil, offset: Int? = nil, code: String, message: String) {
    self.file = file
    self.line = line
    self.offset = offset
    self.code = code
    self.message = message
  }
}

extension Reject: CustomStringConvertible {
  /// For example `dump.ndjson: record 7, line 9, byte 812: … (bad-json)`.
  package var description: String {
    let places = [line.map { "line \($0)" }, offset.map { "byte \($0)" }].compactMap { $0 }
    return "\(file): \((["record \(record)"] + places).joined(separator: ", ")): \(message) (\(code))"
  }
}

extension DumpError: CustomStringConvertible {
  /// For example `dump.json: byte 812: … (too-deep)`.
  package var description: String {
    let places = [line.map { "line \($0)" }, offset.map { "byte \($0)" }].compactMap { $0 }
    return ([file] + (places.isEmpty ? [] : [places.joined(separator: ", ")])).joined(separator: ": ")
      + ": \(message) (\(code))"
  }

  /// The system refused to do something with a file; takes the cause from `errno`.
  static func system(_ action: String, _ file: String) -> DumpError {
    let number = errno
    let cause = unsafe String(cString: strerror(number))
    var error = DumpError(file: file, code: "system", message: "cannot \(action) it: \(cause)")
    error.systemError = number
    return error
  }
}
