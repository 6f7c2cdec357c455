import Foundation
import Testing

@testable import Inbox

/// Texts of posts that are remembered between dumps.
struct PostMemoryTests {
  private func file(_ scratch: Scratch) -> URL { URL(fileURLWithPath: "\(scratch.path)/state/posts") }

  private func text(_ memory: PostMemory, _ names: String...) -> String? {
    memory.text(of: names).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func remembersBetweenRuns() throws {
    let scratch = Scratch()
    do {
      let memory = try PostMemory(try Tree(path: scratch.path))
      try memory.learn([("a", Array("satu\n\u{0}dua".utf8)), ("b", [])])
      try memory.learn([("a", Array("tiga".utf8)), ("c", Array("empat".utf8))])
      #expect(text(memory, "x", "a") == "tiga")
    }
    let memory = try PostMemory(try Tree(path: scratch.path))
    #expect(text(memory, "a") == "tiga")
    #expect(text(memory, "b") == "")
    #expect(text(memory, "c") == "empat")
    #expect(text(memory, "d") == nil)
    let size = try Data(contentsOf: file(scratch)).count
    try memory.learn([("a", Array("tiga".utf8))])
    #expect(try Data(contentsOf: file(scratch)).count == size, "what is known is not written again")
  }

  /// However the file is cut off or changed, what stands before is known, and what is learnt then is kept.
  @Test func aTornFileCostsItsEndAlone() throws {
    let scratch = Scratch()
    do {
      let memory = try PostMemory(try Tree(path: scratch.path))
      for name in ["a", "b", "c"] { try memory.learn([(name, Array("teks \(name)".utf8))]) }
    }
    let whole = try Data(contentsOf: file(scratch))
    for count in 0..<whole.count {
      for torn in [whole.prefix(count), whole.prefix(count) + Data(repeating: 0, count: 40)] {
        try Data(torn).write(to: file(scratch))
        do {
          let memory = try PostMemory(try Tree(path: scratch.path))
          let known = ["a", "b", "c"].map { text(memory, $0) }
          #expect(known.prefix { $0 != nil }.count == known.count { $0 != nil })
          #expect(count < whole.count / 3 + 1 || known[0] == "teks a")
          try memory.learn([("d", Array("baru".utf8))])
        }
        #expect(text(try PostMemory(try Tree(path: scratch.path)), "d") == "baru")
      }
    }
  }

  @Test func theOldestGoWhenThereAreTooMany() throws {
    let scratch = Scratch()
    var bounds = PostMemory.Bounds()
    (bounds.texts, bounds.bytes) = (100, 4000)
    for isReopened in [false, true] {
      let memory = try PostMemory(try Tree(path: scratch.path), bounds)
      if !isReopened { for number in 0..<1000 { try memory.learn([("n\(number)", Array("teks \(number)".utf8))]) } }
      #expect(text(memory, "n999") == "teks 999")
      #expect(text(memory, "n0") == nil)
      #expect((0..<1000).count { text(memory, "n\($0)") != nil } <= 100)
      #expect(try Data(contentsOf: file(scratch)).count <= 2 * 4000)
    }
  }
}
