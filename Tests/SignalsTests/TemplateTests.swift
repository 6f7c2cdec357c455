import Testing

@testable import Signals

struct TemplateTests {
  @Test func keepsWhatItIsToldOfEachText() {
    var templates = Templates()
    var reference: [UInt64: [(author: UInt64, time: UInt32)]] = [:]
    var state: UInt64 = 1
    func next(_ most: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % most
    }
    for _ in 0..<2_000 {
      let template = next(900) &* 0x9E37_79B9_7F4A_7C15 | 1
      let (author, time) = (next(5) << 40, [0, 7, 9, .max][Int(next(4))] as UInt32)
      #expect(templates.add(template, author: author, time: time) == (reference[template] == nil))
      reference[template, default: []].append((author, time))
    }
    for (template, comments) in reference {
      let times = comments.map(\.time).filter { $0 > 0 }.map { min($0, .max - 1) }
      let copies = templates[template]
      #expect(copies?.authors.count == UInt32(clamping: Set(comments.map(\.author)).count))
      #expect(copies?.authors.isFirst(comments[0].author) == true)
      #expect(copies?.first == times.min() ?? .max)
      #expect(copies?.last == times.max() ?? 0)
    }
    #expect(templates[2] == nil)
  }
}
