import Bytes
import Glibc
package import Logging

/// Writes log lines to standard error: for the journal with sd-daemon(3)'s priority in front, else with the time.
package struct LineLog: LogHandler {
  package var logLevel = Logger.Level.info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let isJournal: Bool

  /// - Parameter isJournal: whether the journal reads standard error; by default, whether `JOURNAL_STREAM` is set.
  package init(isJournal: Bool? = nil) {
    self.isJournal = isJournal ?? (environment("JOURNAL_STREAM") != nil)
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let bytes = Array(line(event.level, event.message.description).utf8)
    unsafe bytes.withUnsafeBufferPointer { _ = unsafe write(2, $0.baseAddress, $0.count) }
  }

  /// The line as it is written. A message is one line, whatever it holds.
  func line(_ level: Logger.Level, _ message: String) -> String {
    let safe = message.split(separator: "\n").map { printable($0) }.joined(separator: " ")
    if isJournal { return "<\(priority(level))>\(safe)\n" }
    let mark = level >= .warning ? "\(level): " : ""
    return "\(localTime("%Y-%m-%d %H:%M:%S")) \(mark)\(safe)\n"
  }

  /// Control characters and direction marks never reach a terminal.
  private func printable(_ text: Substring) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || turnsDirection(scalar.value)
      safe.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return safe
  }

  private func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
