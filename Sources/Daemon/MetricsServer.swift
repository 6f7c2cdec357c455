import Dispatch
import Glibc
import Inbox
import Logging
import ServiceLifecycle

/// Answers `GET /metrics` and `GET /healthz` on the loopback address, and nothing else anywhere else: for a Prometheus
/// or a probe on the same machine, where the textfile collector does not do.
final class MetricsServer: Service {
  private let port: UInt16
  private let board: StatusBoard
  private let pulse: Pulse
  private let logger: Logger

  /// Seconds a client may take over one read or write; clients are served one after the other.
  private static let patience = 2
  /// Bytes of a request that are looked at.
  private static let longest = 8192

  init(port: UInt16, board: StatusBoard, pulse: Pulse, logger: Logger) {
    self.port = port
    self.board = board
    self.pulse = pulse
    self.logger = logger
  }

  func run() async throws {
    do {
      let listener = try listen()
      let source = DispatchSource.makeReadSource(
        fileDescriptor: listener, queue: DispatchQueue(label: "saring.metrics"))
      source.setEventHandler { self.serve(listener) }
      source.setCancelHandler { close(listener) }
      source.activate()
      try? await gracefulShutdown()
      source.cancel()
    } catch {
      // The daemon's work does not hang on being watched.
      logger.error("\(error); there are no metrics over HTTP")
      try? await gracefulShutdown()
    }
  }

  private func listen() throws(SystemError) -> CInt {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard number >= 0 else { throw SystemError("open a socket for port", "\(port)") }
    var yes: CInt = 1
    unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0, Glibc.listen(number, 16) == 0 else {
      let error = SystemError("listen on port", "\(port)")
      close(number)
      throw error
    }
    return number
  }

  private func serve(_ listener: CInt) {
    let client = accept(listener, nil, nil)
    guard client >= 0 else { return }
    defer { close(client) }
    var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      unsafe setsockopt(client, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1024)
    while request.count < Self.longest, !request.contains(UInt8(ascii: "\n")) {
      let count = unsafe recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      request.append(contentsOf: buffer.prefix(count))
    }
    let answer = self.answer(
      to: String(decoding: request.prefix { $0 != UInt8(ascii: "\r") && $0 != 10 }, as: UTF8.self))
    var sent = 0
    while sent < answer.count {
      let count = unsafe answer.span.extracting(sent..<answer.count).withUnsafeBufferPointer {
        unsafe send(client, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
    // What the client has yet to say would turn the closing into a reset.
    shutdown(client, CInt(SHUT_WR))
    _ = unsafe recv(client, &buffer, buffer.count, 0)
  }

  /// - Parameter line: the request's first line.
  func answer(to line: String) -> [UInt8] {
    let words = line.split(separator: " ")
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return Self.response("400 Bad Request", "say GET\n") }
    guard words[0] == "GET" else { return Self.response("405 Method Not Allowed", "only GET is answered\n") }
    switch words[1] {
    case "/metrics":
      return Self.response("200 OK", String(decoding: board.reports.metrics, as: UTF8.self), "; version=0.0.4")
    case "/healthz":
      guard board.isReady else { return Self.response("503 Service Unavailable", "starting\n") }
      guard pulse.isAlive() else { return Self.response("503 Service Unavailable", "a worker is stuck\n") }
      return Self.response("200 OK", "ok\n")
    default: return Self.response("404 Not Found", "there are /metrics and /healthz\n")
    }
  }

  private static func response(_ status: String, _ body: String, _ version: String = "") -> [UInt8] {
    Array(
      """
      HTTP/1.1 \(status)\r
      Content-Type: text/plain\(version); charset=utf-8\r
      Content-Length: \(body.utf8.count)\r
      X-Content-Type-Options: nosniff\r
      Connection: close\r
      \r
      \(body)
      """.utf8)
  }
}
