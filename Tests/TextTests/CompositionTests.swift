import CUnicode
import Foundation
import Testing

@testable import Text

/// The clean view's NFC against that of Foundation, which has its data from elsewhere.
struct CompositionTests {
  /// Scalars that the clean view keeps: no invisible ones, no direction marks.
  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    let unit = Unit(scalar.value, source: 0)
    return unit.group != .invisible && unit.group != .direction
  }

  /// Everything that composition may touch, and what it comes apart into.
  private static let touched: [Unicode.Scalar] = (0...0x10FFFF as ClosedRange<UInt32>).compactMap { value in
    guard let scalar = Unicode.Scalar(value), isKept(scalar) else { return nil }
    return Unit(value, source: 0).composes || saring_unicode_decompose(value).first != 0 ? scalar : nil
  }

  private func check(_ text: String) -> Bool {
    var bytes = Array(text.utf8)
    // Something beyond ASCII, so that the text is looked at.
    bytes += Array("\nя".utf8)
    return string(views(bytes).clean.bytes).unicodeScalars.elementsEqual(
      (text + "\nя").precomposedStringWithCanonicalMapping.unicodeScalars)
  }

  @Test func composesEachScalar() {
    #expect(Self.touched.count > 2000)
    let wrong = Self.touched.filter { scalar in
      let text = String(String.UnicodeScalarView([scalar]))
      return !check(text) || !check(text.decomposedStringWithCanonicalMapping) || !check("a" + text)
    }
    #expect(wrong.map { String($0.value, radix: 16) } == [])
  }

  @Test func composesRandomTexts() {
    var numbers = Numbers(state: 3)
    // Foundation takes these for starters, though they come apart into marks, and leaves marks after them where they are.
    let touched = Self.touched.filter { ![0xF73, 0xF75, 0xF81].contains($0.value) }
    let marks = touched.filter { Unit($0.value, source: 0).composes }
    // Modern ones alone: Foundation composes the first ones beyond them too.
    let jamo = ([0x1100...0x1112, 0x1161...0x1175, 0x11A8...0x11C2] as [ClosedRange<UInt32>])
      .flatMap { $0.compactMap(Unicode.Scalar.init) }
    let plain = Array("aeiouöêữぱক".unicodeScalars)
    for round in 0..<10_000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...8, using: &numbers) {
        let from = [touched, marks, marks, jamo, plain][Int.random(in: 0..<5, using: &numbers)]
        if let scalar = from.randomElement(using: &numbers) { scalars.append(scalar) }
      }
      guard check(String(scalars)) else {
        Issue.record("round \(round): \(scalars.map { String($0.value, radix: 16) })")
        return
      }
    }
  }

  @Test func isMadeFromTheUnicodeVersionItNames() {
    #expect(unsafe String(cString: saring_unicode_version_string()) == "15.0")
  }
}
