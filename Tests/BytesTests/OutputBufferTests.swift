import Testing

@testable import Bytes

struct OutputBufferTests {
  @Test(arguments: [
    ("plain", #""plain""#),
    ("quote \" backslash \\ slash /", #""quote \" backslash \\ slash /""#),
    ("line\nreturn\rtab\tbell\u{7}", #""line\nreturn\rtab\tbell\u0007""#),
    ("pedas 🌶️ — Ümlaut", #""pedas 🌶️ — Ümlaut""#),
    ("turned \u{202E}around\u{202C}", #""turned \u202earound\u202c""#),
    ("delete \u{7F}", #""delete \u007f""#),
  ]) func writesJSONStrings(text: String, expected: String) {
    var buffer = OutputBuffer()
    buffer.append(json: text)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  }

  @Test func replacesInvalidUTF8() {
    var buffer = OutputBuffer()
    let bytes: [UInt8] = [0x61, 0xFF, 0xC0, 0xAF, 0x62, 0xED, 0xA0, 0x80]
    buffer.append(json: bytes.span)
    let replaced = String(repeating: "\u{FFFD}", count: 3)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "\"a\(replaced)b\(replaced)\"")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (-12, "-12"), (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ]) func writesIntegers(value: Int, expected: String) {
    var buffer = OutputBuffer()
    buffer.append(decimal: value)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (2.5, "2.5"), (-0.125, "-0.125"), (3.0, "3"), (0.0004, "0"), (0.1 + 0.2, "0.3"), (10.05, "10.05"),
  ]) func writesThousandths(value: Double, expected: String) {
    var buffer = OutputBuffer()
    buffer.append(thousandths: value)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  }
}

struct UTF8Tests {
  @Test func decodesEveryScalarAsTheStandardLibraryDoes() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(Character(scalar)).utf8)
      let (decoded, length) = decodeScalar(bytes.span, at: 0)
      var encoded: [UInt8] = []
      encoded.append(scalar: value)
      #expect(decoded == value && length == bytes.count && encoded == bytes)
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0xF5, 0x80],
    ] as [[UInt8]])
  func refusesWhatIsNotUTF8(bytes: [UInt8]) {
    let (scalar, length) = decodeScalar(bytes.span, at: 0)
    #expect(scalar == .invalid && length == 1)
    #expect(firstInvalidUTF8(bytes.span) == 0)
  }
}

struct HashTests {
  @Test func dependsOnEveryByteTheLengthAndTheSeed() {
    var seen: Set<UInt64> = []
    let bytes = [UInt8](repeating: 0, count: 40)
    for count in 0...40 { seen.insert(hash64(bytes.span.extracting(0..<count))) }
    for index in bytes.indices {
      var changed = bytes
      changed[index] = 1
      seen.insert(hash64(changed.span))
    }
    seen.insert(hash64(bytes.span, seed: 1))
    #expect(seen.count == 41 + 40 + 1)
  }
}
