import Dispatch
import Inbox
import Logging
import ServiceLifecycle

/// Writes down how the daemon is, where it has changed: `state/status.json` for `saring status`, and the metrics for
/// Prometheus' textfile collector.
struct Reporter: Service {
  let tree: Tree
  let board: StatusBoard
  /// Where the metrics go; nil: `state/saring.prom`.
  let metricsFile: String?
  let logger: Logger

  /// Between looks whether something has changed.
  private static let interval = Duration.seconds(1)

  func run() async throws {
    let queue = DispatchQueue(label: "saring.reporter")
    var told: Reports?
    var isTold = true
    repeat {
      let reports = board.reports
      if reports != told {
        let trouble = await blocking(on: queue) { write(reports) }
        // Once, and again when it has gone well in between: a full disk must not fill the journal, too.
        if let trouble, isTold { logger.warning("\(trouble); how the daemon is cannot be written down") }
        isTold = trouble == nil
        told = isTold ? reports : nil
      }
    } while (try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.interval) }) != nil
  }

  /// - Returns: what was in the way.
  private func write(_ reports: Reports) -> SystemError? {
    do throws(SystemError) {
      try tree.writeState("status.json", reports.status)
      if let metricsFile {
        try replaceFile(metricsFile, reports.metrics)
      } else {
        try tree.writeState("saring.prom", reports.metrics)
      }
      return nil
    } catch {
      return error
    }
  }
}

/// How the daemon is, for programs.
struct Reports: Hashable, Sendable {
  /// JSON.
  var status: [UInt8]
  /// The text format of Prometheus.
  var metrics: [UInt8]
}
