/// One small dump in each of the compressions.
extension Fixtures {
  /// What they hold.
  package static let compressedLines = (0..<3).map { "{\"id\":\"\($0)\",\"text\":\"komen ke-\($0)\"}\n" }.joined()

  package static let compressed: [(name: String, bytes: [UInt8])] = [
    ("gzip", "H4sIAAAAAAACA6tWykxRslIyUNJRKkmtKAEys/NzU/MUslN1DZRquaoh0oZYpA0R0kZYpI2A0gBSEuFXXQAAAA=="),
    ("zstd", "KLUv/QRYnQEAZAJ7ImlkIjoiMCIsInRleHQiOiJrb21lbiBrZS0wIn0KMTEyMiJ9CgQAIAnYDiS2yFQeWy7SvQ=="),
    (
      "xz",
      "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABcAC5dAD2IiSaBk1OFYJ3awhmh3n9QPUdKZYGkqhPdTYQwAdDb72Oe6t3fZFvYMsg2n9wAAADIq9GUXohvQwABSl3tP8o/H7bzfQEAAAAABFla"
    ),
    (
      "bzip2",
      "QlpoOTFBWSZTWSxx/tEAACvZgAAQUAZwEAYrhEogAFRX6oaBoA0K/Sk0epjUyep6kmxu74MkEnA5yzOaFpJJUNnpA5YgR8VJjCERiB8XckU4UJAscf7R"
    ),
  ].map { ($0.0, bytes(ofBase64: $0.1)) }

  /// The bytes that base64 stands for.
  package static func bytes(ofBase64 text: String) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var (out, bits, count) = ([UInt8](), UInt32(0), 0)
    for byte in text.utf8 {
      guard let digit = digits.firstIndex(of: byte) else { continue }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return out
  }
}
