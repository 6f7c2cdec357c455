import Foundation
import Glibc

/// Stands in for the service manager: a socket that collects what the daemon says.
final class NotifyReceiver {
  let name: String
  private let number: CInt
  private(set) var messages: [String] = []

  /// - Parameter name: a path, or `@` and a name of the abstract namespace.
  init(_ name: String) {
    self.name = name
    number = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(name.utf8)
    if name.hasPrefix("@") { bytes[0] = 0 } else { bytes.append(0) }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path)! + bytes.count)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(number, $0, length) }
    }
    precondition(result == 0 && number >= 0, "cannot bind \(name)")
  }

  deinit { close(number) }

  /// Takes in what has come. Who sends waits once a few messages lie unread.
  func drain() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(number, &buffer, buffer.count, CInt(MSG_DONTWAIT))
      if count < 0 { return }
      messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
    }
  }

  /// Waits for a message that holds all of the parts; messages before it are kept in `messages`.
  ///
  /// - Returns: the message, or nil when it did not come in time.
  func wait(for parts: String..., seconds: Int = 30) -> String? {
    var remaining = seconds * 1000
    while remaining > 0 {
      var poll = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      if unsafe Glibc.poll(&poll, 1, 100) > 0 {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(number, &buffer, buffer.count, 0)
        let message = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        messages.append(message)
        if parts.allSatisfy({ message.contains($0) }) { return message }
      } else {
        remaining -= 100
      }
    }
    return nil
  }
}
