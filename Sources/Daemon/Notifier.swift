import Glibc

/// Tells the service manager how the daemon is, by the protocol of sd_notify(3). Without a manager it says nothing.
package struct Notifier: Sendable {
  private let socketName: String?
  /// Half of the time after which the manager takes a silent daemon for dead; nil when it does not watch.
  package let watchdogInterval: Duration?

  /// From `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
  package init() {
    let isMeant = environment("WATCHDOG_PID").map { $0 == "\(getpid())" } ?? true
    self.init(socket: environment("NOTIFY_SOCKET"), watchdogMicroseconds: isMeant ? environment("WATCHDOG_USEC") : nil)
  }

  /// - Parameter socket: a path, or `@` and a name of the abstract namespace.
  package init(socket: String?, watchdogMicroseconds: String? = nil) {
    socketName = socket
    watchdogInterval = watchdogMicroseconds.flatMap { Int($0) }.flatMap { $0 > 1 ? .microseconds($0 / 2) : nil }
  }

  package func ready(status: String) { send("READY=1\nSTATUS=\(status)", waits: true) }
  package func stopping() { send("STOPPING=1\nSTATUS=stopping", waits: true) }
  package func status(_ text: String) { send("STATUS=\(text)") }
  package func alive() { send("WATCHDOG=1") }
  /// The start takes longer, by so many seconds from now.
  package func starting(seconds: Int) { send("EXTEND_TIMEOUT_USEC=\(seconds * 1_000_000)") }

  /// To be followed by `ready`.
  package func reloading() {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    send(
      "RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)\nSTATUS=reloading rules",
      waits: true)
  }

  /// Seconds that a change of state waits for a manager that does not read.
  private static let patience = 2

  /// One datagram. That it does not arrive is no reason to stop working, nor to stand still: what is said again soon is
  /// dropped where the manager has not read what was sent before.
  ///
  /// - Parameter waits: whether it is said only once, so that it is worth waiting a moment for the manager.
  private func send(_ message: String, waits: Bool = false) {
    guard let socketName, let first = socketName.utf8.first else { return }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(socketName.utf8)
    if first == UInt8(ascii: "@") { name[0] = 0 }
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    let length = MemoryLayout.offset(of: \sockaddr_un.sun_path)! + name.count + (name[0] == 0 ? 0 : 1)

    let number = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { return }
    defer { close(number) }
    var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
    unsafe setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let flags = CInt(MSG_NOSIGNAL | (waits ? 0 : MSG_DONTWAIT))
    let bytes = Array(message.utf8)
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = unsafe sendto(number, bytes, bytes.count, flags, $0, socklen_t(length))
      }
    }
  }
}
