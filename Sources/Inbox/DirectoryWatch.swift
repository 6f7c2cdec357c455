package import Dispatch
import Glibc

/// What the kernel says has happened in a watched folder. It is a hint: what is true, a look at the folder tells.
package enum DirectoryEvent: Hashable, Sendable {
  /// A name came by a rename, whole.
  case movedIn(FileName)
  /// A name was made, written to, or had its attributes changed.
  case changed(FileName)
  /// Events were lost, or the folder itself has gone: everything must be looked at, and watched anew.
  case lost
}

/// Watches folders by inotify, as long as the value lives.
package final class DirectoryWatch: Sendable {
  private let descriptor: Descriptor
  // Sources may be used from any thread; Dispatch does not say so to the compiler.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// - Parameters:
  ///   - queue: where `handler` is called.
  ///   - handler: takes the events of one reading, in order.
  package init(
    queue: DispatchQueue, handler: @escaping @Sendable ([DirectoryEvent]) -> Void
  ) throws(SystemError) {
    let number = try call("watch", "folders") { inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC)) }
    let descriptor = Descriptor(number, path: "inotify")
    let source = DispatchSource.makeReadSource(fileDescriptor: number, queue: queue)
    source.setEventHandler { handler(Self.read(descriptor)) }
    source.activate()
    self.descriptor = descriptor
    unsafe self.source = source
  }

  deinit { unsafe source.cancel() }

  /// `inotify_add_watch`. Adding a folder again changes nothing.
  package func add(_ path: String) throws(SystemError) {
    let mask = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ATTRIB | IN_ONLYDIR
    try call("watch", path) { unsafe inotify_add_watch(descriptor.number, path, UInt32(mask)) }
  }

  /// Reads what has come.
  private static func read(_ descriptor: Descriptor) -> [DirectoryEvent] {
    var events: [DirectoryEvent] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while let count = try? descriptor.read(into: &buffer), count > 0 {
      var start = 0
      while start + 16 <= count {
        // struct inotify_event: wd, mask, cookie, len; then the name, padded with NUL.
        let header = unsafe buffer.withUnsafeBytes {
          unsafe $0.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
        }
        let nameEnd = start + 16 + Int(header.len)
        let name = FileName(Array(buffer[start + 16..<nameEnd].prefix { $0 != 0 }))
        events.append(event(CInt(bitPattern: header.mask), name))
        start = nameEnd
      }
    }
    return events
  }

  private static func event(_ mask: CInt, _ name: FileName?) -> DirectoryEvent {
    guard mask & (IN_Q_OVERFLOW | IN_IGNORED | IN_UNMOUNT) == 0, let name else { return .lost }
    return mask & IN_MOVED_TO != 0 ? .movedIn(name) : .changed(name)
  }
}
