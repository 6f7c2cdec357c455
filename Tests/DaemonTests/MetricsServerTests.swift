import Logging
import Testing

@testable import Daemon

struct MetricsServerTests {
  @Test(
    arguments: [
      ("GET /metrics HTTP/1.1", "200 OK"), ("GET /healthz HTTP/1.0", "503 Service Unavailable"),
      ("GET / HTTP/1.1", "404 Not Found"), ("GET /metrics/../../etc/passwd HTTP/1.1", "404 Not Found"),
      ("POST /metrics HTTP/1.1", "405 Method Not Allowed"), ("", "400 Bad Request"),
      ("GET /metrics", "400 Bad Request"),
      ("\u{16}\u{3}\u{1} \u{0} \u{0}", "400 Bad Request"),
    ])
  func answersTwoQuestions(line: String, status: String) {
    let board = StatusBoard(
      Notifier(socket: nil), rulesOf: "12:04", rules: .init(digest: "sha256:0", count: 1, loaded: 0), outstanding: 1)
    let server = MetricsServer(port: 1, board: board, pulse: Pulse(), logger: Logger(label: "test"))
    #expect(String(decoding: server.answer(to: line), as: UTF8.self).hasPrefix("HTTP/1.1 \(status)\r\n"))
    board.reached()
    if line.contains("healthz") {
      #expect(String(decoding: server.answer(to: line), as: UTF8.self).hasSuffix("\r\n\r\nok\n"))
    }
  }
}
