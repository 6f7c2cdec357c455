import Foundation
import Glibc
import Testing

@testable import Inbox

/// A folder that is removed with the value.
final class Scratch {
  let path: String

  init() {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = "\(base)/saring-\(UUID().uuidString)"
    unsafe mkdir(path, 0o700)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) {
    #expect(FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data(text.utf8)))
  }

  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
  }

  /// `rename`, as a producer does it.
  func move(_ name: String, to newName: String) { #expect(unsafe rename("\(path)/\(name)", "\(path)/\(newName)") == 0) }
}

extension FileName {
  init(_ text: String) { self.init(own: text) }
}

extension Spool {
  /// A spool over a tree in a scratch folder that takes what stood still for 500 ms.
  convenience init(_ scratch: Scratch, limits: Dump.Limits = Dump.Limits()) throws {
    self.init(try Tree(path: "\(scratch.path)/tree"), limits: limits)
  }

  /// Takes everything that is ready.
  func takeAll() throws -> [Dump] {
    var dumps: [Dump] = []
    while let dump = try next({ _ in })?.dump { dumps.append(dump) }
    return dumps
  }
}
