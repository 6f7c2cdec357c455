import Foundation
import Dumps
import Glibc
import Verdicts

/// Writes a line to standard error.
func printError(_ line: String) {
  writeAll(Array((line + "\n").utf8).span, to: 2)
}

/// Says on standard error what became of a dump: notes, rejected records, counts.
func printOutcome(_ summary: Summary) {
  for note in summary.notes { printError("saring: \(terminalSafe(summary.dump)): \(terminalSafe(note))") }
  for reject in summary.rejects { printError("saring: \(terminalSafe(reject.description))") }
  let more = summary.rejectCount - summary.rejects.count
  if more > 0 { printError("saring: \(terminalSafe(summary.dump)): \(more) more records rejected") }
  printError("\(terminalSafe(summary.dump)): \(summary.line)")
}

/// Writes all bytes to a descriptor, ending the program quietly when a reader has gone away.
func writeAll(_ bytes: Span<UInt8>, to descriptor: CInt) {
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.extracting(written..<bytes.count).withUnsafeBufferPointer {
      unsafe write(descriptor, $0.baseAddress, $0.count)
    }
    if count < 0 {
      if errno == EINTR { continue }
      let message = unsafe String(cString: strerror(errno))
      if errno != EPIPE { printError("saring: cannot write: \(message)") }
      exit(1)
    }
    written += count
  }
}

/// Text made safe for a terminal: control characters and direction marks are shown, not obeyed.
func terminalSafe(_ text: String) -> String {
  var safe = ""
  for scalar in text.unicodeScalars {
    let isDirection = scalar.properties.isBidiControl
    if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isDirection {
      safe += "⟨\(String(scalar.value, radix: 16))⟩"
    } else {
      safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}

/// Prints a value as JSON, keys sorted. What a terminal would obey is escaped.
///
/// - Parameter snakeCase: false leaves the keys as the value spells them.
func printJSON(_ value: some Encodable, snakeCase: Bool = true) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  if snakeCase { encoder.keyEncodingStrategy = .convertToSnakeCase }
  var safe = ""
  for scalar in String(decoding: try encoder.encode(value), as: UTF8.self).unicodeScalars {
    if (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl {
      let digits = String(scalar.value, radix: 16)
      safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    } else {
      safe.unicodeScalars.append(scalar)
    }
  }
  print(safe)
}

/// Pads to a number of characters.
func padded(_ text: String, to width: Int, right: Bool = false) -> String {
  let missing = max(0, width - text.count)
  let pad = String(repeating: " ", count: missing)
  return right ? pad + text : text + pad
}
