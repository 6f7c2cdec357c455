package import Foundation

/// One run of the real program, from its start to its end.
package struct Program {
  /// The program beside the tests.
  package static let file = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("saring")

  package let status: CInt
  package let output: String
  package let errors: String

  package init(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = Program.file
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = String(decoding: text, as: UTF8.self)
    self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  /// What it printed, as a JSON object; empty where that is none.
  package var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]) ?? [:]
  }
}
